"""Starts a run's processes when they are due, and bears with a system that has none left.

Runs in the controller's thread (or the main thread without a window).
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable

from app.engine.clock import now_ns
from app.engine.events import Event, StartMethodReplaced
from app.engine.outcome import Cause, cause_of_failed_start
from app.engine.plan import Plan
from app.engine.running import fork_server
from app.engine.running.child import Child
from app.engine.running.sharing import MOST_DEATHS
from app.engine.running.worker import Duty
from app.engine.way import POOL, Housing, Sharing

SLICE_NS = 5_000_000
"""How long processes are started at a stretch before results that have arrived are read."""

MOST_AT_ONCE = 8
"""How many processes are started in one go; results that have arrived are read after that."""

RETRIES = 3
"""How often starting is tried again when the system has nothing left and none of ours runs."""

RETRY_NS = 200_000_000


MOST_STILLBORN = 10
"""So many processes in a row that end before they have run Python show that none ever will."""


class CannotStartError(Exception):
    """The system cannot start a single process.

    Attributes:
        cause: why.
    """

    def __init__(self, cause: Cause) -> None:
        super().__init__(cause.detail or cause.kind.value)
        self.cause = cause


class Starter:
    """Knows how many processes a plan wants, what they are called, and starts them.

    Args:
        plan: what to do.
        first_worker: how many workers there were before, which threads' names count on from.
        first_process: the number of the first process, from 1.
        tell: takes what happens on the way, as events.

    Attributes:
        next_worker: the number the next worker will have.
        next_process: the number the next process will have.
        not_before: when to try again after a failure, in monotonic nanoseconds; 0 for at once.
        at_once: how many processes to make ready together: each takes descriptors before it starts.
        stillborn: how many processes in a row have ended before they ran Python.
    """

    def __init__(
        self, plan: Plan, first_worker: int, first_process: int, tell: Callable[[Event], None]
    ) -> None:
        self.next_worker = 0
        self.next_process = first_process
        self._workers_before = first_worker
        self.not_before = 0
        self.stillborn = 0
        self.at_once = MOST_AT_ONCE
        self._plan = plan
        self._tell = tell
        self._context = multiprocessing.get_context(plan.way.start_method)
        self._server_replaced = False
        self._threads_wanted = plan.way.workers
        self._most_alive = _most_alive(plan)
        self._staff = first_process + self._most_alive  # a pool has all its workers at once
        self._failures = 0

    def is_due(self, alive: int, waiting: int) -> bool:
        """Return whether one more process should be started.

        Args:
            alive: how many processes are; a suspended one takes nobody's place.
            waiting: how many numbers have not been given to a worker.
        """
        if alive >= self._most_alive:
            return False
        if self._plan.way.kind == POOL and self.next_process < self._staff:
            return True
        return waiting > 0

    def prepare(self, duty: Duty, others: bool) -> Child | None:
        """Make the next process ready to be started.

        Args:
            duty: what its workers do with every number.
            others: whether other processes of this run are alive, or ready to be started.

        Returns:
            The child, which is to be started or undone, or None if that cannot be now.

        Raises:
            CannotStartError: it failed again and again with nothing else running.
        """
        names = self._threads()
        try:
            child = Child(
                self._context, self.next_process, self._name(), self.next_worker, names, duty
            )
        except (OSError, MemoryError) as error:
            self._bear_with(error, others)
            return None
        self.next_process += 1
        self.next_worker += len(child.lines)
        return child

    def start(self, child: Child, others_alive: bool) -> bool:
        """Start a process that has been made ready, with interrupts held back.

        Args:
            child: which.
            others_alive: whether other processes of this run are alive.

        Returns:
            Whether it has started; else it is to be undone.

        Raises:
            CannotStartError: it failed again and again with nothing else running.
        """
        try:
            if self._uses_fork_server:
                fork_server.ensure_running()
            child.start()
        except (OSError, EOFError, MemoryError) as error:
            if not self._finds_another_way(error):
                self._bear_with(error, others_alive)
            return False
        self._failures = self.not_before = 0
        self._server_replaced = False
        return True

    def undo(self, child: Child) -> None:
        """Forget the child made ready last; what it was given has been taken back."""
        self.next_process, self.next_worker = child.number, child.lines[0].worker
        child.close()

    @property
    def _uses_fork_server(self) -> bool:
        return self._context.get_start_method() == "forkserver"

    def _finds_another_way(self, error: BaseException) -> bool:
        """Take another fork server where that may help, and do without where it has not.

        Returns:
            Whether starting may be tried again at once.
        """
        if not (self._uses_fork_server and fork_server.may_be_its_fault(error)):
            return False
        fork_server.give_up()
        if self._server_replaced:
            self._context = multiprocessing.get_context("spawn")
            asked, cause = self._plan.way.start_method, cause_of_failed_start(error)
            self._tell(StartMethodReplaced(asked, "spawn", cause, now_ns()))
        self._server_replaced = True
        return True

    def _bear_with(self, error: BaseException, others_alive: bool) -> None:
        """Wait a moment, or until a process has ended; give up when neither can help."""
        self.not_before = now_ns() + RETRY_NS
        self.at_once = 1
        self._threads_wanted = max(1, self._threads_wanted // 2)
        if others_alive:
            return
        self._failures += 1
        if self._failures > RETRIES:
            raise CannotStartError(cause_of_failed_start(error)) from error

    def _name(self) -> str:
        kind = "PoolWorker" if self._plan.way.kind == POOL else "Process"
        return f"{kind}-{self.next_process}"

    def _threads(self) -> list[str]:
        if self._plan.way.housing is not Housing.THREAD:
            return []
        first = self._workers_before + self.next_worker + 1
        return [f"Thread-{first + place}" for place in range(self._threads_wanted)]


def _most_alive(plan: Plan) -> int:
    """Return how many processes may be alive at a time."""
    if plan.way.sharing is Sharing.EACH:
        return min(plan.way.alive_limit, max(1, len(plan.numbers)))
    return plan.way.workers if plan.way.kind == POOL else 1


def sharers(plan: Plan) -> int:
    """Return among how many workers the numbers are shared."""
    return plan.way.workers if plan.way.sharing is Sharing.DYNAMIC else 1


def chances(plan: Plan) -> int:
    """Return how many workers a number may see die before it is given up.

    With a process for each number, the number's process is its only chance, as in the lesson.
    """
    return 1 if plan.way.sharing is Sharing.EACH else MOST_DEATHS
