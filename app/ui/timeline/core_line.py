"""The line under the lanes: how many workers square at the same time, against the cores there are.

GUI thread only.
"""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from app.ui.timeline.scene import Bands, Scene, core_words
from app.words import tr_count

COLUMN_PX = 2.0
ROOM_ABOVE = 1.2
FILL_OPACITY = 0.22


def paint_core_line(painter: QPainter, scene: Scene, bands: Bands) -> None:
    """Paint the line into its band."""
    area = bands.core
    start = bands.moment_at(scene, area.left())
    end = min(bands.moment_at(scene, area.right()), scene.last)
    points = _points(scene, start, end, area.width()) if end > start else []
    peak = max((count for _, count in points), default=0.0)
    top = max(scene.cores, peak, 1) * ROOM_ABOVE
    _paint_words(painter, scene, bands)
    painter.setPen(QPen(scene.theme.border, 1))
    painter.drawLine(area.bottomLeft(), area.bottomRight())
    if points:
        _paint_steps(painter, scene, bands, points, end, area.height() / top)
    _paint_cores(painter, scene, area, area.bottom() - scene.cores * area.height() / top)


def _points(scene: Scene, start: float, end: float, width: float) -> list[tuple[float, float]]:
    """Return moments and the count from each on: exact, or averages where it changes too often."""
    squaring, lanes = scene.lanes.squaring, scene.lanes
    busy = sorted(
        since for worker in lanes.living if (since := lanes.all[worker].since) is not None
    )
    columns = max(1, int(width / COLUMN_PX))
    if squaring.changes_in(start, end) + len(busy) <= columns:
        moments: list[float] = [start, *(time for time, _ in squaring.steps(start, end))]
        moments = sorted({*moments, *(since for since in busy if start < since < end)})
        return [
            (moment, float(squaring.count_at(moment) + bisect_right(busy, moment)))
            for moment in moments
        ]
    apart = (end - start) / columns
    points, before = list[tuple[float, float]](), squaring.worked_until(start)
    for column in range(columns):
        moment = start + column * apart
        after = squaring.worked_until(moment + apart)
        points.append((moment, (after - before) / apart + bisect_right(busy, moment)))
        before = after
    return points


def _paint_steps(
    painter: QPainter,
    scene: Scene,
    bands: Bands,
    points: list[tuple[float, float]],
    end: float,
    count_px: float,
) -> None:
    """Paint the steps, filled down to the ground."""
    ground = bands.core.bottom()
    corners: list[QPointF] = []
    y = ground
    for moment, count in points:
        x = bands.x_of(scene, moment)
        corners.append(QPointF(x, y))
        y = ground - count * count_px
        corners.append(QPointF(x, y))
    corners.append(QPointF(bands.x_of(scene, end), y))
    outline = QPolygonF(corners)
    first, last = QPointF(corners[0].x(), ground), QPointF(corners[-1].x(), ground)
    fill = QColor(scene.theme.accent)
    fill.setAlphaF(FILL_OPACITY)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawPolygon(QPolygonF([first, *corners, last]))
    painter.setPen(QPen(scene.theme.accent, 1.5))
    painter.drawPolyline(outline)


def _paint_cores(painter: QPainter, scene: Scene, area: QRectF, y: float) -> None:
    """Paint the line of the computer's cores, with its words at the right end."""
    painter.setPen(QPen(scene.theme.text, 1.2, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
    words = tr_count("{count} core", "{count} cores", scene.cores)
    metrics = QFontMetricsF(scene.font)
    size = QRectF(0, 0, metrics.horizontalAdvance(words) + 10, metrics.height())
    size.moveTo(area.right() - size.width(), y - size.height() / 2)
    ground = QColor(scene.theme.card)
    ground.setAlphaF(0.9)
    painter.fillRect(size, ground)
    painter.setPen(scene.theme.text)
    painter.drawText(size, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)


def _paint_words(painter: QPainter, scene: Scene, bands: Bands) -> None:
    """Say beside the line what it shows."""
    metrics = QFontMetricsF(scene.font)
    painter.setPen(scene.theme.muted)
    words = core_words()
    top = bands.core.bottom() - metrics.lineSpacing() * len(words)
    for index, line in enumerate(words):
        base = top + index * metrics.lineSpacing() + metrics.ascent()
        painter.drawText(QPointF(bands.left, base), line)
