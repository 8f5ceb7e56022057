"""A comparison goes to lines and back, with its runs; what is none is refused in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from math import inf
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.comparing.comparison import Asked, Comparison, Contender, Ending, Question
from app.engine.comparing.conductor import Conductor
from app.engine.own.task import own_task
from app.engine.storage.comparison_lines import ComparisonReader, comparison_lines
from app.engine.storage.record_lines import UnreadableRecord
from app.engine.units import NS_PER_MS
from tests.engine.comparing.made import (
    ONE,
    POOL,
    Clock,
    asked_of,
    computing,
    conduct,
    way,
)
from tests.engine.storage.runs import assert_same


def read(lines: Iterable[str]) -> Comparison:
    """Return the comparison that lines make."""
    reader = ComparisonReader()
    for line in lines:
        reader.take(line)
    return reader.comparison()


def conducted(asked: Asked) -> Comparison:
    """Return a comparison that has been carried out, in which the second way is faster."""
    conductor = Conductor(asked, seed=7, clock=(clock := Clock()))
    conduct(conductor, clock, lambda place, _plan, turn: 20 - 5 * place + turn % 3)
    conductor.comparison.name = "Monday's <b>comparison</b>"
    return conductor.comparison


def assert_same_comparison(one: Comparison, two: Comparison) -> None:
    """Nothing may be lost or changed."""
    for name in ("seed", "computer", "began", "name", "ending"):
        assert getattr(one, name) == getattr(two, name), name
    for name in ("question", "contenders", "repetitions", "limit_s", "amounts"):
        assert getattr(one.asked, name) == getattr(two.asked, name), name
    assert list(one.asked.numbers) == list(two.asked.numbers)
    assert one.asked.task.source == two.asked.task.source
    assert len(one.repetitions) == len(two.repetitions)
    for first, second in zip(one.repetitions, two.repetitions, strict=True):
        for name in ("cell", "results_after", "warm_up", "stages"):
            assert getattr(first, name) == getattr(second, name), name
        assert (first.record is None) == (second.record is None)
        if first.record is not None and second.record is not None:
            assert_same(first.record, second.record)


SWEEP = [Contender(way(name, work=computing(0.1)), name) for name in ("one", "pool")]


@pytest.mark.parametrize(
    "asked",
    [
        asked_of(ONE, POOL, repetitions=2),
        asked_of(ONE, POOL, limit_s=inf),
        replace(asked_of(ONE, POOL, repetitions=1), numbers=[2, Fraction(1, 3), -4]),
        replace(asked_of(*SWEEP, question=Question.WORK, amounts=(0.01, 0.1)), repetitions=2),
        replace(asked_of(ONE, limit_s=0.01), task=own_task("def f(x):\n    return x\n", "f")),
    ],
)
def test_a_comparison_comes_back_as_it_was(asked: Asked) -> None:
    """Chosen and unchosen repetitions, sweeps, numbers of all kinds, a function of one's own."""
    comparison = conducted(asked)
    assert comparison.repetitions
    assert_same_comparison(comparison, read(comparison_lines(comparison)))


def test_runs_of_which_only_the_times_were_kept_come_back_so() -> None:
    """And a way in which not all was done."""
    comparison = conducted(asked_of(ONE, POOL, repetitions=2))
    first, *others = comparison.repetitions
    comparison.repetitions = [replace(first, record=None, results_after=None), *others]
    comparison.ending = Ending.STOPPED
    assert_same_comparison(comparison, read(comparison_lines(comparison)))


def test_lines_that_are_missing_are_missed() -> None:
    """Any one of them."""
    lines = list(comparison_lines(conducted(asked_of(ONE, POOL, repetitions=1))))
    for place in range(len(lines)):
        with pytest.raises(UnreadableRecord):
            read(lines[:place] + lines[place + 1 :])


def _with(name: str, value: Any) -> Callable[[list[Any]], None]:
    def change(values: list[Any]) -> None:
        values[1][name] = value

    return change


HOSTILE = {
    "no ways": ("comparison", _with("ways", [])),
    "a way that is none": ("comparison", _with("ways", [["one", {}]])),
    "an unknown question": ("comparison", _with("question", "why")),
    "an unhashable question": ("comparison", _with("question", [])),
    "an unknown ending": ("comparison", _with("ending", "explosion")),
    "an endless limit": ("comparison", _with("limit_s", 1e300)),
    "no number as a limit": ("comparison", _with("limit_s", float("nan"))),
    "a seed of text": ("comparison", _with("seed", "7")),
    "no time zone": ("comparison", _with("began", "2026-11-27T10:00:00")),
    "other numbers": ("comparison", _with("count", 5)),
    "a million million numbers": ("comparison", _with("count", 10**12)),
    "amounts where there are none": ("repetition", _with("seconds", 0.5)),
    "a way that is not there": ("repetition", _with("way", 2)),
    "a time before all times": ("repetition", _with("results_after", -1)),
    "an unknown stage": ("repetition", _with("stages", {"sleeping": NS_PER_MS})),
    "stages in a list": ("repetition", _with("stages", [])),
    "perhaps a run": ("repetition", _with("run", 1)),
    "a run that does not come": ("repetition", _with("run", False)),
    "a range without a length": ("range", lambda _: ["range", -(1 << 62), 1 << 62, 1]),
    "a repetition too many": ("end of comparison", lambda _: ["end of comparison", 5]),
    "another run's line": ("end of comparison", lambda _: ["end", 0]),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_no_program_writes_is_refused_in_words(name: str) -> None:
    """And nothing else is raised, whatever stands there."""
    kind, change = HOSTILE[name]
    lines = list(comparison_lines(conducted(asked_of(ONE, POOL, repetitions=1))))
    place = next(at for at, line in enumerate(lines) if json.loads(line)[0] == kind)
    values = json.loads(lines[place])
    new = change(values)
    lines[place] = json.dumps(values if new is None else new)
    with pytest.raises(UnreadableRecord):
        read(lines)


def test_a_newer_version_s_comparison_says_so() -> None:
    """Whoever has it is told to update."""
    lines = list(comparison_lines(conducted(asked_of(ONE, POOL, repetitions=1))))
    with pytest.raises(UnreadableRecord, match="newer version"):
        read([lines[0].replace('"format":1', '"format":2'), *lines[1:]])


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_damage_anywhere_is_refused_or_harmless(data: st.DataObject) -> None:
    """Whatever one character becomes, nothing but a refusal is raised."""
    lines = list(comparison_lines(DAMAGED))
    place = data.draw(st.integers(0, len(lines) - 1))
    at = data.draw(st.integers(0, len(lines[place]) - 1))
    letter = data.draw(st.sampled_from('0123456789-"[]{},:.eanrx\\'))
    lines[place] = lines[place][:at] + letter + lines[place][at + 1 :]
    with suppress(UnreadableRecord):
        read(lines)


DAMAGED = conducted(asked_of(ONE, POOL, repetitions=1))
