"""What is measured to answer a question, and how ways are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.comparing.asking import (
    amounts_to_try,
    asked,
    chunks_to_try,
    counts_to_try,
    has_choice,
)
from app.engine.comparing.comparison import Contender, Question
from app.engine.comparing.written import way_of, written
from app.engine.way import KINDS, Way, WorkKind, start_methods
from tests.engine.comparing.made import EACH, ONE, POOL, THREADS, computing, way

OTHER_METHOD = start_methods()[-1]


def test_the_question_which_way_takes_the_ways_as_they_are() -> None:
    """The same one twice too."""
    found = asked(Question.WAYS, [1, 2], [POOL, POOL], 2, repetitions=3)
    assert found.contenders == (POOL, POOL)
    assert (found.repetitions, found.reference, found.amounts) == (3, 0, ())
    assert asked(Question.WAYS, [1, 2], [POOL, ONE], 2).reference == 1


def test_over_work_ways_are_compared_with_one_after_another_which_computes_as_they_do() -> None:
    """From a thousandth of the most to the most."""
    pool = Contender(way("pool", work=computing(0.5)), "pool:2")
    found = asked(Question.WORK, [1, 2], [pool], 2)
    assert [each.written for each in found.contenders] == ["one", "pool:2"]
    assert {each.way.work.kind for each in found.contenders} == {WorkKind.COMPUTING}
    assert found.amounts == (0.0005, 0.005, 0.05, 0.5)
    plain = asked(Question.WORK, range(20), [POOL, ONE], 2)
    assert [each.way.work.kind for each in plain.contenders] == [WorkKind.COMPUTING] * 2
    assert plain.amounts == (5e-05, 0.0005, 0.005, 0.05)


@given(st.integers(0, 1_000_000))
def test_amounts_are_some_ascending_and_possible(numbers: int) -> None:
    """However many numbers there are."""
    amounts = amounts_to_try(numbers)
    assert len(amounts) == 4
    assert list(amounts) == sorted(set(amounts))
    assert 1e-9 <= amounts[0] <= amounts[-1] <= 1


def test_over_processes_a_single_number_stands_for_all_worth_a_try() -> None:
    """Several stand for just those; one after another is added to compare with."""
    found = asked(Question.PROCESSES, range(50), [THREADS], 2)
    assert [each.written for each in found.contenders] == [
        "one",
        *(f"threads:{n}" for n in (1, 2, 3, 4)),
    ]
    chosen = [Contender(way("pool", count), f"pool:{count}") for count in (1, 7)]
    found = asked(Question.PROCESSES, range(50), [ONE, *chosen, EACH], 2)
    assert [each.written for each in found.contenders] == ["one", "pool:1", "pool:7", "each"]


def test_numbers_of_processes_reach_twice_the_cores_and_no_farther_than_numbers() -> None:
    """Of many only some are tried."""
    assert counts_to_try(100, 0.5) == (1, 2, 3, 4)
    assert counts_to_try(3, 8) == (1, 2, 3)
    assert counts_to_try(1_000, 16) == (*range(1, 9), 12, 16, 24, 32)
    assert counts_to_try(0, 2) == (1,)
    assert counts_to_try(1_000, 500)[-1] == 256


def test_over_chunks_a_pool_is_tried_with_sizes_up_to_one_chunk_each() -> None:
    """And with those that it chooses by itself."""
    found = asked(Question.CHUNK, range(20), [POOL], 2)
    assert [each.way.chunk for each in found.contenders] == [None, 1, 2, 4, 8, 10]
    assert found.contenders[2].written == "pool:2:chunk=2"
    assert chunks_to_try(1, 4) == (1,)
    assert len(chunks_to_try(1_000_000, 2)) <= 10
    assert chunks_to_try(1_000_000, 2)[-1] == 16_384


@pytest.mark.parametrize(
    ("question", "ways", "has"),
    [
        (Question.WAYS, [ONE], True),
        (Question.CHUNK, [ONE, THREADS], False),
        (Question.CHUNK, [POOL], True),
        (Question.PROCESSES, [ONE, EACH], False),
        (Question.PROCESSES, [THREADS], True),
    ],
)
def test_it_is_known_whether_there_is_anything_to_ask(
    question: Question, ways: list[Contender], has: bool
) -> None:
    """A sweep over what a way does not have would be an empty one."""
    assert has_choice(question, ways) is has


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one", Way(*KINDS["one"], workers=3)),
        ("each", Way(*KINDS["each"], workers=3)),
        ("each:16", Way(*KINDS["each"], workers=3, alive_limit=16)),
        ("pool", Way(*KINDS["pool"], workers=3)),
        ("pool:4", Way(*KINDS["pool"], workers=4)),
        (f"pool:{OTHER_METHOD}:4", Way(*KINDS["pool"], workers=4, start_method=OTHER_METHOD)),
        ("pool:4:chunk=8", Way(*KINDS["pool"], workers=4, chunk=8)),
        ("threads:256", Way(*KINDS["threads"], workers=256)),
        *(
            (bad, None)
            for bad in ("", "pools", "pool:", "pool:0", "pool:257", "pool:4:4", "pool:x")
        ),
        *((bad, None) for bad in ("one:2", "each:1001", "threads:4:chunk=2", "pool:chunk=0")),
        *((bad, None) for bad in ("pool:4:chunk=", "pool:²", "pool:-4", "pool:4: spawn", "POOL")),
    ],
)
def test_ways_are_read_as_they_are_written(text: str, expected: Way | None) -> None:
    """And what is none is none."""
    assert way_of(text, Way(workers=3)) == expected


@given(
    st.sampled_from(list(KINDS)),
    st.integers(1, 256),
    st.integers(1, 1_000),
    st.sampled_from(start_methods()),
    st.none() | st.integers(1, 16_384),
)
def test_what_is_written_is_read_as_the_same_way(
    kind: str, workers: int, limit: int, method: str, chunk: int | None
) -> None:
    """Whatever the way is; what a kind does not have is not written."""
    made = Way(
        *KINDS[kind],
        workers=workers if kind in ("pool", "threads") else 3,
        alive_limit=limit if kind == "each" else 64,
        start_method=method,
        chunk=chunk if kind == "pool" else None,
    )
    assert way_of(written(made), Way(workers=3)) == made
