from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.engine.analysis.phases import PhaseKind
from app.engine.log import Log
from app.engine.plan import Plan, Strategy, Work, WorkKind
from app.ui.appearance import Appearance, Scheme
from app.ui.why.figure_card import FigureCard
from app.ui.why.panel import WhyPanel
from tests.hand_written_logs import (
    US,
    at,
    five_events,
    five_processes,
    many_numbers,
    one_killed,
    pool_of_four,
    record_of,
)
from tests.ui.silence import SilenceMeter

PLAN = Plan([2, 3, 4, 5, 6])
WIDE_PX, NARROW_PX = 1_240, 360
LONGEST_WAIT_MS = 20_000
LONGEST_SILENCE_NS = 150_000_000
"""The aim is 50 ms; other programs on the computer may take as much again, and more."""


@pytest.fixture
def panel(qtbot: QtBot, appearance: Appearance) -> WhyPanel:
    """Return a panel on a computer with two cores, as wide as in the window."""
    panel = WhyPanel()
    qtbot.addWidget(panel)
    panel.resize(WIDE_PX, 100)
    panel.show()
    return panel


def explain(qtbot: QtBot, panel: WhyPanel, log: Log, plan: Plan = PLAN) -> None:
    """Show a run that has ended and wait for its explanation."""
    panel.set_record(record_of(log, plan))
    qtbot.waitUntil(lambda: panel.explanation is not None)


def figures(panel: WhyPanel) -> list[str]:
    """Return what the cards in sight say."""
    cards = panel.findChildren(FigureCard)
    return [card.accessibleName() for card in cards if card.isVisible()]


def test_before_the_first_run_it_says_what_will_be_here(panel: WhyPanel) -> None:
    """No empty cards, no bar of nothing."""
    assert "After a run, this place says what its time went into" in panel.words.text
    assert figures(panel) == []
    assert not panel.words.bar.isVisible()
    assert not panel.words.try_button.isVisible()


def test_a_finished_run_is_explained(qtbot: QtBot, panel: WhyPanel) -> None:
    """Figures, words, bar and something to try."""
    explain(qtbot, panel, five_processes())
    assert figures(panel) == [
        "All five results after 15 ms",
        "One after another 7.15 ms this run's squaring times, added up",
    ]
    assert panel.words.text.startswith("Why slower? Of the 15 ms until the last result, starting")
    assert sum(part.length for part in panel.words.bar.parts) == 18_400 * US
    assert "squaring: 3.45 ms" in panel.words.bar.accessibleDescription()
    for meaning in (panel.words.bar.accessibleDescription(), panel.words.bar.toolTip()):
        assert meaning.startswith("Parts of the time on the clock; where processes overlap")


def test_the_button_asks_for_a_try_with_the_work_suggested(qtbot: QtBot, panel: WhyPanel) -> None:
    """One click from the explanation to the proof."""
    explain(qtbot, panel, five_processes())
    button = panel.words.try_button
    assert button.accessibleName() == "Try it with 50 ms of work"
    with qtbot.waitSignal(panel.try_requested) as asked:
        button.click()
    assert asked.args == [Work(WorkKind.COMPUTING, 0.05)]


def test_a_run_that_goes_on_shows_how_far_it_is(qtbot: QtBot, panel: WhyPanel) -> None:
    """Totals so far; the explanation follows when the run has ended."""
    log, events = Log(PLAN.numbers), five_events()
    panel.set_record(record_of(log, PLAN))
    log.extend(events[:14])
    panel.log_extended()
    assert figures(panel)[0] == f"Results so far {len(log)} / 5"
    assert figures(panel)[1].startswith("Time so far")
    assert panel.words.text.startswith("Running.")
    log.extend(events[14:])
    panel.log_extended()
    qtbot.waitUntil(lambda: panel.words.text.startswith("Why slower?"))
    assert figures(panel)[0] == "All five results after 15 ms"


