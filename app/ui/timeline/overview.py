"""The strip of a whole run above its lanes: how many workers were in each phase, over time.

There where workers share rows, and so a part of the run is all that is looked at closely; the part
in sight is framed. GUI thread only.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from app.engine.analysis.phases import PhaseKind
from app.ui.look.theme import Theme
from app.ui.timeline.bars import Bars, mixed
from app.ui.timeline.scene import Bands, Scene
from app.words import tr

SAMPLE_WORKER = 0
"""Whose colours the strip wears: those of the legend."""

STACK = (
    (PhaseKind.WORKING, 0.34),
    (PhaseKind.SENDING, 0.62),
    (PhaseKind.LYING, 0.45),
    (PhaseKind.EXITING, 0.28),
)
"""The phases in the worker's colour, from the ground up, and how strong each is.

Of squaring that is the part without a core; what had one is solid, below all others.
"""

LEAST_PX = 0.4


def paint_overview(painter: QPainter, scene: Scene, bands: Bands, bars: Bars) -> None:
    """Paint the strip, and the frame around the part of the run in sight."""
    area, theme = bands.overview.adjusted(0, 2, 0, -2), scene.theme
    metrics = QFontMetricsF(scene.font)
    painter.setPen(theme.muted)
    base = area.center().y() + (metrics.ascent() - metrics.descent()) / 2
    painter.drawText(QPointF(bands.left, base), tr("All"))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    _paint_stacks(painter, scene, area, bars)
    painter.restore()
    painter.setPen(QPen(theme.border, 1))
    painter.drawLine(area.bottomLeft(), area.bottomRight())
    _paint_sight(painter, scene, area)
    _paint_moment(painter, scene, area)


def _layers(
    theme: Theme, bars: Bars, told: dict[PhaseKind, list[float]], computed: Iterable[float]
) -> list[tuple[QColor, list[float]]]:
    """Return colours, and how much there is of each in every bucket, from the ground up."""
    fill = bars.style(SAMPLE_WORKER).fill
    with_a_core = [
        min(part, whole) for part, whole in zip(computed, told[PhaseKind.WORKING], strict=False)
    ]
    told[PhaseKind.WORKING] = [
        whole - part for part, whole in zip(with_a_core, told[PhaseKind.WORKING], strict=True)
    ]
    layers = [(fill, with_a_core)]
    for kind, strength in STACK:
        layers.append((QColor(mixed(theme.card, fill, strength)), told[kind]))
    layers.append((theme.track, told[PhaseKind.WAITING]))
    return [*layers, (theme.hatch, told[PhaseKind.STARTING])]


def _paint_stacks(painter: QPainter, scene: Scene, area: QRectF, bars: Bars) -> None:
    """Paint the workers in each phase, stacked, bucket by bucket."""
    history, length = scene.lanes.history, max(1.0, float(scene.now - scene.lanes.origin))
    told = history.until(scene.now)
    most = max(map(sum, zip(*told.values(), strict=True)), default=0.0)
    if most <= 0:
        return
    width = history.bucket_ns / length * area.width()
    ground = [area.bottom()] * len(told[PhaseKind.WORKING])
    for colour, buckets in _layers(scene.theme, bars, told, history.computed):
        rects = []
        for place, spent in enumerate(buckets):
            height = spent / most * area.height()
            if height >= LEAST_PX:
                ground[place] -= height
                left = area.left() + place * width
                rects.append(QRectF(left, ground[place], width + 0.5, height))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRects(rects)


def _paint_moment(painter: QPainter, scene: Scene, area: QRectF) -> None:
    """Paint a line where a replay stands."""
    if scene.until is not None:
        length = max(1.0, float(scene.now - scene.lanes.origin))
        x = area.left() + (scene.until - scene.lanes.origin) / length * area.width()
        painter.setPen(QPen(scene.theme.accent, 2))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))


def _paint_sight(painter: QPainter, scene: Scene, area: QRectF) -> None:
    """Frame the part of the run in sight, unless it is all of it."""
    length = max(1.0, float(scene.now - scene.lanes.origin))
    start, end = max(0.0, scene.view.start / length), min(1.0, scene.view.end / length)
    if start <= 0 and end >= 1:
        return
    frame = QRectF(area)
    frame.setLeft(area.left() + start * area.width())
    frame.setWidth(max(4.0, (end - start) * area.width()))
    painter.setPen(QPen(scene.theme.accent, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(frame)
