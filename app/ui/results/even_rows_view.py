"""A list view whose rows all have one height, quick with a million of them. GUI thread only.

`QListView` lays out all its rows again at every insert, which takes seconds at a million. Where
every row has one height, where it is follows from its number alone: every question that Qt's view
code asks about geometry is answered here by arithmetic, and Qt's own layout is never computed. An
insert costs the same at row 5 and at row 1,000,000; painting costs what is in sight.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from app.ui.results.model import AnyIndex

CursorAction = QAbstractItemView.CursorAction
ScrollHint = QAbstractItemView.ScrollHint


class EvenRowsView(QListView):
    """A `QListView` whose geometry is arithmetic; how a row looks is up to its subclass."""

    def __init__(self, model: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = model
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setModel(model)

    def row_height(self) -> int:
        """Return how high every row is, in device-independent pixels."""
        return self.fontMetrics().height()

    def rows_in_sight(self) -> range:
        """Return the rows of the list of which at least a part can be seen."""
        return self._rows_between(0, self.viewport().height() - 1)

    def follows_the_tail(self) -> bool:
        """Return whether the last row is in sight, so that new ones are to be too."""
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum()

    # What Qt asks about geometry.

    def visualRect(self, index: AnyIndex) -> QRect:
        """Return where a row is, in the viewport's coordinates."""
        return self._rect_of(index.row()) if index.isValid() else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the row at a point of the viewport."""
        return self._list.index(self._row_at(point.y()), 0)

    def horizontalOffset(self) -> int:
        """Return 0: rows are as wide as the view."""
        return 0

    def verticalOffset(self) -> int:
        """Return how far the list is scrolled, in pixels."""
        return self.verticalScrollBar().value()

    def doItemsLayout(self) -> None:
        """Do without a layout."""
        self.updateGeometries()
        self.viewport().update()

    def updateGeometries(self) -> None:
        """Fit the scroll bar to the number of rows."""
        height, bar = self.viewport().height(), self.verticalScrollBar()
        bar.setSingleStep(self.row_height())
        bar.setPageStep(height)
        bar.setRange(0, max(0, self._list.rowCount() * self.row_height() - height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the last row in sight if it was scrolled to."""
        follow = self.follows_the_tail() and self.verticalOffset() > 0
        self.updateGeometries()
        QAbstractItemView.resizeEvent(self, event)
        if follow:
            self.scrollToBottom()

    def rowsInserted(self, parent: AnyIndex, start: int, end: int) -> None:  # noqa: ARG002
        """Make room: follow the tail, or keep what is in sight where it is."""
        bar, follow = self.verticalScrollBar(), self.follows_the_tail()
        above = bar.value() > start * self.row_height()
        self.updateGeometries()
        if follow:
            bar.setValue(bar.maximum())
        elif above:
            bar.setValue(bar.value() + (end - start + 1) * self.row_height())
            self.viewport().update()
        changed = self._rect_of(start)
        changed.setBottom(self.viewport().height())
        self.viewport().update(changed)

    def rowsAboutToBeRemoved(self, parent: AnyIndex, start: int, end: int) -> None:
        """Let the current row move out of the way; there is no layout to take back."""
        QAbstractItemView.rowsAboutToBeRemoved(self, parent, start, end)
        self.scheduleDelayedItemsLayout()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move the picture; only what comes into sight is painted."""
        self.viewport().scroll(dx, dy)

    def scrollTo(self, index: AnyIndex, hint: ScrollHint = ScrollHint.EnsureVisible) -> None:
        """Bring a row into sight."""
        if not index.isValid():
            return
        bar, height = self.verticalScrollBar(), self.viewport().height()
        top = index.row() * self.row_height()
        bottom = top + self.row_height() - height
        if hint == ScrollHint.PositionAtCenter:
            bar.setValue((top + bottom) // 2)
        elif hint == ScrollHint.PositionAtTop or top < bar.value():
            bar.setValue(top)
        elif hint == ScrollHint.PositionAtBottom or bottom > bar.value():
            bar.setValue(min(top, bottom))

    def _rect_of(self, row: int) -> QRect:
        height = self.row_height()
        return QRect(0, row * height - self.verticalOffset(), self.viewport().width(), height)

    def _row_at(self, y: int) -> int:
        """Return the row at a height of the viewport, or -1 below the last one."""
        row = (y + self.verticalOffset()) // self.row_height()
        return row if 0 <= row < self._list.rowCount() else -1

    def _rows_between(self, top: int, bottom: int) -> range:
        """Return the rows that touch a stretch of the viewport, given by its first and last y."""
        height, offset = self.row_height(), self.verticalOffset()
        begin = max(0, (top + offset) // height)
        return range(begin, max(begin, min((bottom + offset) // height + 1, self._row_count())))

    def _row_count(self) -> int:
        return self._list.rowCount()

    # Moving and selecting.

    def moveCursor(
        self,
        action: CursorAction,
        modifiers: Qt.KeyboardModifier,  # noqa: ARG002
    ) -> QModelIndex:
        """Return the row an arrow key, Page Up, Home and so on leads to."""
        count, current = self._row_count(), self.currentIndex().row()
        if count == 0:
            return QModelIndex()
        page = max(1, self.viewport().height() // self.row_height() - 1)
        steps = {
            CursorAction.MoveUp: -1,
            CursorAction.MovePrevious: -1,
            CursorAction.MoveDown: 1,
            CursorAction.MoveNext: 1,
            CursorAction.MovePageUp: -page,
            CursorAction.MovePageDown: page,
            CursorAction.MoveHome: -count,
            CursorAction.MoveEnd: count,
        }
        row = max(current, 0) + steps.get(action, 0)
        if current < 0 and action not in (CursorAction.MoveEnd, CursorAction.MovePageDown):
            row = 0
        return self._list.index(max(0, min(row, count - 1)), 0)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select the rows a rectangle of the viewport touches."""
        rect = rect.normalized()
        rows = self._rows_between(rect.top(), rect.bottom())
        self.selectionModel().select(self._selection_of(rows), command)

    def selectAll(self) -> None:
        """Select every row, as one range."""
        rows = self._selection_of(range(self._row_count()))
        self.selectionModel().select(rows, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:  # noqa: ARG002
        """Return all that is in sight: telling rows apart would cost more than it saves."""
        return QRegion(self.viewport().rect())

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Tell screen readers which row the cursor is on; Qt would look for it in its layout."""
        QAbstractItemView.currentChanged(self, current, previous)
        if current.isValid() and self.hasFocus():
            self._announce("Focus", current.row())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell screen readers what is selected; Qt would list every row of it first."""
        QAbstractItemView.selectionChanged(self, selected, deselected)
        if not selected.isEmpty():
            self._announce("SelectionAdd", selected.first().top())
        if not deselected.isEmpty():
            self._announce("SelectionRemove", deselected.first().top())

    def _announce(self, what: str, row: int) -> None:
        """Send screen readers, if there are any, an event about a row.

        Args:
            what: the name of a `QAccessible.Event`.
            row: its place.
        """
        from PySide6.QtGui import QAccessible, QAccessibleEvent  # takes long; no row, no need

        if QAccessible.isActive():
            event = QAccessibleEvent(self, QAccessible.Event[what])
            event.setChild(row)
            QAccessible.updateAccessibility(event)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: looking through a million rows for a letter would freeze the window."""

    def _selection_of(self, rows: range) -> QItemSelection:
        if not rows:
            return QItemSelection()
        return QItemSelection(self._list.index(rows[0], 0), self._list.index(rows[-1], 0))
