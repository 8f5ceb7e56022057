"""Draws ways below each other: median bars, a dot for each repetition, figures. GUI thread only."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from app.engine.analysis.stages import IN_ORDER, Stage
from app.ui.compare.charts import WayBar, WaysChart
from app.ui.compare.colours import kind_colour
from app.ui.compare.drawing import (
    LEFT,
    RIGHT,
    Target,
    bold,
    dot_px,
    line_px,
    paint_dot,
    paint_lit,
    width_px,
    write,
)
from app.ui.compare.stage_legend import StageLegend
from app.ui.compare.swarm import swarm
from app.ui.look.theme import Theme
from app.ui.timeline.axis import ticks_between
from app.ui.timeline.bars import Bars
from app.ui.why.stage_painting import paint_stage, stretches

ROW_LINES = 1.75
BAR_LINES = 1.05
HEADING_LINES = 1.5
GAP_LINES = 0.9
PAD_LINES = 0.45
LEAST_PLOT_LINES = 13.0
"""Below this width of the plot, names stand above their bars."""

LEAST_BESIDE_LINES = 9.0
"""Below this width beside the figures, they stand above the bars too."""

MOST_NAMES_PART = 0.38
PALE, STRONG = 0.28, 0.5
FAR_RIGHT = 1.06
"""The axis ends a little beyond the longest repetition."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where things stand, from left to right."""

    names: QRectF
    plot_left: float
    plot_right: float
    value_right: float
    speed_right: float
    names_above: bool
    figures_above: bool


