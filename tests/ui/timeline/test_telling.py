"""What is told: exact times, by pointing and by keys; and what selecting a lane does."""

from __future__ import annotations

from array import array
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.engine.analysis.phases import phases_of
from app.engine.events import (
    NumbersDone,
    NumberTaken,
    RunFinished,
    RunRequested,
    WorkerStarted,
)
from app.engine.log import Log
from app.engine.telling.durations import duration_text, moment_text
from app.ui.timeline.panel import TimelinePanel
from tests.hand_written_logs import (
    BEGIN_NS,
    US,
    at,
    five_events,
    five_processes,
    life,
    log_of,
    many_processes,
    one_killed,
    record_of,
)
from tests.ui.timeline.pointing import LEFT, NONE, Clock, place_of, point_at


@pytest.mark.parametrize("make_log", [five_processes, one_killed])
def test_times_told_equal_the_log_s(
    qtbot: QtBot, panel: TimelinePanel, make_log: Callable[[], Log]
) -> None:
    """Pointing at the middle of any phase tells its length, begin and end."""
    log = make_log()
    panel.set_record(record_of(log))
    for worker in range(len(log.workers)):
        for phase in phases_of(log, worker):
            if phase.length < 200_000:
                continue
            point_at(panel, worker, (phase.start + phase.end) / 2)
            sentence = panel.told.text()
            begin, end = moment_text(phase.start - BEGIN_NS), moment_text(phase.end - BEGIN_NS)
            assert f"{duration_text(phase.length)} · from {begin} to {end}" in sentence
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


def test_phase_told_is_kept_up_to_date(qtbot: QtBot, panel: TimelinePanel, clock: Clock) -> None:
    """While it goes on its begin is told; once it has ended, its end and length too."""
    events = five_events()
    started = next(i for i, event in enumerate(events) if isinstance(event, WorkerStarted))
    log = log_of([2, 3, 4, 5, 6], events, first=started)
    clock.now = at(4_500)
    panel.set_record(record_of(log))
    point_at(panel, 1, at(3_000))
    assert "Process-2 · starting · since 1.6 ms" in panel.told.text()
    log.extend(events[started:])
    panel.log_extended()
    qtbot.waitUntil(lambda: "starting · 3 ms · from 1.6 ms to 4.6 ms" in panel.told.text())


def test_a_number_in_progress_claims_no_core(panel: TimelinePanel, clock: Clock) -> None:
    """Its worker tells its CPU time with the result, and not before."""
    events = five_events()
    started = next(i for i, event in enumerate(events) if isinstance(event, WorkerStarted))
    log = log_of([2, 3], [*events[: started + 1], NumberTaken(1, 1, at(4_610))])
    clock.now = at(5_500)
    panel.set_record(record_of(log))
    point_at(panel, 1, at(5_000))
    words = "squaring 3 · since 4.61 ms · its CPU time is known once it is done"
    assert words in panel.told.text()


def test_arrow_keys_go_from_lane_to_lane(qtbot: QtBot, five: TimelinePanel) -> None:
    """Down goes to the next worker, and selects it."""
    with qtbot.waitSignals([five.worker_selected] * 3):
        for _ in range(3):
            QTest.keyClick(five.canvas, Qt.Key.Key_Down)
    assert five.canvas.scene.selected == 2
    assert "Process-3" in five.told.text()


def test_thin_bar_can_be_pointed_at(panel: TimelinePanel) -> None:
    """Squaring that took next to nothing is drawn two pixels wide, and told from beside it."""
    begin, end = RunRequested(at(0)), RunFinished(at(8_100), stopped=False)
    times = (0, 5_000, 5_010, 5_012, 5_400, 8_000)
    panel.set_record(record_of(log_of([7], [begin, *life(0, 0, 7, times), end])))
    beside_ns = 0.8 / panel.canvas.navigation.bands.lanes.width() * panel.canvas.scene.view.span
    point_at(panel, 0, at(5_012) + beside_ns)
    words = "squaring 7 · 2 µs · at 5.01 ms"
    assert words in panel.told.text()


def test_click_selects_a_lane_and_says_so(qtbot: QtBot, five: TimelinePanel) -> None:
    """The list can select the same worker's rows."""
    with qtbot.waitSignal(five.worker_selected) as selected:
        QTest.mouseClick(five.canvas.viewport(), LEFT, NONE, place_of(five, 3, at(9_000)))
    assert selected.args == [3]


def test_selecting_from_outside_scrolls_there_in_silence(
    qtbot: QtBot, panel: TimelinePanel
) -> None:
    """A row of the list selects its lane, wherever it is."""
    panel.set_record(record_of(many_processes(300)))
    panel.canvas.navigation.show_readable(0)
    with qtbot.assertNotEmitted(panel.worker_selected):
        panel.select_worker(250)

    def is_in_sight() -> bool:
        bands = panel.canvas.navigation.bands
        scene = panel.canvas.scene
        if len(scene.lanes) <= 250:
            return False
        top = bands.top_of(scene, scene.lanes.rows.of_worker[250])
        return bands.lanes.top() <= top <= bands.lanes.bottom()

    qtbot.waitUntil(is_in_sight)


@pytest.mark.parametrize(
    ("computed", "slept", "words"),
    [
        (500, 0, "squaring 7 · computed 500 µs of 1.6 ms · from 5 ms to 6.6 ms"),
        (1, 1_500, "squaring 7 · computed 1 µs and slept 1.5 ms of 1.6 ms · from"),
        (None, 0, "squaring 7 · 1.6 ms · from 5 ms to 6.6 ms"),
    ],
)
def test_a_number_s_bar_says_for_how_much_of_it_there_was_a_core(
    panel: TimelinePanel, computed: int | None, slept: int, words: str
) -> None:
    """Having a number in hand is not computing; what nobody knows is not said."""
    times = array("q", [computed * US]) if computed is not None else None
    event = NumbersDone(
        0,
        0,
        array("q", [at(5_000)]),
        array("q", [at(6_600)]),
        [49],
        at(6_900),
        times,
        array("q", [slept * US]),
    )
    begin = [RunRequested(at(0)), *life(0, 0, 7, (0, 4_900, 5_000, 6_600, 6_900, 8_000))]
    begin[3] = event
    panel.set_record(record_of(log_of([7], [*begin, RunFinished(at(8_100), stopped=False)])))
    point_at(panel, 0, at(5_800))
    assert words in panel.told.text()


def test_a_read_out_is_never_cut_in_the_middle_of_a_fact(five: TimelinePanel) -> None:
    """What there is no room for is left out whole, and is in the tool tip."""
    point_at(five, 1, at(5_000))
    whole = five.told.text()
    assert five.told.shown_words() == whole
    five.resize(520, 420)
    told = five.told.shown_words()
    assert told != whole
    assert whole.startswith(f"{told} · ")
    assert told.startswith("Process-2 · squaring 3")
    assert five.told.toolTip() == whole
