"""Writes a chart as a picture, with its finding above it: PNG, SVG or PDF. GUI thread only."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QIODevice, QMarginsF, QRectF, QSaveFile, QSize, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from app.ui.compare.chart_view import drawing_of
from app.ui.compare.charts import Chart
from app.ui.compare.drawing import Drawing, bold, line_px
from app.ui.look.theme import Theme
from app.words import tr

WIDTH_PX = 1_000
CURVES_LINES = 22
MARGIN_PX = 18.0
HEADLINE_SCALE = 1.25
PNG_SCALE = 2.0
DOTS_PER_INCH = 96
ENDINGS = (".png", ".svg", ".pdf")
WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class ChartPicture:
    """A chart with its finding, fitted to a sheet.

    Args:
        chart: what it shows.
        words: the finding and what else is said, each a paragraph; the first stands out.
        theme: the colours.
        font: for the words.
        divided: whether bars show where the time went.
    """

    def __init__(
        self,
        chart: Chart,
        words: list[str],
        theme: Theme,
        font: QFont,
        *,
        divided: bool = False,
    ) -> None:
        self._theme, self._font = theme, font
        self._words = words
        width = WIDTH_PX - 2 * MARGIN_PX
        height = CURVES_LINES * line_px(font)
        self._drawing: Drawing = drawing_of(chart, font, width, height, divided=divided)
        self._heights = [self._height_of(place, width) for place in range(len(words))]

    @property
    def size(self) -> QSize:
        """Return its size in device-independent pixels."""
        gap = line_px(self._font) * 0.8
        return QSize(
            WIDTH_PX, round(2 * MARGIN_PX + sum(self._heights) + gap + self._drawing.height)
        )

    def paint(self, painter: QPainter) -> None:
        """Paint it with a painter that stands at its upper left corner."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRectF(0, 0, *_pair(self.size)), self._theme.card)
        top = MARGIN_PX
        for place, words in enumerate(self._words):
            painter.setFont(self._font_of(place))
            painter.setPen(self._theme.muted if place else self._theme.text)
            room = QRectF(MARGIN_PX, top, WIDTH_PX - 2 * MARGIN_PX, self._heights[place])
            painter.drawText(room, WRAPPED, words)
            top += self._heights[place]
        painter.translate(MARGIN_PX, top + line_px(self._font) * 0.8)
        self._drawing.paint(painter, self._theme)

    def _font_of(self, place: int) -> QFont:
        """Return the font of a paragraph."""
        if place:
            return self._font
        font = bold(self._font)
        font.setPixelSize(round(font.pixelSize() * HEADLINE_SCALE))
        return font

    def _height_of(self, place: int, width: float) -> float:
        """Return how high a paragraph is."""
        metrics = QFontMetricsF(self._font_of(place))
        room = QRectF(0, 0, width, 10_000)
        return metrics.boundingRect(room, WRAPPED, self._words[place]).height() + 4


def save_chart(path: Path, picture: ChartPicture) -> None:
    """Write a picture; the name's ending decides the format.

    Raises:
        OSError: it could not be written, in words; a file that was there is left whole.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        names = ", ".join(ENDINGS)
        raise OSError(tr("A picture's name must end in one of {names}.", names=names))
    file = QSaveFile(str(path))
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise OSError(file.errorString())
    write = {".png": _write_png, ".svg": _write_svg, ".pdf": _write_pdf}[ending]
    if not write(file, picture) or not file.commit():
        file.cancelWriting()
        raise OSError(file.errorString())


def _write_png(device: QIODevice, picture: ChartPicture) -> bool:
    """Write pixels, twice as fine as on an ordinary screen."""
    image = QImage(picture.size * PNG_SCALE, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(PNG_SCALE)
    done = _paint_on(QPainter(image), picture)
    return done and bool(image.save(device, "PNG"))  # type: ignore[call-overload]


def _write_svg(device: QIODevice, picture: ChartPicture) -> bool:
    """Write shapes for the web."""
    generator = QSvgGenerator()
    generator.setOutputDevice(device)
    generator.setSize(picture.size)
    generator.setViewBox(QRectF(0, 0, *_pair(picture.size)))
    generator.setResolution(DOTS_PER_INCH)
    generator.setTitle(tr("Comparison"))
    return _paint_on(QPainter(generator), picture)


def _write_pdf(device: QIODevice, picture: ChartPicture) -> bool:
    """Write a sheet exactly as large as the picture."""
    writer = QPdfWriter(device)
    writer.setResolution(DOTS_PER_INCH)
    points = QSizeF(picture.size) * 72 / DOTS_PER_INCH
    writer.setPageSize(QPageSize(points, QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF())
    writer.setTitle(tr("Comparison"))
    return _paint_on(QPainter(writer), picture)


def _paint_on(painter: QPainter, picture: ChartPicture) -> bool:
    """Paint with a painter that has just begun; return whether that worked to the end."""
    if not painter.isActive():
        return False
    picture.paint(painter)
    return bool(painter.end())


def _pair(size: QSize) -> tuple[float, float]:
    """Return a width and a height."""
    return float(size.width()), float(size.height())
