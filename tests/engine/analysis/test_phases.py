from __future__ import annotations

import itertools
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.analysis.phases import Phase, PhaseKind, WorkerLife, phases_between, phases_of
from app.engine.events import (
    Event,
    NumberNotDone,
    NumbersDone,
    NumberTaken,
    RunFinished,
    RunRequested,
    WorkerExited,
    WorkerRequested,
    WorkerStarted,
)
from app.engine.log import Log
from app.engine.outcome import Cause, CauseKind

KILLED = Cause(CauseKind.KILLED, signal=9)
RAISED = Cause(CauseKind.RAISED, detail="ValueError")

STARTING, WAITING, WORKING, SENDING, LYING, EXITING = PhaseKind


def log_of(events: list[Event], numbers: int = 4) -> Log:
    """Return a log of so many numbers that has taken the events in."""
    log = Log(range(numbers))
    log.extend([RunRequested(0), WorkerRequested(0, "Process-1", 1, 10), *events])
    return log


def squared(first: int, taken: list[int], done: list[int], received: int) -> NumbersDone:
    """Return a message of the first worker."""
    squares = [number * number for number in range(first, first + len(taken))]
    return NumbersDone(0, first, array("q", taken), array("q", done), squares, received)


def told(phases: list[Phase]) -> list[tuple[PhaseKind, int, int]]:
    """Return the phases without their numbers."""
    return [(phase.kind, phase.start, phase.end) for phase in phases]


def test_a_process_with_one_number_starts_waits_squares_sends_and_exits() -> None:
    """The plain case, each phase from one stamp of the log to the next."""
    log = log_of(
        [
            WorkerStarted(0, "Process-1", 42, 50),
            squared(2, [55], [80], 90),
            WorkerExited(0, 0, None, 120),
            RunFinished(125, stopped=False),
        ]
    )
    assert phases_of(log, 0) == [
        Phase(STARTING, 10, 50),
        Phase(WAITING, 50, 55),
        Phase(WORKING, 55, 80, 2),
        Phase(SENDING, 80, 90, 2),
        Phase(EXITING, 90, 120),
    ]


def test_sending_ends_where_the_next_number_is_taken_up() -> None:
    """A worker with its next chunk at hand does not wait for the result to arrive."""
    log = log_of(
        [
            WorkerStarted(0, "PoolWorker-1", 42, 50),
            squared(0, [50], [80], 100),
            squared(1, [85], [95], 110),
            squared(2, [130], [140], 150),
            WorkerExited(0, 0, None, 160),
        ]
    )
    assert told(phases_of(log, 0)) == [
        (STARTING, 10, 50),
        (WORKING, 50, 80),
        (SENDING, 80, 85),
        (WORKING, 85, 95),
        (SENDING, 95, 110),
        (WAITING, 110, 130),
        (WORKING, 130, 140),
        (SENDING, 140, 150),
        (EXITING, 150, 160),
    ]


def test_numbers_of_one_message_are_squared_back_to_back_and_sent_once() -> None:
    """Only the last of a chunk has a sending phase."""
    log = log_of(
        [
            WorkerStarted(0, "PoolWorker-1", 42, 50),
            squared(0, [50, 61, 70], [60, 70, 79], 90),
            WorkerExited(0, 0, None, 100),
        ]
    )
    assert phases_of(log, 0)[1:] == [
        Phase(WORKING, 50, 61, 0),
        Phase(WORKING, 61, 70, 1),
        Phase(WORKING, 70, 79, 2),
        Phase(SENDING, 79, 90, 2),
        Phase(EXITING, 90, 100),
    ]


def test_a_worker_that_never_ran_was_starting_all_its_life() -> None:
    """No fork, no Python, no waiting."""
    log = log_of([WorkerExited(0, None, Cause(CauseKind.NOT_STARTED), 30)])
    assert told(phases_of(log, 0)) == [(STARTING, 10, 30)]


def test_a_worker_without_a_number_waits_until_it_has_exited() -> None:
    """A pool may have more workers than there are numbers."""
    log = log_of([WorkerStarted(0, "PoolWorker-1", 42, 50), WorkerExited(0, 0, None, 90)])
    assert told(phases_of(log, 0)) == [(STARTING, 10, 50), (WAITING, 50, 90)]


