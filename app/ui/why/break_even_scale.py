"""The break-even on a scale of work per number, each step ten times the last. GUI thread only."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.engine.telling.durations import duration_text
from app.ui.look.theme import current_theme
from app.words import tr

if TYPE_CHECKING:
    from app.engine.telling.explanation import Scale

CAPTION_LINES = 1.1
WORDS_LINES = 1.15
TRACK_LINES = 0.5
TICKS_LINES = 1.0
LEAST_POWERS = 3
"""The scale spans at least so many tenfold steps."""

ROOM_BELOW, ROOM_ABOVE = 0.5, 1.2
"""So many steps are left free beside what is marked."""

SHORTEST_NS = 1_000
GAP_LINES = 0.4
LEAST_PX = 9
"""Letters never become smaller."""

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


class BreakEvenScale(QWidget):
    """Shows from how much work per number on sharing out pays, and how much this run had."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale: Scale | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Break-even"))

    @property
    def told(self) -> str:
        """Return the scale in words, empty for none."""
        scale = self._scale
        if scale is None:
            return ""
        from app.engine.telling.explanation import scale_words  # it has made the scale

        return scale_words(scale)

    def show_scale(self, scale: Scale | None) -> None:
        """Show a break-even, or nothing."""
        self._scale = scale
        self.setAccessibleDescription(self.told)
        self.setToolTip(self.told)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of its lines."""
        line = self.fontMetrics().height()
        lines = CAPTION_LINES + WORDS_LINES + TRACK_LINES + TICKS_LINES
        return QSize(line * 20, ceil(line * lines))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which nothing could be read."""
        return QSize(self.fontMetrics().height() * 14, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.updateGeometry()
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint caption, words, track and ticks."""
        if self._scale is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = float(self.fontMetrics().height())
        top = self._paint_caption(painter, self._scale, line)
        mark_x = self._x(self._scale, self._scale.mark)
        self._paint_words(painter, self._scale, mark_x, QRectF(0, top, self.width(), line))
        track = QRectF(0, top + line * WORDS_LINES, self.width(), line * TRACK_LINES)
        self._paint_track(painter, self._scale, track, mark_x)
        self._paint_ticks(painter, self._scale, track.bottom(), line)
        painter.end()

    def _paint_caption(self, painter: QPainter, scale: Scale, line: float) -> float:
        """Write what the scale is of and what this run had; returns where the next line begins."""
        theme = current_theme()
        rect = QRectF(0, 0, self.width(), line)
        painter.setFont(self.font())
        painter.setPen(theme.muted)
        painter.drawText(rect, LEFT, scale.caption)
        if scale.own_words:
            metrics = QFontMetricsF(self.font())
            size = line * TRACK_LINES
            words = metrics.horizontalAdvance(scale.own_words)
            painter.drawText(rect, RIGHT, scale.own_words)
            centre = QPointF(rect.right() - words - size, rect.center().y())
            self._paint_own(painter, centre, size)
        return line * CAPTION_LINES

    def _paint_words(self, painter: QPainter, scale: Scale, x: float, rect: QRectF) -> None:
        """Write who wins on which side of the mark."""
        theme = current_theme()
        pieces = (
            (tr("{who} ←", who=scale.below), QFont.Weight.Normal, theme.text),
            (scale.mark_words, QFont.Weight.DemiBold, theme.text),
            (tr("→ {who}", who=scale.above), QFont.Weight.Normal, theme.accent),
        )
        fonts = [_weighed(self.font(), weight) for _, weight, _ in pieces]
        words = [piece[0] for piece in pieces]
        shrunk, places = words_between(words, fonts, x, rect)
        for word, font, place, (_, _, colour) in zip(words, shrunk, places, pieces, strict=True):
            painter.setFont(font)
            painter.setPen(colour)
            painter.drawText(place.adjusted(0, 0, 2, 0), LEFT, word)

    def _paint_track(self, painter: QPainter, scale: Scale, track: QRectF, x: float) -> None:
        """Paint the scale, coloured where sharing out pays, with the mark and this run's dot."""
        theme = current_theme()
        pays = QColor(theme.accent)
        pays.setAlphaF(0.55)
        inner = track.adjusted(0, track.height() * 0.2, 0, -track.height() * 0.2)
        radius = inner.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.edge)
        painter.drawRoundedRect(inner, radius, radius)
        painter.save()
        painter.setClipRect(QRectF(x, track.top(), track.width(), track.height()))
        painter.setBrush(theme.card)
        painter.drawRoundedRect(inner, radius, radius)
        painter.setBrush(pays)
        painter.drawRoundedRect(inner, radius, radius)
        painter.restore()
        painter.fillRect(QRectF(x - 1.5, track.top() - 2, 3, track.height() + 4), theme.text)
        if scale.own is not None:
            size = track.height()
            own_x = self._x(scale, scale.own)
            own_x = max(size / 2, min(own_x, track.width() - size / 2))
            self._paint_own(painter, QPointF(own_x, track.center().y()), size)

    def _paint_own(self, painter: QPainter, centre: QPointF, size: float) -> None:
        """Paint the dot that stands for this run."""
        theme = current_theme()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.card)
        painter.drawEllipse(centre, size * 0.62, size * 0.62)
        painter.setBrush(theme.accent)
        painter.drawEllipse(centre, size * 0.45, size * 0.45)

    def _paint_ticks(self, painter: QPainter, scale: Scale, top: float, line: float) -> None:
        """Write round lengths below the scale."""
        painter.setFont(self.font())
        painter.setPen(current_theme().muted)
        metrics = QFontMetricsF(self.font())
        low, high = self._powers(scale)
        end = -1.0
        for power in range(ceil(low), floor(high) + 1):
            words = duration_text(round(10**power))
            width = metrics.horizontalAdvance(words)
            left = self._x(scale, round(10**power)) - width / 2
            left = max(0.0, min(left, self.width() - width))
            if left > end:
                painter.drawText(QRectF(left, top, width + 2, line), CENTRE, words)
                end = left + width + line * 0.6

    def _x(self, scale: Scale, ns: int) -> float:
        """Return where a length lies."""
        low, high = self._powers(scale)
        part = (log10(max(SHORTEST_NS, ns)) - low) / (high - low)
        return self.width() * max(0.0, min(1.0, part))

    def _powers(self, scale: Scale) -> tuple[float, float]:
        """Return the powers of ten, in nanoseconds, between which the scale lies."""
        marked = [max(SHORTEST_NS, scale.mark)]
        if scale.own is not None:
            marked.append(max(SHORTEST_NS, scale.own))
        low, high = log10(min(marked)) - ROOM_BELOW, log10(max(marked)) + ROOM_ABOVE
        missing = max(0.0, LEAST_POWERS - (high - low))
        low = max(log10(SHORTEST_NS), low - missing / 2)
        return low, max(high, low + LEAST_POWERS)


