"""How each kind of phase looks: told apart by shape and pattern as well as by colour.

Starting is hatched grey, waiting an outline, squaring solid in the worker's colour, sending the
colour thinned out with dots, exiting a thin pale bar; where a worker died there is a red end.
On a screen patterns are small tiles; on paper they are lines, which stay sharp at any size.
GUI thread only.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QPolygonF

from app.engine.analysis.phases import PhaseKind
from app.ui.theme import Theme
from app.ui.timeline.lanes import SHADES
from app.ui.worker_colours import WorkerStyle, style_of

TILE_PX = 8
LEAST_SQUARING_PX = 2.0
"""Squaring is what it is all about, so it can be seen even where it took next to nothing."""

ROUND_FROM_PX = 5.0
MARKS_KEPT = 1_000
OPACITY = {PhaseKind.SENDING: 0.45, PhaseKind.EXITING: 0.28}
OPACITY_IN_THE_DARK = {PhaseKind.SENDING: 0.60, PhaseKind.EXITING: 0.45}
MARK_OPACITY = 0.55
"""How strong the pattern over a worker's colour is."""

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


class Bars:
    """Paints phases; keeps the pattern tiles it has made."""

    def __init__(self, theme: Theme, on_paper: bool = False, pixel_ratio: float = 1.0) -> None:
        self.theme = theme
        self.on_paper = on_paper
        self.pixel_ratio = pixel_ratio
        self._styles: dict[int, WorkerStyle] = {}
        self._shades: dict[int, list[int]] = {}
        self._marks: dict[tuple[int, float, float], QPixmap] = {}
        self._pales: dict[tuple[int, PhaseKind], QColor] = {}
        self._tiles: dict[tuple[Qt.BrushStyle, int], QBrush] = {}

    def style(self, worker: int) -> WorkerStyle:
        """Return how a worker looks."""
        if worker not in self._styles:
            self._styles[worker] = style_of(worker, self.theme)
        return self._styles[worker]

    def phase(self, painter: QPainter, kind: PhaseKind, rect: QRectF, worker: int) -> None:
        """Paint one phase of a worker, `rect` being a bar of full height."""
        if kind is PhaseKind.STARTING:
            self.starting(painter, rect)
        elif kind is PhaseKind.WAITING:
            self._box(painter, rect, None, self._outline())
        elif kind is PhaseKind.SQUARING:
            self.squaring(painter, rect, worker)
        elif kind is PhaseKind.SENDING:
            self.sending(painter, rect, worker)
        elif kind is PhaseKind.LYING:
            self._box(painter, rect, self._pale(worker, PhaseKind.SENDING), None)
        else:
            inset = rect.height() * 0.25
            thin = rect.adjusted(0, inset, 0, -inset)
            self._box(painter, thin, self._pale(worker, PhaseKind.EXITING), None)

    def shades(self, worker: int) -> list[int]:
        """Return colours as pixels, from never squaring to all the time."""
        if worker not in self._shades:
            fill, ground = self.style(worker).fill, self.theme.track
            self._shades[worker] = [
                _mixed(ground, fill, part / SHADES) for part in range(SHADES + 1)
            ]
        return self._shades[worker]

    def starting(self, painter: QPainter, rect: QRectF) -> None:
        """Paint a stretch in which the worker does not run Python yet."""
        self._box(painter, rect, self.theme.track, self.theme.hatch)
        self.pattern(painter, rect.adjusted(0.5, 0.5, -0.5, -0.5), self.theme.hatch)

    def squaring(self, painter: QPainter, rect: QRectF, worker: int) -> None:
        """Paint a stretch of squaring, wide enough to be seen."""
        style = self.style(worker)
        rect = QRectF(rect)
        rect.setWidth(max(rect.width(), LEAST_SQUARING_PX))
        self._box(painter, rect, style.fill, None)
        if style.pattern is not Qt.BrushStyle.SolidPattern:
            mark = QColor(style.text)
            mark.setAlphaF(MARK_OPACITY)
            self.pattern(painter, rect, mark, style.pattern)

    def sending(self, painter: QPainter, rect: QRectF, worker: int) -> None:
        """Paint a stretch in which a result was on its way."""
        self._box(painter, rect, self._pale(worker, PhaseKind.SENDING), None)
        self.pattern(painter, rect, self.style(worker).fill, Qt.BrushStyle.Dense6Pattern)

    def arrival(self, painter: QPainter, tip: QPointF, size: float, worker: int) -> None:
        """Paint the mark where a result arrives, its tip upwards."""
        if self.on_paper:
            self._triangle(painter, tip, size, worker)
            return
        mark = self._mark(worker, size)
        painter.drawPixmap(tip - QPointF(mark.width() / 2 / mark.devicePixelRatio(), 0), mark)

    def death(self, painter: QPainter, x: float, rect: QRectF) -> None:
        """Paint a red end at `x`, with a cross where there is room."""
        reach = min(4.0, rect.height() * 0.15)
        end = QRectF(x - 3, rect.top() - reach, 3, rect.height() + 2 * reach)
        painter.fillRect(end, self.theme.error)

    def silence(self, painter: QPainter, rect: QRectF) -> None:
        """Paint over a stretch in which the worker was suspended."""
        veil = QColor(self.theme.card)
        veil.setAlphaF(0.8)
        painter.fillRect(rect, veil)
        painter.setPen(QPen(self.theme.warning, 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)

    def pattern(
        self,
        painter: QPainter,
        rect: QRectF,
        colour: QColor,
        style: Qt.BrushStyle = Qt.BrushStyle.BDiagPattern,
    ) -> None:
        """Fill a rectangle with a pattern."""
        if rect.width() < 1.5 or rect.height() < 3:
            return
        if self.on_paper:
            painter.setPen(_pen(style, colour))
            painter.drawLines(list(pattern_lines(rect, style)))
            return
        painter.setBrushOrigin(rect.topLeft())
        painter.fillRect(rect, self._tile(style, colour))

    def _triangle(self, painter: QPainter, tip: QPointF, size: float, worker: int) -> None:
        """Paint an arrival's mark as a shape."""
        half = size * 0.58
        corners = [tip, tip + QPointF(half, size), tip + QPointF(-half, size)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.style(worker).fill)
        painter.drawPolygon(QPolygonF(corners))

    def _mark(self, worker: int, size: float) -> QPixmap:
        """Return an arrival's mark as pixels: drawn again and again, that is much faster."""
        key = (worker, round(size, 1), self.pixel_ratio)
        if key not in self._marks:
            side = ceil((size * 1.2 + 2) * self.pixel_ratio)
            pixmap = QPixmap(side, side)
            pixmap.setDevicePixelRatio(self.pixel_ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._triangle(painter, QPointF(side / self.pixel_ratio / 2, 0), size, worker)
            painter.end()
            if len(self._marks) > MARKS_KEPT:
                self._marks.clear()
            self._marks[key] = pixmap
        return self._marks[key]

    def _box(
        self, painter: QPainter, rect: QRectF, fill: QColor | None, outline: QColor | None
    ) -> None:
        """Paint a rectangle, with rounded corners where there is room for them."""
        if rect.width() < ROUND_FROM_PX or rect.height() < ROUND_FROM_PX:
            if fill is not None:
                painter.fillRect(rect, fill)
            elif outline is not None:
                painter.fillRect(rect, outline)
            return
        painter.setPen(QPen(outline, 1.0) if outline is not None else Qt.PenStyle.NoPen)
        painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
        inset = 0.5 if outline is not None else 0.0
        painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), 2.5, 2.5)

    def _pale(self, worker: int, kind: PhaseKind) -> QColor:
        """Return a worker's colour for a phase that steps back."""
        if (worker, kind) not in self._pales:
            colour = QColor(self.style(worker).fill)
            opacity = OPACITY_IN_THE_DARK if self.theme.dark else OPACITY
            colour.setAlphaF(opacity[kind])
            self._pales[worker, kind] = colour
        return self._pales[worker, kind]

    def _outline(self) -> QColor:
        """Return the colour of the outline around waiting."""
        return self.theme.edge

    def _tile(self, style: Qt.BrushStyle, colour: QColor) -> QBrush:
        """Return a brush for a pattern."""
        key = (style, colour.rgba())
        if key not in self._tiles:
            side = round(TILE_PX * self.pixel_ratio)
            pixmap = QPixmap(side, side)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(side / TILE_PX, side / TILE_PX)
            painter.setPen(_pen(style, colour))
            painter.drawLines([QLineF(*line) for line in PATTERNS_LINES[style]])
            painter.end()
            pixmap.setDevicePixelRatio(side / TILE_PX)
            self._tiles[key] = QBrush(pixmap)
        return self._tiles[key]


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


def _mixed(ground: QColor, fill: QColor, part: float) -> int:
    """Return a pixel between two colours."""
    red, green, blue = (
        round(low + (high - low) * part)
        for low, high in zip(ground.getRgb()[:3], fill.getRgb()[:3], strict=True)  # type: ignore[index]
    )
    return QColor(red, green, blue).rgb()


def _pen(style: Qt.BrushStyle, colour: QColor) -> QPen:
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
