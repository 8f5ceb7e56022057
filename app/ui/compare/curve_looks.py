"""How curves look, so that several of the same kind can be told apart. GUI thread only.

Each kind of way has its colour and its stroke; a second and a third curve of a kind have another
shade, and another shape where something was measured.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF

from app.ui.compare.charts import Curve
from app.ui.compare.colours import kind_colour, kind_stroke
from app.ui.look.theme import Theme
from app.ui.look.worker_colours import contrast

SHADES_ON_LIGHT = (100, 150, 62, 225)
SHADES_ON_DARK = (100, 60, 145, 45)
"""How much darker each shade is, in hundredths; below 100 it is lighter."""

READABLE = 4.5
"""The contrast that words need, by WCAG."""

SHAPES = (
    (),
    ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    ((0, -1.35), (1.35, 0), (0, 1.35), (-1.35, 0)),
    ((0, -1.3), (1.25, 0.95), (-1.25, 0.95)),
)
"""Circle, square, diamond, triangle: corners in radii; a circle has none."""


@dataclass(frozen=True, slots=True)
class CurveLook:
    """How a curve looks.

    Attributes:
        colour: its colour.
        words: the same for its name, dark or light enough to be read.
        stroke: how it is stroked.
        shape: which of `SHAPES` it has.
    """

    colour: QColor
    words: QColor
    stroke: Qt.PenStyle
    shape: int


def curve_looks(curves: Sequence[Curve], theme: Theme) -> list[CurveLook]:
    """Return how each curve looks."""
    before: Counter[object] = Counter()
    looks: list[CurveLook] = []
    for curve in curves:
        place = before[curve.kind]
        before[curve.kind] += 1
        shades = SHADES_ON_DARK if theme.dark else SHADES_ON_LIGHT
        colour = kind_colour(curve.kind, theme).darker(shades[place % len(shades)])
        shape = place % len(SHAPES)
        looks.append(CurveLook(colour, readable(colour, theme), kind_stroke(curve.kind), shape))
    return looks


def readable(colour: QColor, theme: Theme) -> QColor:
    """Return a colour for words on a card, as near to this one as can be read."""
    words = QColor(colour)
    for _ in range(20):
        if contrast(words, theme.card) >= READABLE:
            break
        words = words.lighter(115) if theme.dark else words.darker(112)
    return words


def paint_shape(painter: QPainter, shape: int, at: QPointF, radius: float) -> None:
    """Paint a shape with the painter's pen and brush."""
    corners = SHAPES[shape]
    if not corners:
        painter.drawEllipse(at, radius * 1.1, radius * 1.1)
        return
    painter.drawPolygon(QPolygonF([at + QPointF(x, y) * radius for x, y in corners]))
