"""Paints a whole timeline: axis, lanes with their labels, curves. GUI thread only.

With a scene as input it paints on anything: a widget, a picture, a sheet of paper.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF, QPainter, QPen

from app.ui.timeline.axis import ticks_between
from app.ui.timeline.bars import Bars
from app.ui.timeline.curves import Curves
from app.ui.timeline.density import ROWS, DensityPicture
from app.ui.timeline.lane_painting import LanePainter
from app.ui.timeline.overview import paint_overview
from app.ui.timeline.scene import EDGE_PX, SEPARATE_FROM_PX, Bands, Scene, row_words

WIDEST = 1.2
"""Names that may need more room than this many average letters are measured."""

TIMES_DRAWN = 2
"""Far out single lanes would be very faint: drawn again over itself the picture gains strength."""

LIVING_PX = 2.0
"""How high a living worker's lane is at least, where lanes are merged."""

WHEREABOUTS_PX = 3.0
LEAST_SELECTED_PX = 6.0

LABEL_LINES = 0.95
"""Labels are left out where they would come closer than this many lines."""

SMALLEST_LABEL = 0.7
"""Before that they become smaller, down to this part of their size."""

TIGHT_LINES = 0.8
"""The smaller ones stand so close."""


def paint_timeline(
    painter: QPainter,
    scene: Scene,
    bands: Bands,
    bars: Bars,
    curves: Curves,
    densities: list[DensityPicture],
) -> None:
    """Paint a scene at once; see `painting_steps`."""
    for _ in painting_steps(painter, scene, bands, bars, curves, densities):
        pass


