"""The line under the lanes: how many workers square at the same time, against the cores there are.

GUI thread only.
"""

from __future__ import annotations

from bisect import bisect_right
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from app.ui.timeline.lanes import Lanes
from app.ui.timeline.scene import Bands, Scene, core_words
from app.words import tr_count

COLUMN_PX = 3.0
ROOM_ABOVE = 1.2
FILL_OPACITY = 0.22
LINE_PX = 1.5
LEAST_PX = 0.5

Step = tuple[float, float]
"""A moment, and the count from it on."""


class CoreLine:
    """Paints the line; remembers what it counted last, for as long as nothing changes."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] = ()
        self._steps: list[Step] = []

    def paint(self, painter: QPainter, scene: Scene, bands: Bands) -> None:
        """Paint the line into its band."""
        area = bands.core
        start = bands.moment_at(scene, area.left())
        end = min(bands.moment_at(scene, area.right()), scene.last)
        steps = self._counted(scene.lanes, start, end, area.width()) if end > start else []
        peak = max((count for _, count in steps), default=0.0)
        top = max(scene.cores, peak, 1) * ROOM_ABOVE
        most = ceil(peak - 0.01)
        exact = all(count == int(count) for _, count in steps)
        _paint_words(painter, scene, bands, core_words(most, exact))
        painter.setPen(QPen(scene.theme.border, 1))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if steps:
            _paint_steps(painter, scene, bands, steps, end, area.height() / top)
        cores_y = area.bottom() - scene.cores * area.height() / top
        _paint_cores(painter, scene, bands, cores_y, steps)

    def _counted(self, lanes: Lanes, start: float, end: float, width: float) -> list[Step]:
        """Return the steps between two moments."""
        busy = sorted(
            since for worker in lanes.living if (since := lanes.all[worker].since) is not None
        )
        key = (id(lanes), lanes.squaring.version, start, end, width, tuple(busy))
        if key != self._key:
            self._key, self._steps = key, _steps(lanes, busy, start, end, width)
        return self._steps


def _steps(lanes: Lanes, busy: list[int], start: float, end: float, width: float) -> list[Step]:
    """Return the exact steps, or averages where there are more than can be told apart.

    Args:
        lanes: the run.
        busy: since when each worker still at it has been squaring, in order.
        start: the first moment.
        end: the last one.
        width: how many pixels there are for it.
    """
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


def _paint_steps(
    painter: QPainter, scene: Scene, bands: Bands, steps: list[Step], end: float, count_px: float
) -> None:
    """Paint the steps, filled down to the ground, as upright rectangles: that is fastest."""
    ground = bands.core.bottom()
    fills, lines = list[QRectF](), list[QRectF]()
    last_y = ground
    x0, scale = bands.x_of(scene, steps[0][0]), bands.core.width() / scene.view.span
    first = steps[0][0]
    visible = _merged(steps, LEAST_PX / count_px)
    for index, (moment, count) in enumerate(visible):
        following = visible[index + 1][0] if index + 1 < len(visible) else end
        x, y = x0 + (moment - first) * scale, ground - count * count_px
        width = (following - moment) * scale
        if count > 0:
            fills.append(QRectF(x, y, width, ground - y))
        lines.append(QRectF(x, y - LINE_PX / 2, width, LINE_PX))
        if abs(last_y - y) > LINE_PX:
            lines.append(QRectF(x - LINE_PX / 2, min(y, last_y), LINE_PX, abs(last_y - y)))
        last_y = y
    fill = QColor(scene.theme.accent)
    fill.setAlphaF(FILL_OPACITY)
    painter.save()
    crowded = len(steps) > bands.core.width() / COLUMN_PX / 4
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


def _paint_cores(
    painter: QPainter, scene: Scene, bands: Bands, y: float, steps: list[Step]
) -> None:
    """Paint the line of the computer's cores; its words stand where they hide nothing."""
    area = bands.core
    words = tr_count("{count} core", "{count} cores", scene.cores)
    metrics = QFontMetricsF(scene.font)
    size = QRectF(0, 0, metrics.horizontalAdvance(words) + 10, metrics.height())
    size.moveTo(area.left(), y - size.height() / 2)
    hidden_until = bands.moment_at(scene, size.right())
    if any(count > 0 for moment, count in steps if moment < hidden_until):
        size.moveRight(area.right())
    ground = QColor(scene.theme.card)
    ground.setAlphaF(0.9)
    painter.fillRect(size, ground)
    painter.setPen(QPen(scene.theme.text, 1.2, Qt.PenStyle.DashLine))
    for left, right in ((area.left(), size.left()), (size.right(), area.right())):
        if right > left:
            painter.drawLine(QPointF(left, y), QPointF(right, y))
    painter.setPen(scene.theme.text)
    painter.drawText(size, Qt.AlignmentFlag.AlignCenter, words)


def _paint_words(painter: QPainter, scene: Scene, bands: Bands, words: list[str]) -> None:
    """Say beside the line what it shows."""
    metrics = QFontMetricsF(scene.font)
    painter.setPen(scene.theme.muted)
    top = bands.core.bottom() - metrics.lineSpacing() * len(words)
    for index, line in enumerate(words):
        base = top + index * metrics.lineSpacing() + metrics.ascent()
        painter.drawText(QPointF(bands.left, base), line)
