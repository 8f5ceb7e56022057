"""The card of a kept run: its name, how it was done, how long it took, its timeline in small.

GUI thread only.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.engine.analysis.phases import PhaseKind
from app.engine.storage.library import KeptRun
from app.engine.storage.small_timeline import PHASES, WIDTH, Picture
from app.ui.look.theme import Theme, current_theme
from app.ui.look.worker_colours import style_of
from app.ui.runs.card_words import facts_of, title_of, trouble_of, way_of

Index = QModelIndex | QPersistentModelIndex

RUN_ROLE = Qt.ItemDataRole.UserRole
SHOWN_ROLE = Qt.ItemDataRole.UserRole + 1

PADDING_LINES = 0.45
PICTURE_LINES = 1.5
GAP_LINES = 0.3
STRIPE_PX = 4
ROUND_PX = 6
MOST_LANE_PX = 8.0
LEAST_BAR_PX = 1.5
PALE = 0.45
LONGEST_NAME = 200


class RunCard(QStyledItemDelegate):
    """Paints cards, and lets a name be typed in its place."""

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return a card's size: all are of one height."""
        line = option.fontMetrics.height()
        lines = 3 + PICTURE_LINES + 2 * PADDING_LINES + 2 * GAP_LINES
        return QSize(line * 14, round(line * lines))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a card."""
        run, theme = index.data(RUN_ROLE), current_theme()
        if not isinstance(run, KeptRun):
            return
        state, flags = option.state, QStyle.StateFlag
        chosen = bool(state & flags.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(option.rect).adjusted(4, 2, -4, -2)
        hovered = bool(state & flags.State_MouseOver)
        ground = theme.selection if chosen else theme.hover if hovered else theme.card
        painter.setPen(theme.accent if state & flags.State_HasFocus else theme.border)
        painter.setBrush(ground)
        painter.drawRoundedRect(card, ROUND_PX, ROUND_PX)
        if index.data(SHOWN_ROLE):
            stripe = QRectF(card.left(), card.top() + ROUND_PX, STRIPE_PX, card.height())
            painter.fillRect(stripe.adjusted(0, 0, 0, -2 * ROUND_PX), theme.accent)
        self._paint_words(painter, option, run, theme)
        painter.restore()

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index
    ) -> QWidget:
        """Return a field for the name."""
        field = QLineEdit(parent)
        field.setMaxLength(LONGEST_NAME)
        return field

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        """Put the field where the name stands."""
        lines = self._lines(option)
        editor.setGeometry(lines[0].adjusted(-4, -6, 4, 6))

    @staticmethod
    def _lines(option: QStyleOptionViewItem) -> list[QRect]:
        """Return the places of the three lines of words and of the picture."""
        line = option.fontMetrics.height()
        area = option.rect.adjusted(4, 2, -4, -2)
        side, top = round(line * 0.7), area.top() + round(line * PADDING_LINES)
        left, width = area.left() + side, area.width() - 2 * side
        heights = (line, line, line, round(line * PICTURE_LINES))
        places = []
        for place, height in enumerate(heights):
            if place in (1, 3):
                top += round(line * GAP_LINES)
            places.append(QRect(left, top, width, height))
            top += height
        return places

    def _paint_words(
        self, painter: QPainter, option: QStyleOptionViewItem, run: KeptRun, theme: Theme
    ) -> None:
        """Paint what a card says, and its picture."""
        name, way, facts, picture = self._lines(option)
        bold = QFont(option.font)
        bold.setWeight(QFont.Weight.DemiBold)
        trouble = trouble_of(run)
        if trouble:
            width = QFontMetrics(option.font).horizontalAdvance(trouble)
            painter.setFont(option.font)
            painter.setPen(theme.muted if run.stopped else theme.error)
            painter.drawText(name, Qt.AlignmentFlag.AlignRight, trouble)
            name = name.adjusted(0, 0, -width - 8, 0)
        _write(painter, bold, theme.text, name, title_of(run))
        note = " ".join(run.note.split())
        _write(painter, option.font, theme.text, way, way_of(run))
        words = facts_of(run, datetime.now().astimezone())
        _write(painter, option.font, theme.muted, facts, f"{words} · {note}" if note else words)
        paint_small_timeline(painter, QRectF(picture), run.picture, theme)


def paint_small_timeline(painter: QPainter, area: QRectF, picture: Picture, theme: Theme) -> None:
    """Paint a kept run's timeline, a lane under the other, in the workers' colours."""
    if not picture:
        return
    lane_px = min(MOST_LANE_PX, area.height() / len(picture))
    scale = area.width() / (WIDTH + 1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for lane, bars in enumerate(picture):
        top = area.top() + lane * lane_px
        height = max(1.0, lane_px * 0.8)
        for begin, end, code in bars:
            colour = _colour_of(PHASES[code], lane, theme)
            if colour is None:
                continue
            width = max(LEAST_BAR_PX, (end - begin) * scale)
            painter.fillRect(QRectF(area.left() + begin * scale, top, width, height), colour)
    painter.restore()


def _colour_of(kind: PhaseKind, worker: int, theme: Theme) -> QColor | None:
    """Return a phase's colour; none while a worker waits."""
    if kind is PhaseKind.WAITING:
        return None
    if kind is PhaseKind.STARTING:
        return theme.hatch
    colour = QColor(style_of(worker, theme).fill)
    if kind is not PhaseKind.WORKING:
        colour.setAlphaF(PALE)
    return colour


def _write(painter: QPainter, font: QFont, colour: QColor, place: QRect, words: str) -> None:
    """Write words into a line, with dots at their end where they do not fit."""
    painter.setFont(font)
    painter.setPen(colour)
    shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
