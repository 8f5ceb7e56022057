"""Adds a run up a little at a time, whenever the window has nothing better to do. GUI thread."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from app.engine.analysis.totals import RunTotals, Totals
from app.engine.clock import now_ns
from app.engine.log import Log

BUDGET_NS = 4_000_000
"""How long adding up may keep the window waiting at a time."""


class StepwiseTotals(QObject):
    """The totals of a run that has ended.

    Signals:
        added_up: everything has been added up; `at` can be asked.
    """

    added_up = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._totals: RunTotals | None = None
        self._steps: Iterator[None] = iter(())
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._take_steps)

    @property
    def ready(self) -> bool:
        """Return whether everything has been added up."""
        return self._totals is not None and not self._timer.isActive()

    def begin(self, log: Log) -> None:
        """Add another run up, or the same one after it has grown."""
        self._totals = RunTotals(log)
        self._steps = self._totals.steps()
        self._timer.start()

    def forget(self) -> None:
        """Stop adding up; there is nothing to tell."""
        self._timer.stop()
        self._totals = None

    def at(self, now: int | None = None) -> Totals:
        """Return the totals at a moment, by default at the end. Only when `ready`."""
        assert self._totals is not None, "asked before anything was added up"
        return self._totals.at(now)

    def _take_steps(self) -> None:
        """Add up for a moment."""
        end = now_ns() + BUDGET_NS
        for _ in self._steps:
            if now_ns() >= end:
                return
        self._timer.stop()
        self.added_up.emit()
