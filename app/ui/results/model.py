"""The results as a model: the log's rows in the order chosen. GUI thread only.

Keeps no object for a row. In order of arrival a row of the list is a row of the log; in another
order an array says which. Rows that have just arrived stand at the end until they are sorted in.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.engine.rows import Rows
from app.engine.telling.row_sentences import row_sentence
from app.ui.results.order import Order, position_of

AnyIndex = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
ELEMENTS_MOVED_AT_ONCE = 1_000_000
"""Sorting few new rows in one by one moves the rows after each; up to so many it is quick."""

SENTENCE_ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


class ResultsModel(QAbstractListModel):
    """A log's rows, appearing as they arrive."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log = Rows([])
        self._order = Order.ARRIVAL
        self._rows: array[int] | None = None
        self._sorted = 0
        self._count = 0
        self._limit: int | None = None

    @property
    def log(self) -> Rows:
        """Return the log shown."""
        return self._log

    @property
    def order(self) -> Order:
        """Return the order in which the rows stand."""
        return self._order

    @property
    def unsorted(self) -> int:
        """Return how many rows at the end still have to be sorted in."""
        return 0 if self._rows is None else self._count - self._sorted

    def set_log(self, log: Rows) -> None:
        """Show another log, from its beginning and in order of arrival."""
        self.beginResetModel()
        self._log, self._limit = log, None
        self._order, self._rows, self._sorted = Order.ARRIVAL, None, 0
        self._count = len(log)
        self.endResetModel()

    def take_new_rows(self) -> None:
        """Show the rows that have arrived since; costs the same however many there are."""
        if self._limit is not None:
            self.set_visible_rows(self._limit)
            return
        fresh = len(self._log) - self._count
        if fresh <= 0:
            return
        few = fresh * (self._count + fresh) <= ELEMENTS_MOVED_AT_ONCE
        if self._rows is not None and few and self._sorted == self._count:
            self._sort_in(range(self._count, len(self._log)))
            return
        self._append(fresh)

    def rows_changed(self, log_rows: Iterable[int]) -> None:
        """Say that rows of the log read differently now."""
        for log_row in log_rows:
            index = self.index_of(log_row)
            if index.isValid():
                self.dataChanged.emit(index, index)

    def set_visible_rows(self, count: int | None) -> None:
        """Show only the first `count` arrivals, or all with None. In order of arrival only."""
        self._limit = count
        wanted = len(self._log) if count is None else max(0, min(count, len(self._log)))
        if wanted > self._count:
            self._append(wanted - self._count)
        elif wanted < self._count:
            self.beginRemoveRows(ROOT, wanted, self._count - 1)
            self._count = wanted
            self.endRemoveRows()

    def put_in_order(self, order: Order, rows: array[int] | None) -> None:
        """Put the rows into another order, as a reset of the model.

        Args:
            order: which it is.
            rows: rows of the log in that order: all of them up to the array's length, each once.
                None for the order of arrival.
        """
        self.beginResetModel()
        self._order, self._rows = order, rows
        self._sorted = 0 if rows is None else len(rows)
        self._count = len(self._log) if self._limit is None else self._count
        if rows is not None:
            rows.extend(range(len(rows), self._count))
        self.endResetModel()

    def log_row(self, row: int) -> int:
        """Return which row of the log stands in a row of the list."""
        return row if self._rows is None else self._rows[row]

    def place_of(self, log_row: int) -> int:
        """Return the number before a row, from 1: of its entry or else of its arrival."""
        in_order_of_entry = self._order is Order.ENTRY
        return (self._log.row_number[log_row] if in_order_of_entry else log_row) + 1

    def log_rows(self, begin: int, end: int) -> Sequence[int]:
        """Return which rows of the log stand in the list's rows from `begin` to before `end`."""
        return range(begin, end) if self._rows is None else self._rows[begin:end]

    def row_of(self, log_row: int) -> int | None:
        """Return where a row of the log stands in the list, or None if it is not shown."""
        if self._rows is not None and log_row < self._sorted and not self._found_at(log_row):
            return position_of(self._log, self._order, self._rows, log_row, self._sorted)
        return log_row if log_row < self._count else None

    def index_of(self, log_row: int) -> QModelIndex:
        """Return the index of a row of the log; not valid if it is not shown."""
        row = self.row_of(log_row)
        return QModelIndex() if row is None else self.index(row, 0)

    def rowCount(self, parent: AnyIndex = ROOT) -> int:
        """Return how many rows are shown."""
        return 0 if parent.isValid() else self._count

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a row's sentence, huge numbers shortened."""
        if role in SENTENCE_ROLES and 0 <= index.row() < self._count:
            return row_sentence(self._log, self.log_row(index.row()), short=True)
        return None

    def _found_at(self, log_row: int) -> bool:
        """Return whether a row stands where it would in order of arrival, as most new ones do."""
        return self._rows is not None and self._rows[log_row] == log_row

    def _append(self, count: int) -> None:
        """Show more rows at the end."""
        end = self._count + count
        self.beginInsertRows(ROOT, self._count, end - 1)
        if self._rows is not None:
            self._rows.extend(range(self._count, end))
        self._count = end
        self.endInsertRows()

    def _sort_in(self, log_rows: range) -> None:
        """Show a few new rows at their places in the order."""
        rows = self._rows if self._rows is not None else array("I")
        for log_row in log_rows:
            row = position_of(self._log, self._order, rows, log_row, self._count)
            self.beginInsertRows(ROOT, row, row)
            rows.insert(row, log_row)
            self._count = self._sorted = self._count + 1
            self.endInsertRows()
