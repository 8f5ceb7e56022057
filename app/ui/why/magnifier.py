"""A magnifier over a sliver too thin to be seen. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.ui.look.theme import Theme

THIN_PX = 4.0
"""What is narrower than this is looked at through the magnifier."""

LEAST_SLIVER_PX = 1.5
WIDEST_IN_LENS = 0.9
"""The enlarged sliver is at most so wide, in radii of the lens."""

STEPS = (1, 2, 5, 10)


def enlargement(width_px: float, radius: float) -> int:
    """Return how many times a sliver is enlarged: the largest of 2, 5, 10, 20 … that fits.

    Args:
        width_px: how wide it is to scale.
        radius: the lens's.
    """
    most = WIDEST_IN_LENS * radius / max(width_px, 1e-9)
    power = 1
    while power * 10 <= most:
        power *= 10
    return max(1, *(power * step for step in STEPS if power * step <= max(most, 1)))


def paint_magnifier(
    painter: QPainter, theme: Theme, sliver: QRectF, centre: QPointF, radius: float, fill: QColor
) -> None:
    """Paint a sliver, and beside it the lens in which it is enlarged.

    Args:
        painter: where to.
        theme: the colours.
        sliver: where it is, to scale; painted wide enough to be found.
        centre: of the lens.
        radius: of the lens.
        fill: the sliver's colour.
    """
    shown = QRectF(sliver)
    shown.setWidth(max(sliver.width(), LEAST_SLIVER_PX))
    painter.fillRect(shown, fill)
    painter.setPen(QPen(theme.muted, 1.0, Qt.PenStyle.DashLine))
    reach = radius * 0.92
    for edge, side in ((shown.top(), -1), (shown.bottom(), 1)):
        far = QPointF(centre.x(), centre.y() + side * reach)
        painter.drawLine(QLineF(QPointF(shown.right() + 1, edge), far))
    lens = QPainterPath()
    lens.addEllipse(centre, radius, radius)
    painter.fillPath(lens, theme.card)
    width = max(2.0, sliver.width() * enlargement(sliver.width(), radius))
    painter.save()
    painter.setClipPath(lens, Qt.ClipOperation.IntersectClip)
    painter.fillRect(QRectF(centre.x() - width / 2, centre.y() - radius, width, radius * 2), fill)
    painter.restore()
    frame = QPen(theme.muted, max(2.0, radius * 0.16))
    painter.setPen(frame)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, radius, radius)
    handle = QPen(theme.muted, max(3.0, radius * 0.3))
    handle.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(handle)
    rim = centre + QPointF(radius, radius) * 0.78
    painter.drawLine(QLineF(rim, rim + QPointF(radius, radius) * 0.36))
