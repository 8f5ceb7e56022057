from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.engine.analysis.stages import Stage
from app.engine.log import Log
from app.engine.plan import Plan
from app.engine.record import Record, another_go
from app.engine.way import POOL, Way, Work, WorkKind
from app.ui.look.appearance import Appearance
from app.ui.why.panel import WhyPanel
from tests.hand_written_logs import (
    US,
    at,
    five_events,
    five_processes,
    log_of,
    many_numbers,
    one_killed_events,
    record_of,
    shared_out_events,
    with_cpu,
)
from tests.ui.silence import SilenceMeter

pytestmark = pytest.mark.usefixtures("fine_cpu_clock")

PLAN = Plan([2, 3, 4, 5, 6])
WIDE_PX, NARROW_PX = 1_240, 360
IN_TURN_NS = 8_000 * US
LONGEST_WAIT_MS = 20_000
LONGEST_SILENCE_NS = 150_000_000
"""The aim is 50 ms; other programs on the computer may take as much again, and more."""


@pytest.fixture
def panel(qtbot: QtBot, appearance: Appearance) -> WhyPanel:
    """Return a panel as wide as in the window."""
    panel = WhyPanel()
    qtbot.addWidget(panel)
    panel.resize(WIDE_PX, 100)
    panel.show()
    return panel


def five() -> Record:
    """Return the lesson's run, with CPU times, on two cores."""
    return record_of(log_of([2, 3, 4, 5, 6], with_cpu(five_events(), 0.01)), PLAN)


def explain(qtbot: QtBot, panel: WhyPanel, record: Record) -> None:
    """Show a run that has ended and wait for its explanation."""
    panel.set_record(record)
    qtbot.waitUntil(lambda: panel.explanation is not None)


def explain_measured(qtbot: QtBot, panel: WhyPanel) -> None:
    """Show the lesson's run, and what it took one after another."""
    record = five()
    explain(qtbot, panel, record)
    panel.take_in_turn(record, IN_TURN_NS)


def long_pool() -> Record:
    """Return a run that one after another would take half a minute."""
    plan = Plan(range(6), Way(*POOL, workers=2, work=Work(WorkKind.COMPUTING, 5.0)))
    events = with_cpu(shared_out_events("PoolWorker", 2, 6, 5_000_000))
    return record_of(log_of(range(6), events), plan)


def test_before_the_first_run_it_says_what_will_be_here(panel: WhyPanel) -> None:
    """No bars of nothing, nothing to press."""
    assert "After a run, this place says what its time went into" in panel.card.sentence
    assert not panel.card.bars.isVisible()
    assert [button for button in panel.findChildren(QPushButton) if button.isVisible()] == []


def test_a_finished_run_has_a_verdict_two_bars_and_a_reason(qtbot: QtBot, panel: WhyPanel) -> None:
    """The bar's parts add up to its length, and say by which rule."""
    explain_measured(qtbot, panel)
    assert panel.card.headline == "5 processes: 210 times slower than the squaring itself"
    assert panel.card.sentence.startswith("For 7.9 of the 15 ms processes were only starting")
    told = panel.card.bars.told
    assert told[0] == "5 processes: 15 ms."
    assert told[1] == "The squaring itself: 71.5 µs (CPU time, added up)."
    assert "a number in progress: 6.16 ms" in told
    division = panel.card.bars.division
    assert division is not None
    assert sum(division.times.values()) == 15_000 * US
    described = panel.card.bars.accessibleDescription()
    assert "Each moment of the run counts once" in described
    assert panel.card.in_turn.text == (
        "Work per number: one process wins below about 2 ms, processes win above. this run: 14.3 µs"
    )


def test_one_after_another_is_measured_unasked_where_that_is_brief(
    qtbot: QtBot, panel: WhyPanel
) -> None:
    """Once for each run; a time for another run is not taken for this one's."""
    record = five()
    with qtbot.waitSignal(panel.in_turn_wanted) as wanted:
        panel.set_record(record)
    assert wanted.args == [record]
    assert panel.card.in_turn.text == "Measuring one after another…"
    assert not panel.card.in_turn.button.isVisible()
    panel.take_in_turn(five(), 1)
    assert panel.explanation is not None
    assert panel.explanation.scale is None
    panel.take_in_turn(record, IN_TURN_NS)
    assert panel.explanation.scale is not None
    with qtbot.assertNotEmitted(panel.in_turn_wanted):
        panel.set_now(None)


