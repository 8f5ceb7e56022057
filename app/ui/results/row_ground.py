"""What is behind a row of results: selection, pointer, cursor. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from app.ui.look.theme import Theme

CURRENT_EDGE = 1.5
SELECTED_EDGE = 3


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> None:
    """Paint what is behind the words: selection, pointer, the cursor's outline, a hairline."""
    area = QRectF(option.rect)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(area, theme.selection)
        edge = QRectF(area.left(), area.top(), SELECTED_EDGE, area.height())
        painter.fillRect(edge, theme.accent)
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(area, theme.hover)
    painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), theme.border)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if option.state & QStyle.StateFlag.State_HasFocus:
        inset = CURRENT_EDGE / 2 + 1
        painter.setPen(QPen(theme.accent, CURRENT_EDGE))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset - 1), 4, 4)
