"""Ends processes in order: ask, wait a moment, kill, and leave to the system what then remains.

Runs in the controller's thread (or the main thread without a window).
"""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum, auto

from app.engine.actions import ProcessAction
from app.engine.clock import now_ns
from app.engine.running.child import Child

GRACE_NS = 250_000_000
"""How long a process may take to end in order before it is killed."""

ABANDON_NS = 5_000_000_000
"""How long after the stop a killed process is waited for; only the system itself holds it then."""


class Stage(Enum):
    """How far a stop has come."""

    NOT_BEGUN = auto()
    TERMINATED = auto()
    KILLED = auto()
    ABANDONED = auto()


class Stop:
    """One stop of all processes of a run.

    Attributes:
        stage: how far it has come.
        left: how many processes did not end, and are no longer waited for.
    """

    def __init__(self) -> None:
        self.stage = Stage.NOT_BEGUN
        self.left = 0
        self._begun = 0

    @property
    def next_at(self) -> int:
        """Return when the next stage is due, in monotonic nanoseconds."""
        return self._begun + (GRACE_NS if self.stage is Stage.TERMINATED else ABANDON_NS)

    def go_on(self, children: Collection[Child]) -> None:
        """Do to the processes what is due now."""
        now = now_ns()
        if self.stage is Stage.NOT_BEGUN:
            self.stage, self._begun = Stage.TERMINATED, now
            act_on_all(children, ProcessAction.TERMINATE)
        elif self.stage is Stage.TERMINATED and now >= self.next_at:
            self.stage = Stage.KILLED
            act_on_all(children, ProcessAction.KILL)
        elif self.stage is Stage.KILLED and now >= self.next_at:
            self.stage, self.left = Stage.ABANDONED, len(children)


def act_on_all(children: Collection[Child], action: ProcessAction) -> None:
    """Do the same to every process."""
    for child in children:
        child.act(action)
