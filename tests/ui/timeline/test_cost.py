"""What a frame costs does not grow with the run: measured in the thread's own time, as ratios."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.engine.log import Log
from app.ui.look.theme import light_theme
from app.ui.timeline.bars import Bars
from app.ui.timeline.curves import Curves
from app.ui.timeline.density_cache import DensityCache
from app.ui.timeline.lanes import Lanes
from app.ui.timeline.painting import paint_timeline
from app.ui.timeline.picture import scene_of
from app.ui.timeline.scene import Scene, bands_of
from tests.hand_written_logs import many_numbers, many_processes
from tests.platforms import WINDOWS

SIZE = QSize(1_000, 500)
FRAMES = 7
cpu_clock = time.perf_counter_ns if WINDOWS else time.thread_time_ns
"""This thread's own time; Windows counts that in steps far longer than a frame."""

MOST_TIMES_DEARER = 4.0
"""For ten times as much and more: a cost that grew with the run would be dearer by far."""

LONGEST_SLICE_NS = 8_000_000
"""For the median, since Python collects its garbage in the midst of some slice or other."""


def frame_ns(scene: Scene, move: Callable[[Scene, int], None]) -> int:
    """Return what the median frame costs while the view moves, in nanoseconds."""
    image = QImage(SIZE, QImage.Format.Format_ARGB32_Premultiplied)
    bands = bands_of(scene, image.rect().toRectF())
    bars, core_line = Bars(scene.theme), Curves()
    densities = DensityCache(scene.lanes, scene.theme)
    scene.view.fit_time(0, scene.now - scene.lanes.origin)
    costs = []
    for frame in range(FRAMES):
        move(scene, frame)
        densities.work_on(scene, bands)
        painter = QPainter(image)
        begun = cpu_clock()
        paint_timeline(painter, scene, bands, bars, core_line, densities.pictures(scene, bands))
        costs.append(cpu_clock() - begun)
        painter.end()
    return sorted(costs)[FRAMES // 2]


def scene_with(log: Log) -> Scene:
    """Return a scene with a log."""
    return scene_of(log, light_theme(), 2, QFont())


def scroll(scene: Scene, frame: int) -> None:
    """Scroll through readable lanes around the middle of the run."""
    count = len(scene.lanes)
    scene.view.lane_px = 16.0
    scene.view.top_px = (count // 2 + frame) * 16.0
    middle = scene.lanes.log.workers[count // 2].requested - scene.lanes.origin
    scene.view.fit_time(middle, middle + 10_000_000)


def stay_far_out(scene: Scene, frame: int) -> None:
    """Look at all lanes at once."""
    scene.view.fit_lanes(len(scene.lanes), SIZE.height() - 100, 40)


def pan(scene: Scene, frame: int) -> None:
    """Go through the whole run, in time."""
    scene.view.lane_px = 40.0
    scene.view.pan(0.01, scene.now - scene.lanes.origin)


@pytest.mark.parametrize("move", [scroll, stay_far_out])
def test_ten_thousand_lanes_cost_about_as_much_as_three_hundred(
    qapp: QApplication, move: Callable[[Scene, int], None]
) -> None:
    """Only what is in sight is painted; far out it is one picture."""
    few, many = scene_with(many_processes(300)), scene_with(many_processes(10_000))
    assert frame_ns(many, move) < MOST_TIMES_DEARER * frame_ns(few, move)


def test_million_numbers_cost_about_as_much_as_a_tenth_of_them(qapp: QApplication) -> None:
    """Lanes with more than can be seen are strips."""
    few, many = scene_with(many_numbers(100_000)), scene_with(many_numbers(1_000_000))
    assert frame_ns(many, pan) < MOST_TIMES_DEARER * frame_ns(few, pan)


def test_flood_of_events_is_taken_in_by_slices(qapp: QApplication) -> None:
    """Ten thousand processes' events at once never hold a frame up for long."""
    lanes, done = Lanes(many_processes(10_000)), False
    slices = []
    while not done:
        begun = cpu_clock()
        done = lanes.catch_up(3_000_000)
        slices.append(cpu_clock() - begun)
    assert len(slices) > 5
    assert sorted(slices)[len(slices) // 2] < LONGEST_SLICE_NS
