"""Asks the system whether a process has been suspended. Controller's thread."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path


def suspended_among(pids: Iterable[int]) -> set[int]:
    """Return which of the processes are suspended (SIGSTOP); processes that are gone are not.

    Linux tells through proc(5), macOS through ps(1). Windows has no such state.
    """
    if sys.platform == "linux":
        return {pid for pid in pids if _linux_state(pid) in ("T", "t")}
    if sys.platform == "darwin":
        return _suspended_by_ps(list(pids))
    return set()


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