def painting_steps(
    painter: QPainter,
    scene: Scene,
    bands: Bands,
    bars: Bars,
    curves: Curves,
    densities: list[DensityPicture],
) -> Generator[None, None, None]:
    """Paint a scene lane by lane, for what is painted while the window goes on.

    Args:
        painter: where to.
        scene: what.
        bands: where its parts are.
        bars: how phases look.
        curves: numbers in progress and cores in use.
        densities: pictures of merged lanes, the coarsest first; used far out.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(scene.font)
    _paint_selection(painter, scene, bands)
    if scene.lanes.rows.shared:
        paint_overview(painter, scene, bands, bars)
    _paint_axis(painter, scene, bands)
    painter.save()
    painter.setClipRect(bands.lanes.adjusted(-2, 0, EDGE_PX, 0))
    lane_painter = LanePainter(painter, scene, bands, bars)
    try:
        if bands.tells_lanes_apart(scene):
            for worker in bands.workers_in_sight(scene):
                lane_painter.paint(worker)
                yield
        else:
            _paint_density(painter, scene, bands, lane_painter, densities)
        _paint_told(painter, scene, lane_painter)
    finally:
        painter.restore()
    _paint_labels(painter, scene, bands)
    yield
    painter.save()
    under = bands.progress.united(bands.core)
    painter.setClipRect(under.adjusted(-under.left(), -4, 20, 2))
    curves.paint(painter, scene, bands)
    painter.restore()
    _paint_now(painter, scene, bands)


def _paint_axis(painter: QPainter, scene: Scene, bands: Bands) -> None:
    """Paint the times and a fine line down from each."""
    metrics, axis = QFontMetricsF(scene.font), bands.axis
    line, faint = QPen(scene.theme.border, 1), scene.theme.muted
    for tick in ticks_between(
        scene.view.start, scene.view.end, axis.width(), metrics.horizontalAdvance
    ):
        x = bands.x_of(scene, scene.lanes.origin + tick.at)
        painter.setPen(line)
        sharp = round(x) + 0.5
        painter.drawLine(QPointF(sharp, axis.bottom()), QPointF(sharp, bands.core.bottom()))
        painter.setPen(faint)
        width = metrics.horizontalAdvance(tick.label)
        left = min(x - width / 2, bands.axis.right() + 12 - width)
        base = axis.top() + (axis.height() + metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(left, base), tick.label)
    _paint_whereabouts(painter, scene, axis)


def _paint_whereabouts(painter: QPainter, scene: Scene, axis: QRectF) -> None:
    """Show under the axis which part of the run is in sight, unless it is all of it."""
    length = max(1.0, float(scene.now - scene.lanes.origin))
    start, end = max(0.0, scene.view.start / length), min(1.0, scene.view.end / length)
    if start <= 0 and end >= 1:
        return
    line = QRectF(axis.left(), axis.bottom() - WHEREABOUTS_PX, axis.width(), WHEREABOUTS_PX)
    painter.fillRect(line, scene.theme.track)
    line.setLeft(axis.left() + start * axis.width())
    line.setWidth(max(3.0, (end - start) * axis.width()))
    painter.fillRect(line, scene.theme.accent)


def _paint_selection(painter: QPainter, scene: Scene, bands: Bands) -> None:
    """Paint a band behind the selected lane."""
    if scene.selected is None or scene.selected >= len(scene.lanes):
        return
    lanes = scene.lanes
    top = bands.top_of(scene, lanes.rows.of_worker[scene.selected])
    height = max(scene.view.lane_px, 2.0)
    band = QRectF(bands.left - 8, top, bands.lanes.right() - bands.left + 16, height)
    if lanes.rows.shared:
        left = bands.x_of(scene, lanes.log.workers[scene.selected].requested) - 3
        right = bands.x_of(scene, lanes.end_of(scene.selected, scene.now)) + 3
        band.setLeft(left)
        band.setRight(max(right, left + LEAST_SELECTED_PX))
    painter.fillRect(band.intersected(_lanes_with_labels(bands)), scene.theme.selection)


def _paint_told(painter: QPainter, scene: Scene, lane_painter: LanePainter) -> None:
    """Paint a frame around the phase that is told in words."""
    if scene.told is None or scene.view.lane_px < SEPARATE_FROM_PX:
        return
    worker, phase = scene.told
    frame = lane_painter.place_of(worker, phase)
    if frame is not None:
        painter.setPen(QPen(scene.theme.text, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(frame.adjusted(-1.5, -1.5, 1.5, 1.5), 3, 3)


def _paint_labels(painter: QPainter, scene: Scene, bands: Bands) -> None:
    """Write the workers' names, or those of shared rows, as many as there is room for."""
    view, rows = scene.view, scene.lanes.rows
    font, apart = _label_font(scene)
    metrics = QFontMetricsF(font)
    lanes = view.lanes_in_sight(rows.count, bands.lanes.height())
    every = _every(apart / view.lane_px)
    first = ceil(lanes.start / every) * every
    painter.save()
    painter.setFont(font)
    painter.setClipRect(_lanes_with_labels(bands))
    room, free = bands.lanes.left() - bands.left - 8, 0.0
    for row in range(first, lanes.stop, every):
        worker = rows.worker_at(row, scene.lanes.origin)
        if scene.lanes.log.workers[worker].requested > scene.last:
            continue
        middle = bands.top_of(scene, row) + _label_height(view.lane_px) / 2
        base = middle + (metrics.ascent() - metrics.descent()) / 2
        if view.lane_px < apart:
            base = max(base, bands.lanes.top() + metrics.ascent())
        if base < free:
            continue
        free = base + apart - 0.5
        place = QPointF(bands.left, base)
        if rows.shared:
            painter.setPen(scene.theme.muted)
            painter.drawText(place, row_words(row + 1))
        else:
            _paint_label(painter, scene, worker, place, room, font)
    painter.restore()


