"""One button of a choice of which exactly one is down. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QPushButton, QWidget

SPARE_PX = 2


class Segment(QPushButton):
    """A button that keeps its width when it is chosen and its words become bold.

    Args:
        name: what it is called.
        short_name: what it is called where there is little room.
        parent: the parent widget, if any.
    """

    def __init__(self, name: str, short_name: str, parent: QWidget | None = None) -> None:
        super().__init__(short_name, parent)
        self._name, self._short_name = name, short_name
        self.setCheckable(True)
        self.setAutoExclusive(True)  # what a screen reader calls a radio button
        self.setAutoDefault(True)
        self.setProperty("kind", "segment")
        self.setAccessibleName(name)

    @property
    def full_width(self) -> int:
        """Return how wide it is with its full name, in device-independent pixels."""
        return self._width_with(self._name)

    def show_full_name(self, full: bool) -> None:
        """Show the full or the short name."""
        self.setText(self._name if full else self._short_name)

    def sizeHint(self) -> QSize:
        """Return a size with room for bold words."""
        return QSize(self._width_with(self.text()), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return the size below which words would be cut off."""
        return self.sizeHint()

    def _width_with(self, words: str) -> int:
        """Return how wide it is with these words in bold."""
        plain, bold = QFont(self.font()), QFont(self.font())
        plain.setWeight(QFont.Weight.Normal)
        bold.setWeight(QFont.Weight.DemiBold)
        frame = super().sizeHint().width() - QFontMetrics(plain).horizontalAdvance(self.text())
        return frame + QFontMetrics(bold).horizontalAdvance(words) + SPARE_PX