class WaysDrawing:
    """A chart of ways, laid out.

    Args:
        chart: what it shows.
        font: for its words.
        width: how wide it is.
        divided: whether bars show where the time went.
    """

    def __init__(self, chart: WaysChart, font: QFont, width: float, divided: bool = False) -> None:
        self._chart, self._font, self._bold = chart, font, bold(font)
        self._line = line_px(font)
        self._width = width
        self._divided = divided
        self._columns = self._laid_out()
        self._row_px = self._line * (ROW_LINES + (1.1 if self._columns.names_above else 0.0))
        self._end = self._longest() * FAR_RIGHT
        self.targets = self._targets()
        self._legend = StageLegend(self._stages(), font, width - 2 * PAD_LINES * self._line)

    @property
    def height(self) -> float:
        """Return how high it is."""
        rows = len(self._chart.bars) * self._row_px
        legend = self._legend.height + self._line * 0.6 if self._divided else 0.0
        return self._line * HEADING_LINES + rows + legend + self._line * 0.3

    @property
    def size(self) -> QSizeF:
        """Return its size."""
        return QSizeF(self._width, self.height)

    def paint(self, painter: QPainter, theme: Theme, lit: Target | None = None) -> None:
        """Paint it, with one of its dots lit."""
        self._paint_grounds(painter, theme)
        self._paint_axis(painter, theme)
        for row, bar in enumerate(self._chart.bars):
            self._paint_bar(painter, theme, row, bar)
            self._paint_figures(painter, theme, row, bar)
        radius = dot_px(self._font)
        for target in self.targets:
            kind = self._chart.bars[target.row].kind
            paint_dot(painter, theme, kind_colour(kind, theme), target, radius)
        if lit is not None:
            paint_lit(painter, theme, lit, radius)
        if self._divided:
            pad = PAD_LINES * self._line
            self._legend.paint(painter, theme, QPointF(pad, self.height - self._legend.height))

    def _laid_out(self) -> _Columns:
        """Find out where the columns stand."""
        line, chart, font = self._line, self._chart, self._bold
        pad, gap = PAD_LINES * line, GAP_LINES * line
        speeds = [bar.speed_words for bar in chart.bars]
        values = [bar.median_words for bar in chart.bars]
        has_speeds = any(speeds)
        speed = max(width_px(font, words) for words in [chart.speed_heading, *speeds])
        value = max(width_px(font, words) for words in [chart.value_heading, *values])
        names = max((width_px(font, bar.name) for bar in chart.bars), default=0.0)
        names = min(names, self._width * MOST_NAMES_PART)
        speed_right = self._width - pad
        value_right = speed_right - (speed + gap if has_speeds else 0.0)
        right = value_right - value - gap
        left = pad + names + gap * 0.6
        above = right - left < LEAST_PLOT_LINES * line
        all_above = right - pad < LEAST_BESIDE_LINES * line
        if above:
            left, names = pad, max(0.0, right - pad)
        if all_above:
            right = speed_right
        return _Columns(
            QRectF(pad, 0, names, 0), left, right, value_right, speed_right, above, all_above
        )

    def _longest(self) -> float:
        """Return the longest time that is drawn."""
        values = [dot.value for _row, _place, dot in self._chart.dots()]
        values += [bar.median_ns for bar in self._chart.bars if bar.median_ns is not None]
        return max(values, default=1.0) or 1.0

    def _x(self, ns: float) -> float:
        """Return where a time lies."""
        columns = self._columns
        return columns.plot_left + (columns.plot_right - columns.plot_left) * ns / self._end

    def _row(self, row: int) -> QRectF:
        """Return where a way stands."""
        top = self._line * HEADING_LINES + row * self._row_px
        return QRectF(0, top, self._width, self._row_px)

    def _bar_rect(self, row: int, ns: float) -> QRectF:
        """Return where a bar of this length stands."""
        whole = self._row(row)
        height = self._line * BAR_LINES
        middle = whole.bottom() - self._line * ROW_LINES / 2
        left = self._columns.plot_left
        return QRectF(left, middle - height / 2, max(0.0, self._x(ns) - left), height)

    def _targets(self) -> list[Target]:
        """Return where the dots are."""
        found: list[Target] = []
        radius = dot_px(self._font)
        for row, bar in enumerate(self._chart.bars):
            middle = self._bar_rect(row, 0).center().y()
            xs = [self._x(dot.value) for dot in bar.dots]
            moves = swarm(xs, 2 * radius, self._line * BAR_LINES / 2 - radius * 0.4)
            found += [
                Target(row, place, dot, QPointF(x, middle + move))
                for place, (dot, x, move) in enumerate(zip(bar.dots, xs, moves, strict=True))
            ]
        return found

    def _stages(self) -> list[Stage]:
        """Return the stages that any bar has, for the legend."""
        divisions = [bar.division for bar in self._chart.bars if bar.division is not None]
        return [
            stage for stage in IN_ORDER if any(division.times[stage] > 0 for division in divisions)
        ]

    def _paint_grounds(self, painter: QPainter, theme: Theme) -> None:
        """Lay a ground behind the best."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.selection)
        for row, bar in enumerate(self._chart.bars):
            if bar.is_best:
                painter.drawRoundedRect(self._row(row).adjusted(0, 1, 0, -1), 5, 5)

    def _paint_axis(self, painter: QPainter, theme: Theme) -> None:
        """Write the headings and the times, with a hairline down from each."""
        columns, line = self._columns, self._line
        top = QRectF(0, 0, self._width, line * HEADING_LINES)
        bottom = self._row(len(self._chart.bars)).top()
        span = columns.plot_right - columns.plot_left
        heading_px = width_px(self._font, self._chart.value_heading) + line * 0.5
        room = self._width if columns.figures_above else columns.value_right - heading_px
        for tick in ticks_between(0, self._end, span, lambda words: width_px(self._font, words)):
            x = self._x(tick.at)
            painter.setPen(QPen(theme.border, 1))
            painter.drawLine(QLineF(x, top.bottom() - line * 0.15, x, bottom))
            half = width_px(self._font, tick.label) / 2
            if x + half > room:
                continue  # the heading stands there
            left = max(0.0, min(x - half, self._width - 2 * half))
            place = QRectF(left, top.top(), 2 * half, top.height() - line * 0.2)
            write(painter, place, tick.label, self._font, theme.muted)
        if columns.figures_above:
            return  # there is no room above them
        heading = QRectF(0, 0, columns.value_right, top.height() - line * 0.2)
        write(painter, heading, self._chart.value_heading, self._font, theme.muted, RIGHT)
        if columns.speed_right > columns.value_right:
            heading.setRight(columns.speed_right)
            write(painter, heading, self._chart.speed_heading, self._font, theme.muted, RIGHT)

    def _paint_bar(self, painter: QPainter, theme: Theme, row: int, bar: WayBar) -> None:
        """Paint the median as a bar, or as the parts of the time."""
        if bar.median_ns is None:
            return
        rect = self._bar_rect(row, bar.median_ns)
        colour = kind_colour(bar.kind, theme)
        if self._divided and bar.division is not None and bar.division.whole > 0:
            bars = Bars(theme)
            whole = self._bar_rect(row, float(bar.division.whole))
            for stage, part in stretches(bar.division, whole):
                paint_stage(painter, bars, stage, part)
        else:
            pale = QColor(colour)
            pale.setAlphaF(STRONG if bar.is_best else PALE)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(pale)
            painter.drawRoundedRect(rect, 3, 3)
        painter.setPen(QPen(colour, 2))
        reach = self._line * 0.12
        x = rect.right()
        painter.drawLine(QLineF(x, rect.top() - reach, x, rect.bottom() + reach))

    def _paint_figures(self, painter: QPainter, theme: Theme, row: int, bar: WayBar) -> None:
        """Write the name and the figures."""
        columns, place = self._columns, self._row(row)
        font = self._bold if bar.is_best else self._font
        line = QRectF(place.left(), self._bar_rect(row, 0).center().y() - self._line / 2, 0, 0)
        line.setSize(QSizeF(columns.names.width(), self._line))
        name = QRectF(columns.names.left(), line.top(), columns.names.width(), self._line)
        if columns.names_above:
            name.moveTop(place.top() + self._line * 0.25)
            write(painter, name, bar.name, font, theme.text, LEFT)
        else:
            write(painter, name, bar.name, font, theme.text, RIGHT)
        if bar.note and bar.median_ns is None:
            left = columns.plot_left + self._line * 0.4
            if bar.dots:
                left = max(target.at.x() for target in self.targets if target.row == row)
                left += self._line
            note = QRectF(left, name.top(), columns.plot_right - left, self._line)
            note.moveTop(line.top())
            write(painter, note, bar.note, self._font, theme.muted)
        top = name.top() if columns.figures_above else line.top()
        value = QRectF(0, top, columns.value_right, self._line)
        write(painter, value, bar.median_words, self._font, theme.muted, RIGHT)
        if bar.speed_words:
            value.setRight(columns.speed_right)
            colour = theme.selection_text if bar.is_best else theme.text
            write(painter, value, bar.speed_words, self._bold, colour, RIGHT)
