"""Hand-written runs for tests of views: every time is chosen, so every answer is known.

Times are given in microseconds after `BEGIN_NS`, when each run is asked for. A function named
``..._events`` returns what the engine would have yielded; `log_of` makes a log of it, whole or, as
in mid-run, cut after so many events.
"""

from __future__ import annotations

import signal
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timezone

from app.engine.computer import Computer
from app.engine.events import (
    Event,
    NumberNotDone,
    NumbersDone,
    NumberTaken,
    RunFinished,
    RunRequested,
    WorkerExited,
    WorkerRequested,
    WorkerResumed,
    WorkerStarted,
    WorkerSuspended,
)
from app.engine.log import Log
from app.engine.outcome import Cause, CauseKind
from app.engine.plan import Plan
from app.engine.record import Record

BEGIN_NS = 5_000_000_000_000
"""When every hand-written run is asked for, on the run's clock."""

US = 1_000
FIRST_PID = 4_711

FIVE = (
    # requested, started, taken, squared, received, exited
    (0, 4_900, 4_910, 6_600, 6_900, 8_000),
    (1_600, 4_600, 4_610, 5_900, 6_100, 7_600),
    (3_600, 8_300, 8_310, 9_600, 9_800, 11_100),
    (6_200, 10_500, 10_510, 12_000, 12_200, 13_500),
    (8_700, 13_400, 13_410, 14_800, 15_000, 16_400),
)
"""The run in the design's picture: five processes, none of them slow, the second one first."""


def at(microseconds: float) -> int:
    """Return a moment of a hand-written run on the log's clock."""
    return BEGIN_NS + round(microseconds * US)


def record_of(log: Log, plan: Plan | None = None, cores: float = 2.0) -> Record:
    """Return a record of a hand-written log, from a computer with so many cores."""
    began = datetime(2026, 11, 26, 10, 0, tzinfo=timezone.utc)
    computer = Computer(cores, "Linux", "3.11.7", "0.1.0")
    return Record(plan or Plan(log.numbers), log, computer, began)


def log_of(numbers: Sequence[int], events: Sequence[Event], first: int | None = None) -> Log:
    """Return a log that has taken in `events`, or only the `first` of them."""
    log = Log(numbers)
    log.extend(events if first is None else events[:first])
    return log


def in_order(events: list[Event]) -> list[Event]:
    """Return events in the order in which the main process would have learned of them."""
    return sorted(events, key=lambda event: getattr(event, "received", None) or event.at)  # type: ignore[union-attr]


def squared_one(worker: int, number: int, value: int, times: Sequence[float]) -> NumbersDone:
    """Return the message with one square; `times` are taken, squared and received."""
    taken, done, received = (at(moment) for moment in times)
    return NumbersDone(
        worker, number, array("q", [taken]), array("q", [done]), [value * value], received
    )


def with_cpu(events: Sequence[Event], computed: float = 1.0, slept: float = 0.0) -> list[Event]:
    """Return the same events, every number having computed and slept a part of its time."""
    return [
        replace(
            event,
            computed=array("q", [round(length * computed) for length in _lengths(event)]),
            slept=array("q", [round(length * slept) for length in _lengths(event)]),
        )
        if isinstance(event, NumbersDone)
        else event
        for event in events
    ]


def _lengths(event: NumbersDone) -> list[int]:
    """Return how long each number of a message was in progress."""
    return [squared - taken for taken, squared in zip(event.taken, event.done, strict=True)]


def life(worker: int, number: int, value: int, times: Sequence[float]) -> list[Event]:
    """Return the events of a process that squares one number, timed as a row of `FIVE`."""
    requested, started, *squared, exited = times
    name = f"Process-{worker + 1}"
    return [
        WorkerRequested(worker, name, worker + 1, at(requested)),
        WorkerStarted(worker, name, FIRST_PID + worker, at(started)),
        squared_one(worker, number, value, squared),
        WorkerExited(worker, 0, None, at(exited)),
    ]


def five_events() -> list[Event]:
    """Return the run of the design's picture: 2, 3, 4, 5, 6, each in a process of its own."""
    events: list[Event] = [RunRequested(at(0))]
    for worker, times in enumerate(FIVE):
        events += life(worker, worker, worker + 2, times)
    return [*in_order(events), RunFinished(at(18_400), stopped=False)]


