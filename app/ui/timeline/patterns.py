"""The patterns of bars: small tiles on a screen, lines that stay sharp at any size on paper.

GUI thread only.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

TILE_PX = 8

PATTERNS_LINES: dict[Qt.BrushStyle, tuple[tuple[float, float, float, float], ...]] = {
    Qt.BrushStyle.HorPattern: ((0, 4, 8, 4),),
    Qt.BrushStyle.VerPattern: ((4, 0, 4, 8),),
    Qt.BrushStyle.CrossPattern: ((0, 4, 8, 4), (4, 0, 4, 8)),
    Qt.BrushStyle.BDiagPattern: ((-2, 2, 2, -2), (-2, 10, 10, -2), (6, 10, 10, 6)),
    Qt.BrushStyle.FDiagPattern: ((-2, 6, 2, 10), (-2, -2, 10, 10), (6, -2, 10, 2)),
    Qt.BrushStyle.DiagCrossPattern: ((-1, 9, 9, -1), (-1, -1, 9, 9)),
    Qt.BrushStyle.Dense6Pattern: ((1.5, 2, 2.5, 2), (5.5, 6, 6.5, 6)),
}
"""Each pattern as lines in a tile of 8 by 8."""


def pattern_lines(rect: QRectF, style: Qt.BrushStyle) -> Iterator[QLineF]:
    """Tell the lines of a pattern that fills a rectangle, cut at its edges."""
    for column in range(int(rect.width() // TILE_PX) + 1):
        for row in range(int(rect.height() // TILE_PX) + 1):
            left, top = rect.left() + column * TILE_PX, rect.top() + row * TILE_PX
            tile = QRectF(left, top, TILE_PX, TILE_PX).intersected(rect)
            for x1, y1, x2, y2 in PATTERNS_LINES[style]:
                line = _cut(QLineF(left + x1, top + y1, left + x2, top + y2), tile)
                if line is not None:
                    yield line


def pattern_pen(style: Qt.BrushStyle, colour: QColor) -> QPen:
    """Return what a pattern's lines are drawn with."""
    width = 1.6 if style is Qt.BrushStyle.Dense6Pattern else 1.2
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap)


def _cut(line: QLineF, rect: QRectF) -> QLineF | None:
    """Return the part of a line that is inside a rectangle (Liang and Barsky's way)."""
    first, last = 0.0, 1.0
    for delta, low, high in (
        (line.dx(), rect.left() - line.x1(), rect.right() - line.x1()),
        (line.dy(), rect.top() - line.y1(), rect.bottom() - line.y1()),
    ):
        if delta == 0:
            if low > 0 or high < 0:
                return None
            continue
        near, far = sorted((low / delta, high / delta))
        first, last = max(first, near), min(last, far)
    return QLineF(line.pointAt(first), line.pointAt(last)) if first < last else None
