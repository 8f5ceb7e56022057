"""Rows of small widgets and words, whose last words go below the others where it is narrow.

GUI thread only.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

WIDE_FROM_LINES = 44
"""The width from which everything stands side by side, in heights of a line."""

GAP_LINES = 0.8
ROW_GAP_PX = 4


class FoldingRows(QWidget):
    """Shows rows; each one's last widget takes what room there is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Sequence[QWidget]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(ROW_GAP_PX)
        self._wide = True

    def set_rows(self, rows: Sequence[Sequence[QWidget]]) -> None:
        """Show other rows; the old ones are gone."""
        for row in self._rows:
            for widget in row:
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self._rows = list(rows)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def _arrange(self) -> None:
        """Place everything anew where the width asks for it."""
        wide = self.width() >= WIDE_FROM_LINES * self.fontMetrics().height()
        if wide != self._wide:
            self._wide = wide
            self._place()

    def _place(self) -> None:
        """Put every widget where it belongs at this width."""
        line = self.fontMetrics().height()
        self._grid.setHorizontalSpacing(round(line * GAP_LINES))
        columns = max((len(row) for row in self._rows), default=1)
        for column in range(columns):
            last = column == columns - 1
            self._grid.setColumnStretch(column, int(last if self._wide else column == 0))
        for place, row in enumerate(self._rows):
            for column, widget in enumerate(row):
                self._put(widget, place, column, columns)

    def _put(self, widget: QWidget, place: int, column: int, columns: int) -> None:
        """Put one widget into its row, or below it."""
        if isinstance(widget, QLabel) and column == 0:
            widget.setWordWrap(not self._wide)
        if column == columns - 1 and not self._wide:
            self._grid.addWidget(widget, 2 * place + 1, 0, 1, columns)
        elif isinstance(widget, QLabel) and widget.wordWrap():
            self._grid.addWidget(widget, 2 * place, column)
        else:
            self._grid.addWidget(widget, 2 * place, column, Qt.AlignmentFlag.AlignTop)
        widget.show()  # at once; the layout alone would do so later, and the page would jump


def words(text: str, kind: str = "", *, bold: bool = False) -> QLabel:
    """Return a label that can be copied from, and wraps where it steps back.

    Args:
        text: what it says.
        kind: how it looks; empty for plain.
        bold: whether it is a figure or a heading.
    """
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if kind:
        label.setProperty("kind", kind)
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    if bold:
        font = QFont(label.font())
        font.setWeight(QFont.Weight.DemiBold)
        label.setFont(font)
    return label
