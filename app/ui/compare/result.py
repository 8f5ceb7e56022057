"""What came out: the sentence first, then the chart or the table, small print last. GUI thread."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.ui.compare.chart_view import ChartView
from app.ui.compare.charts import Chart, Table, WaysChart
from app.ui.compare.earlier import EarlierButton
from app.ui.compare.figures_table import FiguresTable
from app.ui.look.theme import current_theme
from app.ui.parts.announcing import announce
from app.ui.parts.flow_layout import FlowLayout
from app.ui.parts.one_line import OneLine
from app.ui.parts.segment import Segment
from app.words import tr

MARGIN_PX = 14
GAP_PX = 8
HEADLINE_SCALE = 1.3
WORDS_SELECTABLE = Qt.TextInteractionFlag.TextSelectableByMouse


class Look(IntEnum):
    """How the figures are shown."""

    CHART = 0
    PARTS = 1
    TABLE = 2


class CompareResult(QWidget):
    """Shows what a comparison has found so far.

    Attributes:
        earlier: leads to earlier comparisons.

    Signals:
        repetition_chosen: the person wants to see this one as an ordinary run.
        picture_wanted: the chart is to be saved.
    """

    repetition_chosen = Signal(int)
    picture_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.headline = _words("")
        self.first = _words("muted")
        self.more = _words("muted")
        self.told = OneLine()
        self.told.setProperty("kind", "muted")
        self.chart = ChartView()
        self.chart.setAccessibleName(tr("Chart of the comparison"))
        self.table = FiguresTable()
        self.save_button = QPushButton(tr("Save &picture…"))
        self.earlier = EarlierButton()
        self._looks = [
            Segment(tr("Chart"), tr("Chart")),
            Segment(tr("Where the time went"), tr("Where the time went")),
            Segment(tr("Table"), tr("Table")),
        ]
        self._group = QButtonGroup(self)
        self._segments = QFrame()
        self._stack = QStackedWidget()
        self._emptiness = QWidget()
        self._sentences: Sequence[str] = ()
        self._lay_out()
        self._connect()
        self._looks[Look.CHART].setChecked(True)
        self._fit()
        self.show_found(None, Table((), (), ()), ())

    @property
    def look(self) -> Look:
        """Return how the figures are shown."""
        return Look(self._group.checkedId())

    def choose_look(self, look: Look) -> None:
        """Show the figures in another way."""
        self._looks[look].setChecked(True)

    def show_found(self, chart: Chart | None, table: Table, sentences: Sequence[str]) -> None:
        """Show what has been found.

        Args:
            chart: as a picture; None for nothing yet.
            table: as figures.
            sentences: in words: first what came out, then what else is to be known.
        """
        self._sentences = sentences
        words = list(sentences) or _first_words()
        self.headline.setText(words[0])
        for label in (self.first, self.more):
            label.setText("\n".join(words[1:]))
        self.first.setVisible(chart is None)
        self.chart.show_chart(chart, " ".join(sentences))
        self.table.show_table(table)
        has_parts = isinstance(chart, WaysChart)
        self._looks[Look.PARTS].setVisible(has_parts)
        if not has_parts and self.look is Look.PARTS:
            self.choose_look(Look.CHART)
        for part in (self._segments, self.save_button, self._stack, self.told):
            part.setVisible(chart is not None)
        self._emptiness.setVisible(chart is None)
        self._tell("")

    def say_end(self) -> None:
        """Have the finding read out."""
        announce(self, " ".join(self._sentences))

    def say(self, words: str) -> None:
        """Say something below the chart, such as where its picture was saved."""
        self.told.say(words)
        announce(self, words)

    def save_picture(self, path: Path) -> None:
        """Write the chart with its finding as a picture; the ending chooses the format.

        Raises:
            OSError: it could not be written, in words.
        """
        from app.ui.compare.picture import ChartPicture, save_chart  # brings formats along

        chart = self.chart.chart
        if chart is not None:
            divided = self.look is Look.PARTS
            words = list(self._sentences)
            font = QFont(self.font())
            font.setPixelSize(self.fontInfo().pixelSize())
            save_chart(path, ChartPicture(chart, words, current_theme(), font, divided=divided))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        """Make the headline larger than the rest."""
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        font.setPixelSize(round(self.fontInfo().pixelSize() * HEADLINE_SCALE))
        self.headline.setFont(font)

    def _lay_out(self) -> None:
        """Sentence, chart, small print."""
        self._segments.setObjectName("segments")
        self._segments.setAccessibleName(tr("How the figures are shown"))
        row = FlowLayout(self._segments, gap_x=2, gap_y=2)
        row.setContentsMargins(2, 2, 2, 2)
        for place, segment in enumerate(self._looks):
            self._group.addButton(segment, place)
            row.addWidget(segment)
        tools = QWidget()
        tool_row = FlowLayout(tools, gap_x=GAP_PX, gap_y=GAP_PX)
        tool_row.addWidget(self._segments)
        tool_row.addWidget(self.save_button)
        tool_row.addWidget(self.earlier)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        picture = QWidget()
        column = QVBoxLayout(picture)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_PX)
        column.addWidget(self.chart, 1)
        column.addWidget(self.more)
        scroll.setWidget(picture)
        for part in (scroll.viewport(), picture):
            part.setBackgroundRole(QPalette.ColorRole.Base)
        self._stack.addWidget(scroll)
        self._stack.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN_PX, GAP_PX, MARGIN_PX, GAP_PX)
        layout.setSpacing(GAP_PX)
        layout.addWidget(self.headline)
        layout.addWidget(self.first)
        layout.addWidget(tools)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._emptiness, 1)
        layout.addWidget(self.told)

    def _connect(self) -> None:
        """Let every part ask for what it can."""
        self._group.idToggled.connect(lambda _id, down: self._show_look() if down else None)
        self.chart.dot_told.connect(self._tell)
        self.chart.dot_chosen.connect(self.repetition_chosen)
        self.table.row_chosen.connect(self.repetition_chosen)
        self.save_button.clicked.connect(self.picture_wanted)

    def _show_look(self) -> None:
        """Show the figures as is chosen."""
        look = self.look
        self._stack.setCurrentIndex(1 if look is Look.TABLE else 0)
        self.chart.show_parts(look is Look.PARTS)
        for segment in self._looks:
            chosen = segment.isChecked()
            policy = Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus
            segment.setFocusPolicy(policy)
        self._tell("")

    def _tell(self, words: str) -> None:
        """Tell the dot that is pointed at, or what can be done."""
        hints = {
            Look.TABLE: tr("Ctrl C copies the rows for a spreadsheet; Enter shows a row's run."),
            Look.PARTS: tr("On average over a way's repetitions, drawn as long as their median."),
            Look.CHART: tr(
                "Each dot is a run. Point at one to read it; click it to see it in the timeline."
            ),
        }
        self.told.say(words or hints[self.look])


def _words(kind: str) -> QLabel:
    """Return a label for sentences."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(WORDS_SELECTABLE)
    if kind:
        label.setProperty("kind", kind)
    return label


def _first_words() -> list[str]:
    """Return what stands there before the first comparison."""
    return [
        tr("Which way pays? Press Compare, and this computer measures it."),
        tr(
            "Your numbers are done in every way that is ticked, several times and in mixed order. "
            "Each dot in the picture will be a run that you can look at."
        ),
    ]
