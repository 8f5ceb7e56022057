"""The timeline under the hand: exact times, selection, menu, replay, life while a run goes on."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.engine.actions import ProcessAction, offered_actions
from app.engine.log import Log
from app.engine.phases import PhaseKind, phases_of
from app.ui.appearance import Appearance
from app.ui.timeline.panel import TimelinePanel
from tests.hand_written_logs import (
    BEGIN_NS,
    at,
    five_events,
    five_processes,
    log_of,
    many_numbers,
    many_processes,
    one_killed,
    one_killed_events,
)

UNIT_NS = {"µs": 1_000, "ms": 1_000_000, "s": 1_000_000_000}
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


class Clock:
    """A clock that stands where the test puts it."""

    def __init__(self) -> None:
        self.now = BEGIN_NS

    def __call__(self) -> int:
        """Return its time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Return the timeline's clock."""
    return Clock()


@pytest.fixture
def panel(qtbot: QtBot, appearance: Appearance, clock: Clock) -> TimelinePanel:
    """Return a timeline in sight, without a log."""
    panel = TimelinePanel(clock=clock)
    qtbot.addWidget(panel)
    panel.resize(900, 420)
    panel.show()
    qtbot.waitUntil(panel.canvas.isVisible)
    return panel


@pytest.fixture
def five(panel: TimelinePanel) -> TimelinePanel:
    """Return a timeline with the five processes."""
    panel.set_log(five_processes())
    return panel


def place_of(panel: TimelinePanel, worker: int, moment: float) -> QPoint:
    """Return where on the viewport a worker's bar is at a moment of the log's clock."""
    canvas = panel.canvas
    bands = canvas.navigation.bands
    y = bands.top_of(canvas.scene, worker) + canvas.scene.view.lane_px * 0.4
    return QPointF(bands.x_of(canvas.scene, moment), y).toPoint()


def point_at(qtbot: QtBot, panel: TimelinePanel, worker: int, moment: float) -> None:
    """Move the pointer to a worker's bar."""
    viewport = panel.canvas.viewport()
    QTest.mouseMove(viewport, QPoint(1, 1))
    QTest.mouseMove(viewport, place_of(panel, worker, moment))


def times_in(sentence: str) -> list[Fraction]:
    """Return all times a sentence tells, in nanoseconds."""
    found = re.findall(r"([\d,]+(?:\.\d+)?) (µs|ms|s)\b", sentence)
    return [Fraction(value.replace(",", "")) * UNIT_NS[unit] for value, unit in found]


@pytest.mark.parametrize("make_log", [five_processes, one_killed])
def test_times_told_equal_the_log_s(
    qtbot: QtBot, panel: TimelinePanel, make_log: Callable[[], Log]
) -> None:
    """Pointing at the middle of any phase tells its length, begin and end to the nanosecond."""
    log = make_log()
    panel.set_log(log)
    for worker in range(len(log.workers)):
        for phase in phases_of(log, worker):
            if phase.length < 200_000:
                continue
            point_at(qtbot, panel, worker, (phase.start + phase.end) / 2)
            sentence = panel.told.text()
            expected = [phase.length, phase.start - BEGIN_NS, phase.end - BEGIN_NS]
            assert times_in(sentence) == expected
            assert log.workers[worker].name in sentence
            assert f"pid {log.workers[worker].pid}" in sentence


def test_arrow_keys_tell_every_phase(qtbot: QtBot, five: TimelinePanel) -> None:
    """From phase to phase, also those too short to point at; also as accessible words."""
    canvas, log = five.canvas, five.canvas.scene.lanes.log
    told = []
    for _ in phases_of(log, 0):
        QTest.keyClick(canvas, Qt.Key.Key_Right)
        assert canvas.scene.told is not None
        told.append(canvas.scene.told[1])
        assert canvas.accessibleDescription() == five.told.text()
    assert told == phases_of(log, 0)
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    assert canvas.scene.told == (0, phases_of(log, 0)[-2])


def test_arrow_keys_go_from_lane_to_lane(qtbot: QtBot, five: TimelinePanel) -> None:
    """Down goes to the next worker, and selects it."""
    with qtbot.waitSignals([five.worker_selected] * 3):
        for _ in range(3):
            QTest.keyClick(five.canvas, Qt.Key.Key_Down)
    assert five.canvas.scene.selected == 2
    assert "Process-3" in five.told.text()


