"""How the program looks: light or dark, the text's size, the bundled font. GUI thread only.

One object for the application. It follows the desktop's colour scheme live unless the person has
chosen, and makes everything look the same on every platform, in one bundled font.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from app.ui.look.style_sheet import style_sheet
from app.ui.look.theme import Theme, dark_theme, light_theme, palette_of

RESOURCES = Path(__file__).resolve().parents[3] / "resources"
FONT_FAMILY = "Inter"
TEXT_SIZE_PX = 14
WITH_FONTS_OF_THEIR_OWN = ("QMenu", "QMenuBar", "QAbstractItemView", "QTipLabel")
"""Widgets that Windows and some desktops give fonts of their own, anew with every style sheet."""

TEXT_SCALES_PERCENT = (80, 90, 100, 110, 125, 150, 175, 200, 250, 300)


class Scheme(Enum):
    """The person's choice of colours; the value is what settings remember."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Appearance(QObject):
    """Dresses the application, and does so again whenever a choice or the desktop changes."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._scheme = Scheme.SYSTEM
        self._scale_percent = 100
        self._puts_off_sheet = False
        for font_file in sorted((RESOURCES / "fonts").glob("*.ttf")):
            QFontDatabase.addApplicationFont(str(font_file))
        application.styleHints().colorSchemeChanged.connect(self._dress)
        self._dress()

    @property
    def scheme(self) -> Scheme:
        """Return which colours were chosen."""
        return self._scheme

    @property
    def scale_percent(self) -> int:
        """Return the size of text, in percent of the usual size."""
        return self._scale_percent

    @property
    def theme(self) -> Theme:
        """Return the colours in use."""
        hints = self._application.styleHints()
        system_is_dark = hints.colorScheme() == Qt.ColorScheme.Dark
        follow = self._scheme is Scheme.SYSTEM
        dark = system_is_dark if follow else self._scheme is Scheme.DARK
        return dark_theme() if dark else light_theme()

    def choose_scheme(self, scheme: Scheme) -> None:
        """Wear these colours from now on."""
        if scheme is not self._scheme:
            self._scheme = scheme
            self._dress()

    def choose_scale(self, percent: int) -> None:
        """Show text at the offered size that is nearest to `percent` of the usual one."""
        nearest = min(TEXT_SCALES_PERCENT, key=lambda offered: abs(offered - percent))
        if nearest != self._scale_percent:
            self._scale_percent = nearest
            self._dress()

    def step_scale(self, step: int) -> None:
        """Show text `step` sizes bigger (or, below 0, smaller)."""
        place = TEXT_SCALES_PERCENT.index(self._scale_percent) + step
        place = max(0, min(place, len(TEXT_SCALES_PERCENT) - 1))
        self.choose_scale(TEXT_SCALES_PERCENT[place])

    @contextmanager
    def putting_off_sheet(self) -> Iterator[None]:
        """Put the style sheet on at the end of the block only, in which a window is built.

        Every widget that joins another would be styled anew with all that it holds.
        """
        self._puts_off_sheet = True
        self._application.setStyleSheet("")
        try:
            yield
        finally:
            self._puts_off_sheet = False
            self._put_sheet_on()

    def _dress(self) -> None:
        """Give the application its font, palette and style sheet."""
        theme = self.theme
        self._application.setFont(self._font())
        self._application.setPalette(palette_of(theme))
        if not self._puts_off_sheet:
            self._put_sheet_on()
        self.changed.emit()

    def _put_sheet_on(self) -> None:
        """Give the application its style sheet."""
        size_px = round(TEXT_SIZE_PX * self._scale_percent / 100)
        sheet = style_sheet(self.theme, size_px, (RESOURCES / "icons").as_posix())
        self._application.setStyleSheet(sheet)
        font_of: Any = QApplication.font  # its stub knows of no names
        if any(font_of(kind) != self._font() for kind in WITH_FONTS_OF_THEIR_OWN):
            self._application.setFont(self._font())
            self._application.setStyleSheet(sheet)  # what it sizes has been sized in other fonts

    def _font(self) -> QFont:
        """Return the font of all text that says nothing else."""
        font = QFont(FONT_FAMILY)
        font.setPixelSize(round(TEXT_SIZE_PX * self._scale_percent / 100))
        return font
