"""Two runs under each other on one scale, with what they differ in. GUI thread only."""

from __future__ import annotations

from collections.abc import Generator

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.engine.analysis.differences import Differences, differences_of
from app.engine.analysis.phases import latest_time
from app.engine.analysis.stages import IN_ORDER
from app.engine.analysis.totals import RunTotals, Totals
from app.engine.log import Log
from app.engine.record import Record
from app.engine.telling.difference_words import caution_words, change_text, difference_sentence
from app.engine.telling.durations import duration_text
from app.engine.telling.reason_words import stage_words
from app.engine.telling.run_words import summary_words
from app.engine.telling.way_words import sharing_words
from app.ui.parts.scroll_page import ScrollPage
from app.ui.parts.slices import Slices
from app.ui.timeline.hands import TimelineCanvas
from app.ui.timeline.panel import Legend
from app.words import tr

HEADLINE_SCALE = 1.4
SIZE_LINES = QSize(62, 44)
LEAST_CANVAS_LINES = 9
GAP_PX = 10
FIRST, SECOND = 0, 1

Both = tuple[Totals, Totals]


class SideBySide(QDialog):
    """A window with two runs.

    Attributes:
        sentence: says what they differ in.
        caution: what to bear in mind.
        canvases: their timelines.
        cells: the table's figures, by row and column.
        page: has all of it but the button.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Two runs side by side"))
        self.sentence, self.caution = QLabel(), QLabel()
        self.caution.setProperty("kind", "muted")
        self.canvases = (TimelineCanvas(self), TimelineCanvas(self))
        self._titles = (QLabel(), QLabel())
        self._legend = Legend()
        self.cells: dict[tuple[int, int], QLabel] = {}
        self._adding_up = Slices(self)
        for label in (self.sentence, self.caution, *self._titles):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._lay_out()
        line = self.fontMetrics().height()
        wanted = QSize(SIZE_LINES.width() * line, SIZE_LINES.height() * line)
        self.resize(wanted.boundedTo(self.screen().availableGeometry().size() * 0.9))

    def show_records(self, one: Record, other: Record) -> None:
        """Show two runs that are over, the first above."""
        records = (one, other)
        length = max(_length(record.log) for record in records)
        names = [worker.name for record in records for worker in record.log.workers]
        beside = max(names, key=len, default="")
        for canvas, title, record in zip(self.canvases, self._titles, records, strict=True):
            scene = canvas.scene
            scene.beside, scene.least_length = beside, length
            canvas.prepare()
            canvas.set_record(record)
            words = {"way": sharing_words(record.plan.way), "summary": summary_words(record)}
            title.setText(tr("{way}: {summary}", **words))
            canvas.setAccessibleName(title.text())
        self._legend.set_task(one.plan.task)
        self.sentence.setText(tr("Adding both up…"))
        self.caution.setText("")
        self._adding_up.start(_added_up(one, other), lambda both: self._tell(one, other, both))

    def showEvent(self, event: QShowEvent) -> None:
        """Say what it is about in large letters, whatever the size of text is by now."""
        super().showEvent(event)
        large = QFont(self.font())
        large.setPixelSize(round(max(1, self.font().pixelSize()) * HEADLINE_SCALE))
        large.setWeight(QFont.Weight.DemiBold)
        self.sentence.setFont(large)
        for canvas in self.canvases:
            canvas.setMinimumHeight(self.fontMetrics().height() * LEAST_CANVAS_LINES)

    def _tell(self, one: Record, other: Record, both: Both) -> None:
        """Say what they differ in."""
        found = differences_of(one, both[FIRST], other, both[SECOND])
        self.sentence.setText(difference_sentence(found, one.plan, other.plan))
        self.caution.setText(caution_words(found))
        self.caution.setVisible(bool(self.caution.text()))
        self._fill(both, found)

    def _fill(self, both: Both, found: Differences) -> None:
        """Fill the table."""
        for row, stage in enumerate(IN_ORDER, 1):
            times = [totals.division.times[stage] for totals in both]
            self._fill_row(row, times[FIRST], times[SECOND], found.by_stage[stage])
            for column in range(4):
                self.cells[row, column].setVisible(any(times))
        wholes = [totals.division.whole for totals in both]
        self._fill_row(len(IN_ORDER) + 1, wholes[FIRST], wholes[SECOND], found.whole)

    def _fill_row(self, row: int, first: int, second: int, change: int) -> None:
        """Fill a row of the table."""
        for column, words in enumerate(
            (duration_text(first), duration_text(second), change_text(change)), 1
        ):
            self.cells[row, column].setText(words)

    def _lay_out(self) -> None:
        """Put the parts in their places: all but the button scroll where there is little room."""
        content = QWidget()
        content.setObjectName("page_content")
        inner = QVBoxLayout(content)
        inner.setSpacing(GAP_PX)
        inner.addWidget(self.sentence)
        inner.addWidget(self.caution)
        for canvas, title in zip(self.canvases, self._titles, strict=True):
            title.setProperty("kind", "summary")
            # As low as it must be, as high as there is room: what it would like makes all scroll.
            canvas.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
            inner.addWidget(title)
            inner.addWidget(_card(canvas), 1)
        inner.addWidget(self._legend)
        inner.addLayout(self._table())
        self.page = ScrollPage(content)
        self.page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # for keys that scroll
        close = QPushButton(tr("Close"))
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, GAP_PX, GAP_PX)
        layout.addWidget(self.page, 1)
        layout.addLayout(foot)

    def _table(self) -> QGridLayout:
        """Return the table, empty."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * GAP_PX)
        grid.setVerticalSpacing(2)
        heads = (tr("Each moment counts once"), tr("first"), tr("second"), tr("difference"))
        labels = [stage_words(stage) for stage in IN_ORDER]
        for row, name in enumerate(("", *labels, tr("until the last result"))):
            for column in range(len(heads)):
                words = heads[column] if row == 0 else name if column == 0 else ""
                cell = QLabel(words)
                right = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                cell.setAlignment(right)
                if row in (0, len(labels) + 1):
                    cell.setProperty("kind", "muted" if row == 0 else "summary")
                self.cells[row, column] = cell
                grid.addWidget(cell, row, column)
        grid.setColumnStretch(4, 1)
        return grid


def _added_up(one: Record, other: Record) -> Generator[None, None, Both]:
    """Add two runs up in short steps."""
    first, second = RunTotals(one.log), RunTotals(other.log)
    yield from first.steps()
    yield from second.steps()
    return first.at(), second.at()


def _length(log: Log) -> int:
    """Return how long a run is, in nanoseconds."""
    return max(0, latest_time(log) - (log.requested or 0))


def _card(content: QWidget) -> QFrame:
    """Return a card around a timeline."""
    card = QFrame()
    card.setProperty("kind", "card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(1, 1, 1, 1)
    layout.addWidget(content)
    return card
