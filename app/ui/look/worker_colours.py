"""Every worker's colour, the same in the list, the timeline and everywhere else. GUI thread only.

The palette starts from Okabe and Ito's. Their yellow and black are left out, because they vanish
on a light or a dark card, and colours were added that stay apart for people with any of the three
kinds of colour blindness; the tests hold the distances.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from app.ui.look.theme import Theme

PALETTE = (
    "#0072b2",
    "#d55e00",
    "#009e73",
    "#cc79a7",
    "#774422",
    "#56b4e9",
    "#e69f00",
    "#8338ec",
)
"""Fills by worker number; the same in light and dark, so that a colour can be spoken about."""

PATTERNS = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.Dense6Pattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.VerPattern,
    Qt.BrushStyle.CrossPattern,
    Qt.BrushStyle.FDiagPattern,
    Qt.BrushStyle.DiagCrossPattern,
)
"""One for each time round the palette: 64 workers look different before anything repeats."""

LIGHT_WORDS = QColor("#ffffff")
DARK_WORDS = QColor("#10151d")


@dataclass(frozen=True, slots=True)
class WorkerStyle:
    """How a worker looks.

    Attributes:
        fill: its colour.
        text: words on the fill, whichever of light and dark reads better.
        pattern: what lies over the fill, in `text` with little opacity; solid for no pattern.
    """

    fill: QColor
    text: QColor
    pattern: Qt.BrushStyle


def style_of(worker: int, theme: Theme) -> WorkerStyle:
    """Return how a worker looks.

    Args:
        worker: its number, from 0; below 0 for nobody.
        theme: the colours in use.
    """
    if worker < 0:
        return WorkerStyle(theme.border, theme.text, Qt.BrushStyle.SolidPattern)
    fill, text = _pair(worker % len(PALETTE))
    pattern = PATTERNS[worker // len(PALETTE) % len(PATTERNS)]
    return WorkerStyle(QColor(fill), QColor(text), pattern)


@lru_cache
def _pair(place: int) -> tuple[QColor, QColor]:
    """Return a palette colour and the words on it, worked out once: rows ask for it often."""
    fill = QColor(PALETTE[place])
    return fill, words_on(fill)


def words_on(fill: QColor) -> QColor:
    """Return white where it reads well enough on `fill`, otherwise whichever reads better."""
    light, dark = contrast(LIGHT_WORDS, fill), contrast(DARK_WORDS, fill)
    return QColor(LIGHT_WORDS if light >= dark or light >= 4.5 else DARK_WORDS)


def contrast(first: QColor, second: QColor) -> float:
    """Return the contrast ratio of two colours as WCAG defines it, from 1 to 21."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: QColor) -> float:
    """Return the relative luminance of an sRGB colour, from 0 to 1."""
    red, green, blue = _linear(colour.redF()), _linear(colour.greenF()), _linear(colour.blueF())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    """Return one sRGB channel without its gamma."""
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