@pytest.mark.parametrize("failure_first", [True, False])
def test_a_worker_killed_with_a_number_was_squaring_to_its_end(failure_first: bool) -> None:
    """Whichever of the two facts the main process learns first."""
    failure: list[Event] = [NumberNotDone(0, 0, KILLED, 88)] if failure_first else []
    log = log_of(
        [
            WorkerStarted(0, "Process-1", 42, 50),
            NumberTaken(0, 0, 55),
            *failure,
            WorkerExited(0, -9, KILLED, 90),
        ]
    )
    assert phases_of(log, 0)[-1] == Phase(WORKING, 55, 90, 0)


def test_a_number_that_raised_is_squared_until_the_failure_arrives_and_the_next_follows() -> None:
    """The worker lives on, and numbers it failed at stand between those it squared."""
    log = log_of(
        [
            WorkerStarted(0, "PoolWorker-1", 42, 50),
            squared(0, [50], [60], 65),
            NumberTaken(0, 1, 65),
            NumberNotDone(1, 0, RAISED, 75),
            squared(2, [80], [90], 95),
            NumberTaken(0, 3, 96),
            NumberNotDone(3, 0, RAISED, 99),
            WorkerExited(0, 0, None, 110),
        ]
    )
    assert phases_of(log, 0)[1:] == [
        Phase(WORKING, 50, 60, 0),
        Phase(SENDING, 60, 65, 0),
        Phase(WORKING, 65, 75, 1),
        Phase(WAITING, 75, 80),
        Phase(WORKING, 80, 90, 2),
        Phase(SENDING, 90, 95, 2),
        Phase(WAITING, 95, 96),
        Phase(WORKING, 96, 99, 3),
        Phase(EXITING, 99, 110),
    ]


def test_an_idle_worker_that_was_killed_was_waiting() -> None:
    """It was not exiting: nobody had asked it to."""
    log = log_of(
        [
            WorkerStarted(0, "PoolWorker-1", 42, 50),
            squared(0, [50], [60], 65),
            WorkerExited(0, -9, KILLED, 90),
        ]
    )
    assert told(phases_of(log, 0))[-1] == (WAITING, 65, 90)


def test_a_living_workers_life_goes_on_to_the_moment_asked_for() -> None:
    """The lane of a process that computes grows while it does."""
    log = log_of([WorkerStarted(0, "Process-1", 42, 50), NumberTaken(0, 3, 55)])
    assert told(phases_of(log, 0)) == [(STARTING, 10, 50), (WAITING, 50, 55)]
    assert phases_of(log, 0, until=500)[-1] == Phase(WORKING, 55, 500, 3)


def test_a_replay_sees_the_phases_cut_at_its_moment() -> None:
    """What lies behind the moment does not change when more is known."""
    log = log_of(
        [
            WorkerStarted(0, "Process-1", 42, 50),
            squared(2, [55], [80], 90),
            WorkerExited(0, 0, None, 120),
        ]
    )
    assert told(phases_of(log, 0, until=60)) == [
        (STARTING, 10, 50),
        (WAITING, 50, 55),
        (WORKING, 55, 60),
    ]
    assert phases_of(log, 0, until=10) == []


def test_a_childs_stamps_are_moved_into_its_life() -> None:
    """A clock that runs ahead never makes a phase shorter than nothing."""
    log = log_of(
        [
            WorkerStarted(0, "Process-1", 42, 5),
            squared(2, [95], [130], 90),
            WorkerExited(0, 0, None, 120),
        ]
    )
    assert told(phases_of(log, 0)) == [(WAITING, 10, 95), (WORKING, 95, 120)]


