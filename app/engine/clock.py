"""The one clock of a run: fine on every system, and the same for all its processes.

`time.perf_counter_ns()` reads CLOCK_MONOTONIC on Linux, the performance counter on Windows and
mach_absolute_time on macOS: all three count for the system as a whole, so stamps of parent and
child agree. `time.monotonic_ns()` would do on Linux, but has steps of 15.6 ms on Windows before
Python 3.13, where every square would take no time at all.

Imported by children; it must stay light.
"""

from __future__ import annotations

import sys
import time

now_ns = time.perf_counter_ns
"""Return the time on the run's clock, in nanoseconds."""

cpu_ns = time.thread_time_ns
"""Return the CPU time of the calling thread so far, in nanoseconds."""

process_cpu_ns = time.process_time_ns
"""Return the CPU time of all threads of this process so far, in nanoseconds."""


def cpu_ns_of(pid: int) -> int:
    """Return the CPU time of all threads of another process so far, in nanoseconds.

    One that has ended still tells until it has been waited for. -1 where nobody knows: it is gone,
    or this is not Linux, whose clocks have a number for each process.
    """
    if sys.platform != "linux":
        return -1
    try:
        return time.clock_gettime_ns(~pid << 3 | 2)  # CPUCLOCK_SCHED of linux/posix-timers.h
    except OSError:
        return -1
