"""In what order a comparison's runs are made, and when it is over; by a clock of the test's."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from app.engine.comparing.comparison import Contender, Ending, Question
from app.engine.comparing.conductor import Conductor
from app.engine.comparing.steadiness import LEAST, MOST, MOST_AT_AN_AMOUNT
from app.engine.plan import Plan
from app.engine.way import Work, WorkKind
from tests.engine.comparing.made import (
    EACH,
    ONE,
    POOL,
    THREADS,
    Clock,
    asked_of,
    computing,
    conduct,
    record_taking,
    way,
)


def test_every_way_is_warmed_up_once_and_repeated_as_often_as_asked() -> None:
    """What warms up is marked and does not count."""
    conductor = Conductor(asked_of(ONE, EACH, POOL, repetitions=4), clock=(clock := Clock()))
    order = conduct(conductor, clock, lambda *_: 10)
    comparison = conductor.comparison
    assert Counter(place for place, _ in order) == {0: 5, 1: 5, 2: 5}
    assert [each.warm_up for each in comparison.repetitions] == [True] * 3 + [False] * 12
    assert comparison.ending is Ending.DONE
    assert {len(times) for times in comparison.times().values()} == {4}
    assert all(each.record is not None for each in comparison.repetitions)


def test_rounds_have_all_ways_in_an_order_drawn_by_lot() -> None:
    """The same seed draws the same order; another one does not."""

    def order_of(seed: int) -> list[int]:
        asked = asked_of(ONE, EACH, POOL, THREADS, repetitions=10)
        conductor = Conductor(asked, seed=seed, clock=(clock := Clock()))
        return [place for place, _ in conduct(conductor, clock, lambda *_: 10)]

    order = order_of(1)
    rounds = [tuple(order[begin : begin + 4]) for begin in range(0, len(order), 4)]
    assert {frozenset(each) for each in rounds} == {frozenset(range(4))}
    assert len(set(rounds)) > 5
    assert order == order_of(1)
    assert order != order_of(2)


def test_steady_times_are_repeated_no_more_than_they_need() -> None:
    """Five times each where they hardly differ."""
    conductor = Conductor(asked_of(ONE, POOL), clock=(clock := Clock()))
    conduct(conductor, clock, lambda place, _plan, turn: 100 + place * 50 + turn % 3)
    assert [len(times) for times in conductor.comparison.times().values()] == [LEAST, LEAST]
    assert conductor.comparison.ending is Ending.DONE


def test_unsteady_times_are_repeated_along_with_what_they_are_compared_with() -> None:
    """The fastest and the reference see the same moments; who is out and steady rests."""
    noise = random.Random(3)
    conductor = Conductor(asked_of(ONE, EACH, POOL, THREADS), seed=1, clock=(clock := Clock()))

    def ms_of(place: int, _plan: object, turn: int) -> float:
        return (400, 300 + noise.uniform(-200, 200), 100, 500)[place] + turn % 3

    conduct(conductor, clock, ms_of)
    counts = {cell.contender: len(times) for cell, times in conductor.comparison.times().items()}
    assert counts == {0: MOST, 1: MOST, 2: MOST, 3: LEAST}
    assert conductor.comparison.ending is Ending.MOST


def test_the_time_limit_is_kept_and_what_is_there_stays() -> None:
    """A run that would end after it is not begun."""
    asked = asked_of(ONE, POOL, limit_s=1.0, repetitions=100)
    conductor = Conductor(asked, clock=(clock := Clock()))
    conduct(conductor, clock, lambda *_: 90)
    assert conductor.comparison.ending is Ending.LIMIT
    assert clock.now - 100 == pytest.approx(0.99)
    assert len(conductor.comparison.repetitions) == 11


def test_a_stopped_comparison_keeps_what_it_has_but_no_part_of_a_run() -> None:
    """The run that was cut off has no time to tell."""
    conductor = Conductor(asked_of(ONE, POOL), clock=Clock())
    for _ in range(4):
        turn = conductor.next_plan()
        assert turn is not None
        conductor.take(turn[0], record_taking(turn[1], 5_000))
    turn = conductor.next_plan()
    assert turn is not None
    conductor.stop()
    conductor.take(turn[0], record_taking(turn[1], 5_000, stopped=True))
    assert conductor.next_plan() is None
    assert conductor.comparison.stopped
    assert len(conductor.comparison.repetitions) == 4
    assert conductor.estimate_s() == 0


def test_a_way_in_which_not_all_is_done_is_left_out_from_then_on() -> None:
    """There is nothing to compare; the others go on."""
    conductor = Conductor(asked_of(ONE, EACH, repetitions=3), clock=Clock())
    while (turn := conductor.next_plan()) is not None:
        conductor.take(turn[0], record_taking(turn[1], 5_000, done=turn[0] == 0))
    assert conductor.comparison.gave_up() == {1}
    assert Counter(each.cell.contender for each in conductor.comparison.repetitions) == {0: 4, 1: 1}


def test_progress_and_estimate_come_true() -> None:
    """They are known exactly once every way has been run, where repetitions are chosen."""
    conductor = Conductor(asked_of(ONE, POOL, repetitions=5), clock=(clock := Clock()))
    assert conductor.progress() == (0, 12)
    for turn in range(12):
        if turn >= 2:
            assert conductor.estimate_s() == pytest.approx((12 - turn) * 0.2)
        asked = conductor.next_plan()
        assert asked is not None
        assert conductor.progress() == (turn, 12)
        clock.now += 0.2
        conductor.take(asked[0], record_taking(asked[1], 200_000_000))
        assert conductor.progress() == (turn + 1, 12)
    assert conductor.next_plan() is None


def test_estimate_before_the_first_run_knows_the_work() -> None:
    """Four numbers with 100 ms of waiting each, one after another: six runs of 0.4 s and a bit."""
    waiting = Work(WorkKind.WAITING, 0.1)
    one = Contender(way("one", work=waiting))
    estimate = Conductor(asked_of(one, repetitions=5), clock=Clock()).estimate_s()
    assert 2.4 < estimate < 3.4
    assert Conductor(asked_of(one, limit_s=1.5), clock=Clock()).estimate_s() == 1.5


def test_a_crossing_is_looked_for_between_the_amounts_around_it() -> None:
    """The pool costs 50 ms and saves half: with four numbers it pays from 25 ms of work on."""
    one, pool = (Contender(way(name, work=computing(1))) for name in ("one", "pool"))
    asked = asked_of(one, pool, question=Question.WORK, amounts=(0.001, 0.01, 0.1, 1.0))
    conductor = Conductor(asked, seed=1, clock=(clock := Clock()))

    def ms_of(place: int, plan: Plan, turn: int) -> float:
        work = 4_000 * plan.way.work.seconds
        return (work if place == 0 else 50 + work / 2) + turn % 7 * 0.01

    conduct(conductor, clock, ms_of)
    amounts = sorted({cell.seconds or 0 for cell in conductor.comparison.times()})
    assert amounts[:2] == [0.001, 0.01]
    assert amounts[-2:] == [0.1, 1.0]
    assert any(0.0155 < amount < 0.025 for amount in amounts)
    assert any(0.025 < amount < 0.04 for amount in amounts)
    assert len(amounts) <= 8
    assert max(map(len, conductor.comparison.times().values())) <= MOST_AT_AN_AMOUNT
    assert conductor.comparison.ending is Ending.DONE
