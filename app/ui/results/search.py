"""Finding a row by its words, in steps, forwards and backwards. Pure functions of the log.

What is looked through is the whole sentence with every digit, except that of numbers so huge that
writing them out would take long; of those it is what the row shows.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator

from app.engine.numbers.exact import Number
from app.engine.rows import Rows
from app.engine.telling.row_sentences import RowSentences, row_sentence
from app.ui.parts.slices import Steps
from app.ui.results.model import ResultsModel

ROWS_AT_A_TIME = 500
LINE_END = "\n"
HUGE_BITS = 30_000
HUGE_DIGITS = 10_000


def find_row(model: ResultsModel, text: str, start: int, forward: bool) -> Steps[int | None]:
    """Return the next row of the list that contains `text`, whatever the case, or None.

    Args:
        model: the rows.
        text: what to look for, on one line.
        start: the first row to look at; after the last row it goes on with the first one.
        forward: down the list rather than up.
    """
    wanted, words_of = text.casefold(), _words(model.log)
    for rows in _stretches(start, model.rowCount(), forward):
        words = [words_of(model.log_row(row)) for row in rows]
        # One search through many rows at once costs a fraction of a search in each.
        if wanted in LINE_END.join(words).casefold():
            for row, sentence in zip(rows, words, strict=True):
                if wanted in sentence.casefold():
                    return row
        yield
    return None


def all_hits(model: ResultsModel, text: str) -> Steps[array[int]]:
    """Return every row of the list that contains `text`, whatever the case, in order."""
    wanted, words_of = text.casefold(), _words(model.log)
    hits = array("I")
    for rows in _stretches(0, model.rowCount(), forward=True):
        words = [words_of(model.log_row(row)) for row in rows]
        if wanted in LINE_END.join(words).casefold():
            pairs = zip(rows, words, strict=True)
            hits.extend([row for row, sentence in pairs if wanted in sentence.casefold()])
        yield
    return hits


def _stretches(start: int, count: int, forward: bool) -> Iterator[range]:
    """Yield every row once, some at a time, from `start` on and round the end."""
    if count == 0:
        return
    start %= count
    if forward:
        parts = [range(start, count), range(start)]
    else:
        parts = [range(start, -1, -1), range(count - 1, start, -1)]
    for part in parts:
        for begin in range(0, len(part), ROWS_AT_A_TIME):
            yield part[begin : begin + ROWS_AT_A_TIME]


def _words(log: Rows) -> Callable[[int], str]:
    """Return the function that gives a row's words."""
    numbers, place_of, sentence_of = log.numbers, log.row_number, RowSentences(log).of_row

    def words_of(row: int) -> str:
        if is_huge(numbers[place_of[row]]):
            return row_sentence(log, row, short=True)
        return sentence_of(row)

    return words_of


def is_huge(number: Number) -> bool:
    """Return whether writing a number and its square out takes noticeably long."""
    if isinstance(number, int):
        return number.bit_length() > HUGE_BITS
    adjusted = getattr(number, "adjusted", None)
    return adjusted is not None and abs(adjusted()) > HUGE_DIGITS
