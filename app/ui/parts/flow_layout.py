"""A layout that sets its items side by side and wraps, as words in a paragraph. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Rows of items at their preferred size; what no longer fits goes to the next row.

    Args:
        parent: the widget it lays out.
        gap_x: between neighbours, in device-independent pixels.
        gap_y: between rows.
    """

    def __init__(self, parent: QWidget | None = None, gap_x: int = 0, gap_y: int = 0) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap_x, self._gap_y = gap_x, gap_y
        self._heights: dict[int, int] = {}
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item in, as the last one."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Give an item away, or None beyond the last."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Never ask for more room than needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that a narrower layout is a taller one."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height all rows need at this width."""
        if width not in self._heights:
            self._heights[width] = self._lay_out(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Forget the heights: an item has changed."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Put every item in its place."""
        super().setGeometry(rect)
        self._lay_out(rect, move=True)

    def sizeHint(self) -> QSize:
        """Return the size of one single row."""
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        gaps = self._gap_x * max(0, len(shown) - 1)
        width = sum(size.width() for size in shown) + gaps
        return self._grown(QSize(width, max((size.height() for size in shown), default=0)))

    def minimumSize(self) -> QSize:
        """Return the size of the largest item: narrower than that something would be cut off."""
        size = QSize()
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return self._grown(size)

    def _grown(self, size: QSize) -> QSize:
        """Return a size with the margins around it."""
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _lay_out(self, rect: QRect, *, move: bool) -> int:
        """Go through the items row by row; return the height, margins included."""
        margins = self.contentsMargins()
        inner = rect.marginsRemoved(margins)
        x, y, row_height = inner.x(), inner.y(), 0
        row: list[tuple[QLayoutItem, int, QSize]] = []
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            size.setWidth(min(size.width(), max(inner.width(), item.minimumSize().width())))
            if item.hasHeightForWidth():
                size.setHeight(item.heightForWidth(size.width()))
            if row and x + size.width() > inner.right() + 1:
                self._place(row, y, row_height, move=move)
                x, y, row_height, row = inner.x(), y + row_height + self._gap_y, 0, []
            row.append((item, x, size))
            x += size.width() + self._gap_x
            row_height = max(row_height, size.height())
        self._place(row, y, row_height, move=move)
        return y + row_height - rect.y() + margins.bottom()

    @staticmethod
    def _place(
        row: list[tuple[QLayoutItem, int, QSize]], y: int, height: int, *, move: bool
    ) -> None:
        """Centre a row's items on one line."""
        if move:
            for item, x, size in row:
                item.setGeometry(QRect(QPoint(x, y + (height - size.height()) // 2), size))
