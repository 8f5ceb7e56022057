"""What two runs differ in: how much longer one took, and in which of its stages.

The time of each run divides by the same rule (`stages`), so the differences of the stages add up to
the difference of the runs exactly. Pure functions, usable in any thread of the main process.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from app.engine.analysis.reasons import CLEARLY, INCOMPLETE, reason_of
from app.engine.analysis.stages import IN_ORDER, Stage
from app.engine.analysis.totals import Totals
from app.engine.plan import same_numbers
from app.engine.record import Record

ALL_OF_IT = 0.9
MOST_OF_IT = 0.5
"""From such a part of a difference on, one stage is said to be all of it, or most of it."""


class Part(Enum):
    """How much of a difference one stage is."""

    ALL = "all of it"
    MOST = "most of it"
    MORE = "more than all of it: other stages differ the other way"
    SEVERAL = "several stages together"


@dataclass(frozen=True, slots=True)
class Differences:
    """What the second of two runs has more or less than the first; times in nanoseconds.

    Attributes:
        whole: how much longer until its last result; below 0 for shorter.
        by_stage: the same for each stage, as a worker goes through them; adds up to `whole`.
        stage: the stage that makes most of the difference.
        part: how much of it.
        clear: whether it is more than what single runs of the same differ by anyhow.
        complete: whether both did everything they were asked for.
        same_numbers: whether both had the same numbers.
        same_task: whether both did the same with them, with the same extra work.
        same_way: whether both shared them out in the same way.
        same_computer: whether both ran on what looks like the same computer.
    """

    whole: int
    by_stage: dict[Stage, int]
    stage: Stage
    part: Part
    clear: bool
    complete: bool
    same_numbers: bool
    same_task: bool
    same_way: bool
    same_computer: bool


def differences_of(first: Record, one: Totals, second: Record, other: Totals) -> Differences:
    """Return what a second run has more or less than a first.

    Args:
        first: a run that is over.
        one: the same, added up to its end.
        second: another.
        other: the same, added up.
    """
    times, others = one.division.times, other.division.times
    by_stage = {stage: others[stage] - times[stage] for stage in IN_ORDER}
    whole = other.division.whole - one.division.whole
    stage = max(by_stage, key=lambda each: by_stage[each] * (1 if whole >= 0 else -1))
    shorter, longer = sorted((one.division.whole, other.division.whole))
    plan, plan2 = first.plan, second.plan
    return Differences(
        whole=whole,
        by_stage=by_stage,
        stage=stage,
        part=_part(by_stage[stage], whole),
        clear=longer > shorter * CLEARLY,
        complete=not {reason_of(one, plan, None), reason_of(other, plan2, None)} & INCOMPLETE,
        same_numbers=same_numbers(plan.numbers, plan2.numbers),
        same_task=plan.task.name == plan2.task.name
        and plan.task.source == plan2.task.source
        and plan.way.work == plan2.way.work,
        same_way=replace(plan.way, work=plan2.way.work) == plan2.way,
        same_computer=first.computer == second.computer,
    )


def _part(of_stage: int, whole: int) -> Part:
    """Return how much of a difference a stage's is."""
    share = of_stage / whole if whole else 0.0
    if share > 2 - ALL_OF_IT:
        return Part.MORE
    if share >= ALL_OF_IT:
        return Part.ALL
    return Part.MOST if share >= MOST_OF_IT else Part.SEVERAL
