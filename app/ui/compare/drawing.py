"""What charts have in common: a drawing of a size, with dots that can be pointed at. GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from app.ui.compare.charts import Dot
from app.ui.look.theme import Theme

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter

DOT_LINES = 0.19
LEAST_DOT_PX = 3.0
RING_PX = 1.2
LIT_RING_PX = 2.5
SPARE_PX = 2.0


@dataclass(frozen=True, slots=True)
class Target:
    """A dot as it is drawn.

    Attributes:
        row: the place of its bar or curve.
        place: its own place there.
        dot: what it stands for.
        at: its middle.
    """

    row: int
    place: int
    dot: Dot
    at: QPointF


class Drawing(Protocol):
    """A chart laid out for a size."""

    @property
    def height(self) -> float:
        """Return how high it is."""

    @property
    def targets(self) -> Sequence[Target]:
        """Return its dots."""

    def paint(self, painter: QPainter, theme: Theme, lit: Target | None = None) -> None:
        """Paint it, with one of its dots lit."""


def line_px(font: QFont) -> float:
    """Return the height of a line of words, which everything is measured in."""
    return QFontMetricsF(font).height()


def dot_px(font: QFont) -> float:
    """Return the radius of a dot."""
    return max(LEAST_DOT_PX, line_px(font) * DOT_LINES)


def bold(font: QFont) -> QFont:
    """Return a font for what stands out."""
    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    return strong


def width_px(font: QFont, words: str) -> float:
    """Return how much room words need."""
    return QFontMetricsF(font).horizontalAdvance(words) + SPARE_PX


def write(
    painter: QPainter,
    rect: QRectF,
    words: str,
    font: QFont,
    colour: QColor,
    where: Qt.AlignmentFlag = LEFT,
) -> None:
    """Write words into a rectangle; they end in dots where they are too long."""
    metrics = QFontMetricsF(font)
    fitting = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width() + SPARE_PX)
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, where | Qt.TextFlag.TextDontClip, fitting)


def paint_dot(
    painter: QPainter, theme: Theme, colour: QColor, target: Target, radius: float
) -> None:
    """Paint a repetition: filled, or an outline where it is an outlier."""
    painter.setPen(QPen(theme.card, RING_PX))
    painter.setBrush(colour)
    if target.dot.is_outlier:
        painter.setPen(QPen(colour, RING_PX * 1.4))
        painter.setBrush(theme.card)
    painter.drawEllipse(target.at, radius, radius)


def paint_lit(painter: QPainter, theme: Theme, target: Target, radius: float) -> None:
    """Paint a ring around the dot that is told."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.text, LIT_RING_PX))
    painter.drawEllipse(target.at, radius + LIT_RING_PX, radius + LIT_RING_PX)
