"""The foot of the window: a run's figures, what its time went into, and why. GUI thread only.

Computed from the log alone, in small steps whenever the window has nothing better to do.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from app.engine.analysis.explanation import Explanation, Figure, explain
from app.engine.analysis.totals import Counts, Totals, counts_of
from app.engine.clock import now_ns
from app.engine.log import Log
from app.engine.plan import Plan, Strategy
from app.engine.record import Record, first_run
from app.engine.telling.durations import duration_text
from app.ui.why.figure_card import FigureCard
from app.ui.why.stepwise_totals import StepwiseTotals
from app.ui.why.words import WhyWords
from app.words import tr, tr_count

RUNNING_INTERVAL_MS = 100
MOMENT_INTERVAL_MS = 33
SIDE_BY_SIDE_FROM_LINES = 46
"""The width from which cards and words stand side by side, in heights of a line."""

USUAL_LINES = 7.5
"""Side by side it is at least so high, in heights of a line, so that views above keep still."""

GAP_PX = 12
MOST_CARDS = 2
LONGEST_UNASKED_NS = 500_000_000
"""What one after another would take longer is not measured unasked."""


class WhyPanel(QWidget):
    """Explains a run.

    Args:
        parent: the parent widget, if any.

    Signals:
        try_requested: the person wants to square the same numbers with this `Work`.
        in_turn_wanted: squaring this `Record`'s numbers one after another should be measured in a
            run of its own; the answer goes to `take_in_turn`.
    """

    try_requested = Signal(object)
    in_turn_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record = first_run(Plan(()))
        self._now: int | None = None
        self._totals = StepwiseTotals(self)
        self._totals.added_up.connect(self._show_explanation)
        self._asked = False
        self._in_turn: int | None = None
        self._explanation: Explanation | None = None
        self._cards = [FigureCard() for _ in range(MOST_CARDS)]
        self._words = WhyWords()
        self._words.try_pressed.connect(self._request_try)
        self._running_timer = self._timer(RUNNING_INTERVAL_MS, self._show_running)
        self._moment_timer = self._timer(MOMENT_INTERVAL_MS, self._show_moment)
        self._lay_out()
        self._show_nothing()

    @property
    def words(self) -> WhyWords:
        """Return the card that says why."""
        return self._words

    @property
    def explanation(self) -> Explanation | None:
        """Return the explanation shown, None where there is none yet."""
        return self._explanation

    @property
    def _log(self) -> Log:
        return self._record.log

    def set_record(self, record: Record) -> None:
        """Explain another run: at once if it has ended, otherwise when it has."""
        log = record.log
        self._record, self._now = record, None
        self._forget()
        if log.finished is not None:
            self._totals.begin(log)
        elif log.requested is None:
            self._show_nothing()
        else:
            self._show_running()

    def log_extended(self) -> None:
        """Follow the run; explain it when it has ended."""
        if self._log.finished is not None:
            self._forget()
            self._totals.begin(self._log)
        elif not self._running_timer.isActive():
            self._forget()
            self._show_running()

    def set_now(self, now: int | None) -> None:
        """Show the totals as they were at a moment of the run; None for its end.

        Args:
            now: nanoseconds on the log's clock.
        """
        self._now = now
        if self._totals.ready:
            if now is None:
                self._moment_timer.stop()
                self._show_explanation()
            elif not self._moment_timer.isActive():
                self._moment_timer.start()

    def take_in_turn(self, record: Record, length: int | None) -> None:
        """Take the result of the measurement that was wanted.

        Args:
            record: what was measured; ignored if another run is shown by now.
            length: nanoseconds, or None where nothing could be measured.
        """
        if record is self._record and length is not None:
            self._in_turn = length
            self._show_explanation()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set cards and words side by side where there is room."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def event(self, event: QEvent) -> bool:
        """Follow what the parts need."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_height()
        return done

    # What it looks like

    def _lay_out(self) -> None:
        """Put the parts in their places."""
        cards = QHBoxLayout()
        cards.setSpacing(GAP_PX)
        for figure_card in self._cards:
            cards.addWidget(figure_card, 1)
        self._outer = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(GAP_PX)
        self._outer.addLayout(cards)
        self._outer.addWidget(self._words, 1)

    def _arrange(self) -> None:
        """Choose the direction that suits the width."""
        wide = self.width() >= SIDE_BY_SIDE_FROM_LINES * self.fontMetrics().height()
        direction = QBoxLayout.Direction
        self._outer.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        self._words.set_side_by_side(wide)
        for card in self._cards:
            card.set_slim(wide)
        self._fit_height()

    def _fit_height(self) -> None:
        """Be as high as the words need at this width; do not jump as a run begins."""
        height = self._outer.heightForWidth(self.width())
        if self._running_timer.isActive():
            height = max(height, self.minimumHeight())
        if self._outer.direction() == QBoxLayout.Direction.LeftToRight:
            height = max(height, round(USUAL_LINES * self.fontMetrics().height()))
        if height > 0 and height != self.minimumHeight():
            self.setFixedHeight(height)

    # What it says

    def _show_nothing(self) -> None:
        """Say what will be here."""
        self._show_figures(())
        self._words.bar.hide()
        self._words.offer("")
        self._words.say(
            tr("Why?"),
            tr(
                "After a run, this place says what its time went into, and from how much work "
                "on processes pay off."
            ),
        )

    def _show_running(self) -> None:
        """Show what can be counted while the run goes on, and again in a moment."""
        if self._log.requested is None or self._log.finished is not None:
            return
        counts = counts_of(self._log, now_ns())
        self._show_counts(counts)
        self._words.bar.hide()
        self._words.offer("")
        processes = tr_count(
            "{count} process asked for so far.",
            "{count} processes asked for so far.",
            counts.processes,
        )
        self._running_timer.start()
        self._words.say(tr("Running."), processes)

    def _show_moment(self) -> None:
        """Show the totals of a replay's moment; the words stay."""
        if self._totals.ready and self._now is not None:
            totals = self._totals.at(self._now)
            self._show_counts(totals.counts)
            self._words.bar.show_totals(totals)

    def _show_counts(self, counts: Counts) -> None:
        """Show how far the run is."""
        squared = f"{counts.squared:,} / {counts.numbers:,}"
        failed = tr_count("{count} not squared", "{count} not squared", counts.failed)
        self._show_figures(
            (
                Figure(tr("Results so far"), squared, failed if counts.failed else ""),
                Figure(tr("Time so far"), duration_text(counts.elapsed)),
            )
        )

    def _show_explanation(self) -> None:
        """Show the run, explained."""
        if not self._totals.ready:
            return
        totals = self._totals.at()
        self._want_in_turn(totals)
        plan, cores = self._record.plan, max(1, int(self._record.computer.cores))
        found = explain(totals, plan, cores, self._in_turn)
        self._explanation = found
        self._words.say(found.headline, found.paragraph, found.strong)
        self._words.offer(found.try_words)
        self._words.bar.setVisible(totals.division.whole > 0)
        if self._now is None:
            self._show_figures(found.figures)
            self._words.bar.show_totals(totals)
        else:
            self._show_moment()

    def _show_figures(self, figures: tuple[Figure, ...]) -> None:
        """Show so many cards."""
        for place, card in enumerate(self._cards):
            card.setVisible(place < len(figures))
            if place < len(figures):
                card.show_figure(figures[place])

    # What it asks for and keeps

    def _forget(self) -> None:
        """Begin anew: the log is another one, or has grown."""
        self._in_turn = self._explanation = None
        self._asked = False
        self._totals.forget()
        self._running_timer.stop()
        self._moment_timer.stop()

    def _want_in_turn(self, totals: Totals) -> None:
        """Ask for a run one after another where that takes but a moment."""
        short = totals.squaring < LONGEST_UNASKED_NS and not totals.counts.failed
        if not self._asked and short and self._record.plan.strategy is not Strategy.ONE:
            self._asked = True
            self.in_turn_wanted.emit(self._record)

    def _request_try(self) -> None:
        """Ask for a run with the work that was suggested."""
        if self._explanation is not None and self._explanation.to_try is not None:
            self.try_requested.emit(self._explanation.to_try)

    def _timer(self, interval_ms: int, react: Callable[[], None]) -> QTimer:
        """Return a timer that goes off once each time it is started."""
        timer = QTimer(self)
        timer.setInterval(interval_ms)
        timer.setSingleShot(True)
        timer.timeout.connect(react)
        return timer
