"""What was predicted of runs that were then really made, and what came of it. GUI thread only."""

from __future__ import annotations

from dataclasses import dataclass

from app.engine.analysis.reasons import INCOMPLETE, reason_of
from app.engine.analysis.totals import Totals
from app.engine.plan import Plan
from app.engine.record import Record
from app.engine.telling.what_if_words import Told, outcome_words
from app.engine.way import Way

MOST_COMPARED = 10_000
"""More numbers than these are the same only where they are the very same list."""


@dataclass(slots=True)
class _Prediction:
    """One prediction.

    Attributes:
        told: the estimate.
        plan: of which run it was made.
        really: what its run took, in nanoseconds; None while there was none.
    """

    told: Told
    plan: Plan
    really: int | None = None

    @property
    def way(self) -> Way | None:
        """Return the way that it was about."""
        return self.told.way


class Predictions:
    """Keeps predictions until a run of other numbers is shown."""

    def __init__(self) -> None:
        self._kept: list[_Prediction] = []

    def note(self, told: Told, plan: Plan) -> None:
        """Note that an estimate is going to be run.

        Args:
            told: the estimate, of something that can be run.
            plan: what the run was asked for that it was made of.
        """
        self._kept.append(_Prediction(told, plan))

    def take(self, record: Record, totals: Totals) -> bool:
        """Take a run that has ended; returns whether it was predicted and is the first such run."""
        plan = record.plan
        self._kept = [each for each in self._kept if _is_same(each.plan, plan)]
        if record.opened or reason_of(totals, plan, None) in INCOMPLETE:
            return False
        foretold = [each for each in self._kept if each.really is None and each.way == plan.way]
        for each in foretold:
            each.really = totals.results_after
        return bool(foretold)

    def outcomes(self) -> list[str]:
        """Return each prediction whose run was made, beside what it took."""
        return [
            outcome_words(each.told.question, each.told.ns, each.really)
            for each in self._kept
            if each.really is not None
        ]


def _is_same(first: Plan, second: Plan) -> bool:
    """Return whether two plans do the same with the same numbers, in whatever way."""
    if first.task != second.task or len(first.numbers) != len(second.numbers):
        return False
    if first.numbers is second.numbers:
        return True
    short = len(first.numbers) <= MOST_COMPARED
    return short and list(first.numbers) == list(second.numbers)
