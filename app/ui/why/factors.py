"""The factors of a run's efficiency: bars of which each goes on from the last. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.engine.telling.factor_words import FactorBar
from app.ui.look.theme import current_theme
from app.ui.why.folding_rows import FoldingRows, words

BAR_LINES = (9.0, 0.9)
LOST_OPACITY = 0.25
KEPT_OPACITY = 0.75


class ShareBar(QWidget):
    """Shows what the factors before have left, and what this one leaves of that."""

    def __init__(self, bar: FactorBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = bar
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(bar.label)
        self.setAccessibleDescription(bar.value)

    def sizeHint(self) -> QSize:
        """Return a width for all and the height of a line."""
        line = self.fontMetrics().height()
        return QSize(round(line * BAR_LINES[0]), line)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.updateGeometry()
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what there is, what this factor takes away, and what it leaves."""
        theme, painter = current_theme(), QPainter(self)
        inset = self.height() * (1 - BAR_LINES[1]) / 2
        whole = QRectF(self.rect()).adjusted(0, inset, 0, -inset)
        painter.fillRect(whole, theme.track)
        lost, kept = QColor(theme.accent), QColor(theme.accent)
        lost.setAlphaF(LOST_OPACITY)
        kept.setAlphaF(1.0 if self._bar.is_product else KEPT_OPACITY)
        left = QRectF(whole)
        left.setWidth(max(1.0, whole.width() * self._bar.left))
        taken = QRectF(whole)
        taken.setLeft(left.right())
        taken.setRight(max(left.right(), whole.width() * self._bar.before))
        painter.fillRect(taken, lost)
        painter.fillRect(left, kept)
        painter.end()


class FactorsPicture(QWidget):
    """Shows the factors with their sentences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._rows = words("", bold=True), FoldingRows()
        self._bars: list[FactorBar] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._title)
        layout.addWidget(self._rows)

    @property
    def told(self) -> list[str]:
        """Return what is shown, line by line."""
        lines = [f"{bar.label} {bar.value} {bar.sentence}" for bar in self._bars]
        return [self._title.text(), *lines] if lines else []

    def show_factors(self, title: str, bars: list[FactorBar]) -> None:
        """Show a run's factors; hidden without any."""
        self._bars = bars
        self._title.setText(title)
        self._rows.set_rows(
            [
                [
                    words(bar.label, bold=bar.is_product),
                    ShareBar(bar),
                    words(bar.value, bold=True),
                    words(bar.sentence, "muted"),
                ]
                for bar in bars
            ]
        )
        self.setVisible(bool(bars))
