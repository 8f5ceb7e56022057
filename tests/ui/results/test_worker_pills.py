from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from pytestqt.qtbot import QtBot

from app.ui.look.theme import Theme, current_theme
from app.ui.look.worker_colours import style_of
from app.ui.results.worker_pills import WorkerPills

AREA = QRectF(3.4, 2.6, 90.3, 18.2)


def _painted(pills: WorkerPills, theme: Theme, worker: int, font: QFont) -> QImage:
    image = QImage(100, 24, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("white"))
    painter = QPainter(image)
    pills.paint(painter, AREA, "Process-12", worker, theme, font)
    painter.end()
    return image


def test_a_kept_pill_looks_as_when_it_was_painted_first(qtbot: QtBot) -> None:
    """Copying must not blur or recolour what a person compares with the timeline."""
    pills, theme, font = WorkerPills(), current_theme(), QFont()
    first = _painted(pills, theme, 11, font)
    assert _painted(pills, theme, 11, font) == first
    assert first.pixelColor(8, 11).name() == style_of(11, theme).fill.name()


def test_workers_and_sizes_have_pills_of_their_own(qtbot: QtBot) -> None:
    """A kept picture is never taken for another worker's, nor for another size of text."""
    pills, theme, font = WorkerPills(), current_theme(), QFont()
    font.setPixelSize(14)  # a font is measured in pixels or in points, whichever was set last
    first = _painted(pills, theme, 0, font)
    assert _painted(pills, theme, 1, font) != first
    font.setPixelSize(30)
    assert _painted(pills, theme, 0, font) != first
