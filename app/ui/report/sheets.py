"""Sheets of paper, one after another: where the next thing is drawn, margins and page numbers.

GUI thread only. Lengths are pixels of 1/96 inch.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QIODevice, QLocale, QMarginsF, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter, QPdfWriter

from app.engine.reporting.plain import visible
from app.ui.look.theme import light_theme
from app.ui.report.text import Ink, SetText, letters
from app.words import tr

DOTS_PER_INCH = 1_200
PX_PER_INCH = 96
MARGIN_MM = 16
FOOT_PX = 30.0
FOOT_LETTERS_PX = 11


class Sheets:
    """Pages of a PDF that are filled from the top.

    Args:
        device: where the file goes to; it is open.
        title: what the document is called.

    Attributes:
        painter: draws on the page at hand.
        width: how wide a page is between its margins.
        bottom: where a page ends.
        top: where the next thing is drawn.
    """

    def __init__(self, device: QIODevice, title: str) -> None:
        self._writer = QPdfWriter(device)
        self._writer.setTitle(visible(title))
        self._writer.setCreator(tr("MultiSquare"))
        self._writer.setResolution(DOTS_PER_INCH)
        margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
        layout = QPageLayout(usual_paper(), QPageLayout.Orientation.Portrait, margins)
        layout.setUnits(QPageLayout.Unit.Millimeter)
        layout.setMargins(margins)
        self._writer.setPageLayout(layout)
        self.painter = QPainter(self._writer)
        scale = DOTS_PER_INCH / PX_PER_INCH
        self.painter.scale(scale, scale)
        self.width = self._writer.width() / scale
        self.bottom = self._writer.height() / scale - FOOT_PX
        self.top = 0.0
        self._page = 0
        self._number_page()

    @property
    def room(self) -> float:
        """Return how much of the page is left."""
        return self.bottom - self.top

    def turn(self) -> None:
        """Go on on a new page."""
        self._writer.newPage()
        self.top = 0.0
        self._number_page()

    def make_room(self, height: float, on_new_page: Callable[[], None] | None = None) -> None:
        """Turn the page where less than this is left of it, unless it is empty.

        Args:
            height: how much is needed.
            on_new_page: draws what comes first on a new page.
        """
        if height > self.room and self.top > 0:
            self.turn()
            if on_new_page is not None:
                on_new_page()

    def end(self) -> None:
        """End the last page."""
        self.painter.end()

    def area(self, height: float) -> QRectF:
        """Return the stretch of the page that is drawn on next."""
        return QRectF(0, self.top, self.width, height)

    def _number_page(self) -> None:
        """Write the page's number at its foot."""
        self._page += 1
        ink = Ink(letters(FOOT_LETTERS_PX), light_theme().muted, at_right=True)
        words = SetText(tr("Page {number}", number=self._page), ink, self.width)
        words.draw(self.painter, 0, self.bottom + FOOT_PX - words.height)


def usual_paper() -> QPageSize:
    """Return the paper that is usual where the person lives."""
    american = QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
    return QPageSize(QPageSize.PageSizeId.Letter if american else QPageSize.PageSizeId.A4)
