"""A comparison as lines of JSON, and back, on top of the lines of its runs.

A line ``comparison`` has what was asked and what came first; the numbers follow as in a run; then,
for each run, a line ``repetition`` with its times, and behind it the run's own lines where it was
kept; last a line ``end of comparison``. Each line is made and read within about 2 milliseconds. Any
thread of the main process, once the comparison is over; nothing in a line is ever run.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from math import inf, isfinite
from typing import Any, TypeVar

from app.engine.analysis.stages import Stage
from app.engine.comparing.comparison import (
    Asked,
    Cell,
    Comparison,
    Contender,
    Ending,
    Question,
    Repetition,
)
from app.engine.numbers.parsing import MAX_NUMBERS
from app.engine.record import Record
from app.engine.storage.checks import (
    LONGEST_RUN_NS,
    damaged,
    need,
    of_kind,
    text,
    whole,
)
from app.engine.storage.plans import task_in, task_value, way_in, way_value
from app.engine.storage.record_lines import (
    NUMBERS,
    NUMBERS_A_LINE,
    RANGE,
    RecordReader,
    computer_in,
    lines_of,
    moment_in,
    range_in,
    refuse_newer,
)
from app.engine.storage.values import numbers_in, values_of
from app.engine.way import LONGEST_WORK_S

FORMAT = 1
"""The version of what is written. A reader takes every version up to its own."""

COMPARISON, REPETITION, END = "comparison", "repetition", "end of comparison"
RUN_END = "end"

MOST_CONTENDERS = 1_000
MOST_REPETITIONS = 100_000
MOST_AMOUNTS = 1_000
LONGEST_LIMIT_S = 1e9

Member = TypeVar("Member", Question, Ending)


def comparison_lines(comparison: Comparison) -> Iterator[str]:
    """Yield a comparison that is over as lines without line ends."""
    numbers = comparison.asked.numbers
    yield _line(COMPARISON, _head(comparison))
    if isinstance(numbers, range):
        yield _line(RANGE, numbers.start, numbers.stop, numbers.step)
    else:
        for begin in range(0, len(numbers), NUMBERS_A_LINE):
            yield _line(NUMBERS, values_of(numbers[begin : begin + NUMBERS_A_LINE]))
    for repetition in comparison.repetitions:
        yield _line(REPETITION, _times(repetition))
        if repetition.record is not None:
            yield from lines_of(repetition.record)
    yield _line(END, len(comparison.repetitions))


def _line(*values: Any) -> str:
    return json.dumps(values, separators=(",", ":"), allow_nan=False)


def _head(comparison: Comparison) -> dict[str, Any]:
    """Return all of a comparison that is not long."""
    asked = comparison.asked
    return {
        "format": FORMAT,
        "name": comparison.name,
        "began": comparison.began.isoformat(),
        "computer": asdict(comparison.computer),
        "seed": comparison.seed,
        "ending": None if comparison.ending is None else comparison.ending.value,
        "question": asked.question.value,
        "task": task_value(asked.task),
        "ways": [[each.written, way_value(each.way)] for each in asked.contenders],
        "repetitions": asked.repetitions,
        "limit_s": asked.limit_s if isfinite(asked.limit_s) else None,
        "amounts": list(asked.amounts),
        "count": len(asked.numbers),
    }


def _times(repetition: Repetition) -> dict[str, Any]:
    """Return what a run told."""
    return {
        "way": repetition.cell.contender,
        "seconds": repetition.cell.seconds,
        "results_after": repetition.results_after,
        "warm_up": repetition.warm_up,
        "stages": {stage.name.lower(): ns for stage, ns in repetition.stages.items()},
        "run": repetition.record is not None,
    }


class ComparisonReader:
    """Takes the lines of a comparison, and makes it."""

    def __init__(self) -> None:
        self._head: dict[str, Any] | None = None
        self._numbers: Sequence[Any] = []
        self._asked: Asked | None = None
        self._repetitions: list[Repetition] = []
        self._facts: dict[str, Any] | None = None
        self._run: RecordReader | None = None
        self._ended = False

    def take(self, line: str) -> None:
        """Take the next line; within about 2 ms for one that `comparison_lines` wrote.

        Raises:
            UnreadableRecord: it is none that this program writes, or a newer version did.
        """
        need(not self._ended, "something follows the end")
        if self._run is not None:
            self._take_run(line)
            return
        try:
            values = json.loads(line)
        except (ValueError, RecursionError):
            raise damaged("a line is no JSON") from None
        need(type(values) is list and values, "a line is no list")
        kind, rest = values[0], values[1:]
        if self._head is None:
            need(kind == COMPARISON and len(rest) == 1, "a comparison has no beginning")
            self._head = of_kind(dict, rest[0], "a comparison's beginning")
            refuse_newer(self._head.get("format"), FORMAT)
        elif kind in (NUMBERS, RANGE) and self._asked is None:
            self._take_numbers(kind, rest)
        elif kind == REPETITION and len(rest) == 1:
            self._take_repetition(of_kind(dict, rest[0], "a repetition"))
        else:
            need(values == [END, len(self._repetitions)], "a repetition is missing")
            self._ended = True

    def comparison(self) -> Comparison:
        """Return the comparison, after its last line.

        Raises:
            UnreadableRecord: something is missing.
        """
        need(self._ended, "the end is missing")
        head, asked = self._head or {}, self._asked_for()
        ending = head.get("ending")
        return Comparison(
            asked=asked,
            seed=whole(head.get("seed"), "a seed", 0, (1 << 64) - 1),
            computer=computer_in(head.get("computer")),
            began=moment_in(head.get("began")),
            name=text(head.get("name"), "a name"),
            repetitions=self._repetitions,
            ending=None if ending is None else _member(Ending, ending),
        )

    def _take_numbers(self, kind: str, values: list[Any]) -> None:
        """Take numbers."""
        if kind == RANGE:
            need(not self._numbers, "there are numbers already")
            self._numbers = range_in(values)
            return
        need(type(self._numbers) is list and len(values) == 1, "numbers are misspelt")
        self._numbers += numbers_in(of_kind(list, values[0], "numbers"))  # type: ignore[operator]
        need(len(self._numbers) <= MAX_NUMBERS, "there are too many numbers")

    def _asked_for(self) -> Asked:
        """Return what was asked, once all numbers are there."""
        if self._asked is None:
            self._asked = _asked_in(self._head or {}, self._numbers)
        return self._asked

    def _take_repetition(self, facts: dict[str, Any]) -> None:
        """Take a run's times; the run itself follows where it was kept."""
        self._asked_for()
        need(len(self._repetitions) < MOST_REPETITIONS, "there are too many repetitions")
        self._facts = facts
        if of_kind(bool, facts.get("run"), "whether there is a run"):
            self._run = RecordReader()
        else:
            self._add(None)

    def _take_run(self, line: str) -> None:
        """Take a line of a run."""
        assert self._run is not None, "a run has begun"
        self._run.take(line)
        if line.startswith(f'["{RUN_END}",'):
            record, self._run = self._run.record(), None
            self._add(record)

    def _add(self, record: Record | None) -> None:
        """Add a repetition whose lines have all been taken."""
        asked, facts = self._asked_for(), self._facts or {}
        count = len(asked.numbers)
        need(record is None or len(record.plan.numbers) == count, "a run has other numbers")
        after = facts.get("results_after")
        stages = of_kind(dict, facts.get("stages"), "stages")
        need(set(stages) <= set(_STAGES), "a stage is unknown")
        self._repetitions.append(
            Repetition(
                cell=_cell_in(facts, asked),
                results_after=None if after is None else _time(after),
                warm_up=of_kind(bool, facts.get("warm_up"), "whether to warm up"),
                stages={_STAGES[name]: _time(ns) for name, ns in stages.items()},
                record=record,
            )
        )


