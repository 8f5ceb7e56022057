from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.engine.events import NumbersDone, RunRequested
from app.engine.log import Log
from app.ui.run.intake import EventIntake
from tests.hand_written_logs import five_events, many_numbers
from tests.ui.silence import SilenceMeter


def test_a_small_batch_is_in_the_log_at_once(qtbot: QtBot) -> None:
    """A row appears the moment it arrives."""
    intake, log = EventIntake(), Log([2, 3, 4, 5, 6])
    intake.begin(log)
    intake.add(five_events())
    assert len(log) == 5
    with qtbot.waitSignal(intake.drained):
        intake.end()


def test_a_flood_is_taken_in_slices_and_its_end_comes_last(
    qtbot: QtBot, silence: SilenceMeter
) -> None:
    """A million results must not stop the window, nor may the end overtake them."""
    whole = many_numbers()
    intake, log = EventIntake(), Log(whole.numbers)
    intake.begin(log)
    events = list(whole.events)
    with qtbot.waitSignal(intake.drained, timeout=20_000), silence.measured():
        intake.add(events)
        intake.end()
    assert len(log) == 1_000_000
    assert log.finished == whole.finished
    assert silence.longest_ns < 100_000_000


def test_another_run_drops_what_was_still_waiting(qtbot: QtBot) -> None:
    """Events of an old run never reach the log of a new one."""
    intake, log = EventIntake(), Log([1])
    intake.begin(Log(range(1_000_000)))
    intake.add(list(many_numbers().events))
    intake.begin(log)
    with qtbot.waitSignal(intake.drained):
        intake.add([RunRequested(1)])
        intake.end()
    assert log.events == [RunRequested(1)]


def test_a_flood_is_told_to_the_views_now_and_then_and_whole(qtbot: QtBot) -> None:
    """Showing costs more than taking in; nobody reads a thousand rows a millisecond."""
    whole = many_numbers()
    intake, log = EventIntake(), Log(whole.numbers)
    told: list[int] = []
    intake.taken.connect(lambda events: told.append(len(events)))
    intake.begin(log)
    with qtbot.waitSignal(intake.drained, timeout=20_000):
        for event in whole.events:
            intake.add([event])
        intake.end()
    assert sum(told) == len(whole.events)
    assert len(told) < len(whole.events) / 4


def test_the_last_row_does_not_wait_for_the_views(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are told now and then; of what everybody waits for they are told at once."""
    monkeypatch.setattr("app.ui.run.intake.TELL_EVERY_MS", 60_000)
    intake, log, told = EventIntake(), Log([2, 3, 4, 5, 6]), list[int]()
    intake.taken.connect(lambda _events: told.append(len(log)))
    intake.begin(log)
    events = five_events()
    rows = [place for place, event in enumerate(events) if isinstance(event, NumbersDone)]
    with qtbot.waitSignal(intake.taken):
        intake.add(events[: rows[-2]])
    intake.add(events[rows[-2] : rows[-1]])
    qtbot.waitUntil(lambda: len(log) == 4)
    intake.add(events[rows[-1] : -1])
    qtbot.waitUntil(lambda: told == [3, 5])
