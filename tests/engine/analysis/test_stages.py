from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.analysis.phases import PhaseKind, phases_of
from app.engine.analysis.stages import Division, DivisionOfTime, Stage
from app.engine.events import Event, NumbersDone, RunFinished, RunRequested
from app.engine.log import Log
from tests.hand_written_logs import (
    BEGIN_NS,
    US,
    at,
    five_events,
    five_processes,
    life,
    log_of,
    many_numbers,
    many_processes,
    one_killed,
    pool_of_four,
    squared_one,
    three_threads,
)

FURTHEST_FIRST = {
    PhaseKind.WORKING: Stage.IN_PROGRESS,
    PhaseKind.SENDING: Stage.SENDING,
    PhaseKind.LYING: Stage.LYING,
    PhaseKind.WAITING: Stage.WAITING,
    PhaseKind.STARTING: Stage.STARTING,
    PhaseKind.EXITING: Stage.EXITING,
}


def divided(log: Log, moment: int | None = None) -> Division:
    """Return how a log's time divides."""
    division = DivisionOfTime(log)
    for _ in division.steps():
        pass
    return division.up_to(moment)


def by_the_lanes(log: Log, until: int) -> tuple[dict[Stage, int], int]:
    """Divide a run's time as a person would: look at all lanes, moment by moment."""
    lanes = [phases_of(log, worker, until) for worker in range(len(log.workers))]
    moments = {BEGIN_NS, until}
    moments |= {end for lane in lanes for phase in lane for end in (phase.start, phase.end)}
    times, most = dict.fromkeys(Stage, 0), 0
    inside = sorted(moment for moment in moments if BEGIN_NS <= moment <= until)
    for begin, end in pairwise(inside):
        kinds = [phase.kind for lane in lanes for phase in lane if phase.start <= begin < phase.end]
        most = max(most, kinds.count(PhaseKind.WORKING))
        seen = [stage for kind, stage in FURTHEST_FIRST.items() if kind in kinds]
        times[seen[0] if seen else Stage.ALONE] += end - begin
    return times, most


def with_messages(log_events: list[Event]) -> list[Event]:
    """Return the events with results that lay ready for half of their way."""
    return [
        replace(
            event,
            sent=event.done[-1] + (event.received - event.done[-1]) // 4,
            fetched=event.received - (event.received - event.done[-1]) // 4,
        )
        if isinstance(event, NumbersDone)
        else event
        for event in log_events
    ]


def test_each_moment_counts_once_for_the_furthest_thing_any_worker_does() -> None:
    """While one starts and one squares, a number is in progress."""
    events = [
        RunRequested(at(0)),
        *life(0, 0, 2, (10, 20, 25, 60, 70, 90)),
        *life(1, 1, 3, (30, 50, 50, 80, 100, 110)),
        RunFinished(at(120), stopped=False),
    ]
    division = divided(log_of([2, 3], with_messages(events)))
    assert division.times == {
        Stage.IN_PROGRESS: (80 - 25) * US,
        Stage.SENDING: 10 * US,
        Stage.LYING: 10 * US,
        Stage.WAITING: 5 * US,
        Stage.STARTING: 10 * US,
        Stage.EXITING: 10 * US,
        Stage.ALONE: (10 + 10) * US,
    }
    assert division.whole == 120 * US
    assert division.most_in_progress == 2


@given(st.integers(0, 20_000))
def test_the_division_is_what_the_lanes_show_at_every_moment(moment: int) -> None:
    """In a replay too; so the parts add up exactly, and *in progress* is what its curve shows."""
    for log in (five_processes(), one_killed(), pool_of_four(), three_threads()):
        until = min(at(moment), log.finished or 0)
        division = divided(log, until)
        times, most = by_the_lanes(log, until)
        assert division.times == times
        assert division.most_in_progress == most
        assert sum(division.times.values()) == division.whole == until - BEGIN_NS


def test_many_lives_at_once_are_divided_as_the_lanes_show() -> None:
    """More of them than a window of the division has events."""
    log = many_processes(300)
    times, most = by_the_lanes(log, log.finished or 0)
    division = divided(log)
    assert (division.times, division.most_in_progress) == (times, most)


def test_results_that_lay_ready_are_told_apart_from_those_on_their_way() -> None:
    """The main program was busy with something else: that is not travel."""
    log = log_of([2, 3, 4, 5, 6], with_messages(five_events()))
    times, _ = by_the_lanes(log, log.finished or 0)
    assert times[Stage.LYING] > 0
    assert divided(log).times == times


def test_a_result_that_overtakes_the_next_message_leaves_no_gap() -> None:
    """Prefetched work: squaring goes on while a result travels."""
    begun = [event for event in five_events() if getattr(event, "worker", None) == 0][:2]
    log = log_of([2, 3], [RunRequested(at(0)), *begun])
    log.extend(
        [
            squared_one(0, 0, 2, (5_000, 5_100, 5_400)),
            squared_one(0, 1, 3, (5_100, 5_300, 5_500)),
        ]
    )
    division = divided(log)
    assert division.times[Stage.IN_PROGRESS] == 300 * US
    assert division.times[Stage.SENDING] == 200 * US


@pytest.mark.parametrize("log", [Log(()), log_of([1], [RunRequested(at(0))])])
def test_nothing_divides_into_nothing(log: Log) -> None:
    """An empty log has a division too."""
    division = divided(log)
    assert division.whole == sum(division.times.values()) == 0


def test_a_million_numbers_divide_as_their_messages_do() -> None:
    """Four workers that hardly ever pause: nearly all of it a number was in progress."""
    log = many_numbers()
    division = divided(log)
    assert sum(division.times.values()) == division.whole == (log.finished or 0) - BEGIN_NS
    assert division.most_in_progress == 4
