"""What a trace says of numbers: briefly, and of long ones without writing them out. Any thread.

To write a number of ten thousand digits takes milliseconds, and of a million seconds; a trace has
each several times, and the run's own lines have it exactly.
"""

from __future__ import annotations

from fractions import Fraction

from app.engine.analysis.phases import Phase
from app.engine.events import NumberNotDone
from app.engine.log import Log
from app.engine.numbers.exact import Gaussian, Number, short_text_of
from app.engine.outcome import CauseKind
from app.engine.telling.cause_words import cause_sentence
from app.engine.telling.event_sentences import event_sentence
from app.engine.telling.phase_words import phase_of_number, phase_title
from app.words import tr, tr_count

LONGEST_TEXT = 60
LONG_BITS = 2_000
LONG_CHARACTERS = 10_000


def number_words(number: Number) -> str:
    """Return a number, or that it is a long one."""
    return tr("a long number") if is_long(number) else short_text_of(number, most=LONGEST_TEXT)


def is_long(number: Number) -> bool:
    """Return whether to write a number out takes too long."""
    if isinstance(number, int):
        return number.bit_length() > LONG_BITS
    if isinstance(number, Fraction):
        return is_long(number.numerator) or is_long(number.denominator)
    if isinstance(number, Gaussian):
        return is_long(number.real) or is_long(number.imag)
    return len(str(number)) > LONG_CHARACTERS or abs(number.adjusted()) > LONG_CHARACTERS


def result_words(log: Log, result: Number | str) -> str:
    """Return a result, or that it is a long one."""
    if isinstance(result, str):
        return log.task.short_result_text(result[:LONG_CHARACTERS], most=LONGEST_TEXT)
    if is_long(result):
        return tr("a long number")
    return log.task.short_result_text(result, most=LONGEST_TEXT)


def phase_name(log: Log, phase: Phase) -> str:
    """Return what a worker does in a phase."""
    if phase.merged > 1:
        return tr_count("{count} number together", "{count} numbers together", phase.merged)
    if phase.number is None or not is_long(log.numbers[phase.number]):
        return phase_title(log, phase)
    return phase_of_number(log.task, phase.kind, tr("a long number"))


def not_done_words(log: Log, event: NumberNotDone) -> str:
    """Return that a number, or several, came to nothing."""
    stopped = event.cause.kind is CauseKind.STOPPED
    if stopped or event.count > 1 or not is_long(log.numbers[event.number]):
        return event_sentence(log, event)
    name = "" if event.worker is None else log.workers[event.worker].name
    return cause_sentence(event.cause, name)
