"""Why a number was not done, or a process ended out of order: facts, for `telling` to word.

Main process only; children send the bare facts.
"""

from __future__ import annotations

import signal
import sys
from dataclasses import dataclass
from enum import Enum
from pathlib import Path


class CauseKind(Enum):
    """The ways in which a number can come to nothing."""

    KILLED = "killed"
    EXITED = "exited"
    RAISED = "raised"
    UNKNOWN = "unknown"
    NOT_OURS = "not ours"
    """What the process sent was no answer; a person's function has written into its channel."""
    CUT_OFF = "cut off"
    """The process could no longer be heard; a person's function has closed its channel."""
    NOT_SENT = "not sent"
    NOT_RECEIVED = "not received"
    NOT_STARTED = "not started"
    NO_MORE_PROCESSES = "no more processes"
    SERVER_DIED = "server died"
    STILLBORN = "stillborn"
    PROGRAM_GONE = "program gone"
    NOT_GIVEN = "not given"
    STOPPED = "stopped"
    FAULT = "fault"


STARTING_FAILED = frozenset(
    {
        CauseKind.NOT_STARTED,
        CauseKind.NO_MORE_PROCESSES,
        CauseKind.SERVER_DIED,
        CauseKind.STILLBORN,
        CauseKind.PROGRAM_GONE,
    }
)
"""The causes that let no process begin to run."""


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause, with the facts its sentence needs.

    Attributes:
        kind: which of the ways.
        signal: the signal's number, where one ended the process; Windows has none.
        status: the exit status, where the process ended by itself.
        detail: the error's or the system's own words, where there were any; the folder in which
            the program should be, where it is gone.
        line: the line of the person's function that raised it; 0 for none, or not known.
        trace: the way to it through the function, a line each.
        printed: what the function had printed before.
        print_length: how many characters that had, where some have been cut; else 0.
    """

    kind: CauseKind
    signal: int = 0
    status: int = 0
    detail: str = ""
    line: int = 0
    trace: str = ""
    printed: str = ""
    print_length: int = 0


def cause_of_exit(exit_code: int | None) -> Cause | None:
    """Return why a process ended out of order, or None for an end in order.

    Args:
        exit_code: as `multiprocessing.Process.exitcode`; None where nobody knows.
    """
    if not exit_code:
        return None
    if sys.platform == "win32" and exit_code == -signal.SIGTERM:
        return Cause(CauseKind.KILLED)  # what multiprocessing calls it where there are no signals
    if exit_code < 0:
        return Cause(CauseKind.KILLED, signal=-exit_code)
    return Cause(CauseKind.EXITED, status=exit_code)


def cause_of_silence(exit_code: int | None) -> Cause:
    """Return why a process did not answer for a number, although it may have ended in order."""
    if exit_code is None:
        return Cause(CauseKind.UNKNOWN)
    return cause_of_exit(exit_code) or Cause(CauseKind.EXITED, status=exit_code)


def cause_of_failed_start(error: BaseException) -> Cause:
    """Return why a process could not be started."""
    if isinstance(error, EOFError):
        return Cause(CauseKind.SERVER_DIED)
    if isinstance(error, BlockingIOError):  # what fork(2) answers where there is a limit
        return Cause(CauseKind.NO_MORE_PROCESSES)
    words = error.strerror if isinstance(error, OSError) else None
    return Cause(CauseKind.NOT_STARTED, detail=words or str(error) or type(error).__name__)


def cause_of_stillbirth(exit_code: int | None) -> Cause:
    """Return why numbers are given up when one process after another ends before it runs."""
    return cause_of_missing_program() or Cause(CauseKind.STILLBORN, status=exit_code or 0)


def cause_of_missing_program() -> Cause | None:
    """Return why no process can run at all where this program's own files are gone, else None."""
    frozen = getattr(sys, "frozen", False)
    if Path(sys.executable if frozen else __file__).exists():
        return None
    folder = Path(sys.executable).parent if frozen else Path(__file__).parents[2]
    return Cause(CauseKind.PROGRAM_GONE, detail=str(folder))
