"""How each kind of phase looks: told apart by shape and pattern as well as by colour.

Starting is hatched grey, waiting an outline, squaring the worker's colour: solid, from the ground
up, for the part of the time it had a core, then amber for the part it was ready and none was free,
pale for the part it had none for another reason, an outline for the part it slept on purpose.
Sending is the colour thinned out with dots, a result that lies ready a pale bar on a solid ground,
exiting a thin pale bar; where a worker died there is a red end.
GUI thread only.
"""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap, QPolygonF

from app.engine.analysis.phases import PhaseKind
from app.ui.look.theme import Theme
from app.ui.look.worker_colours import WorkerStyle, style_of
from app.ui.timeline.lane import SHADES
from app.ui.timeline.patterns import PATTERNS_LINES, TILE_PX, pattern_lines, pattern_pen

LEAST_WORKING_PX = 2.0
"""Squaring is what it is all about, so it can be seen even where it took next to nothing."""

ROUND_FROM_PX = 5.0
MARKS_KEPT = 1_000
WHOLE = 0.97
"""A worker that had a core for so much of a stretch had one all the time, as far as one can see."""

LEAST_PALE_PX = 0.5
OUTLINED_FROM_PX = 7.0
"""Of a lower bar an outline would be nearly all: what has none of it is pale there."""

GROUND_PART = 0.18
"""How much of the height of a bar is its solid ground, where a result lies ready."""

OPACITY = {PhaseKind.WORKING: 0.34, PhaseKind.SENDING: 0.45, PhaseKind.EXITING: 0.28}
OPACITY_IN_THE_DARK = {
    PhaseKind.WORKING: 0.48,
    PhaseKind.SENDING: 0.60,
    PhaseKind.EXITING: 0.45,
}
MARK_OPACITY, READY_OPACITY = 0.55, 0.3
"""How strong the pattern over a worker's colour is, and the hatching where no core was free."""


