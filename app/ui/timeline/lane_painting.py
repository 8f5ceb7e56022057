"""Paints one worker's lane: its phases, its results' arrivals, its end. GUI thread only.

Never paints more than about one thing a pixel: few phases one by one, more of them a stretch for
each message, and where even those are narrower than a few pixels a strip that is the fuller, the
more of the time was spent squaring.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter

from app.engine.analysis.phases import Phase, PhaseKind, phases_between
from app.engine.events import UNKNOWN
from app.engine.outcome import CauseKind
from app.engine.telling.cause_words import cause_beside_lane
from app.ui.timeline.bar_words import write_on_bar
from app.ui.timeline.bars import Bars
from app.ui.timeline.lane import Lane
from app.ui.timeline.scene import EDGE_PX, Bands, Scene
from app.words import tr

NUMBERS_IN_SIGHT = 64
"""So many numbers in all lanes together are told one by one."""

PX_PER_STRETCH = 10.0
STRETCHES_IN_SIGHT = 160
"""So many messages in all lanes together are painted one by one."""

LEAST_PX = 0.3
"""Nothing narrower is painted, unless it is squaring."""

COLUMNS_IN_SIGHT = 1_600
"""So many columns of strips are computed for one picture, in all lanes together."""

PATTERNS_FROM_PX = 7.0
"""Lanes lower than this are plain stripes."""

MARKS_APART_PX = 7.0


class LanePainter:
    """Paints lanes of one scene into one area."""

    def __init__(self, painter: QPainter, scene: Scene, bands: Bands, bars: Bars) -> None:
        self.painter, self.scene, self.bands, self.bars = painter, scene, bands, bars
        lanes = scene.view.lanes_in_sight(scene.lanes.rows.count, bands.lanes.height())
        self.lanes_in_sight = lanes
        self._few = max(4, NUMBERS_IN_SIGHT // max(1, len(lanes)))
        self._stretches = STRETCHES_IN_SIGHT // max(1, len(lanes))
        self._left, self._right = bands.lanes.left(), bands.lanes.right()
        self._x0 = bands.x_of(scene, scene.lanes.origin)
        self._scale = bands.lanes.width() / scene.view.span
        self._bar, self._merged = QRectF(), False
        self._column_px = max(2.0, bands.lanes.width() * len(lanes) / COLUMNS_IN_SIGHT)
        self._start = bands.moment_at(scene, self._left)
        self._end = min(bands.moment_at(scene, self._right), scene.last)
        self._metrics = QFontMetricsF(scene.font)
        self._plain = scene.view.lane_px < PATTERNS_FROM_PX
        self.least_bar_px = 0.0

    def bar_of(self, worker: int) -> QRectF:
        """Return a bar's place across the whole width."""
        row, lane_px = self.scene.lanes.rows.of_worker[worker], self.scene.view.lane_px
        top = self.bands.top_of(self.scene, row)
        if lane_px >= 20:
            height, above = lane_px * 0.60, lane_px * 0.10
        else:
            height, above = max(lane_px * 0.80, self.least_bar_px), lane_px * 0.10
        return QRectF(self.bands.lanes.left(), top + above, self.bands.lanes.width(), height)

    def paint(self, worker: int) -> None:
        """Paint one lane."""
        scene = self.scene
        record, lane = scene.lanes.log.workers[worker], scene.lanes.all[worker]
        if record.requested > self._end:
            return
        self._bar, self._merged = self.bar_of(worker), False
        if scene.lanes.end_of(worker, scene.last) >= self._start:
            phases = self._phases(worker)
            if phases is not None:
                self._paint_phases(worker, phases)
            else:
                self._paint_stretches(worker, lane)
            self._paint_silences(lane, record.cause is not None)
        if not self._plain and not self._merged:
            self._paint_arrivals(worker, lane)
        if record.cause is not None and record.exited is not None and record.exited <= scene.last:
            self._paint_death(worker, record.exited)

    def place_of(self, worker: int, phase: Phase) -> QRectF | None:
        """Return where a phase is drawn, None where it is out of sight."""
        self._bar = self.bar_of(worker)
        return self._span(phase.start, phase.end)

    def _phases(self, worker: int) -> list[Phase] | None:
        """Return the phases in sight, or None where they are too many."""
        lanes = self.scene.lanes
        kept = lanes.phases(worker)
        if kept is not None:
            return kept
        rows, taken = lanes.log.workers[worker].rows, lanes.log.row_taken
        first = bisect_left(rows, self._start, key=taken.__getitem__)
        last = bisect_left(rows, self._end, key=taken.__getitem__)
        if last - first > self._few:
            return None
        return phases_between(lanes.log, worker, int(self._start), int(self._end) + 1)

    def _span(self, start: float, end: float) -> QRectF | None:
        """Return where a stretch of time is drawn in a lane, or None where it is out of sight."""
        if end < self._start or start > self._end:
            return None
        origin = self.scene.lanes.origin
        x1 = max(self._x0 + (start - origin) * self._scale, self._left - 20)
        x2 = self._x0 + (min(end, self._end) - origin) * self._scale
        if end > self._end < self.scene.last:
            x2 += 20
        return QRectF(x1, self._bar.top(), max(0.0, x2 - x1), self._bar.height())

    def _paint_phases(self, worker: int, phases: list[Phase]) -> None:
        """Paint phases one by one, squaring last, so that it is never hidden."""
        lives_on = self.scene.lanes.log.workers[worker].exited is None
        squarings: list[tuple[Phase, QRectF]] = []
        for index, phase in enumerate(phases):
            newest = lives_on and index == len(phases) - 1
            end = max(phase.end, self.scene.now) if newest else phase.end
            rect = self._span(phase.start, end)
            if rect is None:
                continue
            if phase.kind is PhaseKind.WORKING:
                squarings.append((phase, rect))
            else:
                self._one(phase.kind, rect, worker)
        for phase, rect in squarings:
            if rect.width() > 4:
                rect.setRight(rect.right() - 0.75)
            computed, slept, waited = self._shares(phase, untold=phase is phases[-1])
            self.bars.squaring(self.painter, rect, worker, computed, slept, waited)
            inside = rect.intersected(self.bands.lanes)
            style = self.bars.style(worker)
            write_on_bar(self.painter, self.scene, style, phase, inside, computed)
        self._paint_instants(worker)

    @staticmethod
    def _shares(phase: Phase, untold: bool) -> tuple[float, float, float]:
        """Return which part of a squaring phase its worker had a core, slept, and waited for one.

        Of one that goes on, or that the worker died with, nobody may know; it claims no core. Where
        nobody has measured anything, numbers are taken to have had one.
        """
        if phase.computed == UNKNOWN:
            return (0.0 if untold else 1.0), 0.0, 0.0
        times = (phase.computed, phase.slept, max(0, phase.waited))
        computed, slept, waited = (time / phase.length for time in times)
        return computed, slept, waited

    def _paint_instants(self, worker: int) -> None:
        """Paint squarings in sight that took no time at all, as with clocks that tick slowly."""
        lane = self.scene.lanes.all[worker]
        for index in lane.stretches_in(self._start, self._end):
            begin, end = lane.begins[index], lane.ends[index]
            rect = self._span(begin, end) if begin == end else None
            if rect is not None:
                self._one(PhaseKind.WORKING, rect, worker)

    def _one(self, kind: PhaseKind, rect: QRectF, worker: int) -> None:
        """Paint one stretch."""
        if rect.width() < LEAST_PX and kind is not PhaseKind.WORKING:
            return
        theme = self.scene.theme
        if self._plain and kind in (PhaseKind.STARTING, PhaseKind.WAITING):
            starting = kind is PhaseKind.STARTING
            self.painter.fillRect(rect, theme.hatch if starting else theme.track)
        else:
            self.bars.phase(self.painter, kind, rect, worker)

    def _paint_stretches(self, worker: int, lane: Lane) -> None:
        """Paint a lane with many numbers: message by message, or as a strip."""
        record = self.scene.lanes.log.workers[worker]
        started = record.started or record.requested
        self._stretch(PhaseKind.STARTING, worker, record.requested, started)
        exited = record.exited is not None
        if not lane.begins:
            kind = PhaseKind.WAITING if lane.since is None else PhaseKind.WORKING
            self._stretch(kind, worker, lane.since or started, self.scene.last)
            return
        first = lane.begins[0]
        over = lane.arrivals[-1]
        self._stretch(PhaseKind.WAITING, worker, started, first)
        inside = lane.stretches_in(self._start, self._end)
        width = self.bands.x_of(self.scene, self._end) - self.bands.lanes.left()
        if len(inside) > min(self._stretches, width / PX_PER_STRETCH):
            self._merged = True
            self._paint_strip(worker, lane, over)
        else:
            self._paint_messages(worker, lane, inside)
        if lane.since is not None:
            self._stretch(PhaseKind.WAITING, worker, over, lane.since)
            rect = self._span(lane.since, self.scene.last)
            if rect is not None:
                self.bars.squaring(self.painter, rect, worker, computed=0.0)
        elif exited or self.scene.last > over:
            kind = PhaseKind.EXITING if exited else PhaseKind.WAITING
            end = self.scene.lanes.end_of(worker, self.scene.now)
            self._stretch(kind, worker, over, end)

    def _stretch(self, kind: PhaseKind, worker: int, start: int, end: int) -> None:
        """Paint one stretch if it is in sight."""
        rect = self._span(start, end) if end > start else None
        if rect is not None:
            self._one(kind, rect, worker)

    def _paint_messages(self, worker: int, lane: Lane, inside: range) -> None:
        """Paint what belongs to each message."""
        for index in inside:
            arrival = lane.arrivals[index]
            if index + 1 < len(lane.begins):
                following = lane.begins[index + 1]
                arrival = min(arrival, following)
                self._stretch(PhaseKind.WAITING, worker, arrival, following)
            for kind, start, end in lane.travel(index, arrival):
                self._stretch(kind, worker, start, end)
        for index in inside:
            rect = self._span(lane.begins[index], lane.ends[index])
            if rect is not None:
                shares = lane.share(index), lane.slept_share(index), lane.waited_share(index)
                self.bars.squaring(self.painter, rect, worker, *shares)

    def _paint_strip(self, worker: int, lane: Lane, over: int) -> None:
        """Paint for how much of each moment the worker had a core."""
        start = max(self._start, lane.begins[0])
        rect = self._span(start, min(self._end, over))
        if rect is None or rect.width() <= 0:
            return
        columns = max(1, round(rect.width() / self._column_px))
        parts = lane.busy_parts(start, (min(self._end, over) - start) / columns, columns)
        shades = self.bars.shades(worker)
        pixels = array("I", [shades[part] for part in parts])
        row = QImage(pixels.tobytes(), columns, 1, QImage.Format.Format_ARGB32)
        self.painter.drawImage(rect, row)

    def _paint_silences(self, lane: Lane, died: bool) -> None:
        """Paint where the worker did not answer."""
        for start, end in lane.suspended:
            rect = self._span(start, self.scene.now if end is None else end)
            if rect is not None and start <= self.scene.last:
                self.bars.silence(self.painter, rect)
                words = "" if died else tr("suspended")
                if self._metrics.horizontalAdvance(words) + 6 < rect.width() and not self._plain:
                    self.painter.setPen(self.scene.theme.warning)
                    self.painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)

    def _paint_arrivals(self, worker: int, lane: Lane) -> None:
        """Paint the marks where results arrived, as many as can be told apart."""
        bar = self._bar
        size = min(self.scene.view.lane_px * 0.2, self._metrics.height() * 0.48)
        span = max(1.0, self.scene.view.span)
        apart = MARKS_APART_PX / self.bands.lanes.width() * span
        index = bisect_left(lane.arrivals, self._start)
        while index < len(lane.arrivals) and lane.arrivals[index] <= self._end:
            arrival = lane.arrivals[index]
            if index not in lane.lost:
                x = self.bands.x_of(self.scene, arrival)
                self.bars.arrival(self.painter, QPointF(x, bar.bottom() + 1), size, worker)
            index = bisect_left(lane.arrivals, arrival + apart, lo=index + 1)

    def _paint_death(self, worker: int, exited: int) -> None:
        """Paint the end, with the cause in words beside it where there is room."""
        scene, bar = self.scene, self._bar
        x = self.bands.x_of(scene, exited)
        if not self.bands.lanes.left() - 1 <= x <= self.bands.lanes.right() + 4:
            return
        record = scene.lanes.log.workers[worker]
        wished = record.cause is not None and record.cause.kind is CauseKind.STOPPED
        self.bars.death(self.painter, x, bar, wished)
        if record.cause is None or bar.height() < self._metrics.height() * 0.9:
            return
        words = cause_beside_lane(record.cause)
        width = self._metrics.horizontalAdvance(words) + 12
        room = QRectF(x + 4, bar.top(), width, bar.height())
        begin = self.bands.x_of(scene, record.requested)
        if room.right() > self._right + EDGE_PX and begin - width >= self._left:
            room.moveRight(begin - 2)
        elif room.right() > self._right + EDGE_PX:
            room.moveRight(x - 5)
            ground = QColor(scene.theme.card)
            ground.setAlphaF(0.9)
            self.painter.fillRect(room, ground)
        self.painter.setPen(scene.theme.muted if wished else scene.theme.error)
        self.painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)
