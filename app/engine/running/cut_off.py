"""Sees to processes whose lines are closed and that do not end: a person's function closed them.

Runs in the controller's thread (or the main thread without a window).
"""

from __future__ import annotations

import os
import sys
import time

from app.engine.actions import ProcessAction
from app.engine.clock import now_ns
from app.engine.outcome import Cause, CauseKind
from app.engine.running.child import Child

ENDING_NS = 500_000_000
"""How long a process may take to end once it has closed a line; its own end closes them too."""

SEEMING_NS = 100_000_000
"""How long the system may take to end a process whose descriptors are all closed."""


class CutOffWatch:
    """Knows which processes should end soon, and ends those that do not."""

    def __init__(self) -> None:
        self._due: dict[Child, int] = {}

    def note(self, child: Child) -> None:
        """Note that a process that runs a person's function has closed one of its lines."""
        if child.leads_group:
            self._due.setdefault(child, now_ns() + ENDING_NS)

    def forget(self, child: Child) -> None:
        """Note that a process has ended."""
        self._due.pop(child, None)

    def look(self) -> None:
        """End those that are overdue."""
        for child in [child for child, due in self._due.items() if now_ns() >= due]:
            del self._due[child]
            cut_off(child)


def cut_off(child: Child) -> None:
    """End a process that cannot be heard any more."""
    if child.is_busy:
        child.given_up = child.given_up or Cause(CauseKind.CUT_OFF)
    child.act(ProcessAction.KILL)


def seems_ended(child: Child) -> None:
    """End a process whose sentinel says that it has ended where that is not so.

    With fork and spawn the sentinel is a descriptor of the child's, which a function may close. To
    join it then would take as long as the function does. A fork server tells the truth.
    """
    if not child.leads_group or sys.platform == "win32" or child.start_method == "forkserver":
        return
    if not _has_ended(child.pid):
        cut_off(child)
    child.end_group()  # now that its pid cannot be anybody else's


def _has_ended(pid: int) -> bool:
    """Return whether a child has ended, waiting a moment: its descriptors close a little before."""
    if sys.platform == "win32" or not hasattr(os, "waitid"):
        return False
    deadline = now_ns() + SEEMING_NS
    look = os.WEXITED | os.WNOHANG | os.WNOWAIT
    try:
        while os.waitid(os.P_PID, pid, look) is None:
            if now_ns() > deadline:
                return False
            time.sleep(0.001)
    except ChildProcessError:  # it has been joined
        pass
    return True
