from __future__ import annotations

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


def test_views_are_told_of_the_last_number_at_once(qtbot: QtBot) -> None:
    """What comes in quick succession is told together, but nobody waits for the last row."""
    intake, log = EventIntake(), Log([2, 3, 4, 5, 6])
    rows_told: list[int] = []
    intake.taken.connect(lambda _events: rows_told.append(len(log)))
    intake.begin(log)
    events = five_events()
    last = max(index for index, event in enumerate(events) if isinstance(event, NumbersDone))
    intake.add(events[:1])
    qtbot.waitUntil(lambda: rows_told == [0])
    intake.add(events[1:last])
    intake.add(events[last : last + 1])
    qtbot.waitUntil(lambda: rows_told[-1] == 5)
    assert rows_told == [0, 5]