def _weighed(font: QFont, weight: QFont.Weight) -> QFont:
    """Return a font in another weight."""
    changed = QFont(font)
    changed.setWeight(weight)
    return changed


def words_between(
    words: Sequence[str], fonts: Sequence[QFont], x: float, rect: QRectF
) -> tuple[list[QFont], list[QRectF]]:
    """Return where three words stand, the second about a mark, and their fonts.

    Where there is too little room, as beside a panel, letters become smaller: words that are cut
    off would no longer say who wins.

    Args:
        words: from left to right.
        fonts: theirs.
        x: where the mark is.
        rect: the room there is.
    """

    def widths_in(used: Sequence[QFont]) -> list[float]:
        pairs = zip(words, used, strict=True)
        return [QFontMetricsF(font).horizontalAdvance(word) for word, font in pairs]

    gap, shrunk = rect.height() * GAP_LINES, [QFont(font) for font in fonts]
    while sum(widths_in(shrunk)) + 2 * gap > rect.width() and shrunk[0].pixelSize() > LEAST_PX:
        for font in shrunk:
            font.setPixelSize(font.pixelSize() - 1)
    widths = widths_in(shrunk)
    left = x - widths[1] / 2 - gap - widths[0]
    left = max(0.0, min(left, rect.width() - sum(widths) - 2 * gap))
    places = []
    for width in widths:
        places.append(QRectF(rect.left() + left, rect.top(), width, rect.height()))
        left += width + gap
    return shrunk, places