def test_in_a_replay_the_totals_move_along_and_come_back(qtbot: QtBot, panel: WhyPanel) -> None:
    """The words about the whole run stay."""
    explain(qtbot, panel, one_killed())
    words, shown = panel.words.text, figures(panel)
    panel.set_now(at(9_900))
    qtbot.waitUntil(lambda: figures(panel) == ["Results so far 3 / 5", "Time so far 9.9 ms"])
    assert sum(part.length for part in panel.words.bar.parts) == 9_900 * US
    panel.set_now(at(14_500))
    qtbot.waitUntil(lambda: figures(panel)[0] == "Results so far 3 / 5 1 not squared")
    assert panel.words.text == words
    panel.set_now(None)
    assert figures(panel) == shown


def test_where_cores_were_shared_a_measurement_is_wanted_and_taken(
    qtbot: QtBot, panel: WhyPanel
) -> None:
    """Until it is there only a bound is shown, and a stale one is not taken."""
    plan = Plan(range(24), Strategy.POOL, workers=4)
    with qtbot.waitSignal(panel.in_turn_wanted) as wanted:
        panel.set_record(record_of(pool_of_four(), plan))
    assert wanted.args is not None
    (record,) = wanted.args
    qtbot.waitUntil(lambda: panel.explanation is not None)
    assert "One after another up to 24 ms" in figures(panel)[1]
    panel.take_in_turn(record_of(pool_of_four()), 1)
    assert "up to 24 ms" in figures(panel)[1]
    panel.take_in_turn(record, 17_000 * US)
    assert figures(panel)[1] == "One after another 17 ms measured in a run of its own"


def test_another_run_replaces_the_explanation(qtbot: QtBot, panel: WhyPanel) -> None:
    """Nothing of the last run is left standing."""
    explain(qtbot, panel, five_processes())
    panel.set_record(record_of(Log(PLAN.numbers), PLAN))
    assert panel.explanation is None
    assert figures(panel) == []


def test_a_million_numbers_are_added_up_while_the_window_answers(
    qtbot: QtBot, panel: WhyPanel, silence: SilenceMeter
) -> None:
    """In small steps on the GUI thread."""
    log = many_numbers()
    panel.set_record(record_of(log, Plan(log.numbers, Strategy.POOL, workers=4)))
    with silence.measured():
        qtbot.waitUntil(lambda: panel.explanation is not None, timeout=LONGEST_WAIT_MS)
    assert silence.longest_ns < LONGEST_SILENCE_NS


@pytest.mark.parametrize("width", [WIDE_PX, 800, NARROW_PX])
@pytest.mark.parametrize("scale", [100, 200])
def test_nothing_is_cut_off_at_any_width_and_size_of_text(
    qtbot: QtBot, panel: WhyPanel, appearance: Appearance, width: int, scale: int
) -> None:
    """Words wrap, and the panel is as high as they need."""
    try:
        appearance.choose_scale(scale)
        panel.resize(width, panel.height())
        explain(qtbot, panel, one_killed())

        def nothing_cut_off() -> None:
            for child in panel.findChildren(QWidget):
                if child.isVisible() and child.hasHeightForWidth():
                    assert child.height() >= child.heightForWidth(child.width())

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


def test_the_bars_patterns_differ_from_phase_to_phase_in_light_and_dark(
    qtbot: QtBot, panel: WhyPanel, appearance: Appearance
) -> None:
    """Phases are told apart without their colour: no two samples have the same shades of grey."""
    explain(qtbot, panel, five_processes())
    kinds = {part.kind for part in panel.words.bar.parts}
    assert kinds == set(PhaseKind) - {PhaseKind.LYING}
    try:
        for scheme in (Scheme.LIGHT, Scheme.DARK):
            appearance.choose_scheme(scheme)
            picture = panel.words.bar.grab().toImage()
            parts = panel.words.bar.parts
            whole = sum(part.length for part in parts)
            room, x = picture.width() - 7, 0.0
            shades = []
            for part in [part for part in parts if not part.afterwards]:
                width = room * part.length / whole
                if width > 20:
                    middle = int(x + width / 2)
                    columns = range(middle - 8, middle + 8)
                    area = [picture.pixelColor(c, r).lightness() for c in columns for r in (3, 8)]
                    shades.append(tuple(sorted(set(area))))
                x += width
            assert len(shades) >= 3
            assert len(set(shades)) == len(shades)
    finally:
        appearance.choose_scheme(Scheme.SYSTEM)
