"""Why a number was not squared, or a process ended out of order: a cause that can say itself.

Main process only; children send the bare facts.
"""

from __future__ import annotations

import signal
import sys
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from app.words import tr


class CauseKind(Enum):
    """The ways in which a number can come to nothing."""

    KILLED = "killed"
    EXITED = "exited"
    RAISED = "raised"
    UNKNOWN = "unknown"
    NOT_SENT = "not sent"
    NOT_STARTED = "not started"
    NOT_GIVEN = "not given"
    STOPPED = "stopped"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Cause:
    """A cause, with the facts its sentence needs.

    Attributes:
        kind: which of the ways.
        signal: the signal's number, where one ended the process.
        status: the exit status, where the process ended by itself.
        detail: the error's own words, where there was one.
    """

    kind: CauseKind
    signal: int = 0
    status: int = 0
    detail: str = ""

    def sentence(self, name: str) -> str:
        """Return what happened, without a full stop.

        Args:
            name: the worker's name, or an empty text where no worker had the number yet.
        """
        if self.kind is CauseKind.KILLED:
            return tr("{name} was killed ({signal})", name=name, signal=signal_name(self.signal))
        if self.kind is CauseKind.EXITED:
            return tr("{name} ended early with exit status {status}", name=name, status=self.status)
        if self.kind is CauseKind.UNKNOWN:
            return tr(
                "{name} ended early; its fork server, which would know why, is gone", name=name
            )
        if self.kind is CauseKind.RAISED:
            return tr("{name} raised {detail}", name=name, detail=self.detail)
        if self.kind is CauseKind.NOT_SENT:
            return tr("{name} could not send its result: {detail}", name=name, detail=self.detail)
        if self.kind is CauseKind.NOT_STARTED:
            return tr("no process could be started for it: {detail}", detail=self.detail)
        if self.kind is CauseKind.NOT_GIVEN:
            return tr("no memory was left to hand it to a process")
        if self.kind is CauseKind.FAULT:
            return tr("an error in MultiSquare itself ended the run")
        return tr("you pressed Stop")


def cause_of_exit(exit_code: int | None) -> Cause | None:
    """Return why a process ended out of order, or None for an end in order.

    Args:
        exit_code: as `multiprocessing.Process.exitcode`; None where nobody knows.
    """
    if not exit_code:
        return None
    if exit_code < 0:
        return Cause(CauseKind.KILLED, signal=-exit_code)
    return Cause(CauseKind.EXITED, status=exit_code)


def cause_of_silence(exit_code: int | None) -> Cause:
    """Return why a process did not answer for a number, although it may have ended in order."""
    if exit_code is None:
        return Cause(CauseKind.UNKNOWN)
    return cause_of_exit(exit_code) or Cause(CauseKind.EXITED, status=exit_code)


def cause_of_stillbirth(exit_code: int | None) -> Cause:
    """Return why numbers are given up when one process after another ends before it runs."""
    if (missing := cause_of_missing_program()) is not None:
        return missing
    words = tr("processes end before they run (exit status {code})", code=exit_code)
    return Cause(CauseKind.NOT_STARTED, detail=words)


def cause_of_missing_program() -> Cause | None:
    """Return why no process can run at all where this program's own files are gone, else None."""
    frozen = getattr(sys, "frozen", False)
    if Path(sys.executable if frozen else __file__).exists():
        return None
    folder = Path(sys.executable).parent if frozen else Path(__file__).parents[2]
    words = tr("MultiSquare's own files are no longer in {folder}", folder=folder)
    return Cause(CauseKind.NOT_STARTED, detail=words)


def signal_name(number: int) -> str:
    """Return a signal's usual name, such as ``SIGKILL``."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return tr("signal {number}", number=number)
