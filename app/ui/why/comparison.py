"""Two bars on one scale: the run, divided, and what it is compared with. GUI thread only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.engine.analysis.stages import IN_ORDER, Division, Stage
from app.engine.telling.durations import duration_text
from app.engine.telling.reason_words import stage_words
from app.engine.telling.sums import division_rule
from app.ui.look.theme import current_theme
from app.ui.parts.plain import plain
from app.ui.timeline.bars import Bars
from app.ui.why.magnifier import THIN_PX, enlargement, paint_magnifier
from app.ui.why.stage_painting import SAMPLE_WORKER, paint_stage, stretches
from app.words import tr

if TYPE_CHECKING:
    from app.engine.telling.explanation import Bar

ROW_LINES = (1.75, 2.0)
BAR_LINES = 1.3
LENS_LINES = 0.86
"""The lens's radius."""

LENS_APART_LINES = 2.6
GAP_LINES = 0.6
VALUE_SCALE = 1.15
LEAST_BAR_LINES = 6.0
"""All in heights of a line of words."""

PLAIN_OPACITY = 0.5
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ComparisonBars(QWidget):
    """Compares two lengths of time, the first of them divided."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._this: Bar | None = None
        self._other: Bar | None = None
        self._division: Division | None = None
        self._bars = Bars(current_theme())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("What the time went into"))

    @property
    def told(self) -> list[str]:
        """Return what the bars say, line by line."""
        lines = [_told(bar) for bar in (self._this, self._other) if bar is not None]
        return [*lines, *self._stages_told()]

    @property
    def division(self) -> Division | None:
        """Return how the first bar is divided."""
        return self._division

    def show_bars(self, this: Bar | None, division: Division | None, other: Bar | None) -> None:
        """Show a run's bar, divided, and what it is compared with.

        Args:
            this: the run; its length is that of the bar, of which `division` is as much as it
                tells of: in a replay less than all.
            division: how its time divides.
            other: what it is compared with.
        """
        self._this, self._division, self._other = this, division, other
        self.setAccessibleDescription(" ".join([*self.told, division_rule()]))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of two rows."""
        line = self.fontMetrics().height()
        return QSize(round(line * 30), round(line * sum(ROW_LINES)))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which nothing could be read."""
        return QSize(round(self.fontMetrics().height() * 14), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.updateGeometry()
            self.update()

    def event(self, event: QEvent) -> bool:
        """Say more about what is under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = "\n".join([*self.told, division_rule()])
            QToolTip.showText(event.globalPos(), plain(words), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint both rows."""
        if self._this is None:
            return
        if self._bars.theme != current_theme():
            self._bars = Bars(current_theme())
        self._bars.pixel_ratio = self.devicePixelRatioF()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line, top = self._line(), 0.0
        for bar, lines in zip((self._this, self._other), ROW_LINES, strict=True):
            if bar is not None:
                row = QRectF(0, top, self.width(), line * lines)
                self._paint_row(painter, bar, row, divided=bar is self._this)
            top += line * lines
        painter.end()

    def _paint_row(self, painter: QPainter, bar: Bar, row: QRectF, divided: bool) -> None:
        """Paint a row: whose, how long, and that in words."""
        area, line = self._area(), self._line()
        painter.setFont(self.font())
        painter.setPen(self._bars.theme.text)
        left = QRectF(0, row.top(), area.left() - line * GAP_LINES, row.height())
        painter.drawText(left, RIGHT, bar.label)
        height = line * BAR_LINES
        width = area.width() * bar.ns / self._longest()
        rect = QRectF(area.left(), row.center().y() - height / 2, width, height)
        end = rect.right()
        if divided:
            self._paint_division(painter, rect)
        elif width < THIN_PX:
            end = self._paint_sliver(painter, rect)
        else:
            plain = QColor(self._bars.style(SAMPLE_WORKER).fill)
            plain.setAlphaF(PLAIN_OPACITY)
            painter.fillRect(rect, plain)
        self._paint_value(painter, bar, QRectF(end + line * GAP_LINES, row.top(), 0, row.height()))

    def _paint_division(self, painter: QPainter, rect: QRectF) -> None:
        """Paint the run's bar with its stages; what has not happened yet is empty."""
        painter.fillRect(rect, self._bars.theme.track)
        if self._division is None or self._division.whole <= 0 or self._this is None:
            return
        part = min(1.0, self._division.whole / max(1, self._this.ns))
        area = QRectF(rect.left(), rect.top(), rect.width() * part, rect.height())
        for stage, stretch in stretches(self._division, area):
            paint_stage(painter, self._bars, stage, stretch)
            self._label_stage(painter, stage, stretch)

    def _label_stage(self, painter: QPainter, stage: Stage, stretch: QRectF) -> None:
        """Write into a stage what it is and how long it took, where there is room."""
        assert self._division is not None
        metrics, pad = QFontMetricsF(self.font()), self._line() * 0.35
        length = duration_text(self._division.times[stage])
        for words in (f"{stage_words(stage)} {length}", stage_words(stage), length):
            width = metrics.horizontalAdvance(words) + 2 * pad
            if width <= stretch.width():
                break
        else:
            return
        pen, ground = self._bars.theme.text, QColor(self._bars.theme.card)
        place = QRectF(stretch.left() + pad * 0.5, stretch.top(), width, stretch.height())
        if stage is Stage.IN_PROGRESS:
            pen = self._bars.style(SAMPLE_WORKER).text
        else:
            ground.setAlphaF(0.8)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            inset = stretch.height() * 0.12
            painter.drawRoundedRect(place.adjusted(pad * 0.3, inset, -pad * 0.3, -inset), 3, 3)
        painter.setPen(pen)
        painter.drawText(place.adjusted(pad, 0, 0, 0), LEFT, words)

    def _paint_sliver(self, painter: QPainter, rect: QRectF) -> float:
        """Paint a bar too thin to be seen, enlarged; returns where it ends."""
        line = self._line()
        centre = QPointF(rect.left() + line * LENS_APART_LINES, rect.center().y())
        fill = self._bars.style(SAMPLE_WORKER).fill
        radius = line * LENS_LINES
        paint_magnifier(painter, self._bars.theme, rect, centre, radius, fill)
        return centre.x() + radius * 1.3

    def _paint_value(self, painter: QPainter, bar: Bar, place: QRectF) -> None:
        """Write how long a bar is, and where that comes from."""
        bold, theme = self._value_font(), self._bars.theme
        painter.setFont(bold)
        painter.setPen(theme.text)
        width = QFontMetricsF(bold).horizontalAdvance(bar.value)
        place.setWidth(width + 2)
        painter.drawText(place, LEFT, bar.value)
        note = self._note(bar)
        painter.setFont(self.font())
        painter.setPen(theme.muted)
        place.translate(width + self._line() * GAP_LINES, 0)
        place.setWidth(self.width() - place.left())
        if QFontMetricsF(self.font()).horizontalAdvance(note) <= place.width():
            painter.drawText(place, LEFT, note)

    def _note(self, bar: Bar) -> str:
        """Return what is to be said beside a bar's figure."""
        width = self._area().width() * bar.ns / self._longest()
        if bar is self._this or width >= THIN_PX:
            return bar.note
        times = enlargement(width, self._line() * LENS_LINES)
        return tr("{note}; {times} times enlarged", note=bar.note, times=f"{times:,}")

    def _area(self) -> QRectF:
        """Return where the longest bar is: between the words and its figure."""
        line, metrics = self._line(), QFontMetricsF(self.font())
        bars = [bar for bar in (self._this, self._other) if bar is not None]
        left = max(metrics.horizontalAdvance(bar.label) for bar in bars) + line * GAP_LINES
        bold = QFontMetricsF(self._value_font())
        long = [bar for bar in bars if bar.ns * 2 > self._longest()]
        right = max(bold.horizontalAdvance(bar.value) for bar in long) + line * GAP_LINES
        width = max(line * LEAST_BAR_LINES, self.width() - left - right - 2)
        return QRectF(left, 0, width, 0)

    def _longest(self) -> int:
        """Return what the scale ends with."""
        return max(1, *(bar.ns for bar in (self._this, self._other) if bar is not None))

    def _value_font(self) -> QFont:
        """Return the font of figures."""
        font = QFont(self.font())
        font.setPixelSize(round(self.font().pixelSize() * VALUE_SCALE))
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _line(self) -> float:
        """Return the height of a line of words."""
        return float(self.fontMetrics().height())

    def _stages_told(self) -> list[str]:
        """Return every stage with its time."""
        if self._division is None:
            return []
        times = self._division.times
        return [
            tr("{stage}: {length}", stage=stage_words(stage), length=duration_text(times[stage]))
            for stage in IN_ORDER
            if times[stage] > 0
        ]


def _told(bar: Bar) -> str:
    """Return a bar in words."""
    if bar.note:
        return tr("{label}: {value} ({note}).", label=bar.label, value=bar.value, note=bar.note)
    return tr("{label}: {value}.", label=bar.label, value=bar.value)
