"""Finding a row by its words, in steps, forwards and backwards. Pure functions of the log.

What is looked through is the whole sentence with every digit, except that of numbers so huge that
writing them out would take long; of those it is what the row shows.
"""

from __future__ import annotations

from collections.abc import Callable

from app.engine.exact import Number, text_of
from app.engine.log import NOBODY, Log
from app.engine.outcome import Cause
from app.engine.row_sentences import RowSentences
from app.ui.results_model import ResultsModel
from app.ui.slices import Steps

ROWS_AT_A_TIME = 128
HUGE_BITS = 30_000
HUGE_DIGITS = 10_000


def find_row(model: ResultsModel, text: str, start: int, forward: bool) -> Steps[int | None]:
    """Return the next row of the list that contains `text`, whatever the case, or None.

    Args:
        model: the rows.
        text: what to look for.
        start: the first row to look at; after the last row it goes on with the first one.
        forward: down the list rather than up.
    """
    contains, count = matcher(model.log, text), model.rowCount()
    step = 1 if forward else -1
    for begin in range(0, count, ROWS_AT_A_TIME):
        for passed in range(begin, min(count, begin + ROWS_AT_A_TIME)):
            row = (start + step * passed) % count
            if row < model.rowCount() and contains(model.log_row(row)):
                return row
        yield
    return None


def matcher(log: Log, text: str) -> Callable[[int], bool]:
    """Return a function that says whether a row of the log contains `text`."""
    wanted = text.casefold()

    sentence_of = RowSentences(log).of_row

    def in_sentence(row: int) -> bool:
        if is_huge(log.numbers[log.row_number[row]]):
            return wanted in log.sentence(row, short=True).casefold()
        return wanted in sentence_of(row).casefold()

    if not (wanted.isascii() and wanted.isdigit()):
        return in_sentence
    in_name: dict[int, bool] = {NOBODY: False}

    def in_numbers(row: int) -> bool:
        # Digits alone cannot reach over the words between the numbers, so that five times as many
        # rows a second can be looked through.
        outcome, number = log.row_outcome[row], log.numbers[log.row_number[row]]
        if isinstance(outcome, Cause) or is_huge(number):
            return in_sentence(row)
        worker = log.row_worker[row]
        if worker not in in_name:
            in_name[worker] = wanted in log.worker_name(row)
        return in_name[worker] or wanted in text_of(number) or wanted in text_of(outcome)

    return in_numbers


def is_huge(number: Number) -> bool:
    """Return whether writing a number and its square out takes noticeably long."""
    if isinstance(number, int):
        return number.bit_length() > HUGE_BITS
    adjusted = getattr(number, "adjusted", None)
    return adjusted is not None and abs(adjusted()) > HUGE_DIGITS