def five_processes() -> Log:
    """Return `five_events` as a log."""
    return log_of([2, 3, 4, 5, 6], five_events())


def one_killed_events() -> list[Event]:
    """Return the same run with Process-4, asleep for a while, killed while it held the 5."""
    events = [event for event in five_events() if getattr(event, "worker", None) != 3]
    killed = Cause(CauseKind.KILLED, signal=int(signal.SIGTERM))
    events = [
        *events[:-1],
        WorkerRequested(3, "Process-4", 4, at(6_200)),
        WorkerStarted(3, "Process-4", FIRST_PID + 3, at(10_500)),
        NumberTaken(3, 3, at(10_510)),
        WorkerSuspended(3, at(11_500)),
        WorkerResumed(3, at(13_000)),
        NumberNotDone(3, 3, killed, at(14_000)),
        WorkerExited(3, -int(signal.SIGTERM), killed, at(14_050)),
    ]
    return [*in_order(events), RunFinished(at(18_400), stopped=False)]


def one_killed() -> Log:
    """Return `one_killed_events` as a log."""
    return log_of([2, 3, 4, 5, 6], one_killed_events())


def shared_out_events(kind: str, workers: int, numbers: int, each: float) -> list[Event]:
    """Return a run in which `workers` take numbers in turn, each of them `each` microseconds long.

    Args:
        kind: ``PoolWorker`` for processes, ``Thread`` for threads of one process.
        workers: how many.
        numbers: how many.
        each: how long one number takes, in microseconds; sending one takes a tenth of that.
    """
    events: list[Event] = [RunRequested(at(0))]
    last, threads = 0.0, kind == "Thread"
    for worker in range(workers):
        requested, started = 300.0 * worker, 3_000.0 + 400.0 * worker
        process, pid = (1, FIRST_PID) if threads else (worker + 1, FIRST_PID + worker)
        name, now = f"{kind}-{worker + 1}", started
        events.append(WorkerRequested(worker, name, process, at(requested)))
        events.append(WorkerStarted(worker, name, pid, at(started)))
        for number in range(worker, numbers, workers):
            times = (now + each * 0.2, now + each * 1.2, now + each * 1.3)
            events.append(squared_one(worker, number, number, times))
            now += each * 1.4
        events.append(WorkerExited(worker, 0, None, at(now + 500)))
        last = max(last, now + 500)
    return [*in_order(events), RunFinished(at(last + 100), stopped=False)]


def pool_of_four() -> Log:
    """Return a pool of four processes that square 24 numbers, 1 ms each."""
    return log_of(range(24), shared_out_events("PoolWorker", 4, 24, 1_000))


def three_threads() -> Log:
    """Return three threads in one process that square 12 numbers."""
    return log_of(range(12), shared_out_events("Thread", 3, 12, 800))


def at_work(
    names: Sequence[str],
    computed: Sequence[float],
    slept: float = 0,
    lying: float = 0,
    waited: float | None = None,
) -> Log:
    """Return a run of workers with a number each, all of them at it for 100 ms.

    Args:
        names: the workers'; threads share a process.
        computed: for how many microseconds of the 100,000 each had a core.
        slept: for how many each slept on purpose.
        lying: how long the result lay ready before it was fetched, in microseconds.
        waited: for how many each was ready and no core was free; None where nobody knows.
    """
    events: list[Event] = [RunRequested(at(0))]
    for worker, name in enumerate(names):
        begin, process = 1_000.0 * worker, 1 if name.startswith("Thread") else worker + 1
        taken, done = begin + 10_000, begin + 110_000
        sent, fetched, received = done + 500, done + 500 + lying, done + 1_000 + lying
        events += [
            WorkerRequested(worker, name, process, at(begin)),
            WorkerStarted(worker, name, FIRST_PID + process, at(taken), 6_000 * US),
            NumbersDone(
                worker,
                worker,
                array("q", [at(taken)]),
                array("q", [at(done)]),
                [(worker + 2) ** 2],
                at(received),
                array("q", [round(computed[worker] * US)]),
                array("q", [round(slept * US)]),
                at(sent),
                at(fetched),
                waited=None if waited is None else array("q", [round(waited * US)]),
            ),
            WorkerExited(worker, 0, None, at(received + 3_000)),
        ]
    end = at(1_000.0 * len(names) + 120_000 + lying)
    return log_of(range(2, 2 + len(names)), [*in_order(events), RunFinished(end, stopped=False)])


