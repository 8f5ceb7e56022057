"""The list of results: what its rows and its emptiness look like, and its keys. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from app.ui.look.theme import current_theme
from app.ui.parts.plain import plain
from app.ui.results.delegate import ResultsDelegate
from app.ui.results.even_rows_view import EvenRowsView
from app.ui.results.model import AnyIndex, ResultsModel
from app.words import tr

EMPTY_MARGIN = 24
EMPTY_GAP = 4


class ResultsView(EvenRowsView):
    """The results, one row each.

    Signals:
        copy_requested: the keys for copying were pressed.
    """

    copy_requested = Signal()

    def __init__(self, model: ResultsModel, parent: QWidget | None = None) -> None:
        self._results = model
        self._delegate = ResultsDelegate(model)
        self._hovered = -1
        self._empty_words = ("", "")
        super().__init__(model, parent)
        self._delegate.setParent(self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(tr("Results"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.viewport().setMouseTracking(True)
        self.viewport().installEventFilter(self)

    def row_height(self) -> int:
        """Return how high every row is: it follows the text's size."""
        return self._delegate.row_height(self.font())

    def rowsInserted(self, parent: AnyIndex, start: int, end: int) -> None:
        """Make room; where something was printed for the first time, for all rows."""
        if self._delegate.last_row_height != self.row_height():
            self.viewport().update()
        super().rowsInserted(parent, start, end)

    def mark(self, text: str) -> None:
        """Mark this text wherever it stands in a row; nothing for an empty one."""
        self._delegate.wanted = text.casefold()
        self.viewport().update()

    def set_empty_words(self, title: str, explanation: str) -> None:
        """Choose what is said while there are no rows."""
        if self._empty_words != (title, explanation):
            self._empty_words = (title, explanation)
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy every selected row; Qt by itself would copy the one under the cursor."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Copy every selected row: what the Edit menu's Copy calls, by this name."""
        self.copy_requested.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that are in sight and need it."""
        painter = QPainter(self.viewport())
        try:
            self._delegate.theme = current_theme()
            if not self._results.rowCount():
                self._paint_empty(painter)
            self._paint_rows(painter, event.rect())
        finally:
            # An error on the way must not leave the painter open: Qt would not survive that.
            painter.end()

    def _paint_rows(self, painter: QPainter, area: QRect) -> None:
        """Paint the rows that touch a part of the viewport."""
        rows = self._rows_between(area.top(), area.bottom())
        if not rows:
            return
        from PySide6.QtWidgets import QStyle  # loading it takes long; no row, no need

        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        plain, focused = option.state, self.currentIndex().row() if self.hasFocus() else -1
        for row in rows:
            index = self._results.index(row, 0)
            option.rect, option.state = self._rect_of(row), plain
            if self.selectionModel().isSelected(index):
                option.state |= QStyle.StateFlag.State_Selected
            if row == self._hovered:
                option.state |= QStyle.StateFlag.State_MouseOver
            if row == focused:
                option.state |= QStyle.StateFlag.State_HasFocus
            self._delegate.paint(painter, option, index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep track of the row under the pointer, and tell what did not fit into it.

        A filter on the viewport rather than `viewportEvent`: with Python 3.11 PySide crashes if
        painting fails inside an event that Python code has passed on.
        """
        if watched is self.viewport():
            if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
                self._hover(self._row_at(event.position().toPoint().y()))
            elif event.type() == QEvent.Type.Leave:
                self._hover(-1)
            elif isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
                self._tell(event)
                return True
        return super().eventFilter(watched, event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Scroll; the pointer is on another row then."""
        self._hover(-1)
        super().scrollContentsBy(dx, dy)

    def changeEvent(self, event: QEvent) -> None:
        """Keep the same row at the top when the text's size changes."""
        before, bar = self._delegate.last_row_height, self.verticalScrollBar()
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            top = bar.value() / before if before else 0.0
            self.updateGeometries()
            bar.setValue(round(top * self.row_height()))

    def _tell(self, event: QHelpEvent) -> None:
        """Show a row's whole sentence where it did not fit."""
        index = self.indexAt(event.pos())
        if index.isValid() and self._delegate.is_shortened(self._option_of(index.row()), index):
            place = self.visualRect(index)
            QToolTip.showText(event.globalPos(), plain(index.data()), self, place)
        else:
            QToolTip.hideText()

    def _option_of(self, row: int) -> QStyleOptionViewItem:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = self._rect_of(row)
        return option

    def _hover(self, row: int) -> None:
        """Show the pointer on another row, or on none with -1."""
        if row != self._hovered:
            for changed in (row, self._hovered):
                if changed >= 0:
                    self.viewport().update(self._rect_of(changed))
            self._hovered = row

    def _paint_empty(self, painter: QPainter) -> None:
        """Say what will appear here."""
        theme, (title, explanation) = current_theme(), self._empty_words
        area = self.viewport().rect().adjusted(EMPTY_MARGIN, 0, -EMPTY_MARGIN, 0)
        middle = area.height() * 2 // 5
        upper = QRect(area.left(), 0, area.width(), middle - EMPTY_GAP)
        lower = area.adjusted(0, middle + EMPTY_GAP, 0, 0)
        words = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignHCenter
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        painter.setPen(theme.text)
        painter.drawText(upper, words | Qt.AlignmentFlag.AlignBottom, title)
        painter.setFont(self.font())
        painter.setPen(theme.muted)
        painter.drawText(lower, words | Qt.AlignmentFlag.AlignTop, explanation)
