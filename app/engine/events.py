"""The event log's words: everything that can happen in a run, as small frozen facts.

A run is a stream of these, in the order in which the main process learned of them. Every view is
computed from them and from nothing else. All times are nanoseconds of `app.engine.clock.now_ns`,
which is one clock for the whole system, so stamps from different processes can be compared. What
happens inside a child is stamped inside the child, with the CPU time it took beside it: how long
it really had a core.

A worker is whoever does numbers under a name of its own: a process, or one thread inside a
process. Workers are numbered from 0 in the order in which they were asked for; a number is named by
its place in the plan, from 0.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.engine.numbers.exact import Number
from app.engine.outcome import Cause

UNKNOWN = -1
"""Stands for a CPU time that is not known."""


@dataclass(frozen=True, slots=True)
class RunRequested:
    """The run was asked for, and begins."""

    at: int


@dataclass(frozen=True, slots=True)
class StartMethodReplaced:
    """The start method asked for could not be used, and the run goes on with another.

    Attributes:
        asked: the start method of the plan.
        used: the one that processes are started with from here on.
        cause: why.
        at: when.
    """

    asked: str
    used: str
    cause: Cause
    at: int


@dataclass(frozen=True, slots=True)
class WorkerRequested:
    """The main process asks for a worker.

    Attributes:
        worker: its number, from 0.
        name: its name, as it will say itself: ``Process-1``, ``PoolWorker-1``, ``Thread-1``.
        process: counts processes from 1; threads of one process share it.
        at: when, stamped in the main process.
    """

    worker: int
    name: str
    process: int
    at: int


@dataclass(frozen=True, slots=True)
class SystemFigures:
    """What the operating system told of a worker, from its beginning up to a moment.

    Each is `UNKNOWN` where the system does not tell it.

    Attributes:
        waited: how long it was ready to run and had no core, in nanoseconds.
        core: the number of the core it was on.
        pushed_off: how often it was pushed off a core that it would have gone on using.
        gave_up: how often it gave its core up, to wait for something.
        peak: the most memory that its process had so far, in bytes.
    """

    waited: int = UNKNOWN
    core: int = UNKNOWN
    pushed_off: int = UNKNOWN
    gave_up: int = UNKNOWN
    peak: int = UNKNOWN


@dataclass(frozen=True, slots=True)
class WorkerStarted:
    """The worker runs Python now; stamped, and its name and pid read, inside the child.

    Attributes:
        worker: its number.
        name: what it calls itself.
        pid: its process id.
        at: when.
        computed: the CPU time its start took, in nanoseconds, or `UNKNOWN`; of threads in one
            process the first one bears all of it.
    """

    worker: int
    name: str
    pid: int
    at: int
    computed: int = UNKNOWN


@dataclass(frozen=True, slots=True)
class NumberTaken:
    """The worker has begun with a number; sent ahead of the result only where that may take long.

    The same stamp arrives again with the result, in `NumbersDone.taken`.
    """

    worker: int
    number: int
    at: int


@dataclass(frozen=True, slots=True)
class Notes:
    """What a person's function tells beside its results, by their places in a message.

    Attributes:
        types: what kind of thing each result was, or all of them.
        printed: what was printed meanwhile.
        cut: how many characters a result had that has been cut.
        print_lengths: how many characters were printed, where some of them have been cut.
    """

    types: str | Sequence[str]
    printed: Mapping[int, str]
    cut: Mapping[int, int]
    print_lengths: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class NumbersDone:
    """One message from a worker: it has done these numbers, and the main process has received it.

    Attributes:
        worker: who did them.
        first: the first number's place in the plan; the others follow it without a gap.
        taken: when each was taken up, stamped in the child. In a message with a thousand quick
            whole numbers or more, groups of 32 share one reading of the clock.
        done: when each was done, likewise.
        results: the results themselves.
        received: when the main process had read the message whole.
        computed: the CPU time each took, in nanoseconds, `UNKNOWN` where it is not known; None for
            not known at all. Numbers quicker than some microseconds share one reading of the CPU
            clock, each bearing its part by length.
        slept: how long each slept on purpose, in nanoseconds; None for not at all.
        sent: when the worker handed the message over; 0 for not known.
        fetched: when the main process began to read it; 0 for not known.
        between: the CPU time the worker took since its last number, or its start: to send, and to
            fetch these.
        notes: what a person's function tells beside its results; None for the square.
        waited: how long with each the worker was ready and had no core, in nanoseconds; asked for
            once a millisecond at most, and shared by length, evenly by quick numbers. None where
            nobody knows.
        system: what the operating system told up to here; None where it was not asked.
    """

    worker: int
    first: int
    taken: array[int]
    done: array[int]
    results: Sequence[Number]
    received: int
    computed: array[int] | None = None
    slept: array[int] | None = None
    sent: int = 0
    fetched: int = 0
    between: int = 0
    notes: Notes | None = None
    waited: array[int] | None = None
    system: SystemFigures | None = None


@dataclass(frozen=True, slots=True)
class NumberNotDone:
    """A number's last word in this run: it was not done, and why.

    Attributes:
        number: its place in the plan.
        worker: who held it, or None if nobody had taken it up.
        cause: why, able to say itself.
        at: when the main process learned of it.
        count: how many numbers in a row, from `number` on, share this end; a stopped run may have
            a million of them.
    """

    number: int
    worker: int | None
    cause: Cause
    at: int
    count: int = 1


@dataclass(frozen=True, slots=True)
class WorkerSuspended:
    """The worker's process does not answer: it has been suspended from outside."""

    worker: int
    at: int


@dataclass(frozen=True, slots=True)
class WorkerResumed:
    """The worker's process goes on after having been suspended."""

    worker: int
    at: int


@dataclass(frozen=True, slots=True)
class WorkerExited:
    """The worker has ended and its process was joined by the main process.

    Attributes:
        worker: who.
        exit_code: as `multiprocessing.Process.exitcode`: 0 in order, -N ended by signal N.
        cause: why it ended out of order, or None when it ended in order.
        at: when the main process had joined it.
        computed: the CPU time of its whole process, from beginning to end, as the system counted
            it, or `UNKNOWN`.
        ended: False where it was killed and does not end, and nobody waits for it any more.
        given: how many bytes of pickled numbers it was given.
        sent: how many bytes it sent.
        own_memory: how much memory its process had of its own when that was asked for last, in
            bytes, or `UNKNOWN`.
        shared_memory: how much it shared with others, likewise.
    """

    worker: int
    exit_code: int | None
    cause: Cause | None
    at: int
    computed: int = UNKNOWN
    ended: bool = True
    given: int = 0
    sent: int = 0
    own_memory: int = UNKNOWN
    shared_memory: int = UNKNOWN


@dataclass(frozen=True, slots=True)
class RunFinished:
    """Every process has been joined, or given up; nothing more comes. Every run ends with this.

    Attributes:
        at: when.
        stopped: whether the person stopped the run.
        failed: whether an error in this program itself ended it.
        left: how many processes did not end, and are no longer waited for.
    """

    at: int
    stopped: bool
    failed: bool = False
    left: int = 0


Event = (
    RunRequested
    | StartMethodReplaced
    | WorkerRequested
    | WorkerStarted
    | NumberTaken
    | NumbersDone
    | NumberNotDone
    | WorkerSuspended
    | WorkerResumed
    | WorkerExited
    | RunFinished
)


def time_of(event: Event) -> int:
    """Return when an event happened; for results, when they had arrived."""
    return event.received if isinstance(event, NumbersDone) else event.at
