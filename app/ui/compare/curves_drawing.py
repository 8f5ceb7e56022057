"""Draws curves over an axis on which each step multiplies, named at their ends. GUI thread only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from app.ui.compare.axes import across_for, across_ticks, up_ticks
from app.ui.compare.charts import CurvesChart, Line
from app.ui.compare.colours import kind_colour
from app.ui.compare.curve_looks import CurveLook, curve_looks, paint_shape, readable
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
from app.ui.compare.mark_painting import (
    MARK_LINES,
    paint_lesser_marks,
    paint_mark_words,
    paint_marks,
)
from app.ui.compare.spreading import spread
from app.ui.look.theme import Theme

PAD_LINES = 0.45
AXIS_LINES = 1.5
CAPTION_LINES = 1.5
NAME_GAP_LINES = 0.7
MOST_NAMES_PART = 0.32
CURVE_PX, LINE_PX = 2.5, 1.6
HEADROOM = 1.12
WORKED_OUT_ROOM = 1.6
"""A line that was worked out, such as the ideal, is followed so far above what was measured."""

FAINT = 0.55
"""How strong the single repetitions are, beside the middle of them."""


@dataclass(frozen=True, slots=True)
class _Name:
    """What stands at the end of a curve."""

    words: str
    colour: QColor
    y: float
    is_measured: bool


class CurvesDrawing:
    """A chart of curves, laid out.

    Args:
        chart: what it shows.
        font: for its words.
        width, height: its size.
    """

    def __init__(self, chart: CurvesChart, font: QFont, width: float, height: float) -> None:
        self._chart, self._font, self._bold = chart, font, bold(font)
        self._line = line_px(font)
        self._width, self.height = width, height
        self._top_value = self._highest()
        self._plot = self._plot_rect()
        self._measured = [point.x for curve in chart.curves for point in curve.points]
        self._axis = across_for(self._measured, self._plot.left(), self._plot.right())
        self.targets = self._targets()

    def paint(self, painter: QPainter, theme: Theme, lit: Target | None = None) -> None:
        """Paint it, with one of its dots lit."""
        line, plot = self._line, self._plot
        looks = curve_looks(self._chart.curves, theme)
        caption = QRectF(PAD_LINES * line, 0, self._width - 2 * PAD_LINES * line, line)
        write(painter, caption, self._chart.caption, self._font, theme.muted, LEFT)
        paint_marks(painter, theme, self._chart.marks, self._axis, plot)
        self._paint_axes(painter, theme)
        painter.save()
        painter.setClipRect(plot.adjusted(-line, -line * 0.3, line, line * 0.3))
        for worked_out in self._chart.lines:
            self._paint_line(painter, theme, worked_out)
        for curve, look in zip(self._chart.curves, looks, strict=True):
            pen = QPen(look.colour, CURVE_PX, look.stroke)
            places = [(point.x, point.y) for point in curve.points]
            self._stroke(painter, places, pen)
        painter.restore()
        paint_lesser_marks(painter, self._chart.marks, looks, self._axis, self._level_y())
        self._paint_dots(painter, theme, looks, lit)
        paint_mark_words(painter, theme, self._font, self._chart.marks, self._axis, plot)
        self._paint_names(painter, theme, looks)

    def _highest(self) -> float:
        """Return the value at the upper end: the measured has room, the ideal may leave."""
        chart = self._chart
        values = [dot.value for _row, _place, dot in chart.dots()]
        values += [point.y for curve in chart.curves for point in curve.points]
        measured = max([*values, chart.level or 0.0], default=1.0) or 1.0
        others = [y for worked_out in chart.lines for _x, y in worked_out.places]
        return HEADROOM * max(measured, min(max(others, default=0.0), WORKED_OUT_ROOM * measured))

    def _plot_rect(self) -> QRectF:
        """Return where the curves are."""
        line, chart = self._line, self._chart
        names = [curve.name for curve in chart.curves] + [each.name for each in chart.lines]
        names += [chart.level_name]
        right = max((width_px(self._bold, name) for name in names if name), default=0.0)
        right = min(right, self._width * MOST_NAMES_PART) + NAME_GAP_LINES * line
        top = line * (CAPTION_LINES + (MARK_LINES if chart.marks else 0.2))
        height = self.height - top - AXIS_LINES * line
        ticks = up_ticks(self._top_value, chart.up, height, line)
        left = max((width_px(self._font, tick.label) for tick in ticks), default=0.0)
        left += (PAD_LINES + 0.5) * line
        return QRectF(left, top, self._width - left - right - PAD_LINES * line, height)

    def _y(self, value: float) -> float:
        """Return where a value lies."""
        return self._plot.bottom() - self._plot.height() * value / self._top_value

    def _targets(self) -> list[Target]:
        """Return where the dots are."""
        found: list[Target] = []
        for row, curve in enumerate(self._chart.curves):
            place = 0
            for point in curve.points:
                for dot in point.dots:
                    at = QPointF(self._axis.x(point.x), self._y(dot.value))
                    found.append(Target(row, place, dot, at))
                    place += 1
        return found

    def _paint_axes(self, painter: QPainter, theme: Theme) -> None:
        """Paint hairlines with their figures, and the level of one after another."""
        plot, line = self._plot, self._line
        for tick in up_ticks(self._top_value, self._chart.up, plot.height(), line):
            y = self._y(tick.at)
            painter.setPen(QPen(theme.border, 1))
            painter.drawLine(QLineF(plot.left(), y, plot.right(), y))
            place = QRectF(0, y - line / 2, plot.left() - line * 0.5, line)
            write(painter, place, tick.label, self._font, theme.muted, RIGHT)
        for tick in across_ticks(self._axis, self._chart.across, self._measured, self._text_px):
            x, half = self._axis.x(tick.at), self._text_px(tick.label) / 2
            painter.setPen(QPen(theme.edge, 1))
            painter.drawLine(QLineF(x, plot.bottom(), x, plot.bottom() + line * 0.25))
            place = QRectF(x - half, plot.bottom() + line * 0.3, 2 * half, line)
            write(painter, place, tick.label, self._font, theme.muted)
        if self._chart.level is not None:
            y = self._y(self._chart.level)
            painter.setPen(QPen(theme.muted, LINE_PX))
            painter.drawLine(QLineF(plot.left(), y, plot.right(), y))

    def _paint_line(self, painter: QPainter, theme: Theme, worked_out: Line) -> None:
        """Paint a line that was worked out: thin, and never like a measured one."""
        kind = worked_out.kind
        colour = theme.muted if kind is None else kind_colour(kind, theme)
        self._stroke(painter, worked_out.places, QPen(colour, LINE_PX, Qt.PenStyle.DashDotLine))

    def _stroke(self, painter: QPainter, places: Sequence[tuple[float, float]], pen: QPen) -> None:
        """Stroke a line through places."""
        if not places:
            return
        path = QPainterPath(self._place(*places[0]))
        for x, y in places[1:]:
            path.lineTo(self._place(x, y))
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen)
        painter.drawPath(path)

    def _text_px(self, words: str) -> float:
        """Return how much room words need."""
        return width_px(self._font, words)

    def _place(self, x: float, y: float) -> QPointF:
        """Return where a pair of values lies."""
        return QPointF(self._axis.x(x), self._y(y))

    def _level_y(self) -> float:
        """Return where the level of one after another lies."""
        return self._y(self._chart.level or 0.0)

    def _paint_dots(
        self, painter: QPainter, theme: Theme, looks: Sequence[CurveLook], lit: Target | None
    ) -> None:
        """Paint the repetitions small and pale, and the middle of them."""
        radius = dot_px(self._font)
        for target in self.targets:
            colour = QColor(looks[target.row].colour)
            colour.setAlphaF(FAINT)
            paint_dot(painter, theme, colour, target, radius * 0.7)
        for curve, look in zip(self._chart.curves, looks, strict=True):
            painter.setPen(QPen(theme.card, 1.5))
            painter.setBrush(look.colour)
            for point in curve.points:
                paint_shape(painter, look.shape, self._place(point.x, point.y), radius)
        if lit is not None:
            paint_lit(painter, theme, lit, radius)

    def _end_y(self, worked_out: Line) -> float:
        """Return where a line ends, or where it leaves the chart."""
        return max(self._plot.top(), self._y(worked_out.places[-1][1]))

    def _names(self, theme: Theme, looks: Sequence[CurveLook]) -> list[_Name]:
        """Return the names at the right end, each with where its curve ends."""
        chart = self._chart
        names = [
            _Name(curve.name, look.words, self._y(curve.points[-1].y), True)
            for curve, look in zip(chart.curves, looks, strict=True)
            if curve.points
        ]
        names += [
            _Name(
                each.name,
                _line_colour(each, theme),
                self._end_y(each),
                False,
            )
            for each in chart.lines
            if each.places and each.name
        ]
        if chart.level is not None and chart.level_name:
            names.append(_Name(chart.level_name, theme.muted, self._y(chart.level), True))
        return names

    def _paint_names(self, painter: QPainter, theme: Theme, looks: Sequence[CurveLook]) -> None:
        """Write the names at the curves' ends, beside each other where they would overlap."""
        line, plot = self._line, self._plot
        names = sorted(self._names(theme, looks), key=lambda name: name.y)
        tops = [name.y - line / 2 for name in names]
        left = plot.right() + NAME_GAP_LINES * line
        room = self._width - PAD_LINES * line - left
        for name, top in zip(names, spread(tops, line, self.height - line), strict=True):
            font = self._bold if name.is_measured else self._font
            write(painter, QRectF(left, top, room, line), name.words, font, name.colour)


def _line_colour(worked_out: Line, theme: Theme) -> QColor:
    """Return the colour of the name of a line that was worked out."""
    kind = worked_out.kind
    return theme.muted if kind is None else readable(kind_colour(kind, theme), theme)
