"""Moves about in the timeline: what zooming, panning, fitting and stepping do. GUI thread only.

Knows no events of Qt: the canvas translates wheel, mouse and keys into these.
"""

from __future__ import annotations

from app.engine.analysis.phases import Phase, PhaseKind, WorkerLife
from app.ui.timeline.keys import Move
from app.ui.timeline.scene import Bands, Scene, best_lane_px

ZOOM_PER_KEY = 1.3
LANES_PER_KEY = 1.25
PAN_PER_KEY = 0.12
NEAR_PX = 2.0
"""Pointing so near to a thin bar is pointing at it."""

ROOM_AROUND = 0.25
"""What is left free on both sides of a fitted worker, as a part of its life."""


class Navigation:
    """Where the view is, and how it follows the run.

    Attributes:
        follows: whether the view keeps the whole run in sight, as it does until the person zooms.
    """

    def __init__(self, scene: Scene, bands: Bands) -> None:
        self.scene, self.bands = scene, bands
        self.follows = True

    @property
    def run_length(self) -> float:
        """Return how long the run is by now, in nanoseconds."""
        length = self.scene.now - self.scene.lanes.origin
        return max(1.0, float(length), float(self.scene.least_length))

    def follow(self) -> None:
        """Bring the whole run into sight if the view follows it."""
        if self.follows:
            scene = self.scene
            scene.view.fit_time(0, self.run_length)
            height = self.bands.lanes.height()
            scene.view.fit_lanes(scene.lanes.rows.count, height, best_lane_px(scene.font))
        self.keep_in_reach()

    def keep_in_reach(self) -> None:
        """Scroll back from where no lanes are."""
        count = self.scene.lanes.rows.count
        self.scene.view.keep_lanes_in_reach(count, self.bands.lanes.height())

    def zoom(self, factor: float, x: float | None = None) -> None:
        """Zoom time; what is at `x` stays there (by default: what is told, else the middle)."""
        self.follows = False
        at = self._anchor() if x is None else self.bands.moment_at(self.scene, x)
        self.scene.view.zoom_time(factor, at - self.scene.lanes.origin, self.run_length)

    def zoom_lanes(self, factor: float, y: float | None = None) -> None:
        """Make lanes higher or lower; the one at `y` stays there."""
        self.follows = False
        area, count = self.bands.lanes, self.scene.lanes.rows.count
        at_px = area.height() / 2 if y is None else y - area.top()
        least = min(best_lane_px(self.scene.font), area.height() / max(1, count))
        self.scene.view.zoom_lanes(factor, at_px, least)
        self.keep_in_reach()

    def pan(self, part: float) -> None:
        """Move to later (or, below 0, to earlier) times."""
        self.follows = False
        self.scene.view.pan(part, self.run_length)

    def drag(self, dx: float, dy: float) -> None:
        """Move with the mouse."""
        self.pan(-dx / max(1.0, self.bands.lanes.width()))
        self.scene.view.top_px -= dy
        self.keep_in_reach()

    def fit(self) -> None:
        """Bring the selected worker's life into sight; done so, or with none, the whole run."""
        selected = self.scene.selected
        if selected is None or selected >= len(self.scene.lanes):
            self.fit_all()
            return
        lanes = self.scene.lanes
        start = lanes.log.workers[selected].requested - lanes.origin
        end = lanes.end_of(selected, self.scene.now) - lanes.origin
        room, view = (end - start) * ROOM_AROUND, self.scene.view
        before, self.follows = (view.start, view.span), False
        view.fit_time(max(0.0, start - room), end + room)
        if before == (view.start, view.span):
            self.fit_all()
            return
        self._make_readable()
        self.show_lane(selected)

    def fit_all(self) -> None:
        """Bring the whole run into sight, and keep it there."""
        self.follows = True
        self.follow()

    def show_lane(self, worker: int) -> None:
        """Scroll a worker's lane into sight."""
        lanes, view = self.scene.lanes, self.scene.view
        view.scroll_to(lanes.rows.of_worker[worker], self.bands.lanes.height())
        begin = lanes.log.workers[worker].requested - lanes.origin
        if lanes.rows.shared and not view.start <= begin <= view.end:
            self.look_at(begin)
        self.keep_in_reach()

    def show_readable(self, worker: int) -> None:
        """Make lanes high enough to be read and bring one into the middle."""
        self.follows = False
        self._make_readable()
        view, height = self.scene.view, self.bands.lanes.height()
        view.top_px = (self.scene.lanes.rows.of_worker[worker] + 0.5) * view.lane_px - height / 2
        self.keep_in_reach()

    def move(self, move: Move) -> None:
        """Do what a key asks for, as far as it moves the view."""
        view, height = self.scene.view, self.bands.lanes.height()
        if move in (Move.ZOOM_IN, Move.ZOOM_OUT):
            self.zoom(ZOOM_PER_KEY if move is Move.ZOOM_IN else 1 / ZOOM_PER_KEY)
        elif move in (Move.HIGHER_LANES, Move.LOWER_LANES):
            self.zoom_lanes(LANES_PER_KEY if move is Move.HIGHER_LANES else 1 / LANES_PER_KEY)
        elif move in (Move.EARLIER, Move.LATER):
            self.pan(PAN_PER_KEY if move is Move.LATER else -PAN_PER_KEY)
        elif move is Move.FIT:
            self.fit()
        elif move is Move.FIT_ALL:
            self.fit_all()
        elif move is Move.TO_BEGIN:
            self.pan(-view.start / view.span)
        elif move is Move.TO_END:
            self.pan((self.run_length - view.end) / view.span)
        elif move in (Move.PAGE_DOWN, Move.PAGE_UP):
            view.top_px += height if move is Move.PAGE_DOWN else -height
            self.keep_in_reach()

    def phase_at(self, worker: int, x: float) -> Phase | None:
        """Return what a worker did at the moment drawn at `x`; a thin bar counts as wider."""
        moment = self.bands.moment_at(self.scene, x)
        near = NEAR_PX / self.bands.lanes.width() * self.scene.view.span
        life = self._life(worker)
        around = life.between(int(moment - near), int(moment + near) + 1, int(near))
        thin = [
            phase
            for phase in around
            if phase.kind is PhaseKind.WORKING and phase.length < 2 * near and phase.merged == 1
        ]
        exact = life.between(int(moment), int(moment) + 1)
        return thin[0] if thin else exact[0] if exact else None

    def renewed(self, worker: int, phase: Phase) -> Phase:
        """Return a phase as it is known now: one that went on may have ended."""
        found = self._life(worker).between(phase.start, phase.start + 1)
        return found[0] if found and found[0].kind is phase.kind else phase

    def step_phase(self, forward: bool) -> tuple[int, Phase] | None:
        """Return the next (or previous) phase of the worker told of, or a first one to tell."""
        worker = self._current_worker()
        if worker is None:
            return None
        life, told = self._life(worker), self.scene.told
        if told is None or told[0] != worker:
            found = life.between(life.start, life.start + 1)
        elif forward:
            found = life.between(told[1].end, told[1].end + 1)
        else:
            found = life.between(told[1].start - 1, told[1].start)
        return (worker, found[-1]) if found else None

    def step_lane(self, by: int) -> tuple[int, Phase] | None:
        """Return what the next (or previous) worker did at the time told of."""
        worker, told = self._current_worker(), self.scene.told
        if worker is None:
            return None
        if told is not None or self.scene.selected is not None:
            worker = self._neighbour(worker, by)
        life = self._life(worker)
        if life.cut <= life.start:
            return None
        moment = life.start if told is None else (told[1].start + told[1].end) // 2
        moment = max(life.start, min(moment, life.cut - 1))
        found = life.between(moment, moment + 1)
        return (worker, found[0]) if found else None

    def look_at(self, since_origin: float) -> None:
        """Bring a time into the middle, in nanoseconds since the run was asked for."""
        self.follows = False
        view = self.scene.view
        view.start = since_origin - view.span / 2
        view.keep_in_reach(self.run_length)

    def show_told(self) -> None:
        """Bring the phase that is told into sight."""
        if self.scene.told is None:
            return
        worker, phase = self.scene.told
        view, origin = self.scene.view, self.scene.lanes.origin
        start, end = phase.start - origin, phase.end - origin
        if start < view.start or min(end, start + view.span / 2) > view.end:
            self.follows = False
            view.start = start - view.span * 0.1
            view.keep_in_reach(self.run_length)
        self.show_lane(worker)

    def _life(self, worker: int) -> WorkerLife:
        """Return a worker's life as far as it is drawn."""
        exited = self.scene.lanes.log.workers[worker].exited
        whole = exited is not None and exited <= self.scene.last
        return WorkerLife(self.scene.lanes.log, worker, None if whole else self.scene.last)

    def _current_worker(self) -> int | None:
        """Return the worker that keys speak of: the one told of, selected, or first in sight."""
        lanes = self.scene.lanes
        if self.scene.told is not None:
            return self.scene.told[0]
        if self.scene.selected is not None and self.scene.selected < len(lanes):
            return self.scene.selected
        inside = self.scene.view.lanes_in_sight(lanes.rows.count, self.bands.lanes.height())
        begin = lanes.origin + self.scene.view.start
        return lanes.rows.worker_at(inside.start, begin) if inside else None

    def _neighbour(self, worker: int, by: int) -> int:
        """Return who was in the row below (or, below 0, above) at the time told of."""
        lanes, told = self.scene.lanes, self.scene.told
        row = max(0, min(lanes.rows.of_worker[worker] + by, lanes.rows.count - 1))
        middle = None if told is None else (told[1].start + told[1].end) // 2
        return lanes.rows.worker_at(
            row, lanes.log.workers[worker].requested if middle is None else middle
        )

    def _anchor(self) -> float:
        """Return the moment around which keys zoom."""
        view, origin = self.scene.view, self.scene.lanes.origin
        middle = origin + view.start + view.span / 2
        if self.scene.told is None:
            return middle
        told = (self.scene.told[1].start + self.scene.told[1].end) / 2
        return told if origin + view.start <= told <= origin + view.end else middle

    def _make_readable(self) -> None:
        """Make lanes as high as looks good, unless they are about that."""
        best = best_lane_px(self.scene.font)
        if self.scene.view.lane_px < best * 0.6:
            self.scene.view.lane_px = best
