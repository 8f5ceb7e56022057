"""Paints what a finding is about: a crossing between two amounts, or the best. GUI thread only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from app.ui.compare.axes import Across
from app.ui.compare.charts import Mark
from app.ui.compare.curve_looks import CurveLook
from app.ui.compare.drawing import CENTRE, LEFT, RIGHT, bold, line_px, width_px, write
from app.ui.look.theme import Theme

MARK_LINES = 1.7
PILL_LINES = 1.35
GROUND = 0.14
LEAST_BAND_PX = 2.0
CAP_PX = 5.0


def paint_marks(
    painter: QPainter, theme: Theme, marks: Sequence[Mark], axis: Across, plot: QRectF
) -> None:
    """Paint behind the curves where each finding was measured."""
    for mark in _told(marks):
        left, right = axis.x(mark.low), axis.x(mark.high)
        ground = QColor(theme.accent)
        ground.setAlphaF(GROUND)
        if right - left >= LEAST_BAND_PX:
            painter.fillRect(QRectF(left, plot.top(), right - left, plot.height()), ground)
        painter.setPen(QPen(theme.accent, 1.2, Qt.PenStyle.DotLine))
        for x in {left, right}:
            painter.drawLine(QLineF(x, plot.top(), x, plot.bottom()))


def paint_mark_words(
    painter: QPainter,
    theme: Theme,
    font: QFont,
    marks: Sequence[Mark],
    axis: Across,
    plot: QRectF,
) -> None:
    """Write above the curves what each finding is, as far as there is room."""
    line, strong = line_px(font), bold(font)
    free = plot.left()
    for mark in sorted(_told(marks), key=lambda mark: mark.low):
        middle = (axis.x(mark.low) + axis.x(mark.high)) / 2
        width = width_px(strong, mark.words) + line * 1.1
        left = max(free, min(middle - width / 2, plot.right() - width))
        if left + width > plot.right() + line:
            continue  # the sentence and the table tell it
        pill = QRectF(left, plot.top() - line * (PILL_LINES + 0.2), width, line * PILL_LINES)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.accent)
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        write(painter, pill, mark.words, strong, theme.accent_text, CENTRE)
        _paint_winners(painter, theme, font, mark, pill, free, plot.right())
        free = pill.right() + line * 0.4


def paint_lesser_marks(
    painter: QPainter,
    marks: Sequence[Mark],
    looks: Sequence[CurveLook],
    axis: Across,
    y: float,
) -> None:
    """Paint the crossings of the other curves as brackets on the level that they cross."""
    for mark in marks:
        if mark.curve is None:
            continue
        left, right = axis.x(mark.low), axis.x(mark.high)
        painter.setPen(QPen(looks[mark.curve].colour, 3))
        painter.drawLine(QLineF(left, y, right, y))
        for x in (left, right):
            painter.drawLine(QLineF(x, y - CAP_PX, x, y + CAP_PX))


def _told(marks: Sequence[Mark]) -> list[Mark]:
    """Return the marks that are told in full height."""
    return [mark for mark in marks if mark.curve is None]


def _paint_winners(
    painter: QPainter,
    theme: Theme,
    font: QFont,
    mark: Mark,
    pill: QRectF,
    free: float,
    end: float,
) -> None:
    """Write who wins on either side of a mark, where there is room for all of it."""
    gap = line_px(font) * 0.5
    before, after = width_px(font, mark.before), width_px(font, mark.after)
    if mark.before and pill.left() - gap - before >= free:
        room = QRectF(pill.left() - gap - before, pill.top(), before, pill.height())
        write(painter, room, mark.before, font, theme.muted, RIGHT)
    if mark.after and pill.right() + gap + after <= end:
        room = QRectF(pill.right() + gap, pill.top(), after, pill.height())
        write(painter, room, mark.after, font, theme.selection_text, LEFT)
