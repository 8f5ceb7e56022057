"""The views of a run, side by side: results and timeline, with what ties them together.

GUI thread only. Every view is computed from the same log; selecting a worker in one selects it in
the others.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.engine.log import Log
from app.engine.record import Record
from app.engine.rows import Rows
from app.ui.parts.later import LaterPage
from app.ui.replay.bar import ReplayBar
from app.ui.results.panel import ResultsPanel
from app.ui.timeline.panel import TimelinePanel
from app.words import tr

SIDE_BY_SIDE_FROM_LINES = 46
"""The width from which both fit side by side, in heights of a line: it follows the text's size."""

LEAST_LINES_SIDE_BY_SIDE = 19
LEAST_LINES_STACKED = 34
LEAST_RESULTS_LINES_STACKED = 11
LEAST_SIDE_LINES_STACKED = 21
"""Room for some rows and the timeline below them, without large text hiding either."""
HANDLE_PX = 14


class RunViews(QWidget):
    """Shows one run.

    Attributes:
        results: the list.
        timeline: the lanes.
        replay: plays the run again, slowly.

    Signals:
        square_again_requested: failed numbers, as spans of their places in the first run's plan.
        action_requested: something is to be done to a worker's process: worker, `ProcessAction`.
        moment_shown: the views show the run as it was then, in nanoseconds on the log's clock;
            None for all of it.
        page_shown: another page stands beside the list, or in its place.
    """

    square_again_requested = Signal(list)
    action_requested = Signal(int, object)
    moment_shown = Signal(object)
    page_shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.results = ResultsPanel()
        self.timeline = TimelinePanel()
        self.replay = ReplayBar()
        self._log = Log(())
        self._standing: Rows = self._log
        self._covered = False
        self._pages = QTabWidget()
        self._left = QStackedWidget()
        self._sides: dict[QWidget, LaterPage] = {}
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self._tie()

    def set_record(self, record: Record) -> None:
        """Show another run, from its beginning; the list goes on showing where numbers stand."""
        self._show_moment(None)
        self._log = record.log
        self.timeline.set_record(record)
        self.replay.set_log(record.log)

    def set_standing(self, standing: Rows) -> None:
        """Show in the list where each number stands."""
        self._standing = standing
        self.results.set_log(standing)

    def log_extended(self, changed_rows: list[int]) -> None:
        """Show what the log has taken in.

        Args:
            changed_rows: what `Standing.catch_up` returned.
        """
        self.results.log_extended(changed_rows)
        self.timeline.log_extended()
        self.replay.log_extended()

    def add_page(
        self,
        name: str,
        build: Callable[[], QWidget],
        build_side: Callable[[], QWidget] | None = None,
    ) -> LaterPage:
        """Offer another page beside the timeline.

        Args:
            name: what it is called.
            build: builds it, when somebody first looks at it.
            build_side: builds what stands in the list's place meanwhile; None to leave the list.
        """
        later = LaterPage(build)
        self._pages.addTab(later, name)
        if build_side is not None:
            self._sides[later] = side = LaterPage(build_side)
            self._left.addWidget(side)
        self._pages.tabBar().setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return later

    def show_page(self, place: int) -> None:
        """Show the timeline, which is at place 0, or another page."""
        self._pages.setCurrentIndex(place)

    def bring(self, later: LaterPage) -> QWidget:
        """Show a page that `add_page` has returned a place for, and return it."""
        self._pages.setCurrentWidget(later)
        return later.page()

    def cover_results(self, covered: bool) -> None:
        """Leave the results' place to something else, or show them again."""
        if covered != self._covered:
            self._covered = covered
            self._left.setVisible(not covered)
            self._arrange(self.width())

    def is_in_sight(self, later: LaterPage) -> bool:
        """Return whether a page is the one that is shown."""
        return self._pages.currentWidget() is later

    def state(self) -> QByteArray:
        """Return how wide the parts are, to be remembered."""
        return self._splitter.saveState()

    def restore_state(self, state: QByteArray) -> None:
        """Make the parts as wide as they were."""
        self._splitter.restoreState(state)
        self._arrange(self.width())

    def sizeHint(self) -> QSize:
        """Ask for no more height than is needed: the page does not scroll for what is nicer."""
        return QSize(super().sizeHint().width(), self.minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the views side by side where there is room, else one above the other."""
        super().resizeEvent(event)
        self._arrange(event.size().width())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange(self.width())

    def _lay_out(self) -> None:
        """Put the views in their places."""
        self._pages.addTab(_above(self.timeline, self.replay), tr("Timeline"))
        self._pages.tabBar().setFocusPolicy(Qt.FocusPolicy.NoFocus)  # there is nothing to choose
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(HANDLE_PX)
        self._left.addWidget(self.results)
        self._splitter.addWidget(self._left)
        self._splitter.addWidget(_card(self._pages))
        self._splitter.setSizes([400, 800])
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)

    def _tie(self) -> None:
        """Let the views follow each other."""
        self.results.worker_selected.connect(self.timeline.select_worker)
        self.timeline.worker_selected.connect(self.results.select_worker)
        self.results.square_again_requested.connect(self.square_again_requested)
        self.results.action_requested.connect(self.action_requested)
        self.timeline.action_requested.connect(self.action_requested)
        self.replay.moved.connect(self._show_moment)
        self._pages.currentChanged.connect(self._show_side)

    def _show_side(self) -> None:
        """Show what belongs beside the page that is shown."""
        self._left.setCurrentWidget(self._sides.get(self._pages.currentWidget(), self.results))
        self._arrange(self.width())
        self.page_shown.emit()

    def _show_moment(self, now: int | None) -> None:
        """Show the run as it was at `now`, nanoseconds on the log's clock; None for all of it."""
        if self._standing is not self._log:  # another go: a replay shows its own rows alone
            wanted = self._standing if now is None else self._log
            if self.results.model.log is not wanted:
                self.results.set_log(wanted)
        arrived = None if now is None else bisect_right(self._log.row_received, now)
        self.results.set_visible_rows(arrived)
        self.timeline.set_now(now)
        self.moment_shown.emit(now)

    def _arrange(self, width: int) -> None:
        """Choose the direction that suits the width, and how low the window may be."""
        line_px = self.fontMetrics().height()
        wide = self._covered or width >= SIDE_BY_SIDE_FROM_LINES * line_px
        orientation = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if orientation != self._splitter.orientation():
            self._splitter.setOrientation(orientation)
        at_left = LEAST_RESULTS_LINES_STACKED
        if self._left.currentWidget() is not self.results:
            at_left = LEAST_SIDE_LINES_STACKED
        stacked = LEAST_LINES_STACKED - LEAST_RESULTS_LINES_STACKED + at_left
        self._left.setMinimumHeight(0 if wide else line_px * at_left)
        self.setMinimumHeight(line_px * (LEAST_LINES_SIDE_BY_SIDE if wide else stacked))


def _above(upper: QWidget, lower: QWidget) -> QWidget:
    """Return two widgets one above the other; the upper one takes the room."""
    both = QWidget()
    layout = QVBoxLayout(both)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(upper, 1)
    layout.addWidget(lower)
    return both


def _card(content: QWidget) -> QFrame:
    """Return a card around a panel."""
    card = QFrame()
    card.setProperty("kind", "card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(1, 1, 1, 1)
    layout.addWidget(content)
    return card
