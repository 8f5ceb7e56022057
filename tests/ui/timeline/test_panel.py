"""The timeline as a whole: its menu, the replay, life while a run goes on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.engine.actions import ProcessAction, offered_actions
from app.engine.analysis.phases import phases_of
from app.engine.tasks import SQUARE
from app.ui.look.appearance import Appearance
from app.ui.look.theme import light_theme
from app.ui.timeline.bars import Bars
from app.ui.timeline.legend import explained_at
from app.ui.timeline.panel import TimelinePanel
from tests.hand_written_logs import (
    at,
    at_work,
    five_events,
    log_of,
    many_processes,
    one_killed_events,
    record_of,
)
from tests.ui.timeline.pointing import LEFT, NONE, Clock, place_of, point_at


def test_menu_acts_on_living_processes_only(qtbot: QtBot, panel: TimelinePanel) -> None:
    """A running process can be ended, killed and suspended; one that has exited cannot."""
    events = one_killed_events()
    panel.set_record(record_of(log_of([2, 3, 4, 5, 6], events, first=18)))
    living = panel.canvas.scene.lanes.living
    exited = next(worker for worker in range(4) if worker not in living)
    alive = {action.text(): action for action in panel.menu_of(min(living)).actions()}
    dead = {action.text(): action for action in panel.menu_of(exited).actions()}
    name = panel.canvas.scene.lanes.log.workers[min(living)].name
    with qtbot.waitSignal(panel.action_requested) as asked:
        alive[f"Kill {name} at once"].trigger()
    assert asked.args == [min(living), ProcessAction.KILL]
    acts = [action for text, action in dead.items() if text.startswith(("Ask", "Kill", "Suspend"))]
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
    panel.set_record(record_of(log_of([2, 3, 4, 5, 6], five_events(), first=13)))
    assert panel.canvas.is_live
    clock.now = at(9_000)
    qtbot.waitUntil(lambda: panel.canvas.scene.now == at(9_000))
    assert panel.canvas.scene.view.end > 9_000_000


def test_person_s_zoom_is_left_alone_while_the_run_goes_on(
    qtbot: QtBot, panel: TimelinePanel, clock: Clock
) -> None:
    """Only until the person zooms does the view follow the run."""
    clock.now = at(7_000)
    panel.set_record(record_of(log_of([2, 3, 4, 5, 6], five_events(), first=13)))
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
    panel.set_record(record_of(log))
    panel.hide()
    assert not panel.canvas.is_working
    for part in (events[13:15], events[15:]):
        log.extend(part)
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


def test_hints_too_long_for_the_line_lose_a_part_and_are_not_cut(
    qtbot: QtBot, panel: TimelinePanel
) -> None:
    """On a small screen the whole of it does not fit beside the buttons."""
    panel.set_record(record_of(many_processes(1_000)))
    qtbot.waitUntil(lambda: not panel.canvas.is_working)
    whole = panel.told.text()
    panel.told.resize(panel.told.fontMetrics().horizontalAdvance(whole) - 9, panel.told.height())
    assert panel.told.shown_words() == "1,000 workers take turns on 64 places"


def test_a_thousand_processes_share_as_many_rows_as_were_alive(
    qtbot: QtBot, panel: TimelinePanel
) -> None:
    """All of them in sight at once; zooming in tells those alive then apart, each with its name."""
    log = many_processes(1_000)
    panel.set_record(record_of(log))
    canvas = panel.canvas
    qtbot.waitUntil(lambda: not canvas.is_working)
    rows = canvas.scene.lanes.rows
    assert rows.count == 64
    assert canvas.merged_lanes == 64
    assert panel.told.text() == (
        "1,000 workers take turns on 64 places · zoom in (W) to see each of them"
    )
    while canvas.merged_lanes:
        QTest.keyClick(canvas, Qt.Key.Key_W)
    alive = [
        record.worker
        for record in log.workers
        if record.requested < at(53_250) < (record.exited or 0)
    ]
    assert len(alive) == len({rows.of_worker[worker] for worker in alive})
    assert set(alive) <= set(canvas.navigation.bands.workers_in_sight(canvas.scene))
    point_at(panel, 500, at(53_250))
    assert panel.told.text().startswith("Process-501 · ")


def test_the_strip_of_the_whole_run_leads_anywhere_in_it(
    qtbot: QtBot, panel: TimelinePanel
) -> None:
    """A click into it brings that time into the middle."""
    panel.set_record(record_of(many_processes(1_000)))
    canvas = panel.canvas
    qtbot.waitUntil(lambda: not canvas.is_working)
    for _ in range(8):
        QTest.keyClick(canvas, Qt.Key.Key_W)
    strip, view = canvas.navigation.bands.overview, canvas.scene.view
    place = QPoint(round(strip.left() + strip.width() * 0.25), round(strip.center().y()))
    QTest.mouseClick(canvas.viewport(), LEFT, NONE, place)
    middle = (view.start + view.end) / 2
    assert middle == pytest.approx(0.25 * canvas.navigation.run_length, rel=0.01)


def test_merged_lanes_say_how_to_tell_them_apart(qtbot: QtBot, panel: TimelinePanel) -> None:
    """Whoever sees very thin lanes reads how to come closer; then no longer."""
    panel.resize(panel.width(), panel.minimumSizeHint().height())
    panel.set_record(record_of(at_work([f"Process-{n}" for n in range(1, 61)], [1.0] * 60)))
    qtbot.waitUntil(lambda: panel.told.text().startswith("60 lanes too low"))
    while panel.canvas.merged_lanes:
        QTest.keyClick(panel.canvas, Qt.Key.Key_W, Qt.KeyboardModifier.ShiftModifier)
    assert panel.told.text().startswith("Point at a bar")


def test_legend_says_what_squaring_includes(qtbot: QtBot, panel: TimelinePanel) -> None:
    """Nobody takes a waiting worker's bar for squaring alone."""
    bars, font = Bars(light_theme()), panel.font()
    said = {explained_at(bars, SQUARE, font, 2_000, QPointF(x, 5)) for x in range(0, 2_000, 5)}
    assert any("with the extra work that goes with it" in words for words in said)
    assert any("ready to run, but others had the cores" in words for words in said)
    assert any("such as Python's interpreter lock" in words for words in said)


def test_large_text_leaves_the_lanes_their_room(
    panel: TimelinePanel, appearance: Appearance
) -> None:
    """Twice as large a text makes the timeline twice as high at least, rather than vanish."""
    low = panel.canvas.minimumHeight()
    try:
        appearance.choose_scale(200)
        assert panel.canvas.minimumHeight() == pytest.approx(2 * low, rel=0.1)
    finally:
        appearance.choose_scale(100)
