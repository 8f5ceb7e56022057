"""A run goes to lines and back, and nothing is lost; what is no run is refused in words."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.events import RunFinished, StartMethodReplaced
from app.engine.log import Log
from app.engine.numbers.exact import Gaussian, Number
from app.engine.outcome import Cause, CauseKind
from app.engine.own.task import own_task
from app.engine.plan import Plan
from app.engine.record import Besides, Record, another_go, first_run
from app.engine.running.run import Run
from app.engine.storage.plans import way_value
from app.engine.storage.record_lines import RecordReader, UnreadableRecord, lines_of
from app.engine.storage.values import number_in, numbers_in, value_of
from app.engine.way import KINDS, Way
from tests import hand_written_logs as logs
from tests.engine.running.runs import everywhere
from tests.engine.storage.runs import assert_same, changed, read, there_and_back

HAND_WRITTEN = (
    *("five_processes", "one_killed", "pool_of_four", "three_threads", "threads_taking_turns"),
    *("processes_sharing_cores", "processes_asleep", "results_lying_ready"),
)
NUMBERS: list[Number] = [
    *(2, -3, 0, 2**53 - 1, 2**53, -(2**53), 10**250 + 7),
    *(Decimal("0.1"), Decimal("-2.50"), Decimal("1e20000000"), Decimal("9" * 700)),
    *(Fraction(1, 3), Fraction(-(10**900) - 1, 7), Gaussian(3, 4)),
    Gaussian(Fraction(1, 2), Decimal("-0.5")),
]
OWN = """
def odd(number):
    print("looking at", number, "\\u20ac\\n")
    if number == 4:
        raise ValueError("four \\x00 <b>")
    return "x" * 3 if number % 2 else number ** 500
"""


@pytest.mark.parametrize("name", HAND_WRITTEN)
def test_hand_written_run_comes_back_as_it_was(name: str) -> None:
    """Phases, CPU times, deaths and suspensions."""
    record = logs.record_of(getattr(logs, name)())
    named = replace(record, name="Monday's <b>run</b> \N{SNOWMAN}", besides=Besides(7_000_000))
    assert_same(named, there_and_back(named))
    assert there_and_back(named).opened


def carried_out(record: Record) -> Record:
    """Carry a record's plan out and return it."""
    for events in Run(record.plan, record.log.first_worker, record.first_process):
        record.log.extend(events)
    return record


@everywhere
def test_real_run_comes_back_as_it_was(method: str, strategy: str) -> None:
    """With numbers of every kind, over every start method and strategy."""
    way = Way(*KINDS[strategy], start_method=method, workers=2)
    record = carried_out(first_run(Plan(NUMBERS, way)))
    assert record.log.done == len(NUMBERS)
    assert_same(record, there_and_back(record))


def test_own_functions_run_and_another_go_come_back_as_they_were() -> None:
    """Texts, prints, kinds, causes with lines, long whole numbers; the function stays text."""
    plan = Plan([2, 3, 4, 5], Way(*KINDS["pool"], workers=2), own_task(OWN, "odd"))
    first = carried_out(first_run(plan))
    assert first.log.not_done_spans() == [(2, 1)]
    again = carried_out(another_go(first, first.log.not_done_spans()))
    third = carried_out(another_go(again, first.log.not_done_spans()))
    assert_same(third, there_and_back(third))
    alone = RecordReader(before=again)
    for line in lines_of(third, alone=True):
        alone.take(line)
    assert_same(third, alone.record())


def test_many_numbers_come_back_as_they_were() -> None:
    """Messages longer than a line, a stop with spans, a range."""
    log = logs.many_numbers(30_000)
    assert_same(logs.record_of(log), there_and_back(logs.record_of(log)))
    assert max(map(len, lines_of(logs.record_of(log)))) < 200_000
    run = Run(Plan(range(2, 200_002)))
    run.stop()
    stopped = first_run(Plan(range(2, 200_002)))
    for events in run:
        stopped.log.extend(events)
    back = there_and_back(stopped)
    assert_same(stopped, back)
    assert back.plan.numbers == range(2, 200_002)
    assert back.log.stopped_numbers == 200_000


