"""The results: the list with its header, its find bar and what can be done with rows.

GUI thread only. Computed from the log alone; a million rows are sorted, searched and copied in
slices, so that the window answers throughout.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.engine.plan import Span
from app.engine.rows import NOBODY, Rows
from app.engine.telling.task_words import tr_task
from app.ui.parts.slices import Slices, Steps
from app.ui.results.copying import RowsCopier
from app.ui.results.find_bar import FindBar
from app.ui.results.header import ResultsHeader
from app.ui.results.menu import ResultsMenu, worker_of_row
from app.ui.results.model import ResultsModel
from app.ui.results.order import Order
from app.ui.results.selection import (
    Flag,
    Quiet,
    failed_numbers,
    ranges_of,
    select_ranges,
    selected_ranges,
    worker_flags,
)
from app.ui.results.sorter import ResultsSorter
from app.ui.results.stopped_list import StoppedList
from app.ui.results.view import ResultsView
from app.words import tr


class ResultsPanel(QFrame):
    """The list of results.

    Signals:
        worker_selected: the person moved to a row of this worker.
        square_again_requested: failed numbers are to be tried again: spans of their places in the
            plan, in order.
        action_requested: something is to be done to a worker's process: worker, `ProcessAction`.
        order_changed: the rows are wanted in another `Order` now.
    """

    worker_selected = Signal(int)
    square_again_requested = Signal(list)
    action_requested = Signal(int, object)
    order_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.model = ResultsModel(self)
        self.view = ResultsView(self.model, self)
        self._quiet = Quiet()
        self._sorter = ResultsSorter(self.model, self.view, self._quiet)
        self._header = ResultsHeader(self)
        self._find_bar = FindBar(self.model, self)
        self._find_bar.hide()
        self._copier = RowsCopier(self.model, self)
        self._selecting = Slices(self)
        self._menu = ResultsMenu(self)
        self.stopped = StoppedList(self)
        self._telling = False
        self._lay_out()
        self._wire()
        self._show_emptiness()

    def _lay_out(self) -> None:
        """Put header, find bar and list above each other."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self._header)
        layout.addWidget(self._find_bar)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.stopped)
        self.setFocusProxy(self.view)

    def _wire(self) -> None:
        self._header.order_chosen.connect(self._choose_order)
        self._sorter.busy_changed.connect(self._header.show_sorting)
        self._copier.begun.connect(self._header.say)
        self._copier.copied.connect(self._header.say_briefly)
        self._sorter.selection_dropped.connect(self._tell_dropped)
        self.view.copy_requested.connect(self.copy_selected)
        self.view.activated.connect(self.show_details)
        self.view.customContextMenuRequested.connect(self._open_menu)
        self.view.selectionModel().selectionChanged.connect(self._tell_worker)
        self._find_bar.row_found.connect(self._go_to)
        self._find_bar.wanted_changed.connect(self.view.mark)
        self._find_bar.closed.connect(self.view.setFocus)
        self.stopped.again_requested.connect(self.square_again_requested)

    # The log.

    def set_log(self, log: Rows) -> None:
        """Show another run, from its beginning."""
        self._copier.stop()
        self._selecting.stop()
        self._find_bar.forget()
        self._header.say("")
        self.model.set_log(log)
        self.stopped.set_log(log)
        self.view.scrollToTop()
        self._sorter.log_changed()
        self._show_emptiness()

    def log_extended(self, changed_rows: Iterable[int] = ()) -> None:
        """Show what the log has taken in.

        Args:
            changed_rows: what `Standing.catch_up` returned.
        """
        self.model.rows_changed(changed_rows)
        self.model.take_new_rows()
        self.stopped.refresh(self.model.log)
        self._sorter.rows_arrived()
        if not self.model.rowCount():
            self._show_emptiness()

    def set_visible_rows(self, count: int | None) -> None:
        """Show only the first `count` arrivals, in order of arrival; None shows all again."""
        self._header.chooser.setEnabled(count is None)
        self._sorter.set_visible_rows(count)
        # In the midst of a replay nobody has pressed Stop yet.
        self.stopped.setVisible(count is None and self.model.log.stopped_numbers > 0)

    # Orders, finding, selecting.

    @property
    def order(self) -> Order:
        """Return the order in which rows are wanted."""
        return self._sorter.order

    def set_order(self, order: Order) -> None:
        """Put the rows into this order, now and as they arrive."""
        self._header.choose(order)

    def open_find(self) -> None:
        """Open the find bar; looking begins at the current row."""
        self._find_bar.open_at(self.view.currentIndex().row())

    def find_next(self) -> None:
        """Go to the next row that contains what the find bar holds."""
        self._find_from_here()
        self._find_bar.look_on()

    def find_previous(self) -> None:
        """Go to the row before that contains what the find bar holds."""
        self._find_from_here()
        self._find_bar.look_back()

    def select_worker(self, worker: int) -> None:
        """Select the rows of a worker and bring the first of them into sight.

        Does nothing while this panel is telling of a worker itself, so that two views that follow
        each other do not take a person away from the row just chosen.
        """
        if self._telling:
            return
        log = self.model.log
        rows = log.workers[worker].rows if 0 <= worker < len(log.workers) else ()
        first = next((row for row in rows if self.model.row_of(row) is not None), None)
        if first is None:
            with self._quiet:
                self.view.clearSelection()
            return
        index = self.model.index_of(first)
        with self._quiet:
            self.view.selectionModel().setCurrentIndex(index, Flag.ClearAndSelect)
        self._selecting.start(self._select_rows(worker), lambda _: None)

    def selected_rows(self) -> list[tuple[int, int]]:
        """Return what is selected, as ranges of the list's rows (the end not included)."""
        return selected_ranges(self.view.selectionModel())

    # Taking along, trying again.

    def copy_selected(self) -> None:
        """Copy the selected rows, with every digit."""
        self._copier.copy(self.selected_rows())

    def copy_all(self) -> None:
        """Copy every row shown, in the order shown, and what was left because of a stop."""
        self._copier.copy([(0, self.model.rowCount())], with_stopped=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the find bar, and go from hit to hit."""
        if event.matches(QKeySequence.StandardKey.Find):
            self.open_find()
        elif event.key() == Qt.Key.Key_F3:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.find_previous if back else self.find_next)()
        elif event.key() == Qt.Key.Key_Escape and self._find_bar.isVisible():
            self._find_bar.close_bar()
        else:
            super().keyPressEvent(event)

    def _choose_order(self, order: Order) -> None:
        self._sorter.set_order(order)
        self.order_changed.emit(order)

    def _find_from_here(self) -> None:
        if not self._find_bar.isVisible():
            self.open_find()
        self._find_bar.set_start(self.view.currentIndex().row())

    def _go_to(self, row: int) -> None:
        """Make a row the current one and bring it into sight."""
        index = self.model.index(row, 0)
        self.view.selectionModel().setCurrentIndex(index, Flag.ClearAndSelect)
        self.view.scrollTo(index)

    def _tell_worker(self) -> None:
        index = self.view.currentIndex()
        if self._quiet.depth or not self.view.selectionModel().isSelected(index):
            return
        worker = self.model.log.row_worker[self.model.log_row(index.row())]
        if worker != NOBODY:
            self._telling = True
            self.worker_selected.emit(worker)
            self._telling = False

    def _select_rows(self, worker: int) -> Steps[None]:
        """Select all rows of a worker."""
        flags = yield from worker_flags(self.model.log, worker)
        ranges = yield from ranges_of(self.model, flags)
        if ranges:
            yield from select_ranges(self.model, self.view.selectionModel(), ranges, self._quiet)

    # The menu.

    def _open_menu(self, position: QPoint) -> None:
        self.menu_for_selection().popup(self.view.viewport().mapToGlobal(position))

    def menu_for_selection(self) -> ResultsMenu:
        """Return the context menu, filled for what is selected now."""
        menu, log, ranges = self._menu, self.model.log, self.selected_rows()
        menu.clear()
        menu.offer(tr("Copy"), self.copy_selected, bool(ranges))
        menu.offer(tr("Copy all"), self.copy_all, self.model.rowCount() > 0)
        if log.not_done:
            may_try = log.finished is not None
            menu.addSeparator()
            words = tr_task(log.task, square="Square again", give="Run again")
            menu.offer(words, self._square_again, may_try and bool(self._failed()))
        current = self.view.currentIndex()
        row = self.model.log_row(current.row()) if current.isValid() else None
        menu.addSeparator()
        menu.offer(tr("Details…"), self.show_details, row is not None)
        record = worker_of_row(log, row)
        if record is not None:
            menu.offer_acts(record, self.action_requested.emit)
        return menu

    def show_details(self) -> None:
        """Show all there is to say about the current row."""
        current = self.view.currentIndex()
        if current.isValid():
            from app.ui.about import show_words
            from app.ui.results.details import details_html

            html = details_html(self.model.log, self.model.log_row(current.row()))
            show_words(self, tr("Details"), html)

    def _failed(self) -> list[Span]:
        """Return the selected failed numbers, by their places in the plan."""
        numbers = sorted(failed_numbers(self.model, self.selected_rows()))
        return [(number, 1) for number in numbers]

    def _square_again(self) -> None:
        numbers = self._failed()
        if numbers:
            self.square_again_requested.emit(numbers)

    # What is said.

    def _show_emptiness(self) -> None:
        """Say what will appear while there is nothing."""
        log = self.model.log
        if log.requested is not None and log.finished is None:
            self.view.set_empty_words(
                tr("No result has arrived yet"),
                tr("Each result appears here the moment it arrives."),
            )
        else:
            self.view.set_empty_words(
                tr("Your results will appear here"),
                tr("Each row says which process squared which number."),
            )

    def _tell_dropped(self) -> None:
        self._header.say_briefly(tr("too scattered now to stay selected"))
