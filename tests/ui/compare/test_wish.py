"""What is ticked becomes what is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.engine.comparing.comparison import Question
from app.engine.plan import Plan
from app.engine.way import (
    ONE_AFTER_ANOTHER,
    POOL,
    PROCESS_FOR_EACH,
    THREADS,
    Way,
    Work,
    WorkKind,
    start_methods,
)
from app.ui.compare import wish as wishes
from app.ui.compare.wish import MOST_EACH, NothingToCompare, Wish, asked_of, counts_offered

PLAN = Plan(range(2, 10), Way(*THREADS, workers=3, work=Work(WorkKind.WAITING, 0.02)))


def kinds(wish: Wish, plan: Plan = PLAN) -> list[object]:
    """Return the kinds of ways that are compared."""
    return [each.way.kind for each in asked_of(wish, plan).contenders]


def test_a_beginner_compares_the_four_ways() -> None:
    """Each once, with the form's numbers, work and start method, one after another first."""
    asked = asked_of(Wish(), PLAN)
    assert [each.way.kind for each in asked.contenders] == [
        ONE_AFTER_ANOTHER,
        PROCESS_FOR_EACH,
        POOL,
        THREADS,
    ]
    assert {each.way.work for each in asked.contenders} == {PLAN.way.work}
    assert {each.way.start_method for each in asked.contenders} == {PLAN.way.start_method}
    assert asked.numbers is PLAN.numbers
    assert asked.repetitions is None


def test_each_number_of_workers_and_each_start_method_is_a_way() -> None:
    """Start methods make no twins of one after another or of threads."""
    methods = start_methods()[:2]
    wish = Wish(pools=(2, 4), threads=(3,), methods=methods)
    asked = asked_of(wish, PLAN)
    pools = [
        (each.way.start_method, each.way.workers)
        for each in asked.contenders
        if each.way.kind == POOL
    ]
    assert pools == [(method, count) for method in methods for count in (2, 4)]
    assert kinds(wish).count(THREADS) == 1
    assert kinds(wish).count(ONE_AFTER_ANOTHER) == 1
    assert kinds(wish).count(PROCESS_FOR_EACH) == len(methods)


def test_the_search_for_the_best_number_tries_several() -> None:
    """Beside one after another, whether that is ticked or not."""
    wish = Wish(Question.PROCESSES, kinds=frozenset((POOL,)))
    asked = asked_of(wish, PLAN)
    counts = [each.way.workers for each in asked.contenders if each.way.kind == POOL]
    assert counts == sorted(set(counts))
    assert counts[0] == 1
    assert len(counts) >= 4
    assert asked.contenders[asked.reference].way.is_in_turn


def test_the_search_for_a_chunk_takes_one_pool() -> None:
    """The largest that is ticked, with its own choice and others beside it."""
    asked = asked_of(Wish(Question.CHUNK, pools=(2, 4)), replace(PLAN, numbers=range(100)))
    assert {(each.way.kind, each.way.workers) for each in asked.contenders} == {(POOL, 4)}
    chunks = [each.way.chunk for each in asked.contenders]
    assert chunks[0] is None
    assert chunks[1] == 1
    assert chunks[-1] == 25


def test_the_search_for_the_work_has_amounts() -> None:
    """And a reference."""
    asked = asked_of(Wish(Question.WORK, kinds=frozenset((POOL,))), PLAN)
    assert len(asked.amounts) >= 3
    assert asked.contenders[asked.reference].way.is_in_turn


@pytest.mark.parametrize(
    ("wish", "plan", "sentence"),
    [
        (Wish(kinds=frozenset((POOL,)), pools=(2,)), PLAN, "at least two ways"),
        (Wish(kinds=frozenset((POOL, THREADS)), pools=(), threads=()), PLAN, "at least two ways"),
        (Wish(Question.WORK, kinds=frozenset()), PLAN, "at least two ways"),
        (Wish(), Plan(()), "no numbers"),
    ],
)
def test_it_says_why_nothing_can_be_compared(wish: Wish, plan: Plan, sentence: str) -> None:
    """In a sentence that says what to do."""
    with pytest.raises(NothingToCompare, match=sentence):
        asked_of(wish, plan)


def test_thousands_of_processes_are_not_started_many_times() -> None:
    """The other ways are compared all the same."""
    assert PROCESS_FOR_EACH not in kinds(Wish(), Plan(range(MOST_EACH + 1)))
    assert PROCESS_FOR_EACH in kinds(Wish(), Plan(range(MOST_EACH)))


@pytest.mark.parametrize("cores", [1, 2, 3, 4, 6, 8, 12, 16, 64, 200])
def test_a_handful_of_numbers_is_offered(monkeypatch: pytest.MonkeyPatch, cores: int) -> None:
    """With that of the cores and twice as many among them, in order."""
    monkeypatch.setattr(wishes, "whole_cores", lambda: cores)
    offered = counts_offered()
    assert offered == sorted(set(offered))
    assert 3 <= len(offered) <= 6
    assert max(2, cores) in offered
    assert max(offered) <= 256
