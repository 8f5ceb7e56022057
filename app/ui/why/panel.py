"""The foot of the window: a run's verdict, the picture to it, and why. GUI thread only.

Computed from the record alone, in short steps whenever the window has nothing better to do; only
the time of a real run one after another comes from outside. What computes it is imported for the
first run: the first picture does without.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.engine.clock import now_ns
from app.engine.record import Record
from app.engine.tasks import SQUARE, Task
from app.engine.telling.durations import duration_text
from app.engine.telling.progress_words import progress_words
from app.ui.parts.slices import Slices
from app.ui.why.card import WhyCard
from app.ui.why.in_turn_times import InTurnTimes
from app.words import tr, tr_count

if TYPE_CHECKING:
    from app.engine.analysis.totals import RunTotals, Totals
    from app.engine.telling.explanation import Explanation

RUNNING_INTERVAL_MS = 100
MOMENT_INTERVAL_MS = 33


class WhyPanel(QWidget):
    """Explains a run.

    Attributes:
        card: everything that can be seen.

    Signals:
        try_requested: the person wants to square the same numbers with this `Work`.
        in_turn_wanted: this `Record`'s numbers should be squared one after another in a run of
            their own; its time is to be given to `take_in_turn`.
        in_turn_unwanted: that run should be stopped.
        way_requested: the person wants the numbers of the run shown to be run in this `Way`.
        outcome_shown: what came of that is shown in this `QWidget`.
    """

    try_requested = Signal(object)
    in_turn_wanted = Signal(object)
    in_turn_unwanted = Signal()
    way_requested = Signal(object)
    outcome_shown = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._record: Record | None = None
        self._now: int | None = None
        self._totals: RunTotals | None = None
        self._explanation: Explanation | None = None
        self._in_turn = InTurnTimes(self)
        self._in_turn.wanted.connect(self.in_turn_wanted)
        self._adding_up = Slices(self)
        self.card = WhyCard()
        self.card.try_pressed.connect(self._request_try)
        self.card.sums_button.toggled.connect(self._build_further)
        self.card.in_turn.measurement_wanted.connect(self._measure)
        self.card.in_turn.stop_wanted.connect(self.in_turn_unwanted)
        self._running_timer = self._timer(RUNNING_INTERVAL_MS, self._show_running)
        self._moment_timer = self._timer(MOMENT_INTERVAL_MS, self._show_moment)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.addWidget(self.card)
        self._show_nothing()

    @property
    def explanation(self) -> Explanation | None:
        """Return the explanation shown, None where there is none yet."""
        return self._explanation

    def set_record(self, record: Record) -> None:
        """Explain another run: at once if it has ended, otherwise when it has."""
        self._in_turn.turn_to(record)
        self._record, self._now = record, None
        self._begin()

    def log_extended(self) -> None:
        """Follow the run; explain it when it has ended."""
        if self._record is None:
            return
        if self._record.log.finished is not None or not self._running_timer.isActive():
            self._begin()

    def set_now(self, now: int | None) -> None:
        """Show the run as it was at a moment; None for its end.

        Args:
            now: nanoseconds on the log's clock.
        """
        self._now = now
        if self._totals is None:
            return
        if now is None:
            self._moment_timer.stop()
            self._show_explanation()
        elif not self._moment_timer.isActive():
            self._moment_timer.start()

    def take_in_turn(self, record: Record, ns: int | None) -> None:
        """Take the time of a real run one after another.

        Args:
            record: the run it is to be compared with.
            ns: nanoseconds from its request to its last result; None if it was stopped.
        """
        self._in_turn.take(record, ns)
        if record is self._record and self._totals is not None:
            self._show_explanation()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the words need at this width."""
        super().resizeEvent(event)
        self._fit_height()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_height()

    def event(self, event: QEvent) -> bool:
        """Follow what the parts need."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_height()
        return done

    def _fit_height(self) -> None:
        """Be as high as the words need; no lower than usual, so that the views keep still."""
        height = self._outer.heightForWidth(self.width())
        if self.card.wide:
            height = max(height, self.card.usual_height())
        if height > 0 and height != self.minimumHeight():
            self.setFixedHeight(height)

    # What it says

    def _begin(self) -> None:
        """Say what there is to say of the run as it is now."""
        self._totals = self._explanation = None
        self._adding_up.stop()
        self._running_timer.stop()
        self._moment_timer.stop()
        self._show_further(None)
        record = self._record
        if record is None or record.log.requested is None:
            self._show_nothing()
        elif record.log.finished is None:
            self._show_running()
        else:
            from app.engine.analysis.totals import RunTotals

            totals = RunTotals(record.log)

            def ready(_nothing: None) -> None:
                self._totals = totals
                self._show_explanation()

            self._adding_up.start(totals.steps(), ready)

    def _show_nothing(self) -> None:
        """Say what will be here."""
        self.card.show_parts(picture=False, beside=False, sums=False)
        self.card.offer("")
        self.card.say(
            tr("Does it pay?"),
            tr(
                "After a run, this place says what its time went into, and from how much work "
                "on sharing the numbers out pays."
            ),
        )

    def _show_running(self) -> None:
        """Show what can be counted while the run goes on, and again in a moment."""
        record = self._record
        if record is None or record.log.requested is None or record.log.finished is not None:
            return
        from app.engine.analysis.totals import counts_of

        counts = counts_of(record.log, now_ns())
        processes = tr_count(
            "{count} process asked for so far.",
            "{count} processes asked for so far.",
            counts.processes,
        )
        self.card.show_parts(picture=False, beside=False, sums=False)
        self.card.offer("")
        self.card.say(progress_words(self._task, counts), processes)
        self._running_timer.start()

    def _show_moment(self) -> None:
        """Show the counts and the bar of a replay's moment; the verdict steps back."""
        explanation = self._explanation
        if self._totals is None or self._now is None or explanation is None:
            return
        totals = self._totals.at(self._now)
        self.card.say(
            progress_words(self._task, totals.counts),
            tr("The whole run: {headline}.", headline=explanation.headline),
        )
        this = explanation.this
        if this is not None:
            length = duration_text(min(totals.counts.elapsed, this.ns))
            this = replace(this, value=length)
        self.card.bars.show_bars(this, totals.division, explanation.other)
        self.card.sums.show_division(totals.division)

    def _show_explanation(self) -> None:
        """Show the run, explained."""
        record, totals = self._record, self._totals
        if record is None or totals is None:
            return
        from app.engine.telling.explanation import explain

        at_end = totals.at()
        found = explain(at_end, record, record.besides.in_turn)
        self._explanation = found
        self._show_in_turn(record, at_end, found)
        self.card.offer(found.try_words)
        self.card.sums.show_sums(found.sums, at_end.division)
        self._show_further(at_end)
        if self._now is None:
            self.card.say(found.headline, found.sentence)
            self.card.bars.show_bars(found.this, at_end.division, found.other)
        else:
            self._show_moment()

    def _show_in_turn(self, record: Record, totals: Totals, found: Explanation) -> None:
        """Show what one after another has told, ask for it, or offer to."""
        from app.engine.analysis.findings import can_be_measured, expected_in_turn

        comparable = can_be_measured(totals, record)
        picture = found.this is not None
        if not comparable or record.besides.in_turn is not None:
            known = found.scale is not None or bool(found.never)
            self.card.in_turn.show_known(found.scale, found.never)
            self.card.show_parts(picture=picture, beside=known, sums=bool(found.sums))
            return
        expected = expected_in_turn(totals, record)
        self.card.in_turn.show_measuring(self._in_turn.standing(expected), expected)
        self.card.show_parts(picture=picture, beside=True, sums=bool(found.sums))

    def _build_further(self) -> None:
        """Build what belongs to the sums when they are first asked for."""
        if self.card.further is None:
            from app.ui.why.further import Further  # the first picture does without

            further = Further()
            further.run_wanted.connect(self.way_requested)
            further.outcome_shown.connect(lambda: self.outcome_shown.emit(further.table))
            self.card.put_further(further)
            self._show_further(None if self._totals is None else self._totals.at())

    def _show_further(self, totals: Totals | None) -> None:
        """Show what belongs to the sums, where somebody has asked for it."""
        if self.card.further is not None:
            self.card.further.show_run(self._record, totals)

    # What it asks for

    def _measure(self) -> None:
        """Ask for one after another, as the person wished."""
        self._in_turn.ask()
        self._show_explanation()

    def _request_try(self) -> None:
        """Ask for a run with the work that was suggested."""
        if self._explanation is not None and self._explanation.to_try is not None:
            self.try_requested.emit(self._explanation.to_try)

    @property
    def _task(self) -> Task:
        """Return what the run that is shown does."""
        return SQUARE if self._record is None else self._record.plan.task

    def _timer(self, interval_ms: int, react: Callable[[], None]) -> QTimer:
        """Return a timer that goes off once each time it is started."""
        timer = QTimer(self)
        timer.setInterval(interval_ms)
        timer.setSingleShot(True)
        timer.timeout.connect(react)
        return timer
