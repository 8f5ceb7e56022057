"""What a check works with: it carries out plans with the program's own engine.

A trial runs in a thread of its own, so that a check that hangs can be given up.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable

from app.engine.events import Event, WorkerStarted
from app.engine.log import Log
from app.engine.plan import Plan
from app.engine.runner import Runner, RunnerOf
from app.engine.running.run import Run

PATIENCE_S = 2.0
"""How long after a run the system may take to forget its processes."""

LOOK_EVERY_S = 0.01
"""How often it is looked whether they are gone."""

Meanwhile = Callable[[Runner, Event], None]
"""Is told of every event as it comes, and may act on the run."""


class Trial:
    """Carries out plans, and keeps an eye on the processes.

    Args:
        runner_of: makes what carries out a plan.

    Attributes:
        started: the process ids of all processes that have been started.
        left: those that were still there after their run had ended.
    """

    def __init__(self, runner_of: RunnerOf = Run) -> None:
        self.started: set[int] = set()
        self.left: set[int] = set()
        self._runner_of = runner_of
        self._run: Runner | None = None
        self._stopped = False

    def carry_out(
        self, plan: Plan, meanwhile: Meanwhile | None = None, stalls_after_s: float | None = None
    ) -> Log:
        """Carry a plan out to its end and return what happened.

        Args:
            plan: what to do.
            meanwhile: is told of every event as it comes.
            stalls_after_s: after so many seconds without any event the run is stopped.
        """
        log = Log(plan.numbers, task=plan.task)
        run = self._run = self._runner_of(plan)
        if self._stopped:
            run.stop()
        with _Watch(run, stalls_after_s) as watch:
            for events in run:
                watch.begin_again()
                log.extend(events)
                for event in events:
                    if meanwhile is not None:
                        meanwhile(run, event)
        self._run = None
        pids = {event.pid for event in log.events if isinstance(event, WorkerStarted)}
        self.started |= pids
        self.left |= _once_gone(pids)
        return log

    def stop(self) -> None:
        """End the run that goes on, and every later one. Any thread; returns at once."""
        self._stopped = True
        run = self._run
        if run is not None:
            run.stop()


class _Watch:
    """Stops a run in which nothing happens any more.

    Args:
        run: which.
        seconds: how long that may last; None for ever.
    """

    def __init__(self, run: Runner, seconds: float | None) -> None:
        self._run = run
        self._seconds = seconds
        self._timer: threading.Timer | None = None

    def __enter__(self) -> _Watch:
        """Begin to watch."""
        self.begin_again()
        return self

    def __exit__(self, *_: object) -> None:
        """Watch no more."""
        if self._timer is not None:
            self._timer.cancel()

    def begin_again(self) -> None:
        """Take note that something has happened."""
        if self._seconds is not None:
            self.__exit__()
            self._timer = threading.Timer(self._seconds, self._run.stop)
            self._timer.daemon = True
            self._timer.start()


def _once_gone(pids: set[int]) -> set[int]:
    """Return which processes are still there when patience has run out."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        left = {pid for pid in pids if is_alive(pid)}
        if not left or time.monotonic() > deadline:
            return left
        time.sleep(LOOK_EVERY_S)


def is_alive(pid: int) -> bool:
    """Return whether there is a process with this id."""
    if sys.platform == "win32":
        return _is_alive_on_windows(pid)
    try:
        os.kill(pid, 0)  # asks whether it could be signalled, and signals nothing
    except ProcessLookupError:
        return False
    except PermissionError:  # the number belongs to somebody else's process by now
        return False
    return True


def _is_alive_on_windows(pid: int) -> bool:
    """Ask Windows: a process that has ended can still be opened while somebody holds a handle."""
    if sys.platform != "win32":
        return False
    import ctypes

    synchronize, wait_timeout = 0x0010_0000, 0x102
    kernel = ctypes.WinDLL("kernel32")
    kernel.OpenProcess.restype = ctypes.c_void_p
    handle = ctypes.c_void_p(kernel.OpenProcess(synchronize, False, pid))
    if not handle:
        return False
    try:
        return bool(kernel.WaitForSingleObject(handle, 0) == wait_timeout)
    finally:
        kernel.CloseHandle(handle)
