"""Stands in the field's place for a text that is too long to be shown. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.words import tr

BYTES_PER_MB = 1_000_000
BYTES_PER_KB = 1_000
REMOVING_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


def size_in_words(characters: int) -> str:
    """Return how large a text is."""
    if characters >= BYTES_PER_MB:
        return tr("{size} MB", size=f"{characters / BYTES_PER_MB:.3g}")
    return tr("{size} KB", size=f"{characters / BYTES_PER_KB:.3g}")


class SetAside(QWidget):
    """A chip that says what was pasted or opened, with a button to take it away.

    Attributes:
        text: the whole text, kept as it came.

    Signals:
        entered: Enter was pressed on it.
        removed: the person wants the field back.
        pasted: the person pastes something else over it.
    """

    entered = Signal()
    removed = Signal()
    pasted = Signal()
    focus_moved = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Numbers"))
        self._words = QLabel()
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        remove = QPushButton("✕")
        remove.setProperty("kind", "sign")
        remove.setAccessibleName(tr("Remove these numbers"))
        remove.setToolTip(tr("Remove these numbers and go back to what was typed"))
        remove.setAutoDefault(True)
        remove.clicked.connect(self.removed)
        chip = QFrame()
        chip.setObjectName("set_aside")
        inside = QHBoxLayout(chip)
        inside.setContentsMargins(12, 6, 8, 6)
        inside.addWidget(self._words, 1)
        inside.addWidget(remove)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.addWidget(chip)

    @property
    def words(self) -> str:
        """Return what it says about the text."""
        return self._words.text()

    def hold(self, text: str, origin: str) -> None:
        """Keep a text.

        Args:
            text: all of it.
            origin: the file's name, or an empty text for what was pasted or dropped.
        """
        self.text = text
        size = size_in_words(len(text))
        words = (
            tr("From the file {name}, {size}", name=origin, size=size)
            if origin
            else tr("Long text, {size}", size=size)
        )
        self._words.setText(words)
        self._words.setToolTip(words)
        self.setAccessibleDescription(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter squares, Delete and Undo take it away, Paste replaces it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() in REMOVING_KEYS or event.matches(QKeySequence.StandardKey.Undo):
            self.removed.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the keyboard."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)
