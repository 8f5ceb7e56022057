"""Finds out which processes do not answer because they have been suspended.

Runs in the controller's thread (or the main thread without a window).
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from app.engine.clock import now_ns
from app.engine.events import Event, WorkerResumed, WorkerSuspended
from app.engine.running.child import Child

CHECK_NS = 500_000_000
"""How often processes are checked that have given no sign of life for as long."""


class SuspensionWatch:
    """Notices when processes are suspended and when they go on.

    Attributes:
        suspended: the processes that have been found suspended.
    """

    def __init__(self) -> None:
        self._checked_at = 0
        self.suspended: set[Child] = set()

    def look_soon(self, child: Child) -> None:
        """Look after a process at the next turn: somebody has just done something to it."""
        child.last_sign = self._checked_at = 0

    def look(self, children: Iterable[Child]) -> list[Event]:
        """Return what has changed, if it is time to look again."""
        now = now_ns()
        if now - self._checked_at < CHECK_NS:
            return []
        self._checked_at = now
        silent = [c for c in children if c.suspended or now - c.last_sign > CHECK_NS]
        suspended = suspended_among(silent)
        events: list[Event] = []
        for child in silent:
            if child.suspended != (child.pid in suspended):
                child.suspended = not child.suspended
                (self.suspended.add if child.suspended else self.suspended.discard)(child)
                kind = WorkerSuspended if child.suspended else WorkerResumed
                events.extend(kind(line.worker, now) for line in child.lines)
        return events


def suspended_among(children: Iterable[Child]) -> set[int]:
    """Return the pids of the processes that are suspended; processes that are gone are not.

    Linux tells through proc(5), macOS through ps(1). Windows keeps no such state; there those are
    known that were suspended from here.
    """
    if sys.platform == "win32":
        return {child.pid for child in children if child.held}
    pids = [child.pid for child in children]
    if sys.platform == "linux":
        return {pid for pid in pids if _linux_state(pid) in ("T", "t")}
    return _suspended_by_ps(pids)


def _linux_state(pid: int) -> str:
    """Return the one-letter state; the name before it may itself hold brackets and spaces."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return status.rpartition(")")[2].split()[0]


def _suspended_by_ps(pids: list[int]) -> set[int]:
    if not pids:
        return set()
    command = ["ps", "-o", "pid=,state=", "-p", ",".join(map(str, pids))]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    states = (line.split() for line in answer.stdout.splitlines())
    return {int(pid) for pid, state in states if state.startswith("T")}
