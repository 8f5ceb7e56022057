"""What children are told to do with a number in the tests: well-behaved and hostile.

Imported by children of every start method, so it must stay light.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from typing import Any

HUGE = 5_000_000
"""Bytes of a result that no channel's buffer holds."""


def square_slowly(number: Any) -> Any:
    """Take a little while."""
    time.sleep(0.01)
    return number * number


def never_end(number: Any) -> Any:
    """Take longer than any test waits."""
    time.sleep(1_000)
    return number


def ignore_sigterm(number: Any) -> Any:
    """Refuse to end in order."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    return never_end(number)


def raise_for_three(number: Any) -> Any:
    """Raise for 3, square everything else."""
    if number == 3:
        raise ValueError("three is not to be squared")
    return number * number


def exit_for_three(number: Any) -> Any:
    """Leave with status 7 at 3, square everything else."""
    if number == 3:
        sys.exit(7)
    return number * number


def vanish_for_three(number: Any) -> Any:
    """Leave at 3 without a word and with status 0, square everything else."""
    if number == 3:
        os._exit(0)
    return number * number


def kill_itself_for_three(number: Any) -> Any:
    """Die at 3, every time; square everything else."""
    if number == 3:
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    return number * number


def unpicklable_for_three(number: Any) -> Any:
    """Give something for 3 that cannot be sent, square everything else."""
    return threading.Lock() if number == 3 else number * number


def huge_result(number: Any) -> Any:
    """Give a result of several megabytes that begins with the number."""
    return str(number).encode() + b"." * HUGE


def huge_result_after_a_moment(number: Any) -> Any:
    """Give a result of several megabytes, but not before the beginning has been told of."""
    time.sleep(0.3)
    return huge_result(number)


def tell_niceness(number: Any) -> Any:
    """Return how much this process stands back for others."""
    return os.nice(0)


def count_qt_modules(number: Any) -> Any:
    """Tell how many modules of Qt this child has loaded, instead of squaring."""
    return sum(name.partition(".")[0] in ("PySide6", "shiboken6") for name in sys.modules)


def interrupt_itself(number: Any) -> Any:
    """Do to itself what Ctrl+C in a terminal does to every process there."""
    os.kill(os.getpid(), signal.SIGINT)
    return number * number


SPUN_NS = 100_000_000
"""CPU time that `spin_on_one_core` takes."""

TOUCHED = 64 << 20
"""Bytes of memory that `touch_memory` writes to."""


def spin_on_one_core(number: Any) -> Any:
    """Compute for a while on the lowest core there is, with whoever does the same."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    end = time.thread_time_ns() + SPUN_NS
    while time.thread_time_ns() < end:
        pass
    return number * number


def sleep_often(number: Any) -> Any:
    """Give the core up by itself, ten times."""
    for _ in range(10):
        time.sleep(0.005)
    return number * number


def touch_memory(number: Any) -> Any:
    """Have much memory for a moment."""
    kept = bytearray(TOUCHED)
    kept[::4096] = b"\1" * len(kept[::4096])
    return number * number


_kept: list[bytearray] = []


def keep_memory_slowly(number: Any) -> Any:
    """Keep much memory from the first number on, and take a while with each."""
    if not _kept:
        _kept.append(bytearray(b"\1" * TOUCHED))
    time.sleep(0.02)
    return number * number


def end_slowly(number: Any) -> Any:
    """Leave behind a thread that keeps the process for a while after its result."""
    threading.Thread(target=time.sleep, args=(0.3,)).start()
    return number * number