def test_run_without_anything_comes_back() -> None:
    """No number, a detour, and an end by an error of the program."""
    record = first_run(Plan([3]))
    cause = Cause(CauseKind.NOT_STARTED, detail="no such file")
    record.log.extend([StartMethodReplaced("forkserver", "spawn", cause, 7_000)])
    record.log.extend([RunFinished(9_000, stopped=False, failed=True, left=2)])
    back = there_and_back(record)
    assert_same(record, back)
    assert back.log.failed
    empty = first_run(Plan([]))
    assert_same(empty, there_and_back(empty))


parts = st.one_of(
    st.integers(),
    st.integers(min_value=-(10**620), max_value=10**620),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.fractions(),
)


@given(st.one_of(parts, st.builds(Gaussian, parts, parts)))
def test_every_number_comes_back_as_the_same_kind(number: Any) -> None:
    """Also those beyond what JSON readers keep exact."""
    back = number_in(json.loads(json.dumps(value_of(number))))
    assert back == number
    assert type(back) is type(number)
    assert str(back) == str(number) or isinstance(number, Gaussian)


def _set(place: int, value: Any) -> Callable[[list[Any]], None]:
    def change(values: list[Any]) -> None:
        values[place] = value

    return change


def _head(name: str, value: Any) -> Callable[[list[Any]], None]:
    def change(values: list[Any]) -> None:
        values[1][name] = value

    return change


LONG = "q0x" + "f" * 19_000 + "/0x" + "e" * 18_999 + "1"