class Bars:
    """Paints phases; keeps the pattern tiles it has made.

    Another go's workers, from `first_worker` on, look different from those of the run before.
    """

    def __init__(
        self,
        theme: Theme,
        on_paper: bool = False,
        pixel_ratio: float = 1.0,
        first_worker: int = 0,
    ) -> None:
        self.theme = theme
        self.first_worker = first_worker
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
            self._styles[worker] = style_of(self.first_worker + worker, self.theme)
        return self._styles[worker]

    def phase(self, painter: QPainter, kind: PhaseKind, rect: QRectF, worker: int) -> None:
        """Paint one phase of a worker, `rect` being a bar of full height."""
        if kind is PhaseKind.STARTING:
            self.starting(painter, rect)
        elif kind is PhaseKind.WAITING:
            self._box(painter, rect, None, self._outline())
        elif kind is PhaseKind.WORKING:
            self.squaring(painter, rect, worker)
        elif kind is PhaseKind.SENDING:
            self.sending(painter, rect, worker)
        elif kind is PhaseKind.LYING:
            self.lying(painter, rect, worker)
        else:
            inset = rect.height() * 0.25
            thin = rect.adjusted(0, inset, 0, -inset)
            self._box(painter, thin, self._pale(worker, PhaseKind.EXITING), None)

    def shades(self, worker: int) -> list[int]:
        """Return colours as pixels, from never squaring to all the time."""
        if worker not in self._shades:
            fill, ground = self.style(worker).fill, self.theme.track
            self._shades[worker] = [
                mixed(ground, fill, part / SHADES) for part in range(SHADES + 1)
            ]
        return self._shades[worker]

    def starting(self, painter: QPainter, rect: QRectF) -> None:
        """Paint a stretch in which the worker does not run Python yet."""
        self._box(painter, rect, self.theme.track, self.theme.hatch)
        self.pattern(painter, rect.adjusted(0.5, 0.5, -0.5, -0.5), self.theme.hatch)

    def squaring(
        self,
        painter: QPainter,
        rect: QRectF,
        worker: int,
        computed: float = 1.0,
        slept: float = 0.0,
        waited: float = 0.0,
    ) -> None:
        """Paint a stretch of squaring, wide enough to be seen.

        Args:
            painter: where to.
            rect: the bar.
            worker: whose.
            computed: which part of the time it had a core, 0 to 1: so much of the height is solid.
            slept: which part it slept on purpose: so much of the height is an outline.
            waited: which part it was ready and no core was free: so much of the height is amber.
        """
        style = self.style(worker)
        rect = QRectF(rect)
        rect.setWidth(max(rect.width(), LEAST_WORKING_PX))
        if computed < WHOLE:
            rect = self._without_a_core(painter, rect, worker, (computed, slept, waited))
        if rect.height() <= 0:
            return
        self._box(painter, rect, style.fill, None)
        if style.pattern is not Qt.BrushStyle.SolidPattern:
            mark = QColor(style.text)
            mark.setAlphaF(MARK_OPACITY)
            self.pattern(painter, rect, mark, style.pattern)

    def lying(self, painter: QPainter, rect: QRectF, worker: int) -> None:
        """Paint a stretch in which a result lay ready and nobody fetched it."""
        self._box(painter, rect, self._pale(worker, PhaseKind.EXITING), None)
        ground = QRectF(rect)
        ground.setTop(rect.bottom() - max(1.5, rect.height() * GROUND_PART))
        painter.fillRect(ground, self.style(worker).fill)

    def _without_a_core(
        self, painter: QPainter, rect: QRectF, worker: int, shares: tuple[float, float, float]
    ) -> QRectF:
        """Paint the parts of a bar in which its worker had no core; return the one it had."""
        computed, slept, waited = shares
        solid, awake = QRectF(rect), QRectF(rect)
        solid.setTop(rect.bottom() - rect.height() * max(0.0, computed))
        awake.setTop(rect.top() + rect.height() * min(slept, 1.0 - computed))
        if rect.height() >= OUTLINED_FROM_PX:
            self._box(painter, rect, None, self.style(worker).fill)
        else:
            awake = rect
        if solid.top() - awake.top() > LEAST_PALE_PX:
            self._box(painter, awake, self._pale(worker, PhaseKind.WORKING), None)
        ready = QRectF(rect)
        ready.setBottom(solid.top())
        ready.setTop(max(awake.top(), solid.top() - rect.height() * waited))
        if ready.height() > LEAST_PALE_PX:
            self.waiting_for_core(painter, ready)
        return solid

    def waiting_for_core(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the part of a bar in which a worker was ready and no core was free."""
        self._box(painter, rect, self.theme.warning_card, None)
        marks = QColor(self.theme.warning)
        marks.setAlphaF(READY_OPACITY)
        self.pattern(painter, rect, marks)

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

    def death(self, painter: QPainter, x: float, rect: QRectF, wished: bool = False) -> None:
        """Paint a red end at `x`, a grey one where the person wished for it."""
        reach = min(4.0, rect.height() * 0.15)
        end = QRectF(x - 3, rect.top() - reach, 3, rect.height() + 2 * reach)
        painter.fillRect(end, self.theme.muted if wished else self.theme.error)

    def silence(self, painter: QPainter, rect: QRectF) -> None:
        """Paint over a stretch in which the worker was suspended: grey, for it did nothing."""
        veil = QColor(self.theme.track)
        veil.setAlphaF(0.92)
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
            painter.setPen(pattern_pen(style, colour))
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
            painter.setPen(pattern_pen(style, colour))
            painter.drawLines([QLineF(*line) for line in PATTERNS_LINES[style]])
            painter.end()
            pixmap.setDevicePixelRatio(side / TILE_PX)
            self._tiles[key] = QBrush(pixmap)
        return self._tiles[key]


def mixed(ground: QColor, fill: QColor, part: float) -> int:
    """Return a pixel between two colours."""
    red, green, blue = (
        round(low + (high - low) * part)
        for low, high in zip(ground.getRgb()[:3], fill.getRgb()[:3], strict=True)  # type: ignore[index]
    )
    return QColor(red, green, blue).rgb()