def test_thin_bar_can_be_pointed_at(qtbot: QtBot, panel: TimelinePanel) -> None:
    """Squaring that took next to nothing is drawn two pixels wide, and told."""
    log = many_numbers(20, workers=1)
    panel.set_log(log)
    point_at(qtbot, panel, 0, log.row_taken[3])
    assert panel.canvas.scene.told is not None
    assert panel.canvas.scene.told[1].kind in (PhaseKind.SQUARING, PhaseKind.WAITING)


def test_click_selects_a_lane_and_says_so(qtbot: QtBot, five: TimelinePanel) -> None:
    """The list can select the same worker's rows."""
    with qtbot.waitSignal(five.worker_selected) as selected:
        QTest.mouseClick(five.canvas.viewport(), LEFT, NONE, place_of(five, 3, at(9_000)))
    assert selected.args == [3]


def test_selecting_from_outside_scrolls_there_in_silence(
    qtbot: QtBot, panel: TimelinePanel
) -> None:
    """A row of the list selects its lane, wherever it is."""
    panel.set_log(many_processes(300))
    panel.canvas.navigation.show_readable(0)
    with qtbot.assertNotEmitted(panel.worker_selected):
        panel.select_worker(250)
    bands = panel.canvas.navigation.bands
    top = bands.top_of(panel.canvas.scene, 250)
    assert bands.lanes.top() <= top <= bands.lanes.bottom()


