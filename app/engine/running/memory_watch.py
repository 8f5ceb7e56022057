"""Looks, now and then, how much memory a child has of its own and how much it shares.

Linux tells it in ``/proc/PID/smaps_rollup`` (proc(5)), to the same user without further rights; to
add it up takes the kernel longer the larger the process is. So it is asked for each child once it
has been heard of, and again later, never for more than half a hundredth of the run's time. Runs in
the thread that carries out the run.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from app.engine.clock import now_ns
from app.engine.units import NS_PER_S

MOST_PART = 200
"""Asking takes at most one part in so many of the run's time."""

AGAIN_NS = NS_PER_S // 5
BYTES_PER_KB = 1_024

Memory = tuple[int, int]
"""A process's own memory, and what it shares with others, in bytes."""


class MemoryWatch:
    """Asks about children, within its share of the time."""

    def __init__(self) -> None:
        self._begun = now_ns()
        self._spent = 0
        self._asked: dict[int, int] = {}

    def ask(self, pid: int) -> Memory | None:
        """Return a process's memory; None where it is not its turn, or nobody tells."""
        now = now_ns()
        if sys.platform != "linux" or now < self._asked.get(pid, 0):
            return None
        if self._spent * MOST_PART > now - self._begun:
            return None
        self._asked[pid] = now + AGAIN_NS
        memory = memory_of(pid)
        self._spent += now_ns() - now
        return memory


def memory_of(pid: int) -> Memory | None:
    """Return a process's own and its shared memory, in bytes; None where that is not told."""
    try:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii", errors="replace") as file:
            return _added_up(file)
    except (OSError, ValueError):  # it has ended, or the kernel is older than 4.14
        return None


def _added_up(lines: Iterable[str]) -> Memory | None:
    """Return what lines such as ``Private_Dirty:   6976 kB`` add up to."""
    own = shared = 0
    for line in lines:
        name, _, rest = line.partition(":")
        if name in ("Private_Clean", "Private_Dirty"):
            own += int(rest.split()[0])
        elif name in ("Shared_Clean", "Shared_Dirty"):
            shared += int(rest.split()[0])
    return (own * BYTES_PER_KB, shared * BYTES_PER_KB) if own + shared else None
