"""The window's colours, sizes and fonts, light and dark, in one place. GUI thread only."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours everything is painted with.

    Attributes:
        dark: whether this is the dark one.
        window: behind everything.
        card: behind a panel's content.
        border: hairlines and frames.
        text: words to read.
        muted: words that may step back.
        accent: the one obvious thing to do, and what is selected.
        accent_text: words on the accent.
        selection: behind selected rows.
        error: what went wrong.
        hatch: patterns over grey phases.
    """

    dark: bool
    window: QColor
    card: QColor
    border: QColor
    text: QColor
    muted: QColor
    accent: QColor
    accent_text: QColor
    selection: QColor
    error: QColor
    hatch: QColor


def light_theme() -> Theme:
    """Return the colours for a light desktop."""
    return Theme(
        dark=False,
        window=QColor("#f5f7fa"),
        card=QColor("#ffffff"),
        border=QColor("#dce1e8"),
        text=QColor("#1a2230"),
        muted=QColor("#5f6b7c"),
        accent=QColor("#2f5fd0"),
        accent_text=QColor("#ffffff"),
        selection=QColor("#e4ecfb"),
        error=QColor("#b3261e"),
        hatch=QColor("#b9c2cf"),
    )


def dark_theme() -> Theme:
    """Return the colours for a dark desktop."""
    return Theme(
        dark=True,
        window=QColor("#14181f"),
        card=QColor("#1c222b"),
        border=QColor("#333c49"),
        text=QColor("#e8ecf2"),
        muted=QColor("#9aa6b6"),
        accent=QColor("#5b8bf5"),
        accent_text=QColor("#0c1220"),
        selection=QColor("#263655"),
        error=QColor("#ff8a80"),
        hatch=QColor("#566273"),
    )


def current_theme() -> Theme:
    """Return the theme that fits the desktop's colour scheme now."""
    scheme = QGuiApplication.styleHints().colorScheme()
    return dark_theme() if scheme == Qt.ColorScheme.Dark else light_theme()
