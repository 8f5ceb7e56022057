"""All that is needed to paint one view of a run, on a screen or on paper. GUI thread only."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF

from app.engine.analysis.phases import Phase
from app.ui.look.theme import Theme
from app.ui.timeline.lanes import Lanes
from app.ui.timeline.viewpoint import Viewpoint
from app.words import tr

BEST_LANE_LINES = 2.6
"""How high a lane looks best, in heights of a line of text."""

CURVE_LINES = 1.7
"""How high each of the curves is, likewise."""

CURVE_GAP_LINES = 0.35
OVERVIEW_LINES = 2.2

SEPARATE_FROM_PX = 3.0
"""Lanes lower than this are merged into a picture."""

MOST_APART = 240
"""More lives than this in sight are merged too: painting each would take too long."""

EDGE_PX = 14.0
"""Free at the left and right edge."""


@dataclass(slots=True)
class Scene:
    """What to paint.

    Attributes:
        lanes: the run.
        theme: the colours.
        view: which part of the run.
        font: for all words.
        cores: how many cores the program could use; may be a fraction.
        now: up to when living workers are drawn, on the log's clock.
        until: where a replay stands; what comes later is not drawn. None for all.
        selected: the worker whose lane is selected.
        told: the worker and the phase that is told in words at the moment.
        pids_shown: whether labels have pids.
        on_paper: whether this is for a file: patterns are drawn as lines that scale.
        beside: the longest label of a timeline with the same axis, above or below; empty for none.
        least_length: how long the run is shown to be at least, likewise, in nanoseconds.
    """

    lanes: Lanes
    theme: Theme
    view: Viewpoint
    font: QFont
    cores: float
    now: int = 0
    until: int | None = None
    selected: int | None = None
    told: tuple[int, Phase] | None = None
    pids_shown: bool = False
    on_paper: bool = False
    beside: str = ""
    least_length: int = 0

    @property
    def last(self) -> int:
        """Return the latest moment that is drawn, on the log's clock."""
        return self.now if self.until is None else min(self.now, self.until)


@dataclass(frozen=True, slots=True)
class Bands:
    """Where the parts of the view are.

    Attributes:
        overview: the strip of the whole run above all, empty where workers have rows of their own.
        axis: the time axis, right of the labels.
        lanes: the lanes, right of the labels.
        progress: the curve of numbers in progress, right of the labels.
        core: the curve of cores in use below it.
        left: where labels begin.
    """

    overview: QRectF
    axis: QRectF
    lanes: QRectF
    progress: QRectF
    core: QRectF
    left: float

    def workers_in_sight(self, scene: Scene) -> list[int]:
        """Return the workers of whose lives at least a part is in sight."""
        rows = scene.lanes.rows
        start, end = self._times_in_sight(scene)
        inside = scene.view.lanes_in_sight(rows.count, self.lanes.height())
        if not rows.shared:
            return list(inside)
        return [worker for row in inside for worker in rows.workers_between(row, start, end)]

    def tells_lanes_apart(self, scene: Scene) -> bool:
        """Return whether lanes are high enough, and few enough in sight, to be painted singly."""
        if scene.view.lane_px < SEPARATE_FROM_PX:
            return False
        rows = scene.lanes.rows
        if not rows.shared:
            return True
        inside = scene.view.lanes_in_sight(rows.count, self.lanes.height())
        return not rows.are_more_between(MOST_APART, inside, *self._times_in_sight(scene))

    def _times_in_sight(self, scene: Scene) -> tuple[float, float]:
        """Return the first and the last moment in sight, on the log's clock."""
        left, right = self.lanes.left(), self.lanes.right()
        return self.moment_at(scene, left), self.moment_at(scene, right)

    def x_of(self, scene: Scene, moment: float) -> float:
        """Return where a moment on the log's clock is drawn."""
        view = scene.view
        part = (moment - scene.lanes.origin - view.start) / view.span
        return self.lanes.left() + part * self.lanes.width()

    def moment_at(self, scene: Scene, x: float) -> float:
        """Return the moment on the log's clock that is drawn at `x`."""
        view = scene.view
        part = (x - self.lanes.left()) / max(1.0, self.lanes.width())
        return scene.lanes.origin + view.start + part * view.span

    def top_of(self, scene: Scene, row: int) -> float:
        """Return where a row's upper edge is drawn."""
        return self.lanes.top() + row * scene.view.lane_px - scene.view.top_px

    def row_at(self, scene: Scene, y: float) -> int | None:
        """Return the row that is drawn at `y`."""
        if not self.lanes.top() <= y < self.lanes.bottom():
            return None
        row = int((y - self.lanes.top() + scene.view.top_px) / scene.view.lane_px)
        return row if 0 <= row < scene.lanes.rows.count else None

    def worker_at(self, scene: Scene, x: float, y: float) -> int | None:
        """Return the worker whose lane is drawn at a place, or the last one before it."""
        row = self.row_at(scene, y)
        return None if row is None else scene.lanes.rows.worker_at(row, self.moment_at(scene, x))


def bands_of(scene: Scene, area: QRectF) -> Bands:
    """Return how the parts share an area."""
    metrics = QFontMetricsF(scene.font)
    line = metrics.height()
    shared = scene.lanes.rows.shared
    longest = row_words(scene.lanes.rows.count) if shared else scene.lanes.longest_name
    words = [longest, scene.beside, tr("Process-1"), tr("In progress"), tr("Cores in use")]
    label = max(metrics.horizontalAdvance(word) for word in words)
    if scene.pids_shown:
        label += metrics.horizontalAdvance(" 0000000")
    label = min(label, area.width() * 0.35)
    left, x = area.left() + EDGE_PX, area.left() + EDGE_PX + label + EDGE_PX
    width = max(10.0, area.right() - EDGE_PX - x)
    strip = min(line * OVERVIEW_LINES, area.height() * 0.15) if shared else 0.0
    overview = QRectF(x, area.top(), width, strip)
    axis = QRectF(x, overview.bottom(), width, line * 1.7)
    height = min(line * CURVE_LINES, area.height() * 0.15)
    gap = line * CURVE_GAP_LINES
    core = QRectF(x, area.bottom() - height, width, height)
    progress = QRectF(x, core.top() - gap - height, width, height)
    lanes = QRectF(x, axis.bottom(), width, max(1.0, progress.top() - gap - axis.bottom()))
    return Bands(overview, axis, lanes, progress, core, left)


def row_words(number: int) -> str:
    """Return what a row is called that several workers share.

    Args:
        number: counted from 1.
    """
    return tr("Place {number}", number=f"{number:,}")


def best_lane_px(font: QFont) -> float:
    """Return how high a lane looks best."""
    return QFontMetricsF(font).height() * BEST_LANE_LINES