def threads_taking_turns() -> Log:
    """Return two threads that both compute, and share the interpreter lock."""
    return at_work(["Thread-1", "Thread-2"], [52_000, 47_000])


def processes_sharing_cores() -> Log:
    """Return five processes that compute on two cores."""
    names = [f"Process-{number}" for number in range(1, 6)]
    return at_work(names, [41_000, 39_000, 40_000, 38_000, 42_000])


def processes_without_a_free_core() -> Log:
    """Return five processes that compute on two cores, of which the system told who waited."""
    names = [f"Process-{number}" for number in range(1, 6)]
    return at_work(names, [41_000, 39_000, 40_000, 38_000, 42_000], waited=50_000)


def processes_asleep() -> Log:
    """Return three processes whose extra work is to wait."""
    names = [f"Process-{number}" for number in range(1, 4)]
    return at_work(names, [40, 40, 40], slept=99_900)


def results_lying_ready() -> Log:
    """Return three processes whose results the main program is too busy to fetch."""
    names = [f"Process-{number}" for number in range(1, 4)]
    return at_work(names, [100_000, 100_000, 100_000], lying=40_000)


def two_uneven() -> Log:
    """Return two processes: one squares for 60 µs of the 100, one for 30, with half a core each."""
    events = [
        RunRequested(at(0)),
        *life(0, 0, 2, (0, 20, 30, 90, 100, 110)),
        *life(1, 1, 3, (5, 20, 30, 60, 70, 110)),
    ]
    return log_of([2, 3], [*in_order(with_cpu(events, 0.5)), RunFinished(at(120), stopped=False)])


def many_processes_events(count: int, alive: int = 64) -> list[Event]:
    """Return a run with a process for each of `count` numbers, `alive` of them at a time."""
    events: list[Event] = [RunRequested(at(0))]
    apart, long = 100.0, 100.0 * alive
    for worker in range(count):
        begin = worker * apart
        parts = (0.0, 0.5, 0.51, 0.6 + worker % 7 * 0.03, 0.82, 1.0)
        events += life(worker, worker, worker, [begin + part * long for part in parts])
    return [*in_order(events), RunFinished(at(count * apart + long), stopped=False)]


def many_processes(count: int = 10_000, alive: int = 64) -> Log:
    """Return `many_processes_events` as a log: a lane for each number."""
    return log_of(range(count), many_processes_events(count, alive))


def many_numbers_messages(count: int, workers: int, chunk: int) -> Iterator[NumbersDone]:
    """Tell the messages of a pool in which a number takes 0.3 to 0.5 microseconds."""
    free = [3_000_000 + worker * 400_000 for worker in range(workers)]
    for first in range(0, count, chunk):
        worker = min(range(workers), key=free.__getitem__)
        size, pace = min(chunk, count - first), 400 + first // chunk % 3 * 50
        begin = BEGIN_NS + free[worker] + 20_000
        taken = array("q", range(begin, begin + size * pace, pace))
        done = array("q", range(begin + pace - 60, begin + size * pace + pace - 60, pace))
        free[worker] += size * pace + 60_000
        received = BEGIN_NS + free[worker] - 10_000
        squares = [number * number for number in range(first, first + size)]
        yield NumbersDone(worker, first, taken, done, squares, received)


def many_numbers_events(
    count: int = 1_000_000, workers: int = 4, chunk: int = 1_000
) -> list[Event]:
    """Return a run of `workers` pool workers that square `count` numbers in messages of `chunk`."""
    events: list[Event] = [RunRequested(at(0))]
    for worker in range(workers):
        name = f"PoolWorker-{worker + 1}"
        events.append(WorkerRequested(worker, name, worker + 1, at(300 * worker)))
        events.append(WorkerStarted(worker, name, FIRST_PID + worker, at(2_900 + 400 * worker)))
    messages = list(many_numbers_messages(count, workers, chunk))
    end = max(message.received for message in messages) + US
    events += messages
    events += [WorkerExited(worker, 0, None, end + worker * US) for worker in range(workers)]
    return [*in_order(events), RunFinished(end + workers * US, stopped=False)]


def many_numbers(count: int = 1_000_000, workers: int = 4) -> Log:
    """Return `many_numbers_events` as a log: a million numbers in four lanes."""
    return log_of(range(count), many_numbers_events(count, workers))
