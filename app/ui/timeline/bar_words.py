"""Writes into the bar of a number which one it is, and for how much of the time it had a core.

GUI thread only.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from app.engine.analysis.phases import Phase
from app.engine.events import UNKNOWN
from app.engine.telling.durations import duration_text
from app.ui.look.worker_colours import WorkerStyle
from app.ui.timeline.bars import WHOLE
from app.ui.timeline.scene import Scene
from app.words import tr

LEAST_PX = 14.0
"""Into a narrower bar nothing is written."""

BESIDE_PX = 8.0
DIGIT_LINES = 0.7
"""How high digits are, in heights of a line: they need no room below."""

GROUND_OPACITY = 0.85
MOST_HIDDEN = 0.5
"""So much of a bar may be hidden by words with a ground of their own."""


def write_on_bar(
    painter: QPainter,
    scene: Scene,
    style: WorkerStyle,
    phase: Phase,
    bar: QRectF,
    computed: float,
) -> None:
    """Write the number into its bar, with its times where there is room for them.

    Args:
        painter: where to.
        scene: what is painted.
        style: how the worker looks.
        phase: the squaring of one number.
        bar: the part of its bar in sight.
        computed: how much of the bar is solid, from the ground up: 0 to 1.
    """
    metrics = QFontMetricsF(scene.font)
    needed = metrics.height() * DIGIT_LINES
    if phase.number is None or bar.width() < LEAST_PX or bar.height() < needed:
        return
    number = scene.lanes.number_words(phase.number)
    hides = max(computed, 1 - computed) * bar.height() < needed
    room = bar.width() * (MOST_HIDDEN if hides else 1.0)
    for words, most in ((_with_times(number, phase), room), (number, bar.width())):
        width = metrics.horizontalAdvance(words) + BESIDE_PX
        if words and width <= most:
            place = QRectF(bar)
            place.setLeft(bar.center().x() - width / 2)
            place.setWidth(width)
            painter.setPen(_ground_for(painter, scene, style, place, computed, needed))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
            return


def _with_times(number: str, phase: Phase) -> str:
    """Return the number with its times, nothing where the bar says all there is to say."""
    if phase.computed == UNKNOWN or phase.computed >= WHOLE * phase.length:
        return ""
    length = duration_text(phase.length)
    if phase.slept > phase.length / 2:
        slept = duration_text(phase.slept)
        return tr("{number}: slept {slept} of {length}", number=number, slept=slept, length=length)
    computed = duration_text(phase.computed)
    return tr(
        "{number}: computed {computed} of {length}",
        number=number,
        computed=computed,
        length=length,
    )


def _ground_for(
    painter: QPainter,
    scene: Scene,
    style: WorkerStyle,
    place: QRectF,
    computed: float,
    needed: float,
) -> QColor:
    """Move a place for words into the larger of a bar's parts; return the words' colour.

    Where neither part is high enough the words get a ground of their own.
    """
    edge = place.bottom() - place.height() * computed
    if place.bottom() - edge >= needed and computed >= 0.5:
        place.setTop(edge)
        return style.text
    if edge - place.top() >= needed:
        place.setBottom(edge)
        return scene.theme.text
    ground = QColor(scene.theme.card)
    ground.setAlphaF(GROUND_OPACITY)
    low = (place.height() - needed * 1.2) / 2
    painter.fillRect(place.adjusted(0, low, 0, -low), ground)
    return scene.theme.text
