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

from collections import deque
from collections.abc import Iterator
from functools import partial

from app.engine.actions import ProcessAction
from app.engine.clock import now_ns
from app.engine.events import Event, RunFinished, RunRequested, WorkerRequested
from app.engine.outcome import Cause, CauseKind, cause_of_stillbirth
from app.engine.plan import Plan
from app.engine.running.child import Child, Line
from app.engine.running.cut_off import CutOffWatch, seems_ended
from app.engine.running.dealing import Dealer
from app.engine.running.fork_server import interrupts_held_back
from app.engine.running.ledger import Ledger
from app.engine.running.memory_watch import MemoryWatch
from app.engine.running.process_state import CHECK_NS, SuspensionWatch
from app.engine.running.starting import (
    MOST_STILLBORN,
    SLICE_NS,
    CannotStartError,
    Starter,
    chances,
    sharers,
)
from app.engine.running.stopping import Stage, Stop, act_on_all
from app.engine.running.waiting import new_waiter
from app.engine.running.wishes import Wishes
from app.engine.running.work import rounds_for
from app.engine.running.worker import Duty
from app.engine.tasks import SQUARE
from app.engine.units import NS_PER_S
from app.engine.way import Sharing, WorkKind

BATCH_NS = 16_000_000
"""Events are handed over at least this often while more keep coming: once a screen refresh."""


def _is_over_in_a_moment(plan: Plan) -> bool:
    """Return whether processes live so shortly that asking about them would take a tenth of it.

    To open what tells it takes a new process two tenths of a millisecond, most of which goes into
    copying the memory that is touched for it.
    """
    way = plan.way
    quick = way.work.kind is WorkKind.NONE and plan.task is SQUARE
    return quick and way.sharing is Sharing.EACH


