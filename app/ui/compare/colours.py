"""Every kind of way has a colour, and a stroke for those who cannot tell colours. GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from app.engine.way import ONE_AFTER_ANOTHER, POOL, PROCESS_FOR_EACH, THREADS, Kind
from app.ui.look.theme import Theme
from app.ui.look.worker_colours import PALETTE

_PLACES = {POOL: 0, PROCESS_FOR_EACH: 1, THREADS: 2}

_STROKES = {
    ONE_AFTER_ANOTHER: Qt.PenStyle.SolidLine,
    POOL: Qt.PenStyle.SolidLine,
    PROCESS_FOR_EACH: Qt.PenStyle.DashLine,
    THREADS: Qt.PenStyle.DotLine,
}


def kind_colour(kind: Kind, theme: Theme) -> QColor:
    """Return the colour of a kind of way: grey for one after another."""
    place = _PLACES.get(kind)
    return QColor(theme.muted) if place is None else QColor(PALETTE[place])


def kind_stroke(kind: Kind) -> Qt.PenStyle:
    """Return how the curve of a kind of way is stroked."""
    return _STROKES[kind]