def _paint_label(
    painter: QPainter, scene: Scene, worker: int, place: QPointF, room: float, font: QFont
) -> None:
    """Write one worker's name, and its pid where asked for."""
    record, metrics = scene.lanes.log.workers[worker], QFontMetricsF(font)
    pid = f"{record.pid}" if scene.pids_shown and record.pid is not None else ""
    width = metrics.horizontalAdvance(pid) + 8 if pid else 0.0
    name = record.name
    if len(name) * metrics.averageCharWidth() * WIDEST > room - width:
        name = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room - width)
    painter.setPen(scene.theme.text)
    chosen = worker == scene.selected
    if chosen:
        bold = QFont(font)
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(scene.theme.selection_text)
    painter.drawText(place, name)
    if chosen:
        painter.setFont(font)
    if pid:
        painter.setPen(scene.theme.muted)
        painter.drawText(QPointF(place.x() + room - metrics.horizontalAdvance(pid), place.y()), pid)


def _label_font(scene: Scene) -> tuple[QFont, float]:
    """Return the font of labels, and how far they are apart at least.

    It is smaller, and closer, where that lets every lane have its own.
    """
    height, lane_px = QFontMetricsF(scene.font).height(), scene.view.lane_px
    part = lane_px / (height * TIGHT_LINES)
    if lane_px >= height * LABEL_LINES or part < SMALLEST_LABEL:
        return scene.font, height * LABEL_LINES
    font = QFont(scene.font)
    font.setPixelSize(int(QFontInfo(font).pixelSize() * min(1.0, part)))
    return font, lane_px


def _paint_density(
    painter: QPainter,
    scene: Scene,
    bands: Bands,
    lane_painter: LanePainter,
    densities: list[DensityPicture],
) -> None:
    """Paint the merged lanes, and over them those still alive."""
    until = scene.until
    for picture in densities:
        left = bands.x_of(scene, picture.start)
        right = bands.x_of(scene, picture.start + picture.span)
        top = bands.top_of(scene, picture.first)
        height = ROWS * picture.lanes_per_row * scene.view.lane_px
        place = QRectF(left, top, right - left, height)
        for _ in range(1 if scene.view.lane_px >= 1 else TIMES_DRAWN):
            picture.draw(painter, place, until)
    lane_painter.least_bar_px = LIVING_PX
    for worker in _living_to_be_seen(scene, lane_painter.lanes_in_sight):
        lane_painter.paint(worker)


def _living_to_be_seen(scene: Scene, inside: range) -> Iterable[int]:
    """Return those alive in sight, only the first of each few pixels: more cannot be seen."""
    of_worker, lane_px = scene.lanes.rows.of_worker, scene.view.lane_px
    seen: dict[int, int] = {}
    for worker in scene.lanes.living:
        row = of_worker[worker]
        if inside.start <= row < inside.stop:
            place = int(row * lane_px / LIVING_PX)
            seen[place] = min(worker, seen.get(place, worker))
    return seen.values()


def _paint_now(painter: QPainter, scene: Scene, bands: Bands) -> None:
    """Paint a line where a replay stands."""
    if scene.until is None:
        return
    x = bands.x_of(scene, scene.until)
    if bands.lanes.left() - 1 <= x <= bands.lanes.right() + 1:
        painter.setPen(QPen(scene.theme.accent, 2))
        painter.drawLine(QPointF(x, bands.axis.bottom() - 4), QPointF(x, bands.core.bottom()))


def _lanes_with_labels(bands: Bands) -> QRectF:
    """Return the area of the lanes together with their labels."""
    return bands.lanes.adjusted(bands.left - 8 - bands.lanes.left(), 0, 8, 0)


def _label_height(lane_px: float) -> float:
    """Return the height in whose middle a label stands: the bar's, in lanes with marks below."""
    return lane_px * 0.8 if lane_px >= 20 else lane_px


def _every(needed: float) -> int:
    """Return the round number of lanes from one label to the next."""
    every, steps = 1, (2, 5, 10)
    while every < needed:
        power = 10 ** (len(str(every)) - 1)
        every = next(power * step for step in steps if power * step > every)
    return every
