"""How one result looks: its number of arrival, the sentence, the worker's pill, the time.

GUI thread only. It paints straight from the log, because fetching the parts of a row one by one
through the model's roles would cost more than the painting.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.ui.look.theme import Theme, current_theme
from app.ui.results.model import AnyIndex, ResultsModel
from app.ui.results.row_words import RowFonts, RowWords, printed_words, row_words
from app.ui.results.worker_pills import WorkerPills

MARGIN_EM = 0.85
MARK_EM = 0.95
PILL_HEIGHT_EM = 1.3
SMALLEST_LARGEST = 10
MARK_OPACITY = 0.35
UPPER_PART = 0.5
LOWER_GAP_PX = 3
NAME_MARK_PX = 10
PRINTED_RISE_PX = 4
"""What was printed stands close to its sentence."""
ALIGN_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class ResultsDelegate(QStyledItemDelegate):
    """Paints the rows of the results list.

    Attributes:
        theme: the colours; the view sets them before it paints, since asking for each row is slow.
        wanted: text to be marked in rows, casefolded; empty for none.
    """

    def __init__(self, model: ResultsModel) -> None:
        super().__init__()
        self._model = model
        self._fonts: RowFonts | None = None
        self._painted_height = 0
        self._pills = WorkerPills()
        self.wanted = ""
        self.theme = current_theme()

    @cached_property
    def _paint_ground(self) -> Callable[[QPainter, QStyleOptionViewItem, Theme], None]:
        """Return what paints a row's ground; an empty list does without all that it loads."""
        from app.ui.results.row_ground import paint_ground

        return paint_ground

    @property
    def last_row_height(self) -> int:
        """Return the height of rows as they were painted last, 0 before."""
        return self._painted_height

    def row_height(self, font: QFont) -> int:
        """Return how high every row is when the view has this font."""
        fonts = self._fonts_for(font)
        return fonts.height + (fonts.printed_height if self._model.log.has_printed else 0)

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:  # noqa: ARG002
        """Return the same size for every row."""
        return QSize(option.rect.width(), self.row_height(option.font))

    def is_shortened(self, option: QStyleOptionViewItem, index: AnyIndex) -> bool:
        """Return whether the row, as it is painted, does not show its whole sentence."""
        fonts, log_row = self._fonts_for(option.font), self._model.log_row(index.row())
        room = self._room(option, fonts, log_row)
        return row_words(self._model.log, log_row, room.width(), fonts).shortened

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Paint a row."""
        theme, fonts = self.theme, self._fonts_for(option.font)
        log, log_row = self._model.log, self._model.log_row(index.row())
        self._paint_ground(painter, option, theme)
        self._painted_height = option.rect.height()
        room = self._room(option, fonts, log_row)
        if log.has_printed:
            lower = QRectF(room)
            room.setBottom(room.bottom() - fonts.printed_height)
            if printed := printed_words(log, log_row, room.width(), fonts):
                lower.setTop(room.bottom() - PRINTED_RISE_PX)
                painter.setFont(fonts.side)
                painter.setPen(theme.muted)
                painter.drawText(lower, Qt.AlignmentFlag.AlignTop, printed)
            else:  # nothing below: the words take the middle
                room = lower
        words = row_words(log, log_row, room.width(), fonts)
        upper = QRectF(room)
        if words.below:
            upper.setHeight(room.height() * UPPER_PART)
        painter.setFont(fonts.side)
        painter.setPen(theme.muted)
        number = room.adjusted(MARGIN_EM * fonts.em - room.left(), 0, 0, 0)
        painter.drawText(number, ALIGN_MIDDLE, f"{self._model.place_of(log_row):,}")
        painter.drawText(upper, ALIGN_MIDDLE | Qt.AlignmentFlag.AlignRight, words.side)
        painter.setFont(fonts.line if words.small else fonts.sentence)
        if self.wanted:
            metrics = fonts.line_metrics if words.small else fonts.sentence_metrics
            _paint_marks(painter, upper, words, metrics, self.wanted, theme)
        painter.setPen(theme.error if words.failed else theme.text)
        painter.drawText(upper, ALIGN_MIDDLE, words.sentence)
        if words.failed:
            mark = MARK_EM * fonts.em
            middle = QPointF(room.left() - fonts.gap / 2 - mark / 2, room.center().y())
            _paint_failure_mark(painter, middle, mark, theme)
        else:
            pill = self._pill_place(painter, room, upper, words, fonts)
            worker = log.first_worker + log.row_worker[log_row]
            self._pills.paint(painter, pill, words.pill, worker, theme, fonts.pill)

    @staticmethod
    def _pill_place(
        painter: QPainter, room: QRectF, upper: QRectF, words: RowWords, fonts: RowFonts
    ) -> QRectF:
        """Return where the name goes: after the sentence, or below it behind a word."""
        if not words.below:
            height = min(PILL_HEIGHT_EM * fonts.em, room.height() - 4)
            left, top = words.sentence_width + fonts.gap, room.center().y() - height / 2
            return QRectF(room.left() + left, top, words.pill_width, height)
        lower = QRectF(room.left(), upper.bottom(), room.width(), room.bottom() - upper.bottom())
        painter.drawText(lower.adjusted(0, 0, 0, -LOWER_GAP_PX), ALIGN_MIDDLE, words.by)
        left = fonts.line_metrics.horizontalAdvance(words.by) + fonts.gap / 2
        width = min(words.pill_width, room.width() - left)
        return QRectF(lower.left() + left, lower.top(), width, lower.height() - LOWER_GAP_PX)

    def _room(self, option: QStyleOptionViewItem, fonts: RowFonts, log_row: int) -> QRectF:
        """Return the room for sentence, pill and time."""
        margin = MARGIN_EM * fonts.em
        largest = max(len(self._model.log.numbers), SMALLEST_LARGEST)
        left = margin + fonts.number_width(largest) + fonts.gap
        if not self._model.log.is_done(log_row):
            left += MARK_EM * fonts.em + fonts.gap / 2
        return QRectF(option.rect).adjusted(left, 0, -margin, 0)

    def _fonts_for(self, font: QFont) -> RowFonts:
        """Return the fonts of a row, made anew only when the view's font has changed."""
        if self._fonts is None or self._fonts.font != font:
            self._fonts = RowFonts(QFont(font))
        return self._fonts


