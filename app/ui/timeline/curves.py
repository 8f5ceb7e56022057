"""The two curves under the lanes: numbers in progress, and cores in use against those there are.

Numbers in progress are counted; cores in use follow from CPU time. Where the two part, workers
slept, were suspended, or waited for a core or for the interpreter lock. GUI thread only.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from app.engine.telling.wording import cores_text, tenths_text
from app.ui.timeline.lanes import Lanes
from app.ui.timeline.scene import Bands, Scene
from app.words import tr

COLUMN_PX = 3.0
ROOM_ABOVE = 1.25
FILL_OPACITY = 0.22
LINE_PX = 1.5
LEAST_PX = 0.5
GROUND_OPACITY = 0.85

Step = tuple[float, float]
"""A moment, and the value from it on."""


class Curves:
    """Paints both curves; remembers what was counted last, for as long as nothing changes."""

    def __init__(self) -> None:
        self._keys: dict[str, tuple[object, ...]] = {}
        self._steps: dict[str, list[Step]] = {}

    def paint(self, painter: QPainter, scene: Scene, bands: Bands) -> None:
        """Paint the curves into their bands."""
        start = bands.moment_at(scene, bands.progress.left())
        end = min(bands.moment_at(scene, bands.progress.right()), scene.last)
        self._paint_progress(painter, scene, bands, start, end)
        self._paint_cores(painter, scene, bands, start, end)

    def _paint_progress(
        self, painter: QPainter, scene: Scene, bands: Bands, start: float, end: float
    ) -> None:
        """Paint how many numbers were in progress."""
        lanes, area = scene.lanes, bands.progress
        busy = lanes.busy_since()
        key = (id(lanes), lanes.squaring.version, start, end, area.width(), tuple(busy))
        steps = self._kept(
            "progress", key, lambda: progress_steps(lanes, busy, start, end, area.width())
        )
        peak = _peak(steps)
        exact = all(value == int(value) for _, value in steps)
        most = f"{ceil(peak - 0.01):,}"
        words = tr("at most {count}", count=most) if exact else tr("about {count}", count=most)
        _paint_curve(painter, scene, bands, area, steps, end, max(peak, 1) * ROOM_ABOVE)
        _paint_words(painter, scene, bands, area, progress_words(), words)

    def _paint_cores(
        self, painter: QPainter, scene: Scene, bands: Bands, start: float, end: float
    ) -> None:
        """Paint how many cores were in use, as far as is known, and the line of those there are."""
        lanes, area = scene.lanes, bands.core
        end = min(end, lanes.computed_known_until())
        key = (id(lanes), lanes.cores.version, start, end, area.width())
        steps = self._kept(
            "cores", key, lambda: core_steps(lanes, start, end, area.width(), scene.cores)
        )
        top = scene.cores * ROOM_ABOVE
        _paint_curve(painter, scene, bands, area, steps, end, top)
        _paint_limit(painter, scene, area, area.bottom() - scene.cores * area.height() / top)
        average = tenths_text(_average(steps, end))
        words = tr("{count} on average", count=average) if steps else ""
        if not lanes.cores.version and lanes.squaring.version:
            words = tr("not known")
        _paint_words(painter, scene, bands, area, cores_words(), words)

    def _kept(
        self, name: str, key: tuple[object, ...], count: Callable[[], list[Step]]
    ) -> list[Step]:
        """Return a curve's steps, counted anew only where something has changed."""
        if self._keys.get(name) != key:
            self._keys[name], self._steps[name] = key, count()
        return self._steps[name]


def progress_words() -> str:
    """Return what the upper curve is called."""
    return tr("In progress")


def cores_words() -> str:
    """Return what the lower curve is called."""
    return tr("Cores in use")


def progress_steps(
    lanes: Lanes, busy: Sequence[int], start: float, end: float, width: float
) -> list[Step]:
    """Return how many numbers were in progress, exactly, or averages where there are too many.

    Args:
        lanes: the run.
        busy: since when each worker still at it has had its number, in order.
        start: the first moment.
        end: the last one.
        width: how many pixels there are for it.
    """
    if end <= start:
        return []
    squaring = lanes.squaring
    columns = max(1, int(width / COLUMN_PX))
    if squaring.changes_in(start, end) + len(busy) <= columns:
        moments = {start, *(time for time, _ in squaring.steps(start, end))}
        moments.update(since for since in busy if start < since < end)
        return [
            (moment, float(squaring.count_at(moment) + bisect_right(busy, moment)))
            for moment in sorted(moments)
        ]
    apart = (end - start) / columns
    steps, before = list[Step](), squaring.worked_until(start)
    for column in range(columns):
        moment = start + column * apart
        after = squaring.worked_until(moment + apart)
        steps.append((moment, (after - before) / apart + bisect_right(busy, moment)))
        before = after
    return steps


