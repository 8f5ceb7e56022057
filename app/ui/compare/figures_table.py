"""A chart's figures as a table: read by anybody, copied into a spreadsheet. GUI thread only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.ui.compare.charts import Cell, Table
from app.ui.parts.announcing import announce
from app.words import tr, tr_count

PADDING_LINES = 0.75
Index = QModelIndex | QPersistentModelIndex


class FiguresModel(QAbstractTableModel):
    """A table as Qt asks for it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.table = Table((), (), ())

    def set_table(self, table: Table) -> None:
        """Show another table."""
        self.beginResetModel()
        self.table = table
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.table.headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.table.rows[index.row()][index.column()].shown
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return what stands above a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.table.headings[section].shown
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        return None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        """Return how a column is aligned: the name and the row of times left, figures right."""
        is_figure = 0 < column < len(self.table.headings) - 1
        across = Qt.AlignmentFlag.AlignRight if is_figure else Qt.AlignmentFlag.AlignLeft
        return across | Qt.AlignmentFlag.AlignVCenter


class FiguresTable(QTableView):
    """Shows a table.

    Signals:
        row_chosen: Enter was pressed on a row, or it was double-clicked: which repetition.
    """

    row_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = FiguresModel(self)
        self.setModel(self._model)
        self.setAccessibleName(tr("Figures of the comparison"))
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.doubleClicked.connect(lambda index: self._choose(index.row()))
        self._fit()

    @property
    def table(self) -> Table:
        """Return what is shown."""
        return self._model.table

    def show_table(self, table: Table) -> None:
        """Show another table; the place in it stays, so that it can be read while it grows."""
        at = self.currentIndex().row(), self.currentIndex().column()
        self._model.set_table(table)
        self._fit_columns()
        if 0 <= at[0] < len(table.rows) and 0 <= at[1] < len(table.headings):
            self.setCurrentIndex(self._model.index(*at))

    def copied_text(self) -> str:
        """Return the selected rows, or all of them, as a spreadsheet takes them: with tabs."""
        chosen = sorted({index.row() for index in self.selectedIndexes()})
        table = self.table
        rows = [table.rows[row] for row in chosen or range(len(table.rows))]
        return "\n".join(_line(row) for row in [table.headings, *rows]) + "\n"

    def copy(self) -> None:
        """Put the selected rows, or all of them, on the clipboard."""
        text = self.copied_text()
        QGuiApplication.clipboard().setText(text)
        count = text.count("\n") - 1
        announce(self, tr_count("{count} row copied", "{count} rows copied", count))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, or choose a row."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        """Make rows as high as text needs."""
        line = self.fontMetrics().height()
        self.verticalHeader().setDefaultSectionSize(round(line * (1 + PADDING_LINES)))
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Make columns as wide as their words, with room between them."""
        self.resizeColumnsToContents()
        for column in range(self._model.columnCount()):
            self.setColumnWidth(column, self.columnWidth(column) + self.fontMetrics().height())

    def _choose(self, row: int) -> None:
        """Choose the repetition that stands for a row."""
        key = self.table.keys[row] if 0 <= row < len(self.table.keys) else None
        if key is not None:
            self.row_chosen.emit(key)


def _line(cells: Sequence[Cell]) -> str:
    """Return cells with tabs between them; what would begin another cell becomes a blank."""
    return "\t".join(" ".join(cell.copied.split()) for cell in cells)