class Run:
    """One run. Iterate over it once to carry it out; each step yields events that have happened.

    Args:
        plan: what to do.
        first_worker: how many workers the goes before this one had, for threads' names.
        first_process: the number of the first process, likewise.
        niceness: how nice the children are to be at least, so that others get their cores, as
            nice(1) counts; 0 for as nice as this process.
        asks: whether the operating system is asked what it did with the workers; it is not where
            each process has a number and nothing else to do.
    """

    def __init__(
        self,
        plan: Plan,
        first_worker: int = 0,
        first_process: int = 1,
        niceness: int = 0,
        *,
        asks: bool = True,
    ) -> None:
        self._plan = plan
        trusted = plan.task.trusted
        asks = asks and not _is_over_in_a_moment(plan)
        self._ledger = Ledger([(0, len(plan.numbers))], sharers(plan), chances(plan), trusted)
        self._starter = Starter(plan, first_worker, first_process, self._ledger.tell)
        self._duty = Duty(plan.task.function, 0, 0.0, niceness, asks)  # the rest: as the run begins
        self._children: dict[Child, None] = {}
        self._suspension = SuspensionWatch()
        self._cut_off = CutOffWatch()
        self._memory = MemoryWatch() if asks else None
        self._stop = Stop()
        self._waiter = new_waiter()
        self._wishes = Wishes(self._waiter.wake)
        self._dealer = Dealer(plan, self._ledger, self._waiter, self._children)

    def stop(self) -> None:
        """Ask for the run's end; returns at once. Within a second no process is left."""
        self._wishes.wish_stop()

    def act_on_worker(self, worker: int, action: ProcessAction) -> None:
        """Ask for something to be done to a worker's process; returns at once."""
        self._wishes.wish_act(worker, action)

    def __iter__(self) -> Iterator[list[Event]]:
        """Carry the run out. Whatever happens, it ends with `RunFinished` and leaves no process.

        An error of this program's own is raised after that.
        """
        work = self._plan.way.work
        pause = work.seconds if work.kind is WorkKind.WAITING else 0.0
        try:
            # Measured before the run begins: what is measured must not be charged for measuring.
            self._duty.rounds, self._duty.pause = rounds_for(work), pause
            self._ledger.events.append(RunRequested(now_ns()))
            yield from self._carry_out()
        except Exception:
            yield self._break_off()
            raise
        finally:
            self._leave_nothing_behind()

    def _carry_out(self) -> Iterator[list[Event]]:
        """Do the run from its first process to the end of its last."""
        ledger = self._ledger
        while ledger.unanswered or self._children:
            self._start_processes()
            if ledger.events and now_ns() - ledger.handed_over_at >= BATCH_NS:
                yield ledger.hand_over()
            for react in self._waiter.wait(self._longest_wait()):
                react()
            self._hear_wishes()
            if self._wishes.stop:
                self._go_on_stopping()
            self._cut_off.look()
            ledger.events.extend(self._suspension.look(self._children))
        ledger.events.append(RunFinished(now_ns(), self._wishes.stop, left=self._stop.left))
        yield ledger.hand_over()

    def _start_is_due(self, prepared: int = 0) -> bool:
        if self._wishes.stop or not self._ledger.unanswered:
            return False
        alive = len(self._children) + prepared - len(self._suspension.suspended)
        return self._starter.is_due(alive, len(self._ledger.stock))

    def _start_processes(self) -> None:
        """Start processes where they are due, for a moment; then results get their turn."""
        end = now_ns() + SLICE_NS
        try:
            while self._start_is_due() and self._starter.not_before <= now_ns() < end:
                self._start_some()
        except CannotStartError as error:
            self._ledger.give_up_waiting(error.cause)

    def _start_some(self) -> None:
        """Start a few processes, each with its first numbers already on their way.

        One right after the other: after a fork this process pays for each page of memory that it
        touches, so whatever else belongs to a start is done before the first and after the last.
        """
        prepared: deque[Child] = deque()
        started: list[Child] = []
        try:
            self._prepare(prepared)
            with interrupts_held_back():
                while prepared:
                    if not self._starter.start(prepared[0], bool(self._children or started)):
                        break
                    started.append(prepared.popleft())
        finally:
            while prepared:
                self._ledger.take_back(prepared[-1].lines)
                self._starter.undo(prepared.pop())
            for child in started:
                self._welcome(child)
        self._dealer.dismiss_if_done()  # there may have been no memory to give it the only number

    def _prepare(self, prepared: deque[Child]) -> None:
        """Make a few processes ready to be started, as many as are due."""
        while len(prepared) < self._starter.at_once and self._start_is_due(len(prepared)):
            child = self._starter.prepare(self._duty, bool(self._children or prepared))
            if child is None:
                return
            prepared.append(child)
            self._dealer.give_first(child)

    def _welcome(self, child: Child) -> None:
        """Wait, from now on, for what a process that has been started has to say."""
        self._children[child] = None
        self._waiter.add(child.sentinel, partial(self._bury, child))
        for line in child.lines:
            event = WorkerRequested(line.worker, line.name, child.number, child.asked_at)
            self._ledger.events.append(event)
            self._waiter.add(line.channel.connection, partial(self._hear, child, line))
            self._dealer.mind_writing(line)

    def _hear(self, child: Child, line: Line) -> None:
        """Read what a worker has sent, and give it more to do."""
        self._dealer.hear(child, line)
        if self._memory is not None and child.is_busy:  # else it ends, and a last result waits
            child.memory = self._memory.ask(child.pid) or child.memory
        if line.channel.ended:
            self._waiter.remove(line.channel.connection)
            self._cut_off.note(child)
            if child.orphaned and child.silenced:
                self._bury(child)
        elif not self._wishes.stop:
            self._dealer.go_on_with(child, line)

    # Endings

    def _bury(self, child: Child) -> None:
        """A process has ended: read what it still sent, join it, and see to what it left undone."""
        for line in child.lines:
            while not line.channel.ended and self._ledger.read(child, line):
                pass
        seems_ended(child)
        if child.outlives_its_server():
            child.orphaned = True
            self._waiter.remove(child.sentinel)
            return
        self._forget(child)
        stopped = Cause(CauseKind.STOPPED) if self._wishes.stop else None
        self._ledger.close_for(child, code := child.join(), stopped)
        child.close()
        self._starter.not_before = 0
        self._starter.stillborn = 0 if child.heard_of else self._starter.stillborn + 1
        if self._starter.stillborn >= MOST_STILLBORN:
            self._ledger.give_up_waiting(cause_of_stillbirth(code))
        if not self._wishes.stop:
            self._dealer.share_what_came_back()
        self._dealer.dismiss_if_done()

    def _forget(self, child: Child) -> None:
        """Stop waiting for a process and for what it may send."""
        del self._children[child]
        self._suspension.suspended.discard(child)
        self._cut_off.forget(child)
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
                self._ledger.close_for(child, None, Cause(CauseKind.STOPPED), ended=False)

    def _break_off(self) -> list[Event]:
        """End everything after an error in this program itself; return the last events."""
        fault, ledger = Cause(CauseKind.FAULT), self._ledger
        act_on_all(self._children, ProcessAction.KILL)
        for child in self._children:
            ledger.close_for(child, child.join(), fault)
        ledger.give_up_waiting(fault)
        ledger.events.append(RunFinished(now_ns(), self._wishes.stop, failed=True))
        return ledger.hand_over()

    def _leave_nothing_behind(self) -> None:
        """End what still lives, if the run was left early, and give all resources back."""
        act_on_all(self._children, ProcessAction.KILL)
        for child in self._children:
            child.join()
            child.close()
        self._children.clear()
        self._waiter.close()

    # Wishes from other threads, and waiting

    def _hear_wishes(self) -> None:
        """Do what other threads have asked for."""
        for worker, action in self._wishes.hear():
            for child in self._children:
                if any(line.worker == worker for line in child.lines):
                    child.act(action)
                    self._suspension.look_soon(child)

    def _longest_wait(self) -> float:
        """Return for how many seconds nothing needs doing unless something happens."""
        now = now_ns()
        ends = [now + CHECK_NS]
        if self._ledger.events:
            ends.append(self._ledger.handed_over_at + BATCH_NS)
        if self._start_is_due():
            ends.append(self._starter.not_before)
        if self._wishes.stop:
            ends.append(0 if self._stop.stage is Stage.NOT_BEGUN else self._stop.next_at)
        return max(0.0, (min(ends) - now) / NS_PER_S)
