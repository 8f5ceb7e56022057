"""Carries out a plan: starts processes, shares out the numbers, and tells everything that happens.

    plan ─► Run ─► Child ─► worker.py in a process of its own
             ▲        │  one channel per worker
             └────────┘  answers, and a sentinel that tells of its end
             │
             └─► batches of events

`Run` waits on all channels and sentinels at once, so a worker that dies, is suspended or is slow
holds up nobody else. Runs in the thread that iterates over it; `stop` and `act_on_worker` may be
called from any thread.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import time
from collections import deque
from collections.abc import Iterator, Sequence
from functools import partial

from app.engine.actions import ProcessAction
from app.engine.answers import read_answers
from app.engine.child import Child, Line
from app.engine.events import (
    Event,
    NumberNotSquared,
    NumbersSquared,
    RunFinished,
    RunRequested,
    WorkerExited,
    WorkerRequested,
    WorkerResumed,
    WorkerSuspended,
)
from app.engine.exact import square
from app.engine.outcome import Cause, CauseKind, cause_of_exit
from app.engine.plan import Plan, Strategy, WorkKind
from app.engine.process_state import suspended_among
from app.engine.sharing import MOST_DEATHS, Sharing, Span
from app.engine.waiting import Waiter
from app.engine.work import rounds_for
from app.engine.worker import Duty

BATCH_NS = 16_000_000
"""Events are handed over at least this often while more keep coming: once a screen refresh."""

READ_AT_A_TIME = 1 << 20
"""Bytes read from one worker before the others get their turn."""

GRACE_NS = 250_000_000
"""How long a process may take to end in order when it is stopped, before it is killed."""

ABANDON_NS = 5_000_000_000
"""How long after SIGKILL a process is waited for; the system itself then holds it."""

CHECK_NS = 500_000_000
"""How often processes that give no sign of life are checked for having been suspended."""

START_RETRIES = 3
"""How often starting a process is tried again when the system has nothing left and none runs."""

START_RETRY_NS = 200_000_000


class Run:
    """One run. Iterate over it once to carry it out; each step yields events that have happened.

    Args:
        plan: what to do.
        todo: which of the plan's numbers, as spans; all by default.
        first_worker: the number of the first worker, for another go in the same log.
        first_process: the number of the first process, likewise.
    """

    def __init__(
        self,
        plan: Plan,
        todo: Sequence[Span] | None = None,
        first_worker: int = 0,
        first_process: int = 1,
    ) -> None:
        spans = [(0, len(plan.numbers))] if todo is None else list(todo)
        self._plan = plan
        self._context = multiprocessing.get_context(plan.start_method)
        self._unanswered = sum(count for _, count in spans)
        self._most_children, sharers, chances = _shape(plan, self._unanswered)
        self._sharing = Sharing(spans, sharers, chances)
        self._next_worker, self._next_process = first_worker, first_process
        self._duty = Duty(plan.task, 0, 0.0)
        self._children: list[Child] = []
        self._events: list[Event] = []
        self._waiter = Waiter()
        self._wake_up, self._woken = multiprocessing.Pipe(duplex=False)
        self._wishes: deque[tuple[int, ProcessAction]] = deque()
        self._stop_wished = False
        self._stopped_at: int | None = None
        self._killed = False
        self._start_after = 0
        self._start_failures = 0
        self._handed_over_at = 0
        self._checked_at = 0

    @property
    def workers_so_far(self) -> int:
        """Return the number the next worker would have."""
        return self._next_worker

    @property
    def processes_so_far(self) -> int:
        """Return how many processes have been started in this log."""
        return self._next_process - 1

    def stop(self) -> None:
        """Ask for the run's end; returns at once. Within a second no process is left."""
        self._stop_wished = True
        self._wake()

    def act_on_worker(self, worker: int, action: ProcessAction) -> None:
        """Ask for something to be done to a worker's process; returns at once."""
        self._wishes.append((worker, action))
        self._wake()

    def __iter__(self) -> Iterator[list[Event]]:
        """Carry the run out. Whatever happens, no process is left behind at its end."""
        self._events.append(RunRequested(time.monotonic_ns()))
        work = self._plan.work
        pause = work.seconds if work.kind is WorkKind.WAITING else 0.0
        self._duty = Duty(self._plan.task, rounds_for(work), pause)
        self._waiter.add(self._wake_up, self._hear_wishes)
        try:
            while self._unanswered or self._children:
                self._start_processes()
                if self._hand_over_due():
                    yield self._hand_over()
                timeout = self._longest_wait()
                for react in self._waiter.wait(timeout):
                    react()
                self._look_after_stop()
                self._look_for_suspended()
            self._events.append(RunFinished(time.monotonic_ns(), self._stop_wished))
            yield self._hand_over()
        finally:
            self._leave_nothing_behind()

    # Starting

    def _start_processes(self) -> None:
        """Start a process where one is due. One at a time, so that results never wait for long."""
        if not self._start_is_due():
            return
        if time.monotonic_ns() < self._start_after:
            return
        names = self._thread_names()
        name = self._process_name()
        asked_at = time.monotonic_ns()
        try:
            child = Child(self._context, self._next_process, name, self._next_worker, names)
        except (OSError, MemoryError) as error:
            self._note_failed_start(error)
            return
        for line in child.lines:
            self._feed(line)
        try:
            child.start(self._duty)
        except (OSError, EOFError, MemoryError) as error:
            self._take_back(child)
            self._note_failed_start(error)
            return
        self._start_failures = 0
        self._next_process += 1
        self._next_worker += len(child.lines)
        self._children.append(child)
        for line in child.lines:
            self._events.append(WorkerRequested(line.worker, line.name, child.number, asked_at))
            self._waiter.add(line.channel.connection, partial(self._hear, child, line))
            self._mind_writing(line)
        self._waiter.add(child.sentinel, partial(self._bury, child))

    def _start_is_due(self) -> bool:
        """Return whether there is work that one more process should do."""
        if self._stop_wished or not self._unanswered:
            return False
        answering = sum(not child.suspended for child in self._children)
        if answering >= self._most_children:
            return False
        if self._plan.strategy is Strategy.POOL and self._next_process <= self._most_children:
            return True
        return len(self._sharing) > 0

    def _process_name(self) -> str:
        kind = "PoolWorker" if self._plan.strategy is Strategy.POOL else "Process"
        return f"{kind}-{self._next_process}"

    def _thread_names(self) -> list[str]:
        if self._plan.strategy is not Strategy.THREADS:
            return []
        return [f"Thread-{self._next_worker + place + 1}" for place in range(self._plan.workers)]

    def _note_failed_start(self, error: BaseException) -> None:
        """Wait until a process has ended, or try again soon, or give up: in that order."""
        if self._children:
            self._start_after = time.monotonic_ns() + START_RETRY_NS
            return
        self._start_failures += 1
        self._start_after = time.monotonic_ns() + START_RETRY_NS
        if self._start_failures > START_RETRIES:
            words = str(error) or type(error).__name__
            self._give_up(self._sharing.take_all(), Cause(CauseKind.NOT_STARTED, detail=words))

    def _take_back(self, child: Child) -> None:
        """Undo the preparation of a child that could not be started."""
        for line in child.lines:
            for span in reversed(line.outstanding):
                self._sharing.put_back(span)
        child.close()

    # Giving and receiving

    def _feed(self, line: Line) -> None:
        """Give a worker as much as it should have in hand."""
        alone = self._plan.strategy is Strategy.EACH
        while not line.told_to_leave and (not line.outstanding or self._may_run_ahead(line)):
            span = self._sharing.take(1 if alone else line.pace.next_size())
            if span is None:
                return
            line.give(span, self._plan.numbers, self._is_slow(span), last=alone)

    def _may_run_ahead(self, line: Line) -> bool:
        return len(line.outstanding) < 2 and line.pace.may_run_ahead

    def _is_slow(self, span: Span) -> bool:
        """Return whether these numbers may take so long that their beginning should be told."""
        plan = self._plan
        quick = plan.task is square and plan.work.kind is WorkKind.NONE
        return not quick or not isinstance(plan.numbers[span[0]], int)

    def _hear(self, child: Child, line: Line) -> None:
        """Read what a worker has sent, and give it more to do."""
        channel = line.channel
        if channel.has_unsent:
            channel.flush()
            self._mind_writing(line)
        self._read(child, line)
        if channel.ended:
            self._waiter.remove(channel.connection)
            return
        if not self._stop_wished:
            self._feed(line)
            if not self._unanswered:
                self._dismiss_all()
            self._mind_writing(line)

    def _read(self, child: Child, line: Line) -> bool:
        """Take in what a worker has sent; returns whether there was anything."""
        messages = line.channel.receive(READ_AT_A_TIME)
        if not messages:
            return False
        child.last_sign = now = time.monotonic_ns()
        for message in messages:
            for event in read_answers(message, line.worker, now):
                if isinstance(event, NumbersSquared):
                    count = len(event.squares)
                    line.answered(event.first, count)
                    line.pace.note(count, event.squared[-1] - event.taken[0])
                    self._unanswered -= count
                elif isinstance(event, NumberNotSquared):
                    line.answered(event.number, 1)
                    self._unanswered -= 1
                self._events.append(event)
        return True

    def _dismiss_all(self) -> None:
        """Every number has its answer: let all workers leave."""
        for child in self._children:
            for line in child.lines:
                if not line.channel.ended:
                    line.tell_to_leave()

    def _mind_writing(self, line: Line) -> None:
        """Wait for room in the channel exactly while something waits to be sent."""
        if line.awaits_room != line.channel.has_unsent:
            line.awaits_room = line.channel.has_unsent
            self._waiter.set_writing(line.channel.connection, line.awaits_room)

    # Endings

    def _bury(self, child: Child) -> None:
        """A process has ended: read what it still sent, join it, and see to what it left undone."""
        for line in child.lines:
            while not line.channel.ended and self._read(child, line):
                pass
            self._waiter.remove(line.channel.connection)
        self._waiter.remove(child.sentinel)
        code = child.join()
        self._children.remove(child)
        now = time.monotonic_ns()
        cause = Cause(CauseKind.STOPPED) if self._stop_wished and code else cause_of_exit(code)
        for line in child.lines:
            if line.outstanding:
                cause = cause or Cause(CauseKind.EXITED, status=0)
                self._see_to_left_undone(line, cause, now)
            self._events.append(WorkerExited(line.worker, code, cause, now))
        child.close()
        self._start_after = 0
        self._feed_idle()

    def _see_to_left_undone(self, line: Line, cause: Cause, now: int) -> None:
        """Give what a dead worker left undone to others, or report it."""
        for place, span in enumerate(line.outstanding):
            if self._stop_wished:
                self._unanswered -= span[1]
                self._events.append(NumberNotSquared(span[0], line.worker, cause, now, span[1]))
            elif place > 0:  # it was still busy with the chunk before
                self._sharing.put_back(span)
            else:
                for number in self._sharing.worker_died(span):
                    self._unanswered -= 1
                    self._events.append(NumberNotSquared(number, line.worker, cause, now))
        if not self._unanswered:
            self._dismiss_all()

    def _feed_idle(self) -> None:
        """Numbers have come back: workers that had nothing left to do may have them."""
        if self._stop_wished or self._plan.strategy is Strategy.EACH:
            return
        for child in self._children:
            for line in child.lines:
                if not line.outstanding and not line.channel.ended:
                    self._feed(line)
                    self._mind_writing(line)

    def _give_up(self, spans: Sequence[Span], cause: Cause) -> None:
        now = time.monotonic_ns()
        for first, count in spans:
            self._unanswered -= count
            self._events.append(NumberNotSquared(first, None, cause, now, count))

    # Stopping, and looking after what does not answer

    def _wake(self) -> None:
        with contextlib.suppress(OSError):  # the run is over
            self._woken.send_bytes(b"!")

    def _hear_wishes(self) -> None:
        """Do what other threads have asked for."""
        self._wake_up.recv_bytes()
        while self._wishes:
            worker, action = self._wishes.popleft()
            for child in self._children:
                if any(line.worker == worker for line in child.lines):
                    child.act(action)
                    self._checked_at = 0

    def _look_after_stop(self) -> None:
        """Terminate, then kill, then leave to the system what even that does not end."""
        if not self._stop_wished:
            return
        now = time.monotonic_ns()
        if self._stopped_at is None:
            self._stopped_at = now
            self._give_up(self._sharing.take_all(), Cause(CauseKind.STOPPED))
            self._act_on_all(ProcessAction.TERMINATE)
        elif not self._killed and now - self._stopped_at > GRACE_NS:
            self._killed = True
            self._act_on_all(ProcessAction.KILL)
        elif self._killed and now - self._stopped_at > ABANDON_NS:
            for child in list(self._children):
                self._abandon(child)

    def _act_on_all(self, action: ProcessAction) -> None:
        for child in self._children:
            child.act(action)

    def _abandon(self, child: Child) -> None:
        """Stop waiting for a process that not even SIGKILL has ended."""
        self._children.remove(child)
        self._waiter.remove(child.sentinel)
        now = time.monotonic_ns()
        for line in child.lines:
            self._waiter.remove(line.channel.connection)
            self._see_to_left_undone(line, Cause(CauseKind.STOPPED), now)
            self._events.append(WorkerExited(line.worker, None, Cause(CauseKind.STOPPED), now))
            line.channel.close()

    def _look_for_suspended(self) -> None:
        """Find out about processes that have long given no sign of life."""
        now = time.monotonic_ns()
        if now - self._checked_at < CHECK_NS:
            return
        self._checked_at = now
        silent = [c for c in self._children if c.suspended or now - c.last_sign > CHECK_NS]
        suspended = suspended_among(child.pid for child in silent)
        for child in silent:
            if child.suspended != (child.pid in suspended):
                child.suspended = not child.suspended
                kind = WorkerSuspended if child.suspended else WorkerResumed
                self._events.extend(kind(line.worker, now) for line in child.lines)

    # Handing over

    def _hand_over_due(self) -> bool:
        return bool(self._events) and time.monotonic_ns() - self._handed_over_at >= BATCH_NS

    def _hand_over(self) -> list[Event]:
        events, self._events = self._events, []
        self._handed_over_at = time.monotonic_ns()
        return events

    def _longest_wait(self) -> float | None:
        """Return for how many seconds nothing needs doing unless something happens."""
        if self._start_is_due() and not self._start_after:
            return 0.0
        now = time.monotonic_ns()
        ends = [now + CHECK_NS] if self._children else []
        if self._events:
            ends.append(self._handed_over_at + BATCH_NS)
        if self._start_after:
            ends.append(self._start_after)
        if self._stop_wished and self._stopped_at is None:
            return 0.0
        if self._stopped_at is not None:
            ends.append(self._stopped_at + (ABANDON_NS if self._killed else GRACE_NS))
        return max(0.0, (min(ends) - now) / 1e9 + 0.0005) if ends else None

    def _leave_nothing_behind(self) -> None:
        """End what still lives, if the run was left early, and give all resources back."""
        self._act_on_all(ProcessAction.KILL)
        for child in self._children:
            child.join()
            child.close()
        self._children.clear()
        self._waiter.close()
        self._woken.close()
        self._wake_up.close()


def _shape(plan: Plan, numbers: int) -> tuple[int, int, int]:
    """Return what sets the strategies apart.

    Returns:
        How many processes may live at a time, among how many workers the numbers are shared,
        and how many workers a number may see die.
    """
    if plan.strategy is Strategy.EACH:
        return min(plan.alive_limit, max(1, numbers)), 1, 1
    if plan.strategy is Strategy.POOL:
        return plan.workers, plan.workers, MOST_DEATHS
    return 1, plan.workers if plan.strategy is Strategy.THREADS else 1, MOST_DEATHS