def test_a_long_measurement_is_offered_and_can_be_stopped(qtbot: QtBot, panel: WhyPanel) -> None:
    """Nobody waits half a minute unasked; and who has asked may change their mind."""
    record, place = long_pool(), panel.card.in_turn
    with qtbot.assertNotEmitted(panel.in_turn_wanted):
        explain(qtbot, panel, record)
    assert place.button.text() == "Measure one after another (about 30 s)"
    with qtbot.waitSignal(panel.in_turn_wanted) as wanted:
        place.button.click()
    assert wanted.args == [record]
    assert (place.text, place.button.text()) == ("Measuring one after another…", "Stop measuring")
    with qtbot.waitSignal(panel.in_turn_unwanted):
        place.button.click()
    panel.take_in_turn(record, None)
    assert place.button.text() == "Measure one after another (about 30 s)"


def test_what_gave_way_to_another_run_can_be_measured_later(qtbot: QtBot, panel: WhyPanel) -> None:
    """It is not asked for again and again by itself."""
    record = five()
    with qtbot.waitSignal(panel.in_turn_wanted):
        panel.set_record(record)
    with qtbot.assertNotEmitted(panel.in_turn_wanted):
        panel.take_in_turn(record, None)
    assert panel.card.in_turn.button.text().startswith("Measure one after another (about")


def test_what_was_measured_is_known_when_an_earlier_run_is_shown_again(
    qtbot: QtBot, panel: WhyPanel
) -> None:
    """Run 1 and Run 2 of the same numbers are looked at in turn."""
    record = five()
    explain(qtbot, panel, record)
    panel.take_in_turn(record, IN_TURN_NS)
    panel.set_record(another_go(record, [(0, 1)]))
    with qtbot.assertNotEmitted(panel.in_turn_wanted):
        explain(qtbot, panel, record)
    assert panel.explanation is not None
    assert panel.explanation.scale is not None


def test_the_button_asks_for_a_try_with_the_work_suggested(qtbot: QtBot, panel: WhyPanel) -> None:
    """One click from the explanation to the proof."""
    explain(qtbot, panel, five())
    assert not panel.card.try_button.isVisible()
    explain_measured(qtbot, panel)
    assert panel.card.try_button.accessibleName() == "Try it with 20 ms of work"
    with qtbot.waitSignal(panel.try_requested) as asked:
        panel.card.try_button.click()
    assert asked.args == [Work(WorkKind.COMPUTING, 0.02)]


def test_a_run_that_goes_on_shows_how_far_it_is(qtbot: QtBot, panel: WhyPanel) -> None:
    """Counts so far; the verdict follows when the run has ended."""
    log, events = Log(PLAN.numbers), five_events()
    panel.set_record(record_of(log, PLAN))
    log.extend(events[:14])
    panel.log_extended()
    assert panel.card.headline.startswith(f"{len(log)} of 5 squared after")
    assert panel.card.sentence == f"{log.processes} processes asked for so far."
    log.extend(events[14:])
    panel.log_extended()
    qtbot.waitUntil(lambda: panel.explanation is not None)
    assert panel.card.headline.startswith("5 processes: ")


def test_in_a_replay_counts_and_bar_move_along_and_the_verdict_steps_back(
    qtbot: QtBot, panel: WhyPanel
) -> None:
    """It speaks of the whole run, so it says so."""
    explain(qtbot, panel, record_of(log_of([2, 3, 4, 5, 6], with_cpu(one_killed_events())), PLAN))
    verdict, sentence = panel.card.headline, panel.card.sentence
    panel.set_now(at(9_900))
    qtbot.waitUntil(lambda: panel.card.headline == "3 of 5 squared after 9.9 ms")
    assert panel.card.sentence == f"The whole run: {verdict}."
    assert panel.card.bars.division is not None
    assert panel.card.bars.division.whole == 9_900 * US
    panel.set_now(at(14_500))
    qtbot.waitUntil(lambda: panel.card.headline == "3 of 5 squared after 14.5 ms, 1 not")
    panel.set_now(None)
    assert (panel.card.headline, panel.card.sentence) == (verdict, sentence)


def test_the_sums_open_and_stay_open_from_run_to_run(qtbot: QtBot, panel: WhyPanel) -> None:
    """The small print, with the rule to each figure, and the stages of the bar."""
    explain_measured(qtbot, panel)
    assert not panel.card.sums.isVisible()
    panel.card.sums_button.click()
    assert panel.card.sums.isVisible()
    told = panel.card.sums.told
    for figure in ("15 ms", "71.5 µs", "8 ms", "2.81 ms", "6.16 ms"):
        assert figure in told
    assert any(words.startswith("(15 ms − 8 ms) : (5 − 2.5)") for words in told)
    explain(qtbot, panel, five())
    assert panel.card.sums.isVisible()
    panel.card.sums_button.click()
    assert not panel.card.sums.isVisible()


