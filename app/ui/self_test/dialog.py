"""The page of the self test: the verdict first, then every check in words. GUI thread only."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from app.self_test.check import Result
from app.self_test.report import Report, line_of, report_of
from app.self_test.suite import SelfTest
from app.ui.file_commands import FileCommands
from app.ui.look.theme import current_theme
from app.ui.self_test.thread import SelfTestThread
from app.words import tr

SIZE_PX = (720, 600)


class SelfTestDialog(QDialog):
    """Tries everything while the window goes on, and shows what works.

    Closing it ends the test and every process of it.

    Args:
        files: asks where the report goes.
        parent: the window it belongs to.
        test: what to try; everything, unless told otherwise.

    Attributes:
        report: what has been found; None while it is being found.
    """

    def __init__(
        self, files: FileCommands, parent: QWidget | None = None, test: SelfTest | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Self test"))
        self.resize(*SIZE_PX)
        self.report: Report | None = None
        self._files = files
        self._test = test or SelfTest()
        self._results: list[Result] = []
        self._make_parts()
        self._lay_out()
        self._thread = SelfTestThread(self._test)
        self._thread.result_found.connect(self._show_result)
        self._thread.finished.connect(self._show_report)
        self._show_progress()
        self._thread.start()

    def done(self, code: int) -> None:
        """Leave, by key or button; the test ends."""
        self._test.stop()
        super().done(code)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave by the frame's button; the test ends."""
        self._test.stop()
        super().closeEvent(event)

    def _make_parts(self) -> None:
        """Make what the page is laid out from."""
        self.verdict = QLabel()
        self.verdict.setProperty("kind", "summary")
        self.verdict.setWordWrap(True)
        self.note = QLabel(
            tr("Real processes are started, stopped and killed. Your numbers are not touched.")
        )
        self.note.setProperty("kind", "muted")
        self.note.setWordWrap(True)
        self.progress = QProgressBar()
        self.progress.setObjectName("progress")
        self.progress.setProperty("state", "running")
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(4)
        self.progress.setMaximum(len(self._test.checks))
        self.lines = QListWidget()
        self.lines.setAccessibleName(tr("What was tried"))
        self.lines.setWordWrap(True)
        self.lines.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        roles = QDialogButtonBox.ButtonRole
        self._buttons = QDialogButtonBox()
        self.copy_button = self._buttons.addButton(tr("&Copy"), roles.ActionRole)
        self.save_button = self._buttons.addButton(tr("&Save report…"), roles.ActionRole)
        self.stop_button = self._buttons.addButton(tr("S&top"), roles.ActionRole)
        self.close_button = self._buttons.addButton(tr("C&lose"), roles.RejectRole)
        self.copy_button.setEnabled(False)
        self.save_button.setEnabled(False)
        self.copy_button.clicked.connect(self._copy)
        self.save_button.clicked.connect(self._save)
        self.stop_button.clicked.connect(self._test.stop)
        self._buttons.rejected.connect(self.reject)
        self.close_button.setDefault(True)

    def _lay_out(self) -> None:
        """Put the parts in their places."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(10)
        parts: list[QWidget] = [self.verdict, self.note, self.progress, self.lines, self._buttons]
        for part in parts:
            layout.addWidget(part)

    def _show_progress(self) -> None:
        """Say how far it is."""
        seen, planned = len(self._results), len(self._test.checks)
        self.verdict.setText(tr("Trying… {seen} of {planned}", seen=seen, planned=planned))
        self.progress.setValue(seen)

    def _show_result(self, result: Result) -> None:
        """Show a check as a line."""
        self._results.append(result)
        item = QListWidgetItem(line_of(result))
        if not result.ok:
            item.setForeground(current_theme().error)
        self.lines.addItem(item)
        self.lines.scrollToItem(item)
        self._show_progress()

    def _show_report(self) -> None:
        """Say what came of it, and show first what does not work."""
        self.report = report = report_of(self._results, len(self._test.checks))
        self.verdict.setText(f"{'✓' if report.ok else '✗'} {report.verdict()}")
        self.verdict.setProperty("kind", "summary" if report.ok else "error")
        self.verdict.style().polish(self.verdict)
        self.note.setText(report.surroundings())
        self.progress.hide()
        self.stop_button.setEnabled(False)
        self.copy_button.setEnabled(True)
        self.save_button.setEnabled(True)
        broken = [place for place, result in enumerate(self._results) if not result.ok]
        if self._results:
            self.lines.scrollToItem(self.lines.item(broken[0] if broken else 0))

    def _copy(self) -> None:
        """Put the report for people onto the clipboard."""
        if self.report is not None:
            QGuiApplication.clipboard().setText(self.report.text())

    def _save(self) -> None:
        """Ask where to and save the report for programs."""
        path = self._files.ask_where_to_save_report()
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Save the report and say where, or why not."""
        if self.report is None:
            return
        try:
            self.report.save(path)
        except OSError as problem:
            self.note.setText(tr("The report could not be saved: {reason}", reason=problem))
        else:
            self.note.setText(tr("Report saved to {path}", path=path))
