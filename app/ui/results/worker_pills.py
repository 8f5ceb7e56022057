"""Workers' names on their colours, kept as pictures. GUI thread only.

A pattern under a round shape takes a quarter of a millisecond to paint. A list that moves on with
every result paints each pill many times, so it is painted once and copied from then on.
"""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPixmap

from app.ui.look.theme import Theme
from app.ui.look.worker_colours import WorkerStyle, style_of

PATTERN_OPACITY = 0.28
MOST_KEPT = 256


class WorkerPills:
    """Paints pills, and keeps those painted last."""

    def __init__(self) -> None:
        self._pictures: dict[tuple[object, ...], QPixmap] = {}
        self._look: tuple[Theme, QFont] | None = None

    def paint(
        self, painter: QPainter, area: QRectF, name: str, worker: int, theme: Theme, font: QFont
    ) -> None:
        """Paint a pill.

        Args:
            painter: where to.
            area: where; moved by less than a pixel so that the words stay sharp.
            name: the worker's name.
            worker: its number in the log.
            theme: the colours.
            font: the name's font.
        """
        if self._look is None or self._look[0] is not theme or self._look[1] != font:
            self._pictures.clear()
            self._look = theme, QFont(font)
        scale = painter.device().devicePixelRatioF()
        key = (name, worker, area.width(), area.height(), scale)
        picture = self._pictures.get(key)
        if picture is None:
            if len(self._pictures) >= MOST_KEPT:
                del self._pictures[next(iter(self._pictures))]
            picture = _picture(area, name, style_of(worker, theme), font, scale)
            self._pictures[key] = picture
        place = QPointF(round(area.left() * scale) / scale, round(area.top() * scale) / scale)
        painter.drawPixmap(place, picture)


def _picture(area: QRectF, name: str, style: WorkerStyle, font: QFont, scale: float) -> QPixmap:
    """Return a pill as a picture for a screen with `scale` dots a pixel."""
    picture = QPixmap(ceil(area.width() * scale), ceil(area.height() * scale))
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(font)
    paint_pill(painter, QRectF(0, 0, area.width(), area.height()), name, style)
    painter.end()
    return picture


def paint_pill(painter: QPainter, area: QRectF, name: str, style: WorkerStyle) -> None:
    """Paint a worker's name on its colour and, beyond the palette's length, its pattern.

    Args:
        painter: with the font for the name set.
        area: where.
        name: the worker's name.
        style: the worker's look.
    """
    radius = area.height() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.fill)
    painter.drawRoundedRect(area, radius, radius)
    if style.pattern != Qt.BrushStyle.SolidPattern:
        faint = QColor(style.text)
        faint.setAlphaF(PATTERN_OPACITY)
        painter.setBrush(QBrush(faint, style.pattern))
        painter.drawRoundedRect(area, radius, radius)
    painter.setPen(style.text)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, name)
