"""Keeps what is selected when the rows are put into another order. GUI thread only.

Selected is a number, not a place in the list: the rows' old selection is turned into flags for the
log's rows, and those into ranges of the new order, in steps, because a million may be selected.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from operator import not_

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange

from app.engine.rows import Rows
from app.ui.parts.slices import Steps
from app.ui.results.model import ResultsModel

Flag = QItemSelectionModel.SelectionFlag
ROWS_AT_A_TIME = 8_000
RANGES_AT_A_TIME = 200
MOST_RANGES = 10_000
"""A selection in more pieces slows down every click and cannot be kept."""


def selected_ranges(selection: QItemSelectionModel) -> list[tuple[int, int]]:
    """Return the selected rows of the list, in order: first row and one after the last."""
    return sorted((part.top(), part.bottom() + 1) for part in selection.selection().toList())


def failed_numbers(model: ResultsModel, ranges: Sequence[tuple[int, int]]) -> list[int]:
    """Return the failed numbers in ranges of the list's rows, by their places in the plan."""
    if not model.log.not_done:
        return []
    numbers: list[int] = []
    place_of, done_at = model.log.row_number, model.log.row_done.__getitem__
    for begin, end in ranges:
        rows = model.log_rows(begin, end)
        # A row without a moment of squaring failed; this way the loop over a million stays in C.
        numbers.extend(place_of[row] for row in compress(rows, map(not_, map(done_at, rows))))
    return numbers


def flags_of(model: ResultsModel, ranges: Sequence[tuple[int, int]]) -> Steps[bytearray]:
    """Return a byte for each row of the log, 1 for those in ranges of the list's rows."""
    flags = bytearray(len(model.log))
    for begin, end in ranges:
        for at in range(begin, end, ROWS_AT_A_TIME):
            for row in model.log_rows(at, min(end, at + ROWS_AT_A_TIME)):
                flags[row] = 1
            yield
    return flags


def ranges_of(model: ResultsModel, flags: bytearray) -> Steps[list[tuple[int, int]]]:
    """Return where flagged rows of the log stand in the list now, as ranges.

    None at all if they are scattered over more than `MOST_RANGES`.
    """
    ranges: list[tuple[int, int]] = []
    count = min(model.rowCount(), len(flags))
    for at in range(0, count, ROWS_AT_A_TIME):
        end = min(count, at + ROWS_AT_A_TIME)
        marks = map(flags.__getitem__, model.log_rows(at, end))
        for row in compress(range(at, end), marks):
            if ranges and ranges[-1][1] == row:
                ranges[-1] = (ranges[-1][0], row + 1)
            else:
                ranges.append((row, row + 1))
        yield
        if len(ranges) > MOST_RANGES:
            return []
    return ranges


class Quiet:
    """Entered while the program itself selects rows, so that nobody takes it for the person."""

    def __init__(self) -> None:
        self.depth = 0

    def __enter__(self) -> None:
        self.depth += 1

    def __exit__(self, *error: object) -> None:
        self.depth -= 1


def select_ranges(
    model: ResultsModel,
    selection: QItemSelectionModel,
    ranges: Sequence[tuple[int, int]],
    quiet: Quiet,
) -> Steps[None]:
    """Select exactly these ranges of the list's rows, quietly."""
    chosen = QItemSelection()
    for at in range(0, len(ranges), RANGES_AT_A_TIME):
        for begin, end in ranges[at : at + RANGES_AT_A_TIME]:
            part = QItemSelectionRange(model.index(begin, 0), model.index(end - 1, 0))
            chosen.append(part)
        yield
    with quiet:
        selection.select(chosen, Flag.ClearAndSelect)


def worker_flags(log: Rows, worker: int) -> Steps[bytearray]:
    """Return a byte for each row of the log, 1 for those of a worker."""
    flags, rows = bytearray(len(log)), log.workers[worker].rows
    for begin in range(0, len(rows), ROWS_AT_A_TIME):
        for row in rows[begin : begin + ROWS_AT_A_TIME]:
            flags[row] = 1
        yield
    return flags
