"""A stacked bar of how a run's time divides, with its legend and figures. GUI thread only.

The phases wear the same patterns as in the timeline. What happened after the last result stands
apart, behind a gap.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.engine.analysis.phases import PhaseKind
from app.engine.analysis.totals import Totals
from app.engine.telling.durations import duration_text
from app.ui.theme import current_theme
from app.ui.timeline.bars import Bars
from app.ui.timeline.legend import phase_words
from app.words import tr

BAR_LINES = 0.85
"""The bar's height, in heights of a line of words."""

LEGEND_LINES = 1.45
SAMPLE_PX = 20.0
GAP_PX = 6.0
APART_PX = 14.0
BREAK_PX = 7.0
"""Between the time until the last result and what came after."""

HIDDEN_BELOW_PART = 0.01
"""A part of the time smaller than this has no entry in the legend, unless it is squaring."""

SAMPLE_WORKER = 0
ORDER = (None, *PhaseKind)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the bar: a phase (None: the main program alone), its time and its words."""

    kind: PhaseKind | None
    length: int
    words: str
    afterwards: bool = False


def parts_of(totals: Totals) -> list[Part]:
    """Return the pieces of the bar, in order; their lengths add up to the run's time exactly."""
    shares = totals.division.shares
    parts = [Part(kind, shares[kind], _words(kind)) for kind in ORDER if shares[kind] > 0]
    if totals.afterwards > 0:
        words = tr("after the last result")
        parts.append(Part(PhaseKind.EXITING, totals.afterwards, words, afterwards=True))
    return parts


def _words(kind: PhaseKind | None) -> str:
    """Return what a part is called."""
    return tr("getting ready") if kind is None else phase_words(kind)


class PhaseBar(QWidget):
    """Shows a division of time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: list[Part] = []
        self._bars = Bars(current_theme())
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(tr("What the time went into"))

    @property
    def parts(self) -> list[Part]:
        """Return what is shown."""
        return self._parts

    def show_totals(self, totals: Totals) -> None:
        """Show how a run's time divides."""
        lines = len(self._places(self.width()))
        self._parts = parts_of(totals)
        told = [f"{part.words}: {duration_text(part.length)}" for part in self._parts]
        self.setAccessibleDescription(f"{_meaning()} {', '.join(told)}")
        self.setToolTip("\n".join([_meaning(), *told]))
        if lines != len(self._places(self.width())):
            self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Say that the legend wraps."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width: the bar and the legend's lines."""
        places = self._places(width)
        lines = places[-1][1] + 1 if places else 1
        line = self.fontMetrics().height()
        return round(line * (BAR_LINES + LEGEND_LINES * lines) + GAP_PX)

    def sizeHint(self) -> QSize:
        """Ask for one line of legend."""
        width = self.fontMetrics().averageCharWidth() * 60
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which nothing could be read."""
        return QSize(self.fontMetrics().averageCharWidth() * 20, self.fontMetrics().height() * 2)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._bars = Bars(current_theme(), pixel_ratio=self.devicePixelRatioF())
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar and its legend."""
        del event
        if self._bars.pixel_ratio != self.devicePixelRatioF():
            self._bars = Bars(current_theme(), pixel_ratio=self.devicePixelRatioF())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = float(self.fontMetrics().height())
        self._paint_bar(painter, QRectF(0, 0, self.width(), line * BAR_LINES))
        self._paint_legend(painter, line * BAR_LINES + GAP_PX)
        painter.end()

    def _paint_bar(self, painter: QPainter, area: QRectF) -> None:
        """Paint the parts side by side, to scale."""
        whole = sum(part.length for part in self._parts)
        if whole <= 0:
            painter.fillRect(area, self._bars.theme.track)
            return
        room = area.width() - (BREAK_PX if self._parts[-1].afterwards else 0.0)
        x = area.left()
        for part in self._parts:
            x += BREAK_PX if part.afterwards else 0.0
            width = room * part.length / whole
            self._paint_part(painter, part.kind, QRectF(x, area.top(), width, area.height()))
            x += width

    def _paint_part(self, painter: QPainter, kind: PhaseKind | None, rect: QRectF) -> None:
        """Paint one part, or its sample in the legend."""
        if kind is None:
            painter.fillRect(rect, self._bars.theme.track)
        else:
            self._bars.phase(painter, kind, rect, SAMPLE_WORKER)

    def _paint_legend(self, painter: QPainter, top: float) -> None:
        """Write what the parts are and how long they took."""
        metrics = QFontMetricsF(self.font())
        line, height = metrics.height() * LEGEND_LINES, metrics.height() * 0.75
        middle = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for part, row, x in self._places(self.width()):
            y = top + row * line
            sample = QRectF(x, y + (line - height) / 2, SAMPLE_PX, height)
            self._paint_part(painter, part.kind, sample)
            painter.setPen(self._bars.theme.muted)
            left = sample.right() + GAP_PX
            painter.drawText(QRectF(left, y, self.width(), line), middle, part.words + " ")
            painter.setPen(self._bars.theme.text)
            left += metrics.horizontalAdvance(part.words + " ")
            words = duration_text(part.length)
            painter.drawText(QRectF(left, y, self.width(), line), middle, words)

    def _places(self, width: float) -> list[tuple[Part, int, float]]:
        """Return each entry of the legend with its line and its distance from the left."""
        metrics = QFontMetricsF(self.font())
        places: list[tuple[Part, int, float]] = []
        x, row = 0.0, 0
        for part in self._entries():
            words = f"{part.words} {duration_text(part.length)}"
            needed = SAMPLE_PX + GAP_PX + metrics.horizontalAdvance(words)
            if x > 0 and x + needed > width:
                x, row = 0.0, row + 1
            places.append((part, row, x))
            x += needed + APART_PX
        return places

    def _entries(self) -> list[Part]:
        """Return the parts that are worth a word."""
        least = HIDDEN_BELOW_PART * sum(part.length for part in self._parts)
        return [
            part for part in self._parts if part.length >= least or part.kind is PhaseKind.SQUARING
        ]


def _meaning() -> str:
    """Return how the division is meant: its times are no sums over the processes."""
    return tr(
        "Parts of the time on the clock; where processes overlap, each moment is shared among them."
    )