def test_a_worker_with_very_many_numbers_is_told_by_the_pixel() -> None:
    """Zoomed out, the phases told are as many as can be seen, and the gap in the middle stays."""
    count = 100_000
    taken = [100 + 10 * i + (500_000 if i >= count // 2 else 0) for i in range(count)]
    log = log_of([WorkerStarted(0, "PoolWorker-1", 42, 100)], numbers=count)
    log.extend([squared(i, [at], [at + 8], at + 9) for i, at in enumerate(taken)])
    end = taken[-1] + 10
    log.extend([WorkerExited(0, 0, None, end)])
    phases = phases_between(log, 0, 0, end, resolution=end // 500)
    assert len(phases) < 2_000
    assert sum(phase.length for phase in phases) == end - 10
    assert sum(phase.merged for phase in phases if phase.kind is WORKING) <= count
    assert max(phases, key=lambda phase: phase.length).kind is WAITING


@st.composite
def lives(draw: st.DrawFn) -> tuple[Log, int]:
    """Draw the log of a worker that may fail, die, prefetch or have an odd clock."""
    steps = st.integers(0, 30)
    now = 10 + draw(steps)
    skew = draw(st.integers(-20, 20))
    events: list[Event] = []
    numbers = received = 0
    if draw(st.booleans()):
        events.append(WorkerStarted(0, "PoolWorker-1", 42, now + skew))
        for _ in range(draw(st.integers(0, 6))):
            now += draw(steps)
            kind = draw(st.sampled_from(["chunk", "chunk", "raised", "retried"]))
            taken, done = [], []
            for _ in range(draw(st.integers(1, 4)) if kind == "chunk" else 1):
                taken.append(now + skew)
                now += draw(steps)
                done.append(now + skew)
                now += draw(st.integers(0, 2))
            if kind == "chunk":
                received = max(received, now + draw(steps))
                events.append(squared(numbers, taken, done, received))
            else:
                events.append(NumberTaken(0, numbers, taken[0]))
                received = max(received, now)
                events.append(NumberNotDone(numbers, 0, RAISED, received))
            if kind == "retried":
                now += draw(steps)
                received = max(received, now)
                events.append(squared(numbers, [now + skew], [now + skew], received))
            numbers += len(taken)
        if draw(st.booleans()):
            events.append(NumberTaken(0, numbers, now + skew))
            numbers += 1
    now += draw(steps)
    if draw(st.booleans()):
        cause = draw(st.sampled_from([None, KILLED]))
        events.append(WorkerExited(0, 0, cause, now))
    log = Log(range(numbers))
    log.extend([RunRequested(0), WorkerRequested(0, "PoolWorker-1", 1, 10), *events])
    return log, now


@given(lives())
def test_the_phases_add_up_to_the_life_exactly(life: tuple[Log, int]) -> None:
    """Whatever happened: no gap, no overlap, nothing empty, from request to exit."""
    log, now = life
    exited = log.workers[0].exited
    phases = phases_of(log, 0, until=None if exited else now)
    end = now if exited is None else exited
    assert sum(phase.length for phase in phases) == end - 10
    assert all(phase.length > 0 for phase in phases)
    if phases:
        assert (phases[0].start, phases[-1].end) == (10, end)
    for before, after in itertools.pairwise(phases):
        assert before.end == after.start


@given(lives(), st.integers(0, 200), st.integers(1, 200), st.integers(0, 200))
def test_a_part_of_a_life_is_told_as_the_whole_is(
    life: tuple[Log, int], start: int, length: int, until: int
) -> None:
    """A window shows what the whole shows there, and a replay the same up to its moment."""
    log, _ = life
    end = start + length
    whole = phases_of(log, 0, until=until)
    window = phases_between(log, 0, start, end, until=until)
    assert window == [phase for phase in whole if phase.end > start and phase.start < end]


def test_a_window_after_a_number_that_took_no_time_begins_where_that_ended() -> None:
    """Not at the worker's request, over phases that lie before the window."""
    log = Log(range(2))
    begun: list[Event] = [RunRequested(0), WorkerRequested(0, "PoolWorker-1", 1, 10)]
    started = WorkerStarted(0, "PoolWorker-1", 42, 10)
    log.extend([*begun, started, squared(0, [10, 11], [11, 11], 11), WorkerExited(0, 0, None, 12)])
    assert phases_between(log, 0, 11, 12) == [Phase(EXITING, 11, 12)]


@given(lives(), st.integers(1, 60))
def test_phases_merged_for_the_eye_leave_no_gap(life: tuple[Log, int], resolution: int) -> None:
    """Coarse or fine, the life told is the same one."""
    log, now = life
    phases = phases_between(log, 0, 0, now, resolution=resolution, until=now)
    assert sum(phase.length for phase in phases) == max(0, now - 10)
    for before, after in itertools.pairwise(phases):
        assert before.end == after.start


@given(lives())
def test_telling_a_life_message_by_message_changes_no_length(life: tuple[Log, int]) -> None:
    """What the totals add up is what the timeline shows."""
    log, now = life

    def lengths(phases: list[Phase]) -> dict[PhaseKind, int]:
        sums = dict.fromkeys(PhaseKind, 0)
        for phase in phases:
            sums[phase.kind] += phase.length
        return sums

    coarse = WorkerLife(log, 0, now).between(by_message=True)
    assert lengths(coarse) == lengths(phases_of(log, 0, now))
