"""The timeline as an ``svg`` element for a report, drawn in short steps. GUI thread only.

Drawn where there is no window either: nothing of the one on the screen is asked or changed.
"""

from __future__ import annotations

from collections.abc import Generator

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSizeF
from PySide6.QtGui import QFont, QGuiApplication, QPainter
from PySide6.QtSvg import QSvgGenerator

from app.engine.record import Record
from app.engine.reporting.blocks import Picture
from app.engine.reporting.report import timeline_words
from app.ui.look.theme import light_theme
from app.ui.report.inline_svg import inline_shapes
from app.ui.timeline.lanes import Lanes
from app.ui.timeline.picture import DOTS_PER_INCH, STEP_NS, fitting_size, picture_steps
from app.ui.timeline.scene import Scene
from app.ui.timeline.viewpoint import Viewpoint

WIDTH_PX = 860
"""About as wide as a page of a report, so that words are as large there as those around it."""

FONT_PX = 13


def drawing_steps(record: Record, pids_shown: bool = False) -> Generator[None, None, Picture]:
    """Return a run's timeline as a picture.

    Args:
        record: a run that is over.
        pids_shown: whether labels have pids.
    """
    log, cores = record.log, record.computer.cores
    lanes = Lanes(log)
    while not lanes.catch_up(STEP_NS):
        yield
    family = QGuiApplication.font().family()
    font = QFont(family)
    font.setPixelSize(FONT_PX)
    scene = Scene(lanes, light_theme(), Viewpoint(), font, cores, now=lanes.latest())
    scene.pids_shown, scene.on_paper = pids_shown, True
    size = fitting_size(scene, WIDTH_PX)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setResolution(DOTS_PER_INCH)
    painter = QPainter(generator)
    steps = picture_steps(painter, scene, QSizeF(size))
    try:
        for _ in steps:
            yield
    finally:  # also where it is given up
        steps.close()
        painter.end()
    drawn = bytes(buffer.data().data()).decode("utf-8", errors="replace")
    yield
    pieces: list[str] = []
    for piece in inline_shapes(drawn):
        pieces.append(piece)
        yield
    told = timeline_words(record)
    return Picture("".join(pieces), size.width(), size.height(), family, told)
