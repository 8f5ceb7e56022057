"""What a log knows of one worker. Lives in the thread that owns the log."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field, replace

from app.engine.events import UNKNOWN, SystemFigures, WorkerExited
from app.engine.outcome import Cause


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A number that a worker said it had begun with, and that it never done.

    Attributes:
        number: its place in the plan.
        taken: when it was taken up.
        until: when the main process learned that no result would come.
        position: how many rows the worker had given before.
        died: whether the worker ended with it, rather than living on.
        computed: the CPU time it took at most, in nanoseconds, or `UNKNOWN`.
    """

    number: int
    taken: int
    until: int
    position: int
    died: bool
    computed: int = UNKNOWN


@dataclass(slots=True)
class WorkerRecord:
    """What the log knows of one worker; times in nanoseconds, None where not yet known.

    Attributes:
        worker: its number, from 0: its lane.
        name: the name it gave itself (until it has started: the name it will have).
        process: the number of its process, from 1.
        requested: when the main process asked for it.
        started: when it ran Python, stamped in the child.
        start_computed: the CPU time its start took, in nanoseconds, or `UNKNOWN`.
        start_waited: how long it was ready during its start and had no core, or `UNKNOWN`.
        pid: its process id.
        system: what the operating system told of it last; None where it was not asked.
        given: how many bytes of pickled numbers it was given; known at its end.
        sent: how many bytes it sent, likewise.
        own_memory: its process's own memory, in bytes, as far as it was asked for, or `UNKNOWN`.
        shared_memory: what it shares with others, likewise.
        computed: the CPU time of its whole process, known at its end, or `UNKNOWN`.
        exited: when it had been joined.
        exit_code: how it ended.
        cause: why, if it ended out of order.
        holding: the number it said it has begun with and has not answered yet.
        holding_since: when it took that number up.
        suspended: whether it does not answer.
        told: the CPU time it has told of since its start.
        rows: the rows of the log that came from it, in order.
        unanswered: the numbers it began with and never done, in order.
    """

    worker: int
    name: str
    process: int
    requested: int
    started: int | None = None
    start_computed: int = UNKNOWN
    start_waited: int = UNKNOWN
    pid: int | None = None
    exited: int | None = None
    exit_code: int | None = None
    cause: Cause | None = None
    holding: int | None = None
    holding_since: int | None = None
    suspended: bool = False
    told: int = 0
    rows: array[int] = field(default_factory=lambda: array("i"))
    unanswered: list[Unanswered] = field(default_factory=list)
    system: SystemFigures | None = None
    given: int = 0
    sent: int = 0
    own_memory: int = UNKNOWN
    shared_memory: int = UNKNOWN
    computed: int = UNKNOWN

    def end(self, event: WorkerExited) -> None:
        """Note its end, and what CPU time the number it died with took: what nobody told of."""
        self.exited, self.exit_code, self.cause = event.at, event.exit_code, event.cause
        self.given, self.sent, self.computed = event.given, event.sent, event.computed
        self.own_memory, self.shared_memory = event.own_memory, event.shared_memory
        self.give_up_holding(event.at, died=True)
        self.suspended = False
        last = self.unanswered[-1] if self.unanswered else None
        if last is None or last.until != event.at or event.computed == UNKNOWN:
            return
        left = event.computed - max(0, self.start_computed) - self.told
        self.unanswered[-1] = replace(last, computed=min(max(0, left), last.until - last.taken))

    def give_up_holding(self, at: int, died: bool) -> None:
        """Note that the number it holds, if any, will get no result from it; learned `at`."""
        if self.holding is not None and self.holding_since is not None:
            position = len(self.rows)
            self.unanswered.append(Unanswered(self.holding, self.holding_since, at, position, died))
        self.holding = self.holding_since = None
