"""What is known of a kept run without reading it: enough for a card in a list. Any thread."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.engine.analysis.totals import took_ns
from app.engine.numbers.exact import Number, short_text_of
from app.engine.record import Record
from app.engine.storage.small_timeline import Picture, small_timeline
from app.engine.tasks import Verb
from app.engine.way import Way
from app.words import tr

LONGEST_NUMBER = 24
"""A longer number is shortened in the middle."""

LONGEST_NUMBERS = 60
"""So many characters of a run's numbers stand on its card."""

MOST_RUNS = 2_000
"""So many are kept at most, small as they may be: a list of them can be looked through."""


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A run that is kept, as a card shows it.

    Attributes:
        id: names it; never given to another one.
        name: what the person calls it; empty for nothing.
        note: what the person has noted about it; empty for nothing.
        began: when, by the calendar.
        task_name: what the function is called.
        verb: how people speak of what was done.
        own: whether the function is a person's own.
        way: how it was done.
        numbers_text: the first of its numbers, as a person would write them.
        count: how many numbers it had.
        done: how many of them were done.
        failed: how many were not, those left because of a stop included.
        stopped: whether the person stopped it.
        took: from its request to its last result, or to its end without one, in nanoseconds.
        picture: its timeline, small.
        size: how many bytes it takes in the library.
        parent: the kept run whose numbers it had another go at, if that is kept too.
        go: which go at these numbers it was, from 1.
    """

    id: int
    name: str
    note: str
    began: datetime
    task_name: str
    verb: Verb
    own: bool
    way: Way
    numbers_text: str
    count: int
    done: int
    failed: int
    stopped: bool
    took: int
    picture: Picture
    size: int
    parent: int | None
    go: int


def summarised(record: Record, parent: int | None) -> Generator[None, None, KeptRun]:
    """Sum a finished run up in short steps; it has no id and no size yet.

    Args:
        record: the run.
        parent: the kept run whose numbers it had another go at, if any.
    """
    log, plan = record.log, record.plan
    picture = yield from small_timeline(log)
    return KeptRun(
        id=0,
        name=record.name,
        note="",
        began=record.began,
        task_name=plan.task.name,
        verb=plan.task.verb,
        own=not plan.task.trusted,
        way=plan.way,
        numbers_text=numbers_text(plan.numbers),
        count=len(plan.numbers),
        done=log.done,
        failed=log.not_done,
        stopped=log.stopped,
        took=took_ns(log),
        picture=picture,
        size=0,
        parent=parent,
        go=record.number,
    )


def numbers_text(numbers: Sequence[Number]) -> str:
    """Return the first of some numbers as a person would write them: ``2, 3, 4, …``."""
    comma = tr(", ")
    words: list[str] = []
    length = 0
    for number in numbers:
        word = short_text_of(number, most=LONGEST_NUMBER)
        length += len(word) + len(comma)
        if words and length > LONGEST_NUMBERS:
            words.append("…")
            break
        words.append(word)
    return comma.join(words)
