"""A card with one figure, large enough to be read from the last row. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.engine.analysis.explanation import Figure

FIGURE_SCALE = 1.6
NOTE_SCALE = 0.86
NOTE_LETTERS = 22
"""A note is wrapped at about so many letters, so that the card stays slim."""

WIDEST_PX = 16_777_215


class FigureCard(QFrame):
    """Shows a figure, what it is of and where it comes from."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._slim = True
        self._label, self._value, self._note = QLabel(), QLabel(), QLabel()
        self._note.setWordWrap(True)
        for label in (self._label, self._note):
            label.setProperty("kind", "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.setSpacing(0)
        layout.addStretch(1)
        for label in (self._label, self._value, self._note):
            layout.addWidget(label)
        layout.addStretch(1)
        self._size_words()

    def show_figure(self, figure: Figure) -> None:
        """Show a figure."""
        self._label.setText(figure.label)
        self._value.setText(figure.value)
        self._note.setText(figure.note)
        self._note.setVisible(bool(figure.note))
        words = (figure.label, figure.value, figure.note)
        self.setAccessibleName(" ".join(word for word in words if word))

    def set_slim(self, slim: bool) -> None:
        """Be no wider than needed, the note wrapped; or take what room there is."""
        self._slim = slim
        self._size_words()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._size_words()

    def _size_words(self) -> None:
        """Make the figure large and the note small."""
        size = self.font().pixelSize() if self.font().pixelSize() > 0 else 14
        large, small = QFont(self.font()), QFont(self.font())
        large.setPixelSize(round(size * FIGURE_SCALE))
        large.setWeight(QFont.Weight.DemiBold)
        small.setPixelSize(round(size * NOTE_SCALE))
        self._value.setFont(large)
        self._note.setFont(small)
        slim_px = self.fontMetrics().averageCharWidth() * NOTE_LETTERS
        self._note.setMaximumWidth(slim_px if self._slim else WIDEST_PX)