def _paint_marks(
    painter: QPainter,
    room: QRectF,
    words: RowWords,
    metrics: QFontMetricsF,
    wanted: str,
    theme: Theme,
) -> None:
    """Paint a ground behind the text that is looked for, and behind the name if it is there."""
    ground = QColor(theme.warning)
    ground.setAlphaF(MARK_OPACITY)
    lines = words.sentence.split("\n")
    top = room.center().y() - metrics.lineSpacing() * len(lines) / 2
    for number, line in enumerate(lines):
        place = line.casefold().find(wanted)
        if place >= 0:
            left = room.left() + metrics.horizontalAdvance(line[:place])
            width = metrics.horizontalAdvance(line[place : place + len(wanted)])
            y = top + number * metrics.lineSpacing()
            painter.fillRect(QRectF(left, y, width, metrics.lineSpacing()), ground)
    if wanted in words.pill.casefold():
        left, height = room.left() + words.sentence_width, room.height() * 0.8
        top = room.center().y() - height / 2
        painter.fillRect(QRectF(left, top, words.pill_width + 2 * NAME_MARK_PX, height), ground)


def _paint_failure_mark(painter: QPainter, middle: QPointF, size: float, theme: Theme) -> None:
    """Paint a triangle with an exclamation mark, so that not only colour tells a failure."""
    half = size / 2
    triangle = QPainterPath(QPointF(middle.x(), middle.y() - half))
    triangle.lineTo(middle.x() + half * 1.1, middle.y() + half * 0.85)
    triangle.lineTo(middle.x() - half * 1.1, middle.y() + half * 0.85)
    triangle.closeSubpath()
    painter.setPen(QPen(theme.error, 1.5, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(theme.error)
    painter.drawPath(triangle)
    painter.setPen(QPen(theme.card, max(1.2, size * 0.11), c=Qt.PenCapStyle.RoundCap))
    painter.drawLine(
        QPointF(middle.x(), middle.y() - half * 0.25), QPointF(middle.x(), middle.y() + half * 0.25)
    )
    painter.drawPoint(QPointF(middle.x(), middle.y() + half * 0.58))
