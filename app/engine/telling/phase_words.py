"""What a worker does in a phase, in words. Any thread of the main process."""

from __future__ import annotations

from app.engine.analysis.phases import Phase, PhaseKind
from app.engine.log import Log
from app.engine.numbers.exact import short_text_of
from app.engine.tasks import Task
from app.engine.telling.task_words import tr_task
from app.words import tr, tr_count

LONGEST_NUMBER = 40


def phase_words(kind: PhaseKind, task: Task) -> str:
    """Return what a kind of phase is called while a task is done."""
    return {
        PhaseKind.STARTING: tr("starting"),
        PhaseKind.WAITING: tr("waiting for work"),
        PhaseKind.WORKING: tr_task(task, square="squaring", give="running {function}"),
        PhaseKind.SENDING: tr("sending"),
        PhaseKind.LYING: tr("lying ready"),
        PhaseKind.EXITING: tr("exiting"),
    }[kind]


def phase_title(log: Log, phase: Phase) -> str:
    """Return what a worker does in a phase, such as ``squaring 3``."""
    if phase.number is not None:
        number = short_text_of(log.numbers[phase.number], most=LONGEST_NUMBER)
        return phase_of_number(log.task, phase.kind, number)
    if phase.merged > 1:
        return tr_count("with {count} number", "with {count} numbers", phase.merged)
    return phase_words(phase.kind, log.task)


def phase_of_number(task: Task, kind: PhaseKind, number: str) -> str:
    """Return what a worker does in a phase that belongs to a number, given as text."""
    if kind is PhaseKind.WORKING:
        return tr_task(
            task,
            square="squaring {number}",
            give="running {function} for {number}",
            number=number,
        )
    if kind is PhaseKind.LYING:
        return tr_task(
            task,
            square="the square of {number} lay ready, the main program had not fetched it",
            give="the result for {number} lay ready, the main program had not fetched it",
            number=number,
        )
    return tr_task(
        task,
        square="sending the square of {number}",
        give="sending the result for {number}",
        number=number,
    )
