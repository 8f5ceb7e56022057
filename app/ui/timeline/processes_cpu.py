"""The CPU time of processes, told part by part, and what is left of it when they have ended.

A worker stamps the CPU time of its start, of each number and of what lies between numbers. What it
cannot stamp (its own end, numbers that it never answered for) is the difference to what the system
has counted for its process, and is spread from the last part to the end. Lives in the thread that
owns the log.
"""

from __future__ import annotations

from app.engine.events import UNKNOWN
from app.ui.timeline.cores_in_use import CoresInUse


class ProcessesCpu:
    """Puts the CPU time of every process into the use of cores, each part once.

    Args:
        cores: takes the parts.
    """

    def __init__(self, cores: CoresInUse) -> None:
        self._cores = cores
        self._told: dict[int, tuple[int, int]] = {}

    def begin(self, process: int, at: int) -> None:
        """Note a process that was asked for at a moment; threads ask for theirs one by one."""
        self._told.setdefault(process, (0, at))

    def add(self, process: int, begin: int, end: int, computed: int) -> None:
        """Count a stretch of a process in that took so much CPU time, in nanoseconds."""
        told, until = self._told.get(process, (0, begin))
        if end > begin and computed > 0:
            told += min(computed, end - begin)
            self._cores.add(begin, end, computed)
        self._told[process] = told, max(until, end)

    def end(self, process: int, at: int, computed: int) -> None:
        """Count in what a process has taken beyond that.

        Args:
            process: which; for threads it ends with the first of them.
            at: when it had ended.
            computed: its whole CPU time, or `UNKNOWN`.
        """
        told, until = self._told.pop(process, (computed, at))
        if computed != UNKNOWN:
            self._cores.add(until, at, computed - told)
