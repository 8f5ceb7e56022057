"""One button of a choice of which exactly one is down. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QPushButton, QWidget


class Segment(QPushButton):
    """A button that keeps its width when it is chosen and its words become bold."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setCheckable(True)
        self.setProperty("kind", "segment")

    def sizeHint(self) -> QSize:
        """Return a size with room for bold words."""
        hint = super().sizeHint()
        plain, bold = QFont(self.font()), QFont(self.font())
        plain.setWeight(QFont.Weight.Normal)
        bold.setWeight(QFont.Weight.DemiBold)
        words = self.text()
        grown = QFontMetrics(bold).horizontalAdvance(words) - QFontMetrics(plain).horizontalAdvance(
            words
        )
        return hint + QSize(grown + 2, 0)

    def minimumSizeHint(self) -> QSize:
        """Return the size below which words would be cut off."""
        return self.sizeHint()