def core_steps(lanes: Lanes, start: float, end: float, width: float, limit: float) -> list[Step]:
    """Return how many cores were in use, averages where there are too many steps to be seen.

    Args:
        lanes: the run.
        start: the first moment.
        end: the last one.
        width: how many pixels there are for it.
        limit: how many cores there are.
    """
    if end <= start:
        return []
    cores, columns = lanes.cores, max(1, int(width / COLUMN_PX))
    if cores.changes_in(start, end) <= columns:
        exact = [(moment, cores.at(moment)) for moment in (start, *cores.changes(start, end))]
        return levelled(exact, end, limit)
    apart = (end - start) / columns
    steps, before = list[Step](), cores.computed_until(start)
    for column in range(columns):
        moment = start + column * apart
        after = cores.computed_until(moment + apart)
        steps.append((moment, max(0.0, after - before) / apart))
        before = after
    return levelled(steps, end, limit)


def levelled(steps: list[Step], end: float, limit: float) -> list[Step]:
    """Return steps in which no more cores are in use than there are, with the same area.

    CPU time is spread evenly over a phase because nobody knows when in it a core was had; where
    several phases then add up to more than there can be, the excess is moved to just after.

    Args:
        steps: moments, and the cores in use from each on.
        end: when the last one ends.
        limit: how many cores there are.
    """
    found, excess = list[Step](), 0.0
    for index, (moment, value) in enumerate(steps):
        length = (steps[index + 1][0] if index + 1 < len(steps) else end) - moment
        if length <= 0:
            continue
        excess += value * length
        level = min(limit, excess / length)
        excess -= level * length
        found.append((moment, level))
    return found


def _average(steps: Sequence[Step], end: float) -> float:
    """Return the average of steps over their time."""
    if not steps or end <= steps[0][0]:
        return 0.0
    ends = [*(moment for moment, _ in steps[1:]), end]
    pairs = zip(steps, ends, strict=True)
    area = sum(value * (until - moment) for (moment, value), until in pairs)
    return area / (end - steps[0][0])


def _peak(steps: Sequence[Step]) -> float:
    return max((value for _, value in steps), default=0.0)


def _paint_curve(
    painter: QPainter,
    scene: Scene,
    bands: Bands,
    area: QRectF,
    steps: list[Step],
    end: float,
    top: float,
) -> None:
    """Paint steps, filled down to the ground, as upright rectangles: that is fastest."""
    painter.setPen(QPen(scene.theme.border, 1))
    painter.drawLine(area.bottomLeft(), area.bottomRight())
    if not steps:
        return
    ground, value_px = area.bottom(), area.height() / top
    fills, lines = list[QRectF](), list[QRectF]()
    last_y = ground
    x0, scale = bands.x_of(scene, steps[0][0]), area.width() / scene.view.span
    first = steps[0][0]
    visible = _merged(steps, LEAST_PX / value_px)
    for index, (moment, value) in enumerate(visible):
        following = visible[index + 1][0] if index + 1 < len(visible) else end
        x, y = x0 + (moment - first) * scale, ground - value * value_px
        width = (following - moment) * scale
        if value > 0:
            fills.append(QRectF(x, y, width, ground - y))
        lines.append(QRectF(x, y - LINE_PX / 2, width, LINE_PX))
        if abs(last_y - y) > LINE_PX:
            lines.append(QRectF(x - LINE_PX / 2, min(y, last_y), LINE_PX, abs(last_y - y)))
        last_y = y
    fill = QColor(scene.theme.accent)
    fill.setAlphaF(FILL_OPACITY)
    painter.save()
    crowded = len(steps) > area.width() / COLUMN_PX / 4
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, not crowded)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRects(fills)
    painter.setBrush(scene.theme.accent)
    painter.drawRects(lines)
    painter.restore()


def _merged(steps: list[Step], least: float) -> list[Step]:
    """Return steps without those that differ from the one before by less than can be seen."""
    merged = steps[:1]
    for step in steps[1:]:
        if abs(step[1] - merged[-1][1]) >= least:
            merged.append(step)
    return merged


def _paint_limit(painter: QPainter, scene: Scene, area: QRectF, y: float) -> None:
    """Paint the line of the cores that may be used, with its words at its left end."""
    words = cores_text(scene.cores)
    metrics = QFontMetricsF(scene.font)
    place = QRectF(0, 0, metrics.horizontalAdvance(words) + 8, metrics.height() * 0.9)
    place.moveTo(area.left(), y - place.height() / 2)
    painter.setPen(QPen(scene.theme.text, 1.2, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(place.right(), y), QPointF(area.right(), y))
    _paint_on_ground(painter, scene, place, words)


def _paint_words(
    painter: QPainter, scene: Scene, bands: Bands, area: QRectF, name: str, most: str
) -> None:
    """Say beside a curve what it shows, and at its right end how much it was at most."""
    metrics = QFontMetricsF(scene.font)
    painter.setPen(scene.theme.muted)
    base = area.bottom() - (area.height() - metrics.ascent()) / 2
    painter.drawText(QPointF(bands.left, base), name)
    if most:
        place = QRectF(0, 0, metrics.horizontalAdvance(most) + 8, metrics.height())
        place.moveTopRight(QPointF(area.right(), area.top()))
        _paint_on_ground(painter, scene, place, most)


def _paint_on_ground(painter: QPainter, scene: Scene, place: QRectF, words: str) -> None:
    """Write words over what is there, on a ground of their own."""
    ground = QColor(scene.theme.card)
    ground.setAlphaF(GROUND_OPACITY)
    painter.fillRect(place, ground)
    painter.setPen(scene.theme.text)
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
