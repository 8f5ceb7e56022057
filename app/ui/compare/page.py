"""The Compare page: what is chosen becomes a comparison, and what it finds is shown. GUI thread."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.engine.comparing.comparison import Asked, Comparison
from app.engine.comparing.conductor import Conductor
from app.engine.comparing.findings import Findings
from app.engine.plan import Plan
from app.engine.telling.comparing_words import comparing_headline, comparing_remarks
from app.ui.compare.charts import Table
from app.ui.compare.choices import CompareChoices
from app.ui.compare.comparing import Comparing
from app.ui.compare.figures import repetition_words
from app.ui.compare.going_on import (
    ended_words,
    estimate_words,
    measuring_words,
    progress_words,
)
from app.ui.compare.result import CompareResult
from app.ui.compare.showing import Shown, showing
from app.ui.compare.wish import NothingToCompare, asked_of
from app.ui.parts.slices import Slices
from app.words import tr

if TYPE_CHECKING:
    from app.controller import Controller

SHOWN_EVERY_S = 0.5
"""What is found is worked out and drawn no more often while runs go on: it takes them a core."""


class ComparePage(QWidget):
    """Compares ways.

    Args:
        controller: carries out the runs.

    Attributes:
        choices: what to compare; stands in the list's place.
        result: what came out.
        comparing: carries out comparisons.
        comparison: the one that is shown; None before the first.
        findings: what follows from it, as soon as that is worked out.

    Signals:
        run_wanted: a repetition is to be shown as an ordinary run: its `Record`, and which it is,
            in words.
        begin_wanted: the person wants this comparison: what is `Asked`.
        running_changed: a comparison begins or is over.
        picture_wanted: the chart is to be saved.
        shown: another comparison is shown, with all its runs: how many rows they have.
        found: a comparison is over and something was measured: the `Comparison`, and what came out
            as a sentence.
    """

    run_wanted = Signal(object, str)
    begin_wanted = Signal(object)
    running_changed = Signal(bool)
    picture_wanted = Signal()
    shown = Signal(int)
    found = Signal(object, str)

    def __init__(self, controller: Controller, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: Plan | None = None
        self._problem = ""
        self._shown_at = 0.0
        self._may_begin = True
        self.findings: Findings | None = None
        self.comparison: Comparison | None = None
        self.choices = CompareChoices()
        self.result = CompareResult()
        self.comparing = Comparing(controller, self)
        self._finding = Slices(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.result)
        self.choices.changed.connect(self._estimate)
        self.choices.begin_wanted.connect(self.begin)
        self.choices.stop_wanted.connect(self.comparing.stop)
        self.comparing.begun.connect(self._on_begun)
        self.comparing.advanced.connect(self._on_advanced)
        self.comparing.ended.connect(self._on_ended)
        self.result.repetition_chosen.connect(self._show_run)
        self.result.picture_wanted.connect(self.picture_wanted)

    @property
    def is_running(self) -> bool:
        """Return whether a comparison goes on."""
        return self.comparing.is_running

    def show_plan(self, plan: Plan | None, problem: str = "") -> None:
        """Compare with these numbers, this work and this task from now on.

        Args:
            plan: what the form is set to; None while its numbers are not known.
            problem: why its task cannot be done, as a sentence; empty where it can.
        """
        self._plan, self._problem = plan, problem
        if plan is not None:
            self.choices.show_numbers(len(plan.numbers))
        self._estimate()

    def set_run_going_on(self, going_on: bool) -> None:
        """Begin nothing while an ordinary run goes on."""
        self._may_begin = not going_on
        self._estimate()

    def begin(self) -> None:
        """Begin the comparison that is chosen."""
        asked = self._asked()
        if isinstance(asked, Asked) and not self.is_running:
            self.begin_wanted.emit(asked)

    def compare(self, asked: Asked) -> None:
        """Begin this comparison."""
        self.comparing.start(asked)

    def show_comparison(self, comparison: Comparison, ident: int) -> None:
        """Show an earlier comparison again, unless one goes on.

        Args:
            comparison: which.
            ident: what it is kept as.
        """
        if not self.is_running:
            self.comparison, self.findings = comparison, None
            self.result.earlier.show_current(ident)
            self._tell_rows()
            self._find()

    def note_kept(self, comparison: Comparison, ident: int) -> None:
        """Note what a comparison is kept as."""
        if comparison is self.comparison:
            self.result.earlier.show_current(ident)

    def stop(self) -> None:
        """End the comparison that goes on; what has been measured stays."""
        self.comparing.stop()

    def save_picture(self, path: Path) -> None:
        """Write the chart as a picture.

        Raises:
            OSError: it could not be written, in words.
        """
        self.result.save_picture(path)

    def ended_words(self) -> str:
        """Return what the comparison did, for the window's status line."""
        comparison = self.comparing.comparison
        return "" if comparison is None else ended_words(comparison, self.comparing.seconds)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what the form has been set to meanwhile."""
        super().showEvent(event)
        self._estimate()

    def _asked(self) -> Asked | str:
        """Return what is to be compared, or why nothing can be, as a sentence."""
        if self._problem:
            return self._problem
        if self._plan is None:
            return tr("The numbers above are not known yet.")
        if not self._may_begin:
            return tr("A run goes on. Comparing can begin when it is over.")
        try:
            return asked_of(self.choices.wish, self._plan)
        except NothingToCompare as problem:
            return str(problem)

    def _estimate(self) -> None:
        """Say how long it would take, or why it cannot begin."""
        if self.is_running or not self.isVisible():
            return
        asked = self._asked()
        if isinstance(asked, str):
            self.choices.show_ready(asked, ready=False)
        else:
            seconds = Conductor(asked).estimate_s()
            self.choices.show_ready(estimate_words(seconds), ready=True)

    def _on_begun(self) -> None:
        """Offer Stop, and show what is found from now on."""
        self.comparison, self.findings = self.comparing.comparison, None
        self.result.earlier.show_current(None)
        self.result.earlier.setEnabled(False)
        self._shown_at = monotonic()
        self.choices.show_running(running=True)
        self.result.show_found(None, Table((), (), ()), measuring_words())
        self._show_progress()
        self.running_changed.emit(True)

    def _on_advanced(self) -> None:
        """Say how far it is; show what has been found, now and then."""
        self._show_progress()
        if monotonic() - self._shown_at >= SHOWN_EVERY_S:
            self._find()

    def _on_ended(self) -> None:
        """Show what came out."""
        self.choices.show_running(running=False)
        self.result.earlier.setEnabled(True)
        self._tell_rows()
        self._find(last=True)
        self._estimate()
        self.running_changed.emit(False)

    def _tell_rows(self) -> None:
        """Tell how much is in memory now."""
        if self.comparison is not None:
            self.shown.emit(self.comparison.rows)

    def _show_progress(self) -> None:
        """Say how far the comparison is."""
        conductor = self.comparing.conductor
        if conductor is None:
            return
        done, expected = conductor.progress()
        words = progress_words(done, expected, conductor.estimate_s())
        self.choices.show_progress(done, expected, words)

    def _find(self, *, last: bool = False) -> None:
        """Find out what follows, and show it."""
        comparison = self.comparison
        if comparison is None:
            return
        self._shown_at = monotonic()

        def show(shown: Shown) -> None:
            self._show(shown)
            if last:
                self.result.say_end()
                if shown.findings.measured:
                    self.found.emit(comparison, comparing_headline(shown.findings))

        self._finding.start(showing(comparison), show)

    def _show(self, shown: Shown) -> None:
        """Show findings."""
        findings = self.findings = shown.findings
        sentences = [self._headline(findings), *comparing_remarks(findings)]
        if self.is_running and not findings.measured:
            sentences = measuring_words()
        self.result.show_found(shown.chart, shown.table, sentences)

    def _headline(self, findings: Findings) -> str:
        """Return what came out, or what has come out so far."""
        sentence = comparing_headline(findings)
        return tr("So far: {found}", found=sentence) if self.is_running else sentence

    def _show_run(self, key: int) -> None:
        """Show a repetition as an ordinary run."""
        comparison = self.comparison
        if comparison is None:
            return
        record = comparison.repetitions[key].record
        if self.is_running:
            self.result.say(tr("Runs can be looked at when the comparison is over."))
        elif record is None:
            self.result.say(tr("Of this run only the time was kept: there were too many."))
        else:
            self.run_wanted.emit(record, repetition_words(comparison, key))
