"""A chart as a widget: hover, keys, and what a screen reader is told. GUI thread only."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, hypot

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.compare.charts import Chart, Dot, WaysChart
from app.ui.compare.curves_drawing import CurvesDrawing
from app.ui.compare.drawing import Drawing, Target, dot_px
from app.ui.compare.ways_drawing import WaysDrawing
from app.ui.look.theme import current_theme
from app.ui.parts.announcing import announce

NEAR_PX = 4.0
LEAST_LINES = 16
LEAST_CURVES_LINES = 15
MOST_CURVES_LINES = 30


def drawing_of(
    chart: Chart, font: QFont, width: float, height: float, *, divided: bool = False
) -> Drawing:
    """Return a chart laid out for a size; a chart of ways is as high as its ways need."""
    if isinstance(chart, WaysChart):
        return WaysDrawing(chart, font, width, divided)
    return CurvesDrawing(chart, font, width, height)


class ChartView(QWidget):
    """Shows a chart.

    Signals:
        dot_told: a dot is pointed at; what it is, or nothing where none is.
        dot_chosen: a dot was clicked, or Enter was pressed on it: which repetition.
    """

    dot_told = Signal(str)
    dot_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None
        self._drawing: Drawing | None = None
        self._divided = False
        self._lit: tuple[int, int] | None = None
        self._by_key = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def chart(self) -> Chart | None:
        """Return what is shown."""
        return self._chart

    @property
    def lit(self) -> Dot | None:
        """Return the dot that is told, or None."""
        target = self._lit_target()
        return None if target is None else target.dot

    def show_chart(self, chart: Chart | None, told: str = "") -> None:
        """Show a chart.

        Args:
            chart: which; None for none.
            told: it in words, for who cannot see it.
        """
        self._chart = chart
        self.setAccessibleDescription(told)
        if self._lit_target() is None:
            self._lit = None
        self._lay_out()

    def show_parts(self, divided: bool) -> None:
        """Show in the bars where the time went, or not."""
        self._divided = divided
        self._lay_out()

    def place_of(self, key: int) -> QPointF | None:
        """Return where a repetition's dot is, in this widget; None for nowhere."""
        targets = () if self._drawing is None else self._drawing.targets
        return next((target.at for target in targets if target.dot.key == key), None)

    def sizeHint(self) -> QSize:
        """Return the size at which it looks its best."""
        line = self.fontMetrics().height()
        return QSize(line * 40, self._height_for(line * 40.0))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which it would have to be cut off."""
        width = max(self.width(), self.fontMetrics().height() * LEAST_LINES)
        return QSize(self.fontMetrics().height() * LEAST_LINES, self._height_for(float(width)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the chart out anew."""
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._lay_out()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the chart, and where the keyboard is."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = current_theme()
        if self._drawing is not None:
            self._drawing.paint(painter, theme, self._lit_target())
        if self.hasFocus() and self._by_key:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.accent, 1))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 5, 5)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the dot under the pointer."""
        self._light(self._near(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Tell nothing any more."""
        super().leaveEvent(event)
        self._light(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the dot under the pointer."""
        target = self._near(event.position())
        if event.button() is Qt.MouseButton.LeftButton and target is not None:
            self.dot_chosen.emit(target.dot.key)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Light a dot for who comes by the keyboard."""
        super().focusInEvent(event)
        reasons = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._by_key = event.reason() in reasons
        if self._by_key and self._lit is None and self._targets():
            self._tell_by_key(self._targets()[0])
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self._by_key = False
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from dot to dot with the arrows; Enter chooses."""
        moves: dict[int, Callable[[], Target | None]] = {
            Qt.Key.Key_Left: lambda: self._beside(-1),
            Qt.Key.Key_Right: lambda: self._beside(1),
            Qt.Key.Key_Up: lambda: self._in_row(-1),
            Qt.Key.Key_Down: lambda: self._in_row(1),
        }
        lit = self._lit_target()
        if event.key() in moves and self._targets():
            self._by_key = True
            target = moves[event.key()]()
            if target is not None:
                self._tell_by_key(target)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and lit:
            self.dot_chosen.emit(lit.dot.key)
        else:
            super().keyPressEvent(event)

    def _height_for(self, width: float) -> int:
        """Return how high the chart is at a width."""
        line = self.fontMetrics().height()
        if isinstance(self._chart, WaysChart):
            drawing = WaysDrawing(self._chart, self.font(), width, self._divided)
            return ceil(drawing.height)
        return 0 if self._chart is None else line * LEAST_CURVES_LINES

    def _lay_out(self) -> None:
        """Lay the chart out for this size."""
        self._drawing = None
        if self._chart is not None and self.width() > 0:
            most = self.fontMetrics().height() * MOST_CURVES_LINES
            height = float(min(self.height(), most))
            self._drawing = drawing_of(
                self._chart, self.font(), float(self.width()), height, divided=self._divided
            )
        self.setMinimumHeight(self._height_for(float(max(1, self.width()))))
        self.updateGeometry()
        self.update()

    def _targets(self) -> list[Target]:
        """Return the dots, row by row and from left to right in each."""
        targets = () if self._drawing is None else self._drawing.targets
        return sorted(targets, key=lambda target: (target.row, target.at.x(), target.place))

    def _lit_target(self) -> Target | None:
        """Return the dot that is told."""
        targets = () if self._drawing is None else self._drawing.targets
        return next((each for each in targets if (each.row, each.place) == self._lit), None)

    def _near(self, place: QPointF) -> Target | None:
        """Return the dot at a place."""
        reach = dot_px(self.font()) + NEAR_PX
        found = [(hypot(t.at.x() - place.x(), t.at.y() - place.y()), t) for t in self._targets()]
        nearest = min(found, key=lambda pair: pair[0], default=None)
        return nearest[1] if nearest is not None and nearest[0] <= reach else None

    def _light(self, target: Target | None) -> None:
        """Light a dot and tell it."""
        lit = None if target is None else (target.row, target.place)
        if lit != self._lit:
            self._lit = lit
            self.setCursor(
                Qt.CursorShape.ArrowCursor if lit is None else Qt.CursorShape.PointingHandCursor
            )
            self.dot_told.emit("" if target is None else target.dot.told)
            self.update()

    def _tell_by_key(self, target: Target) -> None:
        """Light a dot and say it to who listens."""
        self._light(target)
        announce(self, target.dot.told)

    def _beside(self, step: int) -> Target | None:
        """Return the dot beside the lit one."""
        targets = self._targets()
        lit = self._lit_target()
        if lit is None:
            return targets[0]
        place = targets.index(lit) + step
        return targets[place] if 0 <= place < len(targets) else None

    def _in_row(self, step: int) -> Target | None:
        """Return the dot of the next row that is nearest to the lit one."""
        targets = self._targets()
        lit = self._lit_target()
        if lit is None:
            return targets[0]
        rows = sorted({target.row for target in targets})
        place = rows.index(lit.row) + step
        if not 0 <= place < len(rows):
            return None
        there = [target for target in targets if target.row == rows[place]]
        return min(there, key=lambda target: abs(target.at.x() - lit.at.x()))
