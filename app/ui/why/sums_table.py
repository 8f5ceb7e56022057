"""The sums behind the verdict: every figure with its name and its rule. GUI thread only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from app.engine.analysis.stages import IN_ORDER, Division, Stage
from app.engine.telling.durations import duration_text
from app.engine.telling.reason_words import stage_words
from app.engine.telling.sums import Sum, division_rule
from app.ui.look.theme import current_theme
from app.ui.timeline.bars import Bars
from app.ui.why.stage_painting import paint_stage

SAMPLE_LINES = QSize(2, 1)
GAP_PX = 6


class StageSample(QWidget):
    """A sample of how a stage looks in the bar, as large as a line of words."""

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of a sample."""
        return SAMPLE_LINES * self.fontMetrics().height()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sample."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bars = Bars(current_theme(), pixel_ratio=self.devicePixelRatioF())
        inset = self.height() * 0.1
        rect = QRectF(self.rect()).adjusted(0, inset, 0, -inset)
        paint_stage(painter, bars, self._stage, rect)
        painter.end()


class SumsTable(QWidget):
    """Lists sums, and the stages into which the run's time divides."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, GAP_PX, 0, 0)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(2, 1)
        self._stages: dict[Stage, QLabel] = {}

    @property
    def told(self) -> list[str]:
        """Return what is shown, line by line."""
        labels = (label for label in self.findChildren(QLabel) if label.isVisibleTo(self))
        return [label.text() for label in labels]

    def show_sums(self, sums: Sequence[Sum], division: Division) -> None:
        """Show a run's sums, the division of its time below the first of them."""
        self._clear()
        for place, each in enumerate(sums):
            self._add(each.label, each.value, each.rule)
            if place == 0 and division.whole > 0:
                self._add_division(division)

    def show_division(self, division: Division) -> None:
        """Show how the time up to another moment divides."""
        for stage, label in self._stages.items():
            label.setText(duration_text(division.times[stage]))

    def _add_division(self, division: Division) -> None:
        """List the stages, the rule beside them."""
        first = self._grid.rowCount()
        shown = [stage for stage in IN_ORDER if division.times[stage] > 0]
        for place, stage in enumerate(shown):
            row = first + place
            words = self._words(stage_words(stage))
            value = self._words(duration_text(division.times[stage]))
            self._stages[stage] = value
            cell = QWidget(self)
            line = QGridLayout(cell)
            line.setContentsMargins(self.fontMetrics().height(), 0, 0, 0)
            line.addWidget(StageSample(stage), 0, 0)
            line.addWidget(words, 0, 1)
            line.setColumnStretch(1, 1)
            self._grid.addWidget(cell, row, 0)
            cell.show()
            self._grid.addWidget(value, row, 1)
        rule = self._words(division_rule(), "muted")
        rule.setWordWrap(True)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(rule, first, 2, max(1, len(shown)), 1, top)

    def _add(self, label: str, value: str, rule: str) -> None:
        """Add a row."""
        row, top = self._grid.rowCount(), Qt.AlignmentFlag.AlignTop
        explained = self._words(rule, "muted")
        explained.setWordWrap(True)
        figure = self._words(value)
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        figure.setFont(bold)
        self._grid.addWidget(self._words(label), row, 0, top)
        self._grid.addWidget(figure, row, 1, top)
        self._grid.addWidget(explained, row, 2, top)

    def _words(self, words: str, kind: str = "") -> QLabel:
        """Return a label that can be copied from.

        It is shown at once: Qt would show it a moment later, and the page would jump.
        """
        label = QLabel(words, self)
        label.show()
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if kind:
            label.setProperty("kind", kind)
        return label

    def _clear(self) -> None:
        """Take everything away."""
        self._stages.clear()
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
