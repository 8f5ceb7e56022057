"""Decides which run of a comparison is made next, and when the answer is known or the time is up.

Starts no processes: whoever does asks for the next plan, carries it out, and gives the record back.
Any thread, one at a time.

First every way is run once to warm up (what starts processes, files in memory, clock speeds), which
does not count. Then come rounds, in each of which everything that is not known well enough is run
once, in an order drawn by lot, so that what changes on the computer meanwhile hits all alike.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Generator

from app.engine.analysis.totals import RunTotals
from app.engine.comparing.comparison import Asked, Cell, Comparison, Ending, Question, Repetition
from app.engine.comparing.crossings import cells_to_add
from app.engine.comparing.expectations import expected_s
from app.engine.comparing.statistics import median
from app.engine.comparing.steadiness import MOST, is_steady, needed
from app.engine.plan import Plan
from app.engine.record import Record


class Conductor:
    """Conducts one comparison.

    Args:
        asked: what is to be found out; with at least one contender.
        seed: from which the order is drawn; None for one of the moment.
        clock: tells seconds, for the time limit.

    Attributes:
        comparison: what has been found so far.
    """

    def __init__(
        self,
        asked: Asked,
        *,
        seed: int | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        seed = random.SystemRandom().getrandbits(32) if seed is None else seed
        self.comparison = Comparison(asked, seed)
        self._random = random.Random(seed)
        self._clock = clock
        self._began: float | None = None
        self._given_at = 0.0
        self._current: tuple[Cell, bool] | None = None
        self._spent: dict[Cell, list[float]] = {}
        self._times: dict[Cell, list[int]] = {}
        self._gave_up: set[int] = set()
        self._cells = _first_cells(asked)
        self._queue = self._in_mixed_order(_warm_up_cells(asked))
        self._warming = True

    def next_plan(self) -> tuple[int, Plan] | None:
        """Return the next run's contender and plan; None when the comparison is over."""
        if self.comparison.ending is not None:
            return None
        self._began = self._clock() if self._began is None else self._began
        if self._current is None:
            self._current = self._next()
            if self._current is None:
                return None
        self._given_at = self._clock()
        cell = self._current[0]
        return cell.contender, self.comparison.asked.plan(cell)

    def take(self, contender: int, record: Record) -> Repetition:
        """Take the run that was asked for last, at once; where nobody waits.

        Args:
            contender: whose it is.
            record: the run, over.
        """
        taken: list[Repetition] = []

        def take() -> Generator[None, None, None]:
            taken.append((yield from self.taking(contender, record)))

        for _ in take():
            pass
        return taken[0]

    def taking(self, contender: int, record: Record) -> Generator[None, None, Repetition]:
        """Take the run that was asked for last, in short steps.

        One that was stopped is not kept: it is not asked for again where the comparison goes on.

        Returns:
            What was made of it.
        """
        assert self._current is not None, "no run has been asked for"
        (cell, warm_up), self._current = self._current, None
        assert cell.contender == contender, "the run is another contender's"
        self._spent.setdefault(cell, []).append(self._clock() - self._given_at)
        totals = RunTotals(record.log)
        yield from totals.steps()
        found = totals.at()
        all_done = found.counts.done == found.counts.numbers and not found.stopped
        repetition = Repetition(
            cell=cell,
            results_after=found.results_after if all_done else None,
            warm_up=warm_up,
            stages=found.division.times,
            record=record if self.comparison.has_room(record) else None,
        )
        if not found.stopped:
            self._add(repetition)
        return repetition

    def _add(self, repetition: Repetition) -> None:
        """Let a run count for what it tells."""
        self.comparison.repetitions.append(repetition)
        if repetition.results_after is None:
            self._gave_up.add(repetition.cell.contender)
        elif repetition.counts:
            self._times.setdefault(repetition.cell, []).append(repetition.results_after)

    def stop(self) -> None:
        """End the comparison; what has been found stays."""
        self._end(Ending.STOPPED)

    def progress(self) -> tuple[int, int]:
        """Return how many runs have been made, and how many there will be as far as is known."""
        made = sum(map(len, self._spent.values()))
        return made, made + len(self._to_come())

    def estimate_s(self) -> float:
        """Return how many seconds the comparison will still take, about; before it begins, all."""
        if self.comparison.ending is not None:
            return 0.0
        left = sum(map(self._expected_s, self._to_come()))
        passed = 0.0 if self._began is None else self._clock() - self._began
        return max(0.0, min(left, self.comparison.asked.limit_s - passed))

    def _next(self) -> tuple[Cell, bool] | None:
        """Return what is run next, and whether to warm up; None after ending the comparison."""
        while True:
            self._queue = [cell for cell in self._queue if cell.contender not in self._gave_up]
            if self._queue:
                break
            self._warming = False
            self._queue = self._in_mixed_order(self._round())
            if not self._queue:
                return None
        cell = self._queue[-1]
        if not self._fits(cell):
            self._end(Ending.LIMIT)
            return None
        return self._queue.pop(), self._warming

    def _round(self) -> list[Cell]:
        """Return what is to be run once more; nothing after ending the comparison."""
        cells = self._unknown()
        if not cells and self.comparison.asked.question is Question.WORK:
            added = cells_to_add(self.comparison)
            self._cells += added
            cells = added
        if not cells:
            asked = self.comparison.asked
            steady = all(is_steady(asked, self._times, cell) for cell in self._alive())
            self._end(Ending.DONE if steady else Ending.MOST)
            return []
        return list(dict.fromkeys([*cells, *self._companions(cells)]))

    def _end(self, ending: Ending) -> None:
        if self.comparison.ending is None:
            self.comparison.ending = ending

    def _in_mixed_order(self, cells: list[Cell]) -> list[Cell]:
        """Return cells in an order drawn by lot."""
        return self._random.sample(cells, len(cells))

    def _fits(self, cell: Cell) -> bool:
        """Return whether a run will be over before the time is up, as far as is known."""
        began = self._clock() if self._began is None else self._began
        known = self._spent.get(cell)
        needed = median(known) if known else 0.0
        return self._clock() - began + needed <= self.comparison.asked.limit_s

    def _alive(self) -> list[Cell]:
        """Return what is measured, without the ways in which not every number was done."""
        return [cell for cell in self._cells if cell.contender not in self._gave_up]

    def _unknown(self) -> list[Cell]:
        """Return what has not been run often enough."""
        return [cell for cell in self._alive() if self._missing(cell) > 0]

    def _missing(self, cell: Cell) -> int:
        """Return how many repetitions something needs yet, as far as is known."""
        asked, times = self.comparison.asked, self._times
        return needed(asked, times, cell) - len(times.get(cell, ()))

    def _companions(self, cells: list[Cell]) -> list[Cell]:
        """Return what the others are compared with, run along so that it sees the same times."""
        asked, times = self.comparison.asked, self._times
        if asked.repetitions is not None:
            return []
        found = [Cell(asked.reference, cell.seconds) for cell in cells]
        if asked.question is not Question.WORK and times:
            found.append(min(times, key=lambda cell: median(times[cell])))
        alive = set(self._alive())
        return [cell for cell in found if cell in alive and len(times.get(cell, ())) < MOST]

    def _to_come(self) -> list[Cell]:
        """Return the runs that are still to be made, as far as is known."""
        if self.comparison.ending is not None:
            return []
        cells = list(self._queue) if self._warming else []
        if self._current is not None and self._current[1]:
            cells.append(self._current[0])
        for cell in self._alive():
            cells += [cell] * self._missing(cell)
        return cells

    def _expected_s(self, cell: Cell) -> float:
        """Return how many seconds a run will take, about."""
        spent = self._spent.get(cell)
        if spent:
            return median(spent)
        return expected_s(self.comparison.asked.plan(cell), self.comparison.computer.cores)


def _first_cells(asked: Asked) -> list[Cell]:
    """Return what is measured in any case."""
    places = range(len(asked.contenders))
    if asked.question is not Question.WORK:
        return [Cell(place) for place in places]
    return [Cell(place, amount) for amount in asked.amounts for place in places]


def _warm_up_cells(asked: Asked) -> list[Cell]:
    """Return what is run first: every contender once, with the least work."""
    least = min(asked.amounts, default=None) if asked.question is Question.WORK else None
    return [Cell(place, least) for place in range(len(asked.contenders))]