_STAGES = {stage.name.lower(): stage for stage in Stage}


def _asked_in(head: dict[str, Any], numbers: Sequence[Any]) -> Asked:
    """Return what was asked, of a comparison's beginning."""
    count = whole(head.get("count"), "a count", 0, MAX_NUMBERS)
    need(len(numbers) == count, "numbers are missing")
    ways = of_kind(list, head.get("ways"), "ways")
    need(0 < len(ways) <= MOST_CONTENDERS, "there are no ways, or too many")
    need(all(type(way) is list and len(way) == 2 for way in ways), "a way is misspelt")
    repetitions, limit = head.get("repetitions"), head.get("limit_s")
    amounts = of_kind(list, head.get("amounts"), "amounts")
    need(len(amounts) <= MOST_AMOUNTS, "there are too many amounts")
    return Asked(
        question=_member(Question, head.get("question")),
        numbers=numbers,
        contenders=tuple(Contender(way_in(way), text(words, "a way")) for words, way in ways),
        task=task_in(head.get("task")),
        repetitions=None
        if repetitions is None
        else whole(repetitions, "repetitions", 1, MOST_REPETITIONS),
        limit_s=inf if limit is None else _seconds(limit, LONGEST_LIMIT_S),
        amounts=tuple(_seconds(amount, LONGEST_WORK_S) for amount in amounts),
    )


def _cell_in(facts: dict[str, Any], asked: Asked) -> Cell:
    """Return what a run measured."""
    place = whole(facts.get("way"), "a way's place", 0, len(asked.contenders) - 1)
    seconds = facts.get("seconds")
    need((seconds is None) != (asked.question is Question.WORK), "an amount is amiss")
    return Cell(place, None if seconds is None else _seconds(seconds, LONGEST_WORK_S))


def _member(kind: type[Member], value: Any) -> Member:
    """Return the one of some words that stands there."""
    found = next((each for each in kind if type(value) is str and each.value == value), None)
    if found is None:
        raise damaged("a word is unknown")
    return found


def _seconds(value: Any, most: float) -> float:
    need(type(value) in (int, float) and 0 < value <= most, "seconds are out of range")
    return float(value)


def _time(value: Any) -> int:
    return whole(value, "a time", 0, LONGEST_RUN_NS)
