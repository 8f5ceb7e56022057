"""The numbers that were left because the person pressed Stop: one quiet line, which opens.

There may be a million of them, and they all say the same; so they are no rows of the results, but
stand below them and are made only as they come into sight. GUI thread only.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QToolButton, QVBoxLayout, QWidget

from app.engine.plan import Span
from app.engine.rows import Rows, StoppedSpan
from app.engine.tasks import SQUARE
from app.engine.telling.row_sentences import stopped_sentence
from app.engine.telling.task_words import tr_task, tr_task_count
from app.ui.look.theme import current_theme
from app.ui.results.even_rows_view import EvenRowsView
from app.ui.results.menu import ResultsMenu
from app.ui.results.model import AnyIndex
from app.ui.results.selection import selected_ranges
from app.words import tr

ROOT = QModelIndex()
ROW_LINES = 1.7
"""How high a row is, in heights of a line."""

SHOWN_ROWS = 6
MARGIN_PX = 12


class StoppedModel(QAbstractListModel):
    """One row for each of the numbers, in order of entry; keeps only their spans."""

    def __init__(self) -> None:
        super().__init__()
        self._log = Rows(())
        self._spans: list[StoppedSpan] = []
        self._starts: list[int] = [0]

    def set_log(self, log: Rows) -> None:
        """Show the numbers that a log says were left."""
        self.beginResetModel()
        self._log = log
        self._spans = sorted(log.stopped_spans, key=lambda span: span.number)
        self._starts = list(accumulate((span.count for span in self._spans), initial=0))
        self.endResetModel()

    def spans_of(self, ranges: Sequence[tuple[int, int]]) -> list[Span]:
        """Return the places in the plan of ranges of rows (the end not included), in order."""
        found: list[Span] = []
        for begin, end in ranges:
            place = bisect_right(self._starts, begin) - 1
            while begin < end:
                span, offset = self._spans[place], begin - self._starts[place]
                count = min(end - begin, span.count - offset)
                found.append((span.number + offset, count))
                begin, place = begin + count, place + 1
        return found

    def rowCount(self, parent: AnyIndex = ROOT) -> int:
        """Return how many numbers there are."""
        return 0 if parent.isValid() else self._starts[-1]

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a number's sentence."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        ((number, _),) = self.spans_of([(index.row(), index.row() + 1)])
        return stopped_sentence(self._log, number, short=True)


class _StoppedView(EvenRowsView):
    """A plain list of them, painted row by row as they come into sight."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in sight."""
        theme, painter = current_theme(), QPainter(self.viewport())
        area, metrics = event.rect(), self.fontMetrics()
        for row in self._rows_between(area.top(), area.bottom()):
            index, place = self.model().index(row, 0), self._rect_of(row)
            if self.selectionModel().isSelected(index):
                painter.fillRect(place, theme.selection)
            if self.hasFocus() and row == self.currentIndex().row():
                painter.setPen(theme.accent)
                painter.drawRect(place.adjusted(0, 0, -1, -1))
            painter.setPen(theme.muted)
            words = place.adjusted(MARGIN_PX, 0, -MARGIN_PX, 0)
            right = Qt.TextElideMode.ElideRight
            told = metrics.elidedText(index.data(), right, words.width())
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, told)
        painter.end()

    def row_height(self) -> int:
        """Return how high every row is."""
        return round(self.fontMetrics().height() * ROW_LINES)


class StoppedList(QFrame):
    """The line and, when it is open, the list.

    Signals:
        again_requested: these numbers are to be squared after all, as spans of their places.
    """

    again_requested = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("stopped")
        self.model = StoppedModel()
        self.line = QToolButton(self)
        self.line.setProperty("kind", "disclosure")
        self.line.setCheckable(True)
        self.line.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.line.toggled.connect(self._open)
        self.view = _StoppedView(self.model, self)
        self.view.setAccessibleName(tr("Numbers left because you pressed Stop"))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setSelectionMode(EvenRowsView.SelectionMode.ExtendedSelection)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._open_menu)
        self._menu = ResultsMenu(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 2, 6, 2)
        layout.setSpacing(0)
        layout.addWidget(self.line, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.view, 1)
        self._open(False)
        self.hide()

    def set_log(self, log: Rows) -> None:
        """Show what a log says was left; nothing where nothing was."""
        self.line.setChecked(False)
        self.refresh(log)

    def refresh(self, log: Rows) -> None:
        """Show what it says now."""
        if log.stopped_numbers != self.model.rowCount():
            self.model.set_log(log)
        self.line.setText(
            tr_task_count(
                log.task,
                square=("{count} not squared: you pressed Stop",) * 2,
                give=("{count} not done: you pressed Stop",) * 2,
                count=log.stopped_numbers,
            )
        )
        self._may_try = log.finished is not None
        self._task = log.task
        self.setVisible(log.stopped_numbers > 0)

    def menu(self) -> ResultsMenu:
        """Return the list's menu, filled for what is selected now."""
        self._menu.clear()
        spans = self.model.spans_of(selected_ranges(self.view.selectionModel()))
        everything = self.model.spans_of([(0, self.model.rowCount())])
        self._menu.offer(
            tr_task(self._task, square="Square the selected ones", give="Run the selected ones"),
            lambda: self.again_requested.emit(spans),
            self._may_try and bool(spans),
        )
        self._menu.offer(
            tr_task(self._task, square="Square all of them", give="Run all of them"),
            lambda: self.again_requested.emit(everything),
            self._may_try,
        )
        return self._menu

    _may_try = True
    _task = SQUARE

    def _open(self, opened: bool) -> None:
        """Show or hide the list."""
        arrow = Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow
        self.line.setArrowType(arrow)
        self.view.setVisible(opened)
        self.view.setFixedHeight(self.view.row_height() * SHOWN_ROWS)

    def _open_menu(self, position: QPoint) -> None:
        self.menu().popup(self.view.viewport().mapToGlobal(position))
