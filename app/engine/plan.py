"""What is to be done: the numbers, in what way, and what is done with each.

A plan is made by the form or the command line and handed to the engine. It never changes.
Usable in any thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.engine.numbers.exact import Number
from app.engine.tasks import SQUARE, Task
from app.engine.way import Way

LESSON_NUMBERS = "2, 3, 4, 5, 6"
"""What the lesson squares, and what stands in the form at first."""

Span = tuple[int, int]
"""Numbers next to each other in the plan: the first one's place, and how many."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One run, as a person asked for it.

    Attributes:
        numbers: what to do it with, in order of entry; events name a number by its place here.
        way: how.
        task: what is done with each.
    """

    numbers: Sequence[Number]
    way: Way = field(default_factory=Way)
    task: Task = SQUARE


def same_numbers(one: Sequence[Number], other: Sequence[Number]) -> bool:
    """Return whether two plans have the same numbers in the same order, a range or a list."""
    return len(one) == len(other) and (one == other or list(one) == list(other))
