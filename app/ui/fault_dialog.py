"""Shows errors in the program itself, with the details to copy. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import (
    Qt,
    QUrl,
)
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.faults import FaultLog
from app.words import tr

LONGEST_DETAILS_CHARACTERS = 50_000
SIZE_PX = (640, 420)


class FaultDialog(QDialog):
    """One sentence, the details, and where they are kept.

    Args:
        log: the file with the details.
        parent: the window it belongs to, if any.
    """

    def __init__(self, log: FaultLog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("An error in MultiSquare"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*SIZE_PX)
        self._log = log
        words = QLabel(
            tr(
                "Something went wrong inside the program. It is not your fault, and your results "
                "are still here: you can go on, or save them and start the program again."
            )
        )
        words.setWordWrap(True)
        words.setProperty("kind", "summary")
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setAccessibleName(tr("Details"))
        place = QLabel(tr("The details are also in {path}", path=log.path))
        place.setWordWrap(True)
        place.setProperty("kind", "muted")
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        for part in (words, self.details, place, self._buttons()):
            layout.addWidget(part)

    def add(self, text: str) -> None:
        """Show another error's details below those that stand there; a storm of them is cut."""
        if len(self.details.toPlainText()) < LONGEST_DETAILS_CHARACTERS:
            self.details.appendPlainText(text)

    def _buttons(self) -> QDialogButtonBox:
        """Return the row of buttons."""
        roles = QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox()
        copy = buttons.addButton(tr("&Copy the details"), roles.ActionRole)
        folder = buttons.addButton(tr("Open the &log folder"), roles.ActionRole)
        close = buttons.addButton(tr("C&lose"), roles.RejectRole)
        copy.clicked.connect(self._copy)
        folder.clicked.connect(lambda: open_log_folder(self._log))
        close.clicked.connect(self.close)
        close.setDefault(True)
        return buttons

    def _copy(self) -> None:
        """Put the details onto the clipboard."""
        QGuiApplication.clipboard().setText(self.details.toPlainText())


def show_last_words(log: FaultLog, trace: str) -> None:
    """Say that the window could not be opened, and wait until the person has read it.

    Args:
        log: the file with the details.
        trace: the details.
    """
    box = QMessageBox()
    box.setIcon(QMessageBox.Icon.Critical)
    box.setWindowTitle(tr("MultiSquare"))
    box.setText(tr("MultiSquare could not open its window."))
    reason = trace.strip().rpartition("\n")[2]
    box.setInformativeText(
        tr("{reason}\n\nThe details are also in {path}", reason=reason, path=log.path)
    )
    box.setDetailedText(trace)
    box.exec()


def open_log_folder(log: FaultLog) -> None:
    """Show the folder with the log in the desktop's file browser."""
    log.path.parent.mkdir(parents=True, exist_ok=True)
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(log.path.parent)))
