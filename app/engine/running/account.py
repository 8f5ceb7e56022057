"""What the operating system tells of the calling thread. Runs in child processes; must stay light.

On Linux, from proc(5): ``schedstat`` has how long the thread was ready to run and had no core
(kernel documentation, sched-stats), ``stat`` the core it ran on last. From getrusage(2), where
there is one: how often it was pushed off its core, how often it gave the core up by itself, and the
most memory its process has had. No rights are needed. What a system does not tell is `UNKNOWN`.
"""

from __future__ import annotations

import os
import sys

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

UNKNOWN = -1

ASK_EVERY_NS = 1_000_000
"""How long a thread waited for a core is asked no more often: each time takes a microsecond."""

PROCESSOR = 36
"""The place of the core in ``stat``, counted from behind the name, which may hold anything."""

_BYTES_READ = 1_024
_RSS_UNIT = 1 if sys.platform == "darwin" else 1_024


class Account:
    """Asks the system about the thread that makes it, and keeps what it needs for that open."""

    def __init__(self) -> None:
        self._schedstat = _opened("/proc/thread-self/schedstat")
        self._stat = _opened("/proc/thread-self/stat")
        self._who = getattr(resource, "RUSAGE_THREAD", getattr(resource, "RUSAGE_SELF", None))

    def waited(self) -> int:
        """Return how long the thread has been ready without a core so far, in nanoseconds."""
        if self._schedstat < 0:  # not Linux; Windows has not even a way to read so
            return UNKNOWN
        try:
            told = os.pread(self._schedstat, _BYTES_READ, 0).split()
            return int(told[1]) if told[0] != b"0" else UNKNOWN  # zero where nobody counts
        except (OSError, ValueError, IndexError):  # a person's function has closed it
            return UNKNOWN

    def core(self) -> int:
        """Return the number of the core on which the thread runs, or ran last."""
        if self._stat < 0:
            return UNKNOWN
        try:
            told = os.pread(self._stat, _BYTES_READ, 0)
            return int(told.rpartition(b")")[2].split(None, PROCESSOR + 1)[PROCESSOR])
        except (OSError, ValueError, IndexError):
            return UNKNOWN

    def figures(self) -> tuple[int, int, int, int, int]:
        """Return what there is to tell so far.

        Returns:
            How long the thread was ready without a core, in nanoseconds; the core it is on; how
            often it was pushed off a core; how often it gave one up; the most memory that its
            process has had, in bytes.
        """
        pushed_off = gave_up = peak = UNKNOWN
        if self._who is not None:
            usage = resource.getrusage(self._who)
            pushed_off, gave_up = usage.ru_nivcsw, usage.ru_nvcsw
            peak = usage.ru_maxrss * _RSS_UNIT
        return self.waited(), self.core(), pushed_off, gave_up, peak


def _opened(path: str) -> int:
    """Return a descriptor to read from; -1, which nobody can, where there is none."""
    if sys.platform != "linux":
        return -1
    try:
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return -1
