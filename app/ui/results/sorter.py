"""Keeps the results in the chosen order while they stream in. GUI thread only.

Few rows are put at their places as they arrive. With many, new rows stand at the end at first and
the order is computed anew beside the list, a few milliseconds at a time; then it is exchanged in
one go, with what is selected and what is in sight kept.
"""

from __future__ import annotations

import time
from array import array

from PySide6.QtCore import QItemSelectionModel, QObject, QTimer, Signal

from app.ui.parts.slices import Slices, Steps
from app.ui.results.even_rows_view import EvenRowsView, ScrollHint
from app.ui.results.model import ResultsModel
from app.ui.results.order import Order, places_by_size, rows_in_order
from app.ui.results.selection import Quiet, flags_of, ranges_of, select_ranges, selected_ranges

RESORT_MS = 250
RESORT_SHARE = 4
"""Sorting anew waits so many times as long as it took, so that it never fills the GUI thread."""

Flag = QItemSelectionModel.SelectionFlag


class ResultsSorter(QObject):
    """Puts a model's rows into order behind its view.

    Signals:
        busy_changed: rows are being sorted, or no longer.
        selection_dropped: what was selected is scattered too widely now to stay selected.
    """

    busy_changed = Signal(bool)
    selection_dropped = Signal()

    def __init__(self, model: ResultsModel, view: EvenRowsView, quiet: Quiet) -> None:
        super().__init__(view)
        self._model, self._view, self._quiet = model, view, quiet
        self._order = Order.ARRIVAL
        self._places: array[int] | None = None
        self._replaying = False
        self._begun = 0.0
        self._was_busy = False
        self._slices = Slices(self)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._begin)

    @property
    def order(self) -> Order:
        """Return the order the person wants."""
        return self._order

    @property
    def busy(self) -> bool:
        """Return whether rows do not stand in the wanted order yet."""
        return self._slices.busy or self._again.isActive()

    def log_changed(self) -> None:
        """Begin with another log; the wanted order stays."""
        self._slices.stop()
        self._again.stop()
        self._places, self._replaying = None, False
        self._begin()

    def set_order(self, order: Order) -> None:
        """Put the rows into this order, now and as they arrive."""
        if order is not self._order:
            self._order = order
            self._begin()

    def rows_arrived(self) -> None:
        """Sort in, soon, what has been added at the end."""
        if self._model.unsorted and not self.busy:
            self._again.start(max(RESORT_MS, round(self._begun * RESORT_SHARE * 1000)))
            self._tell_busy()

    def set_visible_rows(self, count: int | None) -> None:
        """Show only the first arrivals, which are in order of arrival; None ends that."""
        if count is not None and not self._replaying:
            self._slices.stop()
            self._again.stop()
            if self._model.order is not Order.ARRIVAL:
                self._exchange(Order.ARRIVAL, None)
        over = self._replaying and count is None
        self._replaying = count is not None
        self._model.set_visible_rows(count)
        if over:
            self._begin()

    def _begin(self) -> None:
        """Compute the wanted order of all rows there are."""
        if self._replaying:
            return
        self._slices.start(self._sort(self._order), self._finish)
        self._tell_busy()

    def _sort(self, order: Order) -> Steps[float]:
        """Compute an order and exchange it; return how long computing took, in seconds."""
        begun, model = time.perf_counter(), self._model
        rows: array[int] | None = None
        if order is Order.SIZE and self._places is None:
            self._places = yield from places_by_size(model.log.numbers)
        if order is not Order.ARRIVAL:
            places = self._places if order is Order.SIZE else None
            rows = yield from rows_in_order(model.log, places)
        elif model.order is Order.ARRIVAL:
            return 0.0
        selection = self._view.selectionModel()
        flags, ranges = bytearray(), [(-1, -1)]
        while ranges != (now := selected_ranges(selection)):
            ranges = now
            flags = yield from flags_of(model, ranges)
        whole = ranges == [(0, model.rowCount())]
        taken = time.perf_counter() - begun
        self._exchange(order, rows)
        kept = [(0, model.rowCount())] if whole else []
        if ranges and not whole:
            kept = yield from ranges_of(model, flags)
        if kept:
            yield from select_ranges(model, selection, kept, self._quiet)
        elif ranges:
            self.selection_dropped.emit()
        return taken

    def _finish(self, taken: float) -> None:
        """Sort again later if more has arrived meanwhile."""
        self._begun = taken
        self.rows_arrived()
        self._tell_busy()

    def _exchange(self, order: Order, rows: array[int] | None) -> None:
        """Put rows into the model, keeping the current row and what is in sight."""
        model, view, bar = self._model, self._view, self._view.verticalScrollBar()
        other, sight = order is not model.order, view.rows_in_sight()
        current = view.currentIndex()
        current_row = model.log_row(current.row()) if current.isValid() else None
        scrolled, top_row = bar.value(), model.log_row(sight[0]) if sight else 0
        below = scrolled - sight[0] * view.row_height() if sight else 0
        with self._quiet:
            model.put_in_order(order, rows)
            if current_row is not None:
                index = model.index_of(current_row)
                view.selectionModel().setCurrentIndex(index, Flag.NoUpdate)
        view.updateGeometries()
        if other and current_row is not None:
            view.scrollTo(view.currentIndex(), ScrollHint.PositionAtCenter)
        elif other:
            bar.setValue(0)
        elif scrolled:
            bar.setValue((model.row_of(top_row) or 0) * view.row_height() + below)

    def _tell_busy(self) -> None:
        if self.busy != self._was_busy:
            self._was_busy = self.busy
            self.busy_changed.emit(self._was_busy)