HOSTILE = {
    "a number of another kind": ("numbers", _set(1, [2, 3, True, 5, 6])),
    "a range without a length": ("numbers", lambda _: ["range", -(1 << 62), 1 << 62, 1]),
    "a number as a text": ("numbers", _set(1, [2, 3, "4", 5, 6])),
    "not a number": ("numbers", _set(1, [2, 3, "dNaN", 5, 6])),
    "a number out of every range": ("numbers", _set(1, [2, 3, "d1E+999999999", 5, 6])),
    "a fraction of nothing": ("numbers", _set(1, [2, 3, "q1/0", 5, 6])),
    "too few numbers": ("numbers", _set(1, [2, 3])),
    "a worker nobody asked for": ("started", _set(1, 99)),
    "workers out of order": ("worker", _set(1, 3)),
    "a process a million later": ("worker", _set(3, 1_000_000)),
    "a time in a thousand years": ("started", _set(4, 10**20)),
    "a time that is no number": ("started", _set(4, "soon")),
    "a fact too many": ("started", lambda values: [*values, 1]),
    "a fact too few": ("started", lambda values: values[:-1]),
    "a number that is not there": ("done", _set(2, 5)),
    "a message that is longer": ("done", _set(3, 4)),
    "an unhashable kind": ("started", _set(0, [])),
    "an unknown kind": ("started", _set(0, "exploded")),
    "another number of events": ("end", _set(1, 5)),
    "a million million numbers": ("run", _head("count", 10**12)),
    "no time zone": ("run", _head("began", "2026-11-27T10:00:00")),
    "endless cores": ("run", _head("cores", float("inf"))),
    "a chunk of nothing": ("run", _head("way", way_value(Way()) | {"chunk": 0})),
    "a chunk that is text": ("run", _head("way", way_value(Way()) | {"chunk": "3"})),
    "an unknown start method": ("run", _head("way", {"work": {"seconds": 0}, "start_method": "x"})),
    "a task of two minds": ("run", _head("task", {"name": "x", "verb": "square", "source": "y"})),
    "another go at nothing": ("run", _head("go", 2)),
    "a time before all times": ("run", _head("in_turn", -1)),
    "a format of no kind": ("run", _head("format", "one")),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_no_program_writes_is_refused_in_words(name: str) -> None:
    """And nothing else is raised, whatever stands there."""
    kind, change = HOSTILE[name]
    record = logs.record_of(logs.five_processes())
    lines = changed(record, kind, change)
    if name == "endless cores":
        lines = changed(record, "run", lambda v: v[1]["computer"].update(cores=float("inf")))
    with pytest.raises(UnreadableRecord, match="damaged or incomplete") as refused:
        read(lines)
    assert refused.value.detail


@pytest.mark.parametrize("values", [[LONG] * 200, [[LONG, LONG]] * 100])
def test_fractions_for_seconds_of_work_are_refused_unread(values: list[Any]) -> None:
    """Each alone is none too long."""
    with pytest.raises(UnreadableRecord) as refused:
        numbers_in(values)
    assert refused.value.detail == "fractions are too long together"
    assert len(numbers_in(values[:2])) == 2


def test_newer_format_says_what_to_do() -> None:
    """It is not damaged; this program is too old for it."""
    lines = changed(logs.record_of(logs.five_processes()), "run", _head("format", 2))
    with pytest.raises(UnreadableRecord, match="newer version of MultiSquare"):
        read(lines)


def test_number_has_one_end() -> None:
    """Else there would be more rows than numbers."""
    lines = list(lines_of(logs.record_of(logs.five_processes())))
    done = next(line for line in lines if line.startswith('["done"'))
    lines.insert(lines.index(done), done)
    with pytest.raises(UnreadableRecord) as refused:
        read(lines)
    assert refused.value.detail == "a number has two ends"


@pytest.mark.parametrize("place", range(0, 60, 3))
def test_run_without_its_end_is_refused(place: int) -> None:
    """Wherever it breaks off."""
    lines = list(lines_of(logs.record_of(logs.one_killed())))
    with pytest.raises(UnreadableRecord):
        read(lines[: place % len(lines)])


def test_whatever_stands_in_a_line_is_refused_or_read() -> None:
    """Thousands of lines with values of other kinds in them; nothing but words comes of it."""
    dice = random.Random(1)
    record = logs.record_of(logs.one_killed())
    values: tuple[Any, ...] = (None, True, -1, 10**30, 1.5, "", "t", [], {}, [[[]]], "9" * 5_000)
    kept = list(lines_of(record))
    for _ in range(3_000):
        lines = list(kept)
        place = dice.randrange(len(lines))
        lines[place] = json.dumps(_twisted(json.loads(lines[place]), dice, values))
        try:
            assert isinstance(read(lines).log, Log)
        except UnreadableRecord:
            continue


def _twisted(value: Any, dice: random.Random, values: tuple[Any, ...]) -> Any:
    """Return a value with something in it exchanged."""
    if isinstance(value, list) and value and dice.random() < 0.8:
        place = dice.randrange(len(value))
        return [*value[:place], _twisted(value[place], dice, values), *value[place + 1 :]]
    if isinstance(value, dict) and value and dice.random() < 0.8:
        name = dice.choice(list(value))
        return {**value, name: _twisted(value[name], dice, values)}
    return dice.choice(values)


def test_deep_nesting_and_junk_are_refused() -> None:
    """A line of brackets must not end the program."""
    for line in ("[" * 100_000, "", "null", "[]", "{}", '["run"]', "\0", "[1e999]"):
        with pytest.raises(UnreadableRecord):
            RecordReader().take(line)


def test_a_chosen_chunk_comes_back_and_a_run_without_one_is_written_as_ever() -> None:
    """Older versions can read what has no chunk."""
    record = logs.record_of(logs.five_processes())
    chunked = replace(record, plan=replace(record.plan, way=Way(*KINDS["pool"], chunk=7)))
    assert there_and_back(chunked).plan.way.chunk == 7
    assert "chunk" not in next(lines_of(record))
