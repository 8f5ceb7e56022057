"""Ends a child when the program that started it is gone, however it went.

Runs in child processes. `multiprocessing` gives every child a sentinel, a descriptor that becomes
readable when its parent has died; daemon processes are ended only by a parent that exits in order,
so a parent killed with SIGKILL would leave them behind.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading

LEFT_ALONE_STATUS = 1
"""Exit status of a child whose parent has died; nobody is left to read it."""


def end_with_parent() -> None:
    """Make this child end within moments of its parent's death. Call once, as the child starts."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    if sys.platform == "linux" and _ask_kernel(parent.sentinel):
        return
    threading.Thread(target=_wait_for_end, name="parent watch", daemon=True).start()


def _ask_kernel(sentinel: int) -> bool:
    """Have the kernel send SIGKILL to this process when the sentinel's other end closes.

    Costs three system calls rather than a thread, works while a long computation holds the
    interpreter lock, and reaches even a suspended process. See fcntl(2), F_SETSIG and O_ASYNC.

    Returns:
        Whether the kernel took it on.
    """
    import fcntl

    try:
        fcntl.fcntl(sentinel, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(sentinel, fcntl.F_SETSIG, signal.SIGKILL)
        flags = fcntl.fcntl(sentinel, fcntl.F_GETFL)
        fcntl.fcntl(sentinel, fcntl.F_SETFL, flags | os.O_ASYNC | os.O_NONBLOCK)
    except (OSError, AttributeError):
        return False
    with contextlib.suppress(BlockingIOError):
        os.read(sentinel, 1)
        os._exit(LEFT_ALONE_STATUS)  # it died before we asked: nothing but the end can be read
    return True


def _wait_for_end() -> None:
    """Wait for the parent's death in a thread of its own, then end this process at once."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(LEFT_ALONE_STATUS)
