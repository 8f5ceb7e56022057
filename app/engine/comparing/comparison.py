"""A comparison: what was asked, and the runs that were made to answer it. Any thread.

Facts only, so that a comparison can be kept and opened again: `findings` works out what follows,
`telling.comparing_words` says it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum

from app.engine.analysis.stages import Stage
from app.engine.computer import Computer, this_computer
from app.engine.numbers.exact import Number
from app.engine.plan import Plan
from app.engine.record import Record
from app.engine.tasks import SQUARE, Task
from app.engine.way import Way, Work

USUAL_LIMIT_S = 60.0
"""How long a comparison that chooses its repetitions by itself may take, unless told otherwise."""

MOST_ROWS = 1_000_000
"""So many numbers' rows are kept in all; of later runs only the times are."""


class Question(Enum):
    """What is asked; the value is the command line's word."""

    WAYS = "ways"
    """Which of some ways is fastest?"""

    WORK = "work"
    """From how much work for each number on does a way pay?"""

    PROCESSES = "processes"
    """How many processes (or threads) are best?"""

    CHUNK = "chunk"
    """How many numbers should a pool's worker be given at a time?"""


class Ending(Enum):
    """Why a comparison was over."""

    DONE = "done"
    """All was repeated as often as was asked for, or until the answer was steady."""

    MOST = "most"
    """It was repeated as often as is worth it, and the answer is still not steady."""

    LIMIT = "limit"
    """The time was up."""

    STOPPED = "stopped"
    """The person stopped it."""


@dataclass(frozen=True, slots=True)
class Contender:
    """One of the ways that are compared.

    Attributes:
        way: which, with its extra work; where the amount of work is what is asked about, only the
            kind of it counts.
        written: how the person wrote it; empty where it was not written.
    """

    way: Way
    written: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a comparison is to find out; never changes.

    Attributes:
        question: what is asked.
        numbers: what is to be done in every way.
        task: what is done with each number.
        contenders: the ways; the same one may be among them twice.
        repetitions: how often each is repeated; None for as often as it takes.
        limit_s: for how many seconds it may go on; infinite for no limit.
        amounts: for `Question.WORK`, the seconds of work for each number to begin with, ascending.
    """

    question: Question
    numbers: Sequence[Number]
    contenders: tuple[Contender, ...]
    task: Task = SQUARE
    repetitions: int | None = None
    limit_s: float = USUAL_LIMIT_S
    amounts: tuple[float, ...] = ()

    @property
    def reference(self) -> int:
        """Return the contender that the others are compared with: one after another, if there."""
        ways = [each.way for each in self.contenders]
        return next((place for place, way in enumerate(ways) if way.is_in_turn), 0)

    def plan(self, cell: Cell) -> Plan:
        """Return the plan of one run."""
        return Plan(self.numbers, cell.way_in(self), self.task)


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """What is measured repeatedly: a contender, with an amount of work.

    Attributes:
        contender: its place among the contenders.
        seconds: of work for each number where that is what is asked about; None where it is the
            way's own.
    """

    contender: int
    seconds: float | None = None

    def way_in(self, asked: Asked) -> Way:
        """Return how numbers are done here, with what work."""
        way = asked.contenders[self.contender].way
        return way if self.seconds is None else replace(way, work=Work(way.work.kind, self.seconds))


@dataclass(frozen=True, slots=True, eq=False)
class Repetition:
    """One run of a comparison; an ordinary one.

    Attributes:
        cell: what was measured.
        results_after: from the request to the last result, in nanoseconds; None where not every
            number was done.
        warm_up: whether it was made to warm up, and does not count.
        stages: how that time divides, in nanoseconds; all of it.
        record: the run; None where so many were made that only the times are kept.
    """

    cell: Cell
    results_after: int | None
    warm_up: bool = False
    stages: Mapping[Stage, int] = field(default_factory=dict)
    record: Record | None = None

    @property
    def counts(self) -> bool:
        """Return whether its time is one of those that are compared."""
        return not self.warm_up and self.results_after is not None


@dataclass(slots=True, eq=False)
class Comparison:
    """A comparison, while it goes on and after it.

    Attributes:
        asked: what it is to find out.
        seed: from which the order of the runs was drawn.
        computer: where.
        began: when, by the calendar.
        name: what the person calls it; empty for nothing.
        repetitions: the runs, in the order in which they were made.
        ending: why it was over; None while it goes on.
    """

    asked: Asked
    seed: int = 0
    computer: Computer = field(default_factory=this_computer)
    began: datetime = field(default_factory=lambda: datetime.now().astimezone())
    name: str = ""
    repetitions: list[Repetition] = field(default_factory=list)
    ending: Ending | None = None

    @property
    def stopped(self) -> bool:
        """Return whether the person stopped it."""
        return self.ending is Ending.STOPPED

    def times(self) -> dict[Cell, list[int]]:
        """Return what counts, in nanoseconds, by what was measured, in the order of the runs."""
        times: dict[Cell, list[int]] = {}
        for repetition in self.counted():
            times.setdefault(repetition.cell, []).append(repetition.results_after or 0)
        return times

    def counted(self) -> Iterator[Repetition]:
        """Yield the runs that count."""
        return (each for each in self.repetitions if each.counts)

    @property
    def rows(self) -> int:
        """Return how many rows the runs have that are kept whole."""
        return sum(len(each.record.log) for each in self.repetitions if each.record is not None)

    def has_room(self, record: Record) -> bool:
        """Return whether a run may be kept whole."""
        return self.rows + len(record.log) <= MOST_ROWS

    def gave_up(self) -> set[int]:
        """Return the contenders with which not every number was done."""
        return {each.cell.contender for each in self.repetitions if each.results_after is None}
