"""The replay's signs, painted in the text's colour so that they look the same everywhere.

GUI thread only.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPolygonF

SIDE_PX = 16
FINENESS = 6
"""Pixels for each device-independent one: sharp at every size of text, on every screen."""

RIGHT = ((4.5, 2.5), (13.5, 8.0), (4.5, 13.5))
SHAPES: dict[str, tuple[tuple[tuple[float, float], ...], ...]] = {
    "play": (RIGHT,),
    "pause": (
        ((3.5, 2.5), (6.5, 2.5), (6.5, 13.5), (3.5, 13.5)),
        ((9.5, 2.5), (12.5, 2.5), (12.5, 13.5), (9.5, 13.5)),
    ),
    "next": (
        ((3.0, 3.0), (10.5, 8.0), (3.0, 13.0)),
        ((11.0, 3.0), (13.0, 3.0), (13.0, 13.0), (11.0, 13.0)),
    ),
    "previous": (
        ((13.0, 3.0), (5.5, 8.0), (13.0, 13.0)),
        ((5.0, 3.0), (3.0, 3.0), (3.0, 13.0), (5.0, 13.0)),
    ),
}


def replay_icon(name: str, colour: QColor, faded: QColor) -> QIcon:
    """Return a sign.

    Args:
        name: ``play``, ``pause``, ``next`` or ``previous``.
        colour: its colour.
        faded: its colour while it cannot be used.
    """
    icon = QIcon()
    icon.addPixmap(_pixmap(name, colour), QIcon.Mode.Normal)
    icon.addPixmap(_pixmap(name, faded), QIcon.Mode.Disabled)
    return icon


def _pixmap(name: str, colour: QColor) -> QPixmap:
    """Paint a sign."""
    pixmap = QPixmap(SIDE_PX * FINENESS, SIDE_PX * FINENESS)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setWindow(QRectF(0, 0, SIDE_PX, SIDE_PX).toRect())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for corners in SHAPES[name]:
        painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
    painter.end()
    pixmap.setDevicePixelRatio(FINENESS)
    return pixmap
