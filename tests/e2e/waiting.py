"""Waiting for what must come true, and looking at processes from outside."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import psutil

POLL_S = 0.02
TIMEOUT_S = 15.0

T = TypeVar("T")


def wait_until(condition: Callable[[], T | None], what: str, timeout_s: float = TIMEOUT_S) -> T:
    """Return what `condition` returns as soon as that is true.

    Args:
        condition: called again and again until it returns something true.
        what: completes the sentence "waited in vain for …".
        timeout_s: how long to wait, in seconds.

    Raises:
        AssertionError: it did not come true in time.
    """
    deadline = time.monotonic() + timeout_s
    while True:
        outcome = condition()
        if outcome:
            return outcome
        if time.monotonic() > deadline:
            raise AssertionError(f"waited in vain for {what}; at last: {outcome!r}")
        time.sleep(POLL_S)


def processes_with(variable: str, value: str) -> list[psutil.Process]:
    """Return the living processes with a variable in their environment, orphans included."""
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
            marked = process.environ().get(variable) == value
            if marked and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
    return found


def libraries_of(process: psutil.Process) -> str:
    """Return what a process has mapped into its memory, or nothing once it has ended."""
    try:
        return Path(f"/proc/{process.pid}/maps").read_text()
    except OSError:
        return ""