def wheel(panel: TimelinePanel, place: QPoint, turn: int, modifiers: Qt.KeyboardModifier) -> None:
    """Turn the wheel over a place."""
    viewport = panel.canvas.viewport()
    event = QWheelEvent(
        QPointF(place),
        QPointF(viewport.mapToGlobal(place)),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


def test_wheel_with_control_zooms_at_the_pointer(five: TimelinePanel) -> None:
    """What is under the pointer stays there."""
    place = place_of(five, 1, at(5_000))
    span = five.canvas.scene.view.span
    wheel(five, place, 120, Qt.KeyboardModifier.ControlModifier)
    assert five.canvas.scene.view.span < span
    assert abs(place_of(five, 1, at(5_000)).x() - place.x()) <= 1


def test_keys_zoom_pan_and_fit(qtbot: QtBot, five: TimelinePanel) -> None:
    """W zooms in, D goes on, F fits the run again."""
    canvas, view = five.canvas, five.canvas.scene.view
    whole = (view.start, view.span)
    QTest.keyClick(canvas, Qt.Key.Key_W)
    assert view.span < whole[1]
    start = view.start
    QTest.keyClick(canvas, Qt.Key.Key_D)
    assert view.start > start
    QTest.keyClick(canvas, Qt.Key.Key_F)
    assert (view.start, view.span) == whole


def test_f_fits_the_selected_worker(qtbot: QtBot, five: TimelinePanel) -> None:
    """With a lane selected, F shows that worker's life."""
    five.select_worker(4)
    QTest.keyClick(five.canvas, Qt.Key.Key_F)
    view = five.canvas.scene.view
    assert view.start > 3_000_000
    assert view.start < 8_700_000 < 16_400_000 < view.end


def test_drag_moves_the_view(qtbot: QtBot, five: TimelinePanel) -> None:
    """The moment taken hold of stays under the pointer, and no lane gets selected."""
    viewport, place = five.canvas.viewport(), place_of(five, 2, at(9_000))
    with qtbot.assertNotEmitted(five.worker_selected):
        QTest.mousePress(viewport, LEFT, NONE, place)
        QTest.mouseMove(viewport, place - QPoint(40, 0))
        QTest.mouseMove(viewport, place - QPoint(80, 0))
        QTest.mouseRelease(viewport, LEFT, NONE, place - QPoint(80, 0))
    assert abs(place_of(five, 2, at(9_000)).x() - (place.x() - 80)) <= 1


def test_menu_acts_on_living_processes_only(qtbot: QtBot, panel: TimelinePanel) -> None:
    """A running process can be ended, killed and suspended; one that has exited cannot."""
    events = one_killed_events()
    panel.set_log(log_of([2, 3, 4, 5, 6], events, first=18))
    living = panel.canvas.scene.lanes.living
    exited = next(worker for worker in range(4) if worker not in living)
    alive = {action.text(): action for action in panel.menu_of(min(living)).actions()}
    dead = {action.text(): action for action in panel.menu_of(exited).actions()}
    name = panel.canvas.scene.lanes.log.workers[min(living)].name
    with qtbot.waitSignal(panel.action_requested) as asked:
        alive[f"Kill {name} at once"].trigger()
    assert asked.args == [min(living), ProcessAction.KILL]
    acts = [action for text, action in dead.items() if text.startswith(("End", "Kill", "Suspend"))]
    assert len(acts) == len(offered_actions()) - (ProcessAction.RESUME in offered_actions())
    assert not any(action.isEnabled() for action in acts)


def test_times_can_be_copied(five: TimelinePanel) -> None:
    """One line for each phase, with its times."""
    copy = next(a for a in five.menu_of(1).actions() if a.text().startswith("Copy the times"))
    copy.trigger()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "Process-2 · pid 4712"
    assert lines[2] == "starting\t1.6 ms\t4.6 ms\t3 ms"
    assert len(lines) == 2 + len(phases_of(five.canvas.scene.lanes.log, 1))


def test_replay_shows_nothing_of_what_comes_later(five: TimelinePanel) -> None:
    """Right of the moment the picture is as if there were no run."""
    five.set_now(at(6_000))
    cut = five.canvas.grab().toImage()
    x = place_of(five, 0, at(6_000)).x() + 3
    bands = five.canvas.navigation.bands
    for worker in range(5):
        y = place_of(five, worker, at(6_000)).y()
        row = {cut.pixel(column, y) for column in range(x, int(bands.lanes.right()))}
        assert row <= {five.canvas.scene.theme.card.rgb(), five.canvas.scene.theme.border.rgb()}
    five.set_now(None)
    assert five.canvas.scene.until is None


def test_lanes_grow_while_the_run_goes_on(qtbot: QtBot, panel: TimelinePanel, clock: Clock) -> None:
    """Without a new event, time goes on; the view keeps fitting the run."""
    clock.now = at(7_000)
    panel.set_log(log_of([2, 3, 4, 5, 6], five_events(), first=13))
    assert panel.canvas.is_live
    clock.now = at(9_000)
    qtbot.waitUntil(lambda: panel.canvas.scene.now == at(9_000))
    assert panel.canvas.scene.view.end > 9_000_000


def test_person_s_zoom_is_left_alone_while_the_run_goes_on(
    qtbot: QtBot, panel: TimelinePanel, clock: Clock
) -> None:
    """Only until the person zooms does the view follow the run."""
    clock.now = at(7_000)
    panel.set_log(log_of([2, 3, 4, 5, 6], five_events(), first=13))
    QTest.keyClick(panel.canvas, Qt.Key.Key_W)
    view = panel.canvas.scene.view
    zoomed = (view.start, view.span)
    clock.now = at(9_000)
    qtbot.waitUntil(lambda: panel.canvas.scene.now == at(9_000))
    assert (view.start, view.span) == zoomed


def test_finished_run_costs_nothing(qtbot: QtBot, five: TimelinePanel) -> None:
    """Nothing is painted when nothing changes."""
    qtbot.waitUntil(lambda: not five.canvas.is_working)
    with qtbot.assertNotEmitted(five.canvas.painted, wait=100):
        pass


def test_run_out_of_sight_costs_nothing(qtbot: QtBot, panel: TimelinePanel, clock: Clock) -> None:
    """Behind another tab no frame is drawn, and all is there on coming back."""
    events = five_events()
    log = log_of([2, 3, 4, 5, 6], events, first=13)
    panel.set_log(log)
    panel.hide()
    assert not panel.canvas.is_working
    log.extend(events[13:])
    panel.log_extended()
    assert not panel.canvas.is_working
    panel.show()
    qtbot.waitUntil(lambda: panel.canvas.scene.lanes.has_all)
    assert panel.canvas.scene.now == log.finished


def test_pids_are_shown_on_demand(five: TimelinePanel) -> None:
    """The toggle makes room for them."""
    before = five.canvas.navigation.bands.lanes.left()
    five.pids.setChecked(True)
    assert five.canvas.navigation.bands.lanes.left() > before


def test_far_out_all_lanes_are_in_sight(qtbot: QtBot, panel: TimelinePanel) -> None:
    """A thousand lanes merge into a picture; a double click goes closer."""
    panel.set_log(many_processes(1_000))
    canvas = panel.canvas
    qtbot.waitUntil(lambda: not canvas.is_working)
    assert canvas.scene.view.lane_px < 1
    picture = canvas.grab().toImage()
    middle = place_of(panel, 500, at(53_200))
    card = canvas.scene.theme.card.rgb()
    around = [picture.pixel(middle.x() + dx, middle.y()) for dx in range(-20, 20)]
    assert any(pixel != card for pixel in around)
    QTest.mouseDClick(canvas.viewport(), LEFT, NONE, middle)
    assert canvas.scene.view.lane_px > 10
