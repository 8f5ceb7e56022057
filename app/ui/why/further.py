"""What else there is to a run for who wants to know: its factors, and what if. GUI thread only.

Built and computed when somebody first looks at the sums.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.engine.analysis.factors import Factors, RunFactors
from app.engine.analysis.totals import Totals
from app.engine.analysis.what_if import Estimates, WhatIf
from app.engine.record import Record
from app.engine.telling.factor_words import factor_bars, title_of
from app.engine.telling.what_if_words import Told, rule_of, told_of
from app.ui.parts.slices import Slices
from app.ui.why.factors import FactorsPicture
from app.ui.why.predictions import Predictions
from app.ui.why.what_if import WhatIfTable

GAP_PX = 10


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found out about a run; None for what cannot be."""

    factors: Factors | None
    estimates: Estimates | None


class Further(QWidget):
    """Shows a run's factors and estimates.

    Attributes:
        picture: the factors.
        table: the estimates.

    Signals:
        run_wanted: the numbers of the run shown should really be run in this `Way`.
        outcome_shown: what came of a prediction is shown for the first time.
    """

    run_wanted = Signal(object)
    outcome_shown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture, self.table = FactorsPicture(), WhatIfTable()
        self.table.run_pressed.connect(self._run)
        self._record: Record | None = None
        self._totals: Totals | None = None
        self._is_told, self._is_outcome = True, False
        self._predictions = Predictions()
        self._working = Slices(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GAP_PX, 0, 0)
        layout.setSpacing(GAP_PX)
        layout.addWidget(self.picture)
        layout.addWidget(self.table)
        self._clear()

    def show_run(self, record: Record | None, totals: Totals | None) -> None:
        """Show a run that has ended, as soon as somebody looks; nothing without one.

        Args:
            record: the run.
            totals: it, added up to its end.
        """
        if record is self._record and (totals is None) == (self._totals is None):
            return
        self._record, self._totals = record, totals
        self._working.stop()
        self._clear()
        if record is None or totals is None:
            return
        self._is_outcome = self._predictions.take(record, totals)
        self._is_told = False
        if self.isVisible():
            self._begin()

    def showEvent(self, event: QShowEvent) -> None:
        """Find out what has not been asked for so far."""
        super().showEvent(event)
        self._begin()

    def _begin(self) -> None:
        """Find out about the run, in short steps."""
        record, totals = self._record, self._totals
        if self._is_told or record is None or totals is None:
            return
        self._is_told = True

        def ready(found: _Found) -> None:
            self._show(found, record)

        self._working.start(_find_out(record, totals), ready)

    def _clear(self) -> None:
        """Show nothing."""
        self._is_told = True
        self.picture.show_factors("", [])
        self.table.show_estimates([], "", may_run=False)
        self.table.show_outcomes([])

    def _show(self, found: _Found, record: Record) -> None:
        """Show what was found out."""
        factors, estimates = found.factors, found.estimates
        if factors is not None:
            title = title_of(factors, record.plan)
            self.picture.show_factors(title, factor_bars(factors, record.plan))
        if estimates is not None:
            rule = rule_of(estimates, record.computer.cores)
            # Of a run on another computer, or another day, nothing here would be the outcome.
            self.table.show_estimates(told_of(estimates), rule, may_run=not record.opened)
        self.table.show_outcomes(self._predictions.outcomes())
        if self._is_outcome:
            self._is_outcome = False
            self.outcome_shown.emit()

    def _run(self, told: Told) -> None:
        """Ask for the run that an estimate is about."""
        if self._record is not None:
            self._predictions.note(told, self._record.plan)
            self.run_wanted.emit(told.way)


def _find_out(record: Record, totals: Totals) -> Generator[None, None, _Found]:
    """Find out about a run; every step takes about two milliseconds at most."""
    sums = RunFactors(record.log)
    yield from sums.steps()
    estimates = yield from WhatIf(record, totals, len(sums.useful)).steps()
    return _Found(sums.factors(totals, record), estimates)
