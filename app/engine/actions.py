"""What a person may do to a living process from outside, as from a terminal with ``kill``."""

from __future__ import annotations

import signal
import sys
from enum import Enum


class ProcessAction(Enum):
    """An act on one process; the value is a plain word for it."""

    TERMINATE = "end"
    KILL = "kill"
    SUSPEND = "suspend"
    RESUME = "resume"


def offered_actions() -> list[ProcessAction]:
    """Return the acts this platform can carry out: Windows cannot ask a process to end."""
    if sys.platform == "win32":
        return [ProcessAction.KILL, ProcessAction.SUSPEND, ProcessAction.RESUME]
    return list(ProcessAction)


def signal_of(action: ProcessAction) -> int:
    """Return the signal that carries the act out (elsewhere than on Windows)."""
    names = {
        ProcessAction.TERMINATE: "SIGTERM",
        ProcessAction.KILL: "SIGKILL",
        ProcessAction.SUSPEND: "SIGSTOP",
        ProcessAction.RESUME: "SIGCONT",
    }
    return int(getattr(signal, names[action], signal.SIGTERM))
