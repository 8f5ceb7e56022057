"""What Windows lets one ask of a process and do to it, by its handle.

Main process, any thread. Python has no words of its own for this; the functions are the system's,
see Windows' documentation of ``GetProcessTimes`` and ``SetPriorityClass``. ``NtSuspendProcess`` is
not documented, but has been what debuggers and task managers use since Windows XP.
"""

from __future__ import annotations

import sys

assert sys.platform == "win32"

import ctypes
from ctypes import wintypes

BELOW_NORMAL_PRIORITY_CLASS = 0x4000
NS_PER_TICK = 100
"""Windows gives CPU time in ticks of so many nanoseconds, and adds to it 64 times a second."""


def cpu_ns_by_handle(handle: int) -> int:
    """Return the CPU time of all threads of a process so far, in nanoseconds; -1 if unknown.

    One that has ended still tells.
    """
    times = [wintypes.FILETIME() for _ in range(4)]  # made, ended, in the system, in the program
    pointers = map(ctypes.byref, times)
    if not ctypes.windll.kernel32.GetProcessTimes(wintypes.HANDLE(handle), *pointers):
        return -1
    return sum(time.dwHighDateTime << 32 | time.dwLowDateTime for time in times[2:]) * NS_PER_TICK


def suspend(handle: int) -> bool:
    """Hold all threads of a process, and return whether that was possible.

    Two suspensions take two resumptions.
    """
    return bool(ctypes.windll.ntdll.NtSuspendProcess(wintypes.HANDLE(handle)) == 0)


def resume(handle: int) -> bool:
    """Let a suspended process go on, and return whether that was possible."""
    return bool(ctypes.windll.ntdll.NtResumeProcess(wintypes.HANDLE(handle)) == 0)


def stand_back(handle: int) -> None:
    """Let a process leave the cores to others that want them."""
    ctypes.windll.kernel32.SetPriorityClass(wintypes.HANDLE(handle), BELOW_NORMAL_PRIORITY_CLASS)
