"""Far out, where lanes are too low to be seen one by one: a picture of all lanes, merged.

The picture is painted worker by worker, each once, when it has exited; lanes that share a row of
pixels lend it a part of their colour each. When the run outgrows the picture, it is shrunk to half
its size in that direction, which merges neighbours by itself. So a run with ten thousand processes
costs the same at every moment, whatever its length. GUI thread only.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from app.engine.analysis.phases import PhaseKind
from app.engine.clock import now_ns
from app.ui.look.theme import Theme
from app.ui.look.worker_colours import style_of
from app.ui.timeline.lanes import Lanes

COLUMNS = 1_024
ROWS = 512
SHORTEST_SPAN_NS = 50_000_000
PIECES_PER_LANE = 48
"""A lane with more stretches than this is painted as so many averages."""

WORKERS_PER_LOOK = 8
ROWS_PER_LOOK = 16
LEAST_LIFE_COLUMNS = 5.0
"""Of shorter lives only the phases can be told apart, and no longer whose they are."""

LEAST_WORKING_COLUMNS = 1.0
"""Squaring is what it is all about: where rows are not merged it can be seen however short."""

LEAST_PART = 0.25
"""A number in hand can be seen even where its worker had no core."""

STRENGTH = {
    PhaseKind.STARTING: 1.0,
    PhaseKind.WORKING: 1.0,
    PhaseKind.SENDING: 0.55,
    PhaseKind.EXITING: 0.28,
}
SAMPLE_WORKER = 0
"""Whose colour merged lanes wear: the one of the legend, and of the strip of the whole run."""


class DensityPicture:
    """All lanes of a run, or those of a part of it, in one small picture.

    Attributes:
        start: the time at its left edge, on the log's clock.
        span: how much time it holds.
        rows: the timeline's rows it holds, None for all.
        first: the one at its upper edge.
        lanes_per_row: how many of them share a row of pixels.
    """

    def __init__(
        self,
        lanes: Lanes,
        theme: Theme,
        part: tuple[float, float] | None = None,
        rows: range | None = None,
    ) -> None:
        """Begin a picture; `part` and `rows` bound it, without them it grows with the run."""
        self._lanes, self._theme = lanes, theme
        self._grows = part is None
        if part is None:
            part = (float(lanes.origin), float(lanes.origin + SHORTEST_SPAN_NS))
        self.start, self.span = part[0], part[1] - part[0]
        self.rows = rows
        self.first = rows.start if rows is not None else 0
        self.lanes_per_row = 1
        self._waiting: deque[int] = deque()
        self._to_come = rows or range(0)
        self._image = self._empty()
        if rows is not None:
            while len(rows) > ROWS * self.lanes_per_row:
                self.lanes_per_row *= 2

    def add(self, workers: Iterable[int]) -> None:
        """Note workers that have exited, to be painted by and by."""
        rows, to_come = self._lanes.rows.of_worker, self._to_come
        # Those in rows that have not been looked at yet will be found there.
        self._waiting.extend(worker for worker in workers if rows[worker] not in to_come)

    def paint_on(self, limit_ns: int | None = None) -> bool:
        """Paint noted workers for no longer than `limit_ns`; return whether that was all."""
        if not self._waiting and not self._look_at_rows():
            return True
        until = None if limit_ns is None else now_ns() + limit_ns
        if self._grows:
            self._make_room()
        painter = self._painter()
        while self._waiting or self._look_at_rows():
            for _ in range(min(WORKERS_PER_LOOK, len(self._waiting))):
                self._paint_worker(painter, self._waiting.popleft())
            if until is not None and now_ns() > until:
                break
        painter.end()
        return not self._waiting and not self._look_at_rows()

    def draw(self, painter: QPainter, place: QRectF, until: float | None = None) -> None:
        """Draw the picture.

        Args:
            painter: where to.
            place: where its whole span and all its rows are to be.
            until: draw nothing later than this moment.
        """
        part = 1.0 if until is None else (until - self.start) / self.span
        part = max(0.0, min(part, 1.0))
        source = QRectF(0, 0, COLUMNS * part, ROWS)
        target = QRectF(place.left(), place.top(), place.width() * part, place.height())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(target, self._image, source)

    def _look_at_rows(self) -> bool:
        """Note the workers of some rows of a part of the run; return whether there were any."""
        rows, self._to_come = self._to_come[:ROWS_PER_LOOK], self._to_come[ROWS_PER_LOOK:]
        for row in rows:
            workers = self._lanes.rows.workers_between(row, self.start, self.start + self.span)
            self.add(worker for worker in workers if worker not in self._lanes.living)
        return bool(rows)

    def _empty(self) -> QImage:
        """Return a picture with nothing on it."""
        image = QImage(COLUMNS, ROWS, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        return image

    def _painter(self) -> QPainter:
        """Return a painter that adds colours up."""
        painter = QPainter(self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
        return painter

    def _make_room(self) -> None:
        """Shrink what is there until the run fits."""
        end = self._lanes.latest()
        while end > self.start + self.span:
            self._shrink(COLUMNS // 2, ROWS)
            self.span *= 2
        while self._lanes.rows.count > ROWS * self.lanes_per_row:
            if self.lanes_per_row == 1:
                self._begin_anew()
            else:
                self._shrink(COLUMNS, ROWS // 2)
            self.lanes_per_row *= 2

    def _begin_anew(self) -> None:
        """Paint all again: merged lanes have one colour instead of the workers' own."""
        living = self._lanes.living
        exited = [worker for worker in range(len(self._lanes)) if worker not in living]
        self._image = self._empty()
        self._waiting = deque(exited)

    def _shrink(self, width: int, height: int) -> None:
        """Squeeze the picture into its upper left corner; averages come out by themselves."""
        old, self._image = self._image, self._empty()
        painter = QPainter(self._image)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(0, 0, width, height), old)
        painter.end()

    def _paint_worker(self, painter: QPainter, worker: int) -> None:
        """Add one worker's life."""
        record, lane = self._lanes.log.workers[worker], self._lanes.all[worker]
        exited = record.exited or record.requested
        row = (self._lanes.rows.of_worker[worker] - self.first) // self.lanes_per_row
        life_columns = (exited - record.requested) / self.span * COLUMNS
        merged = self.lanes_per_row > 1 or life_columns < LEAST_LIFE_COLUMNS
        number = self._lanes.log.first_worker + worker
        colour = style_of(SAMPLE_WORKER if merged else number, self._theme).fill
        started = record.started or exited
        self._piece(painter, row, record.requested, started, PhaseKind.STARTING, self._theme.hatch)
        if lane.arrivals:
            last = lane.arrivals[-1]
            self._piece(painter, row, last, exited, PhaseKind.EXITING, colour)
        if len(lane.begins) <= PIECES_PER_LANE:
            for index, (begin, end) in enumerate(zip(lane.begins, lane.ends, strict=True)):
                part = max(LEAST_PART, lane.share(index))
                self._piece(painter, row, begin, end, PhaseKind.WORKING, colour, part)
                self._piece(painter, row, end, lane.arrivals[index], PhaseKind.SENDING, colour)
        else:
            first, apart = lane.begins[0], (lane.ends[-1] - lane.begins[0]) / PIECES_PER_LANE
            for index in range(PIECES_PER_LANE):
                left, right = first + index * apart, first + (index + 1) * apart
                part = (lane.worked_until(right) - lane.worked_until(left)) / apart
                self._piece(painter, row, left, right, PhaseKind.WORKING, colour, part)
        if record.cause is not None:
            width = self.span / COLUMNS * 1.5
            self._piece(painter, row, exited, exited + width, PhaseKind.WORKING, self._theme.error)

    def _piece(
        self,
        painter: QPainter,
        row: int,
        start: float,
        end: float,
        kind: PhaseKind,
        colour: QColor,
        part: float = 1.0,
    ) -> None:
        """Add one stretch of one lane to the lane's row."""
        scale = COLUMNS / self.span
        x1, x2 = (start - self.start) * scale, (end - self.start) * scale
        if x2 <= 0 or x1 >= COLUMNS or x2 <= x1:
            return
        if kind is PhaseKind.WORKING and self.lanes_per_row == 1:
            x2 = max(x2, x1 + LEAST_WORKING_COLUMNS)
        shade = QColor(colour)
        shade.setAlphaF(STRENGTH[kind] * part / self.lanes_per_row)
        painter.fillRect(QRectF(x1, row, x2 - x1, 1), shade)
