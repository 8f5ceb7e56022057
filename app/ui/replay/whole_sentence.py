"""A sentence that is read from the last row: large, and never cut. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

LARGE = 1.5
SMALLEST = 0.5
"""The sizes of letters, as parts of the usual one; the largest at which all of it fits is taken."""

STEP = 0.05
LINES = 2
ROOM = 1.06


class WholeSentence(QWidget):
    """Shows all of its words in the room of two lines, so that nothing around it moves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """Return the words."""
        return self._words

    def say(self, words: str) -> None:
        """Show these words."""
        if words != self._words:
            self._words = words
            self.setAccessibleName(words)
            self.update()

    def sizeHint(self) -> QSize:
        """Return the room of two lines of the usual size."""
        return QSize(200, round(self.fontMetrics().height() * LINES * ROOM))

    def minimumSizeHint(self) -> QSize:
        """Return the same height at any width."""
        return QSize(0, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words as large as they fit."""
        del event
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(self.fitting_font())
        painter.drawText(self.rect(), self._flags(), self._words)
        painter.end()

    def fitting_font(self) -> QFont:
        """Return the largest font in which all of the words fit."""
        scale, font = LARGE, QFont(self.font())
        while scale > SMALLEST:
            font.setPixelSize(max(1, round(self.font().pixelSize() * scale)))
            room = QRect(0, 0, self.width(), 10_000)
            needed = QFontMetrics(font).boundingRect(room, self._flags(), self._words)
            if needed.height() <= self.height() and needed.width() <= self.width():
                break
            scale -= STEP
        return font

    @staticmethod
    def _flags() -> int:
        return int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