def test_the_page_does_not_jump_when_the_measurement_arrives(qtbot: QtBot, panel: WhyPanel) -> None:
    """The sums are written anew and stand at once: the panel is never low in between."""
    record = five()
    explain(qtbot, panel, record)
    panel.card.sums_button.click()
    panel.take_in_turn(record, IN_TURN_NS)
    assert "8 ms" in panel.card.sums.told


def test_the_sums_follow_a_replay(qtbot: QtBot, panel: WhyPanel) -> None:
    """Their division is the bar's, at every moment."""
    explain(qtbot, panel, five())
    panel.card.sums_button.click()
    panel.set_now(at(4_000))
    qtbot.waitUntil(lambda: "4 ms" in panel.card.sums.told)
    assert panel.card.bars.division is not None
    assert panel.card.bars.division.times[Stage.STARTING] == 4_000 * US


def test_another_run_replaces_the_explanation(qtbot: QtBot, panel: WhyPanel) -> None:
    """Nothing of the last run is left standing."""
    explain(qtbot, panel, five())
    panel.set_record(record_of(Log(PLAN.numbers), PLAN))
    assert panel.explanation is None
    assert not panel.card.bars.isVisible()
    assert not panel.card.in_turn.isVisible()


def test_a_run_without_cpu_times_is_explained_too(qtbot: QtBot, panel: WhyPanel) -> None:
    """There is one bar less."""
    explain(qtbot, panel, record_of(five_processes(), PLAN))
    assert panel.card.headline == "5 processes: all results after 15 ms"
    assert panel.card.bars.told[0] == "5 processes: 15 ms."


def test_a_million_numbers_are_added_up_while_the_window_answers(
    qtbot: QtBot, panel: WhyPanel, silence: SilenceMeter
) -> None:
    """In short steps on the GUI thread."""
    log = many_numbers()
    panel.set_record(record_of(log, Plan(log.numbers, Way(*POOL, workers=4))))
    with silence.measured():
        qtbot.waitUntil(lambda: panel.explanation is not None, timeout=LONGEST_WAIT_MS)
    assert silence.longest_ns < LONGEST_SILENCE_NS


@pytest.mark.parametrize("width", [WIDE_PX, 800, NARROW_PX])
@pytest.mark.parametrize("scale", [100, 200])
def test_nothing_is_cut_off_at_any_width_and_size_of_text(
    qtbot: QtBot, panel: WhyPanel, appearance: Appearance, width: int, scale: int
) -> None:
    """Words wrap, and the panel is as high as they need, with the sums as well."""
    try:
        appearance.choose_scale(scale)
        panel.resize(width, panel.height())
        explain_measured(qtbot, panel)
        panel.card.sums_button.click()

        def nothing_cut_off() -> None:
            for child in panel.findChildren(QLabel):
                if child.isVisible() and child.hasHeightForWidth():
                    assert child.height() >= child.heightForWidth(child.width())
            for part in (panel.card.bars, panel.card.in_turn.scale):
                assert part.height() >= part.sizeHint().height()
                assert part.mapTo(panel, part.rect().bottomRight()).y() < panel.height()

        qtbot.waitUntil(_without_assertion(nothing_cut_off))
        nothing_cut_off()
    finally:
        appearance.choose_scale(100)


def _without_assertion(check: Callable[[], None]) -> Callable[[], bool]:
    """Return whether a check holds, for waiting."""

    def holds() -> bool:
        try:
            check()
        except AssertionError:
            return False
        return True

    return holds


def test_a_size_of_text_chosen_before_the_window_is_shown_counts(
    qtbot: QtBot, appearance: Appearance
) -> None:
    """As where it was remembered from last time."""
    panel = WhyPanel()
    qtbot.addWidget(panel)
    before = panel.card.findChildren(QLabel)[0].fontInfo().pixelSize()
    try:
        appearance.choose_scale(200)
        panel.show()
        headline = panel.card.findChildren(QLabel)[0]
        assert headline.fontInfo().pixelSize() >= 1.9 * before
    finally:
        appearance.choose_scale(100)


def test_everything_grows_with_the_text(
    qtbot: QtBot, panel: WhyPanel, appearance: Appearance
) -> None:
    """Bars, scale and the samples in the sums, not the words alone."""
    explain_measured(qtbot, panel)
    panel.card.sums_button.click()
    parts: list[QWidget] = [panel.card.bars, panel.card.in_turn.scale]
    before = [part.sizeHint().height() for part in parts]
    try:
        appearance.choose_scale(200)
        qtbot.waitUntil(
            lambda: all(
                part.sizeHint().height() >= 1.9 * height
                for part, height in zip(parts, before, strict=True)
            )
        )
    finally:
        appearance.choose_scale(100)
