"""Why a number was not done, in words: in a sentence, and beside a lane. Main process only."""

from __future__ import annotations

import signal

from app.engine.outcome import STARTING_FAILED, Cause, CauseKind
from app.words import tr


def cause_sentence(cause: Cause, name: str) -> str:
    """Return what happened, without a full stop.

    Args:
        cause: the facts.
        name: the worker's name, or an empty text where no worker had the number yet.
    """
    kind, detail = cause.kind, cause.detail
    if kind in STARTING_FAILED:
        return tr("no process could be started for it: {detail}", detail=no_start_words(cause))
    if kind is CauseKind.KILLED and not cause.signal:
        return tr("{name} was killed", name=name)
    if kind is CauseKind.KILLED:
        return tr("{name} was killed ({signal})", name=name, signal=signal_name(cause.signal))
    if kind is CauseKind.EXITED:
        return tr(
            "{name} ended early with exit status {status}",
            name=name,
            status=status_words(cause.status),
        )
    if kind is CauseKind.UNKNOWN:
        return tr("{name} ended early; its fork server, which would know why, is gone", name=name)
    if kind is CauseKind.RAISED and cause.line:
        return tr("{detail}, in line {line}", detail=detail, line=cause.line)
    if kind is CauseKind.RAISED:
        return tr("{name} raised {detail}", name=name, detail=detail)
    if kind is CauseKind.NOT_OURS:
        return tr("{name} sent something that is no answer, and was ended", name=name)
    if kind is CauseKind.CUT_OFF:
        return tr("the function closed {name}'s line to the main program", name=name)
    if kind is CauseKind.NOT_SENT:
        return tr("{name} could not send its result: {detail}", name=name, detail=detail)
    if kind is CauseKind.NOT_RECEIVED:
        words = tr("no memory is left to receive it")
        return tr("{name} could not send its result: {detail}", name=name, detail=words)
    if kind is CauseKind.NOT_GIVEN:
        return tr("no memory was left to hand it to a process")
    if kind is CauseKind.FAULT:
        return tr("an error in MultiSquare itself ended the run")
    return tr("you pressed Stop")


def no_start_words(cause: Cause) -> str:
    """Return why no process could be started; part of a sentence."""
    if cause.kind is CauseKind.NO_MORE_PROCESSES:
        return tr("the system allows no more processes")
    if cause.kind is CauseKind.SERVER_DIED:
        return tr("its server has died twice")
    if cause.kind is CauseKind.STILLBORN:
        return tr(
            "processes end before they run (exit status {code})", code=status_words(cause.status)
        )
    if cause.kind is CauseKind.PROGRAM_GONE:
        return tr("MultiSquare's own files are no longer in {folder}", folder=cause.detail)
    return cause.detail


def cause_beside_lane(cause: Cause) -> str:
    """Return how a worker died, short enough to stand beside its lane, which bears its name."""
    kind, detail = cause.kind, cause.detail
    if kind in STARTING_FAILED:
        return tr("could not be started: {detail}", detail=no_start_words(cause))
    if kind is CauseKind.KILLED and not cause.signal:
        return tr("killed")
    if kind is CauseKind.KILLED:
        return tr("killed ({signal})", signal=signal_name(cause.signal))
    if kind is CauseKind.EXITED:
        return tr("ended early, exit status {status}", status=status_words(cause.status))
    if kind is CauseKind.RAISED:
        return tr("raised {detail}", detail=detail)
    if kind is CauseKind.NOT_OURS:
        return tr("sent no answer, and was ended")
    if kind is CauseKind.CUT_OFF:
        return tr("closed its line, and was ended")
    if kind is CauseKind.NOT_SENT:
        return tr("could not send: {detail}", detail=detail)
    if kind is CauseKind.NOT_RECEIVED:
        return tr("could not send: {detail}", detail=tr("no memory is left to receive it"))
    if kind is CauseKind.UNKNOWN:
        return tr("ended early, nobody knows how")
    if kind is CauseKind.FAULT:
        return tr("ended by an error in MultiSquare")
    return tr("stopped")


def status_words(status: int) -> str:
    """Return an exit status; those by which Windows says how a process crashed are hexadecimal."""
    return f"0x{status:08X}" if status > 0xFFFF else str(status)


def signal_name(number: int) -> str:
    """Return a signal's usual name, such as ``SIGKILL``."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return tr("signal {number}", number=number)
