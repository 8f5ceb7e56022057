"""Writes the timeline as a picture: PNG, SVG or PDF, the whole run with axis and legend.

Needs no window. GUI thread only.
"""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from PySide6.QtCore import QIODevice, QMarginsF, QRectF, QSaveFile, QSize, QSizeF
from PySide6.QtGui import QFont, QGuiApplication, QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from app.engine.log import Log
from app.ui.look.theme import Theme
from app.ui.timeline.bars import Bars
from app.ui.timeline.curves import Curves
from app.ui.timeline.density_cache import DensityCache
from app.ui.timeline.lanes import Lanes
from app.ui.timeline.legend import legend_height, paint_legend
from app.ui.timeline.painting import painting_steps
from app.ui.timeline.scene import Scene, bands_of, best_lane_px
from app.ui.timeline.viewpoint import Viewpoint
from app.words import tr

WIDTH_PX = 1_200
TALLEST_LANES_PX = 900.0
ABOVE_AND_BELOW_LINES = 8.0
MARGIN_PX = 14.0
PNG_SCALE = 2.0
STEP_NS = 2_000_000
DOTS_PER_INCH = 96
ENDINGS = (".png", ".svg", ".pdf")


def save_timeline(
    path: Path, log: Log, theme: Theme, cores: float, pids_shown: bool = False
) -> None:
    """Write a run's timeline; the name's ending decides the format.

    Raises:
        OSError: it could not be written, in words; a file that was there is left whole.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        names = ", ".join(ENDINGS)
        raise OSError(tr("A picture's name must end in one of {names}.", names=names))
    scene = scene_of(log, theme, cores, QGuiApplication.font())
    scene.pids_shown, scene.on_paper = pids_shown, ending != ".png"
    size = fitting_size(scene)
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise OSError(file.errorString())
    write = {".png": _write_png, ".svg": _write_svg, ".pdf": _write_pdf}[ending]
    if not write(file, scene, size) or not file.commit():
        file.cancelWriting()
        raise OSError(file.errorString())


def scene_of(log: Log, theme: Theme, cores: float, font: QFont) -> Scene:
    """Return a scene with the whole run."""
    lanes = Lanes(log)
    lanes.catch_up()
    return Scene(lanes, theme, Viewpoint(), font, cores, now=lanes.latest())


def fitting_size(scene: Scene, width: int = WIDTH_PX) -> QSize:
    """Return the size of a picture in which every lane looks its best, within reason.

    Args:
        scene: what is painted.
        width: how wide the picture is to be.
    """
    line = best_lane_px(scene.font)
    lanes = min(TALLEST_LANES_PX, max(1, scene.lanes.rows.count) * line)
    bars = Bars(scene.theme)
    legend = legend_height(bars, scene.lanes.log.task, scene.font, width - 2 * MARGIN_PX)
    return QSize(width, round(lanes + legend + line / 2.6 * ABOVE_AND_BELOW_LINES))


def paint_picture(painter: QPainter, scene: Scene, size: QSizeF, pixel_ratio: float = 1.0) -> None:
    """Paint the whole run with axis and legend, fitted to a size."""
    for _ in picture_steps(painter, scene, size, pixel_ratio):
        pass


def picture_steps(
    painter: QPainter, scene: Scene, size: QSizeF, pixel_ratio: float = 1.0
) -> Generator[None, None, None]:
    """Do what `paint_picture` does in short steps, for what is painted while the window goes on."""
    first_worker = scene.lanes.log.first_worker
    bars = Bars(scene.theme, scene.on_paper, pixel_ratio, first_worker)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(QRectF(0, 0, size.width(), size.height()), scene.theme.card)
    width = size.width() - 2 * MARGIN_PX
    legend = legend_height(bars, scene.lanes.log.task, scene.font, width)
    top = size.height() - legend - 6
    bands = bands_of(scene, QRectF(0, 4, size.width(), top - 14))
    scene.view.fit_time(0, scene.now - scene.lanes.origin)
    scene.view.fit_lanes(scene.lanes.rows.count, bands.lanes.height(), best_lane_px(scene.font))
    density = DensityCache(scene.lanes, scene.theme)
    while not density.work_on(scene, bands, STEP_NS):
        yield
    pictures = density.pictures(scene, bands)
    yield from painting_steps(painter, scene, bands, bars, Curves(), pictures)
    paint_legend(
        painter, bars, scene.lanes.log.task, scene.font, QRectF(MARGIN_PX, top, width, legend)
    )


def image_of(scene: Scene, size: QSize, pixel_ratio: float = 1.0) -> QImage:
    """Return the whole run as an image, `size` in device-independent pixels."""
    image = QImage(size * pixel_ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(pixel_ratio)
    painter = QPainter(image)
    paint_picture(painter, scene, QSizeF(size), pixel_ratio)
    painter.end()
    return image


def _write_png(device: QIODevice, scene: Scene, size: QSize) -> bool:
    """Write pixels, twice as fine as on an ordinary screen."""
    return bool(image_of(scene, size, PNG_SCALE).save(device, "PNG"))  # type: ignore[call-overload]


def _write_svg(device: QIODevice, scene: Scene, size: QSize) -> bool:
    """Write shapes for the web."""
    generator = QSvgGenerator()
    generator.setOutputDevice(device)
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setResolution(DOTS_PER_INCH)
    generator.setTitle(tr("Timeline"))
    return _paint_on(QPainter(generator), scene, QSizeF(size))


def _write_pdf(device: QIODevice, scene: Scene, size: QSize) -> bool:
    """Write a sheet exactly as large as the picture."""
    writer = QPdfWriter(device)
    writer.setResolution(DOTS_PER_INCH)
    points = QSizeF(size) * 72 / DOTS_PER_INCH
    writer.setPageSize(QPageSize(points, QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF())
    writer.setTitle(tr("Timeline"))
    return _paint_on(QPainter(writer), scene, QSizeF(size))


def _paint_on(painter: QPainter, scene: Scene, size: QSizeF) -> bool:
    """Paint with a painter that has just begun; return whether that worked to the end."""
    if not painter.isActive():
        return False
    paint_picture(painter, scene, size)
    return bool(painter.end())
