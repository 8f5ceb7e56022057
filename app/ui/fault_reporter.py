"""Brings errors in the program itself to the log and to a dialog. GUI thread, but for reports.

The dialog is imported when there is something to show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from app.faults import FaultHooks, FaultLog

if TYPE_CHECKING:
    from app.ui.fault_dialog import FaultDialog


class FaultReporter(QObject):
    """Brings errors from any thread to one dialog at a time.

    Args:
        log: where the errors are written.
        parent: the parent object, if any.
    """

    _reported = Signal(str)

    def __init__(self, log: FaultLog, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.log = log
        self.dialog: FaultDialog | None = None
        self._opening = False
        self._hooks = FaultHooks(log, self.report)
        self._reported.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def report(self, text: str) -> None:
        """Show an error that is in the log already. Any thread; returns at once."""
        self._reported.emit(text)

    def note_and_report(self, text: str) -> None:
        """Write an error down and show it. Any thread; returns at once."""
        self.log.note(text)
        self._reported.emit(text)

    def install(self) -> None:
        """Catch from now on what nothing else catches."""
        self.log.watch_for_crashes()
        self._hooks.install()
        qInstallMessageHandler(self._on_qt_message)

    def remove(self) -> None:
        """Give everything back that `install` took."""
        qInstallMessageHandler(None)
        self._hooks.remove()
        self.log.close()

    def _show(self, text: str) -> None:
        """Show an error; one that comes up on the way stays in the log alone."""
        if self._opening:
            return
        self._opening = True
        try:
            from app.ui.fault_dialog import FaultDialog

            if self.dialog is None:
                self.dialog = FaultDialog(self.log, QApplication.activeWindow())
                self.dialog.destroyed.connect(self._on_dialog_closed)
                self.dialog.open()
            self.dialog.add(text)
        finally:
            self._opening = False

    def _on_dialog_closed(self) -> None:
        """Be ready for the next one."""
        self.dialog = None

    def _on_qt_message(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        """Write down what Qt has to say; none of it concerns the person."""
        del context
        self.log.note(f"Qt, {kind.name}: {message}")


def install_fault_reporting(log: FaultLog, parent: QObject | None = None) -> FaultReporter:
    """Send every uncaught error to `log` and to a dialog, from now on.

    Returns:
        The reporter; `note_and_report` takes errors caught elsewhere, such as the controller's.
    """
    reporter = FaultReporter(log, parent)
    reporter.install()
    return reporter
