"""What the bars and marks mean, always in sight. GUI thread only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from app.engine.analysis.phases import PhaseKind
from app.engine.tasks import Task
from app.engine.telling.phase_words import phase_words
from app.ui.timeline.bars import Bars
from app.words import tr

SAMPLE_LINES = 1.05
GAP_LINES = 0.28
APART_LINES = 0.66
"""All in heights of a line of words."""

SAMPLE_WORKER = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """A sample and its meaning."""

    words: str
    paint: Callable[[QPainter, QRectF], None]
    more: str = ""


def entries(bars: Bars, task: Task) -> list[Entry]:
    """Return the legend's entries while a task is done."""

    def of_phase(kind: PhaseKind, more: str = "") -> Entry:
        def paint(painter: QPainter, rect: QRectF) -> None:
            bars.phase(painter, kind, rect, SAMPLE_WORKER)

        return Entry(phase_words(kind, task), paint, more)

    def squaring(
        words: str, more: str, computed: float, slept: float = 0.0, waited: float = 0.0
    ) -> Entry:
        def paint(painter: QPainter, rect: QRectF) -> None:
            bars.squaring(painter, rect, SAMPLE_WORKER, computed, slept, waited)

        return Entry(words, paint, more)

    def arrival(painter: QPainter, rect: QRectF) -> None:
        tip = QPointF(rect.center().x(), rect.top() + 2)
        bars.arrival(painter, tip, rect.height() - 4, SAMPLE_WORKER)

    def death(painter: QPainter, rect: QRectF) -> None:
        bars.squaring(painter, rect.adjusted(0, 2, -3, -2), SAMPLE_WORKER)
        bars.death(painter, rect.right(), rect.adjusted(0, 2, 0, -2))

    return [
        of_phase(PhaseKind.STARTING),
        of_phase(PhaseKind.WAITING),
        squaring(
            phase_words(PhaseKind.WORKING, task),
            tr(
                "A number is in progress, with the extra work that goes with it. Solid, from the "
                "ground up, for the part of the time in which the worker had a core."
            ),
            computed=1.0,
        ),
        squaring(
            tr("no core free"),
            tr(
                "A number is in progress, and its worker was ready to run, but others had the "
                "cores: so the operating system counts it, where it does."
            ),
            computed=0.0,
            waited=1.0,
        ),
        squaring(
            tr("without a core"),
            tr(
                "A number is in progress, but has no core for another reason, such as Python's "
                "interpreter lock, or the system does not tell. One that is not done yet looks so "
                "too: its times are known once it is done."
            ),
            computed=0.0,
        ),
        squaring(
            tr("asleep"),
            tr("A number is in progress, but asleep: the extra work is to wait."),
            computed=0.0,
            slept=1.0,
        ),
        of_phase(PhaseKind.SENDING),
        of_phase(
            PhaseKind.LYING,
            tr("The result lay ready, and the main program was busy and had not fetched it yet."),
        ),
        of_phase(PhaseKind.EXITING),
        Entry(tr("result arrives"), arrival),
        Entry(tr("died"), death),
    ]


def legend_height(bars: Bars, task: Task, font: QFont, width: float) -> float:
    """Return how high the legend is in so much width."""
    metrics = QFontMetricsF(font)
    places = _places(entries(bars, task), metrics, width)
    return (places[-1][1] + 1) * _line_px(metrics)


def paint_legend(painter: QPainter, bars: Bars, task: Task, font: QFont, area: QRectF) -> None:
    """Paint the legend into an area, over as many lines as it takes."""
    metrics = QFontMetricsF(font)
    line_px, height = _line_px(metrics), metrics.height() * 0.8
    wide, gap = metrics.height() * SAMPLE_LINES, metrics.height() * GAP_LINES
    all_entries = entries(bars, task)
    painter.setFont(font)
    for entry, (x, line) in zip(
        all_entries, _places(all_entries, metrics, area.width()), strict=True
    ):
        top = area.top() + line * line_px
        sample = QRectF(area.left() + x, top + (line_px - height) / 2, wide, height)
        entry.paint(painter, sample)
        painter.setPen(bars.theme.muted)
        words = QRectF(sample.right() + gap, top, area.width(), line_px)
        painter.drawText(
            words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, entry.words
        )


def explained_at(bars: Bars, task: Task, font: QFont, width: float, place: QPointF) -> str:
    """Return what there is to add to the entry at a place; empty for nothing.

    Args:
        bars: how phases look.
        task: what is done.
        font: for the words.
        width: how wide the legend is.
        place: seen from the legend's upper left corner.
    """
    metrics, all_entries = QFontMetricsF(font), entries(bars, task)
    for entry, (x, line) in zip(all_entries, _places(all_entries, metrics, width), strict=True):
        wide = (SAMPLE_LINES + GAP_LINES) * metrics.height()
        size = (wide + metrics.horizontalAdvance(entry.words), _line_px(metrics))
        if QRectF(x, line * _line_px(metrics), *size).contains(place):
            return entry.more
    return ""


def _line_px(metrics: QFontMetricsF) -> float:
    """Return how high a line of the legend is."""
    return metrics.height() * 1.25


def _places(
    all_entries: list[Entry], metrics: QFontMetricsF, width: float
) -> list[tuple[float, int]]:
    """Return each entry's distance from the left and its line."""
    places: list[tuple[float, int]] = []
    x, line = 0.0, 0
    for entry in all_entries:
        sample = (SAMPLE_LINES + GAP_LINES) * metrics.height()
        needed = sample + metrics.horizontalAdvance(entry.words)
        if x > 0 and x + needed > width:
            x, line = 0.0, line + 1
        places.append((x, line))
        x += needed + APART_LINES * metrics.height()
    return places
