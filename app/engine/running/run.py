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
from app.engine.events import Event, RunFinished, RunRequested, WorkerRequested
from app.engine.outcome import Cause, CauseKind, cause_of_stillbirth
from app.engine.plan import Plan, Strategy, WorkKind
from app.engine.running.child import Child, Line
from app.engine.running.ledger import Ledger
from app.engine.running.process_state import CHECK_NS, SuspensionWatch
from app.engine.running.sharing import Span
from app.engine.running.starting import (
    MOST_STILLBORN,
    SLICE_NS,
    CannotStartError,
    Starter,
    chances,
    sharers,
)
from app.engine.running.stopping import Stage, Stop, act_on_all
from app.engine.running.waiting import Waiter
from app.engine.running.work import rounds_for
from app.engine.running.worker import Duty

BATCH_NS = 16_000_000
"""Events are handed over at least this often while more keep coming: once a screen refresh."""


class Run:
    """One run. Iterate over it once to carry it out; each step yields events that have happened.

    Args:
        plan: what to do.
        todo: which of the plan's numbers, as spans; all by default.
        first_worker: the number of the first worker, for another go in the same log.
        first_process: the number of the first process, likewise.
        niceness: how much the children stand back for others that want their cores, as nice(1).
    """

    def __init__(
        self,
        plan: Plan,
        todo: Sequence[Span] | None = None,
        first_worker: int = 0,
        first_process: int = 1,
        niceness: int = 0,
    ) -> None:
        self._plan = plan
        spans = [(0, len(plan.numbers))] if todo is None else todo
        self._ledger = Ledger(spans, sharers(plan), chances(plan))
        self._starter = Starter(plan, self._ledger.unanswered, first_worker, first_process)
        self._duty = Duty(plan.task, 0, 0.0, niceness)  # the rest is measured as the run begins
        self._children: list[Child] = []
        self._suspension = SuspensionWatch()
        self._stop = Stop()
        self._stop_wished = False
        self._wishes: deque[tuple[int, ProcessAction]] = deque()
        self._wake_up, self._woken = multiprocessing.Pipe(duplex=False)
        self._waiter = Waiter()

    @property
    def workers_so_far(self) -> int:
        """Return the number the next worker would have."""
        return self._starter.next_worker

    @property
    def processes_so_far(self) -> int:
        """Return how many processes this log has seen."""
        return self._starter.next_process - 1

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
        ledger = self._ledger
        ledger.events.append(RunRequested(time.monotonic_ns()))
        work = self._plan.work
        pause = work.seconds if work.kind is WorkKind.WAITING else 0.0
        self._duty.rounds, self._duty.pause = rounds_for(work), pause
        self._waiter.add(self._wake_up, self._hear_wishes)
        try:
            while ledger.unanswered or self._children:
                self._start_processes()
                if ledger.events and time.monotonic_ns() - ledger.handed_over_at >= BATCH_NS:
                    yield ledger.hand_over()
                for react in self._waiter.wait(self._longest_wait()):
                    react()
                if self._stop_wished:
                    self._go_on_stopping()
                ledger.events.extend(self._suspension.look(self._children))
            ledger.events.append(RunFinished(time.monotonic_ns(), self._stop_wished))
            yield ledger.hand_over()
        finally:
            self._leave_nothing_behind()

    # Starting

    def _start_is_due(self) -> bool:
        if self._stop_wished or not self._ledger.unanswered:
            return False
        return self._starter.is_due(self._children, len(self._ledger.sharing))

    def _start_processes(self) -> None:
        """Start processes where they are due, for a moment; then results get their turn.

        Several at a time, because after every fork this process pays for each page of memory it
        touches anew: the less is done between two forks, the cheaper they are.
        """
        end = time.monotonic_ns() + SLICE_NS
        try:
            while self._start_is_due() and self._starter.not_before <= time.monotonic_ns() < end:
                self._start_process()
        except CannotStartError as error:
            self._ledger.give_up_waiting(Cause(CauseKind.NOT_STARTED, detail=str(error)))

    def _start_process(self) -> None:
        """Start one more process, with its first numbers already on their way."""
        asked_at = time.monotonic_ns()
        fed: list[Line] = []

        def feed(child: Child) -> None:
            fed.extend(child.lines)
            for line in child.lines:
                self._feed(child, line)

        child = None
        try:
            child = self._starter.start(self._duty, bool(self._children), feed)
        finally:
            if child is None:
                self._ledger.take_back(fed)
        if child is None:
            return
        self._children.append(child)
        self._waiter.add(child.sentinel, partial(self._bury, child))
        for line in child.lines:
            event = WorkerRequested(line.worker, line.name, child.number, asked_at)
            self._ledger.events.append(event)
            self._waiter.add(line.channel.connection, partial(self._hear, child, line))
            self._mind_writing(line)

    # Giving and receiving

    def _feed(self, child: Child, line: Line) -> None:
        """Give a worker as much as it should have in hand."""
        sharing, alone = self._ledger.sharing, self._plan.strategy is Strategy.EACH
        while not line.told_to_leave and len(line.outstanding) < line.pace.chunks_in_hand:
            # A number that may kill its process is tried there alone, lest others die with it.
            if child.is_busy and (child.on_trial or sharing.has_suspects):
                return
            child.on_trial = sharing.has_suspects
            span = sharing.take(1 if alone else line.pace.next_size())
            if span is None:
                return
            try:
                line.give(span, self._plan.numbers, self._plan.may_be_slow(span[0]), last=alone)
            except MemoryError:
                self._ledger.give_up(span, Cause(CauseKind.NOT_STARTED, detail="MemoryError"))

    def _feed_all(self, child: Child) -> None:
        """Give every worker of a process what it should have in hand."""
        for line in child.lines:
            if not line.channel.ended:
                self._feed(child, line)
                self._mind_writing(line)

    def _hear(self, child: Child, line: Line) -> None:
        """Read what a worker has sent, and give it more to do."""
        line.channel.flush()
        self._ledger.read(child, line)
        if line.channel.ended:
            self._waiter.remove(line.channel.connection)
            if child.orphaned and child.silenced:
                self._bury(child)
        elif not self._stop_wished:
            self._feed_all(child)
            self._dismiss_if_done()
            self._mind_writing(line)

    def _dismiss_if_done(self) -> None:
        """Once every number has its answer, let all workers leave."""
        if self._ledger.unanswered:
            return
        for child in self._children:
            for line in child.lines:
                if not line.channel.ended:
                    line.tell_to_leave()
                    self._mind_writing(line)

    def _mind_writing(self, line: Line) -> None:
        """Wait for room in the channel exactly while something waits to be sent."""
        if line.awaits_room != line.channel.has_unsent and not line.channel.ended:
            line.awaits_room = line.channel.has_unsent
            self._waiter.set_writing(line.channel.connection, line.awaits_room)

    # Endings

    def _bury(self, child: Child) -> None:
        """A process has ended: read what it still sent, join it, and see to what it left undone."""
        for line in child.lines:
            while not line.channel.ended and self._ledger.read(child, line):
                pass
        if child.outlives_its_server():
            child.orphaned = True
            self._waiter.remove(child.sentinel)
            return
        self._forget(child)
        self._ledger.close_for(child, code := child.join(), self._stop_wished)
        child.close()
        self._starter.not_before = 0
        self._starter.stillborn = 0 if child.heard_of else self._starter.stillborn + 1
        if self._starter.stillborn >= MOST_STILLBORN:
            self._ledger.give_up_waiting(cause_of_stillbirth(code))
        if not self._stop_wished:  # numbers may have come back to be given to others
            for other in self._children:
                self._feed_all(other)
        self._dismiss_if_done()

    def _forget(self, child: Child) -> None:
        """Stop waiting for a process and for what it may send."""
        self._children.remove(child)
        self._waiter.remove(child.sentinel)
        for line in child.lines:
            self._waiter.remove(line.channel.connection)

    def _go_on_stopping(self) -> None:
        """Carry a stop further."""
        self._ledger.give_up_waiting(Cause(CauseKind.STOPPED))
        self._stop.go_on(self._children)
        if self._stop.stage is Stage.ABANDONED:
            for child in list(self._children):
                self._forget(child)
                self._ledger.close_for(child, None, stopped=True)

    def _leave_nothing_behind(self) -> None:
        """End what still lives, if the run was left early, and give all resources back."""
        act_on_all(self._children, ProcessAction.KILL)
        for child in self._children:
            child.join()
            child.close()
        self._children.clear()
        self._waiter.close()
        self._woken.close()
        self._wake_up.close()

    # Wishes from other threads, and waiting

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
                    self._suspension.look_soon(child)

    def _longest_wait(self) -> float:
        """Return for how many seconds nothing needs doing unless something happens."""
        now = time.monotonic_ns()
        ends = [now + CHECK_NS]
        if self._ledger.events:
            ends.append(self._ledger.handed_over_at + BATCH_NS)
        if self._start_is_due():
            ends.append(self._starter.not_before)
        if self._stop_wished:
            ends.append(0 if self._stop.stage is Stage.NOT_BEGUN else self._stop.next_at)
        return max(0.0, (min(ends) - now) / 1e9)
