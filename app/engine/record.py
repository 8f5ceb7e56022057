"""A run with all that is needed to show it anywhere and at any time. Any thread.

Views take a record and ask nobody else: an hour later, or on another computer, the same record
shows the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain

from app.engine.computer import Computer, this_computer
from app.engine.log import Log
from app.engine.numbers.exact import Number
from app.engine.plan import Plan, Span


@dataclass(slots=True, eq=False)
class Besides:
    """What was found out about a run after its end.

    Attributes:
        in_turn: what a run of the same numbers one after another took on the same computer, in
            nanoseconds from its request to its last result; None where none was made.
    """

    in_turn: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """One run.

    Attributes:
        plan: what was asked for.
        log: what happened.
        computer: where.
        began: when, by the calendar.
        number: which go it is at these numbers, from 1; the first is no other's.
        first_process: the number of its first process: another go counts on.
        previous: the run before it at the same numbers; None for a first one.
        spans: where its numbers are in the first run's plan; None for a first one.
        name: what the person calls it; empty for nothing.
        besides: what was found out about it after its end.
        opened: whether it was read from somewhere rather than made just now.
    """

    plan: Plan
    log: Log
    computer: Computer
    began: datetime
    number: int = 1
    first_process: int = 1
    previous: Record | None = None
    spans: Sequence[Span] | None = None
    name: str = ""
    besides: Besides = field(default_factory=Besides)
    opened: bool = False

    @property
    def is_another_go(self) -> bool:
        """Return whether it had another go at numbers of an earlier run."""
        return self.previous is not None

    @property
    def parent(self) -> Record | None:
        """Return the first run at these numbers; None for that one itself."""
        return None if self.previous is None else goes_up_to(self)[0]


def goes_up_to(record: Record) -> list[Record]:
    """Return the first run at a record's numbers, the other goes at them in order, and itself."""
    goes = [record]
    while goes[-1].previous is not None:
        goes.append(goes[-1].previous)
    return goes[::-1]


def first_run(plan: Plan) -> Record:
    """Return the record of a run that begins now."""
    began = datetime.now().astimezone()
    return Record(plan, Log(plan.numbers, task=plan.task), this_computer(), began)


def another_go(previous: Record, spans: Sequence[Span]) -> Record:
    """Return the record of another go, which begins now.

    Args:
        previous: the run before it: the first one, or another go at the same numbers. It stays
            as it is.
        spans: which numbers, by their places in the first run's plan.
    """
    first = previous.parent or previous
    pieces = [first.plan.numbers[begin : begin + count] for begin, count in spans]
    # A single stretch of a range stays a range.
    numbers: Sequence[Number] = pieces[0] if len(pieces) == 1 else list(chain.from_iterable(pieces))
    workers = previous.log.first_worker + len(previous.log.workers)
    return Record(
        plan=replace(first.plan, numbers=numbers),
        log=Log(numbers, workers, first.plan.task),
        computer=this_computer(),
        began=datetime.now().astimezone(),
        number=previous.number + 1,
        first_process=previous.first_process + previous.log.processes,
        previous=previous,
        spans=spans,
    )
