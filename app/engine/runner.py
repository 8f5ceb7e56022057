"""The interface of whatever carries out a plan: here, beside a run, or one day on other computers.

Runs in the thread that iterates over it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

from app.engine.actions import ProcessAction
from app.engine.events import Event
from app.engine.plan import Plan


class Runner(Protocol):
    """Iterate over it once to carry the plan out; each step yields events that have happened.

    The last event is a `RunFinished`, whatever happens; then no process is left.
    """

    def __iter__(self) -> Iterator[list[Event]]:
        """Carry the plan out."""

    def stop(self) -> None:
        """Ask for the end; any thread, returns at once."""

    def act_on_worker(self, worker: int, action: ProcessAction) -> None:
        """Ask for something to be done to a worker's process; any thread, returns at once."""


RunnerOf = Callable[[Plan], Runner]
"""Makes a runner of a plan."""
