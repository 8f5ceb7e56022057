"""What follows from comparisons made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.engine.comparing.comparison import Cell, Comparison, Contender, Question
from app.engine.comparing.crossings import Order, cells_to_add
from app.engine.comparing.findings import Verdict, find_out, usable_cores
from app.engine.units import NS_PER_MS
from app.engine.way import Work, WorkKind
from tests.engine.comparing.made import (
    EACH,
    ONE,
    POOL,
    THREADS,
    add,
    asked_of,
    compared,
    computing,
    way,
)

SLOW, SLOW_TOO = (400, 404, 410, 398, 402), (401, 403, 409, 399, 405)
FAST, FAST_TOO = (200, 203, 205, 199, 201), (200.5, 202, 206, 198, 202.5)


def test_the_one_way_that_is_clearly_faster_is_the_fastest() -> None:
    """With its speed-up over one after another, and for each of two cores."""
    comparison = compared(asked_of(POOL, ONE), FAST, SLOW)
    comparison.computer = replace(comparison.computer, cores=2.0)
    found = find_out(comparison)
    assert found.verdict is Verdict.FASTEST
    (fastest,) = found.fastest
    assert fastest.way == POOL.way
    assert fastest.median == 201 * NS_PER_MS
    assert fastest.speed_up == pytest.approx(2.0)
    assert fastest.per_core == pytest.approx(1.0)
    assert found.ranking[1].chance == pytest.approx(0.0079, abs=1e-4)
    assert found.reference is found.measured[1]


def test_ways_that_nothing_tells_apart_share_the_first_place() -> None:
    """And the same way twice gives no difference at all."""
    found = find_out(compared(asked_of(ONE, POOL, EACH), SLOW, FAST, FAST_TOO))
    assert found.verdict is Verdict.SEVERAL
    assert [each.cell.contender for each in found.fastest] == [1, 2]
    assert find_out(compared(asked_of(ONE, ONE), SLOW, SLOW_TOO)).verdict is Verdict.NO_DIFFERENCE


def test_among_many_equal_ways_none_is_picked_out() -> None:
    """Ten ways that are the same, with noise: some pair looks different, but not for good."""
    from random import Random

    for seed in range(20):
        lot = Random(seed)
        times = [[100 + lot.gauss(0, 5) for _ in range(7)] for _ in range(10)]
        found = find_out(compared(asked_of(*[POOL] * 10), *times))
        assert found.verdict is not Verdict.FASTEST, seed


def test_too_few_times_are_no_proof_and_it_is_known_how_many_would_be() -> None:
    """Three and three can be apart by chance once in ten; with more ways it takes more."""
    found = find_out(compared(asked_of(ONE, POOL), SLOW[:3], FAST[:3]))
    assert (found.verdict, found.needed) == (Verdict.TOO_FEW, 4)
    nine = find_out(compared(asked_of(*[POOL] * 9), FAST, *[SLOW] * 8))
    assert (nine.verdict, nine.needed) == (Verdict.TOO_FEW, 6)


def test_nothing_and_one_way_only_are_no_comparison() -> None:
    """But what there is, is there."""
    assert find_out(compared(asked_of(ONE, POOL), [])).verdict is Verdict.NOTHING
    alone = find_out(compared(asked_of(POOL), FAST))
    assert alone.verdict is Verdict.ALONE
    assert alone.measured[0].speed_up is None
    assert find_out(compared(asked_of(POOL, EACH), FAST, SLOW)).measured[0].speed_up is None


def test_waiting_needs_no_core_so_none_is_counted() -> None:
    """Four processes that sleep on two cores are no wonder of efficiency."""
    waiting = Work(WorkKind.WAITING, 0.1)
    ways = [Contender(way(name, work=waiting)) for name in ("one", "pool")]
    pool = find_out(compared(asked_of(*ways), SLOW, FAST)).measured[1]
    assert pool.speed_up == pytest.approx(2.0)
    assert pool.per_core is None


def test_ways_in_which_not_all_was_done_are_left_out() -> None:
    """They have no time to compare."""
    comparison = compared(asked_of(ONE, POOL, EACH), SLOW, FAST)
    add(comparison, Cell(2), None, warm_up=True)
    assert find_out(comparison).left_out == (2,)


def test_noise_outliers_and_drift_are_noticed_and_quiet_is_not() -> None:
    """A drift is the same for all ways; a way that varies does not drift."""
    quiet = find_out(compared(asked_of(ONE, POOL), SLOW, FAST)).noise
    assert (quiet.noisy, quiet.outliers, quiet.drift) == ((), 0, None)
    noisy = find_out(compared(asked_of(ONE, POOL), SLOW, (100, 300, 150, 250, 200))).noise
    assert noisy.noisy == (Cell(1),)
    late = find_out(compared(asked_of(ONE, POOL), SLOW, (200, 201, 202, 900, 203))).noise
    assert late.outliers == 1
    warming = [(100 + 12 * turn, 200 + 24 * turn) for turn in range(10)]
    drift = find_out(compared(asked_of(ONE, POOL), *zip(*warming, strict=True))).noise.drift
    assert drift == pytest.approx(1.48, abs=0.05)


@pytest.mark.parametrize(
    ("contender", "cores", "usable"),
    [(ONE, 8, 1), (EACH, 8, 5), (POOL, 8, 2), (THREADS, 1.5, 1.5), (POOL, 0.5, 1)],
)
def test_a_way_can_use_as_many_cores_as_it_has_workers(
    contender: Contender, cores: float, usable: float
) -> None:
    """And as there are numbers, and cores."""
    assert usable_cores(contender.way, 5, cores) == usable


def swept(times: dict[float, tuple[float, float]]) -> Comparison:
    """Return a sweep over work: for each amount what one after another and a pool took."""
    one, pool = (Contender(way(name, work=computing(1))) for name in ("one", "pool"))
    comparison = Comparison(asked_of(one, pool, question=Question.WORK, amounts=tuple(times)))
    for turn in range(5):
        for amount, both in times.items():
            for place, ms in enumerate(both):
                add(comparison, Cell(place, amount), ms + turn)
    return comparison


def test_a_crossing_lies_between_the_amounts_where_the_order_changes() -> None:
    """Where neither is clearly faster it may lie too; the next amount is tried in the middle."""
    comparison = swept({0.001: (10, 60), 0.01: (40, 80), 0.02: (90, 91), 0.1: (400, 250)})
    (crossing,) = find_out(comparison).crossings
    assert (crossing.slower_up_to, crossing.faster_from) == (0.01, 0.1)
    assert [order for _, order in crossing.orders] == [
        *(Order.SLOWER, Order.SLOWER, Order.UNDECIDED, Order.FASTER)
    ]
    assert cells_to_add(comparison) == [Cell(0, 0.045), Cell(1, 0.045)]
    assert find_out(comparison).verdict is Verdict.BY_WORK


@pytest.mark.parametrize(
    ("times", "slower_up_to", "faster_from"),
    [
        ({0.001: (10, 60), 0.01: (40, 80)}, 0.01, None),
        ({0.001: (60, 10), 0.01: (80, 40)}, None, 0.001),
        ({0.001: (60, 60.5), 0.01: (80, 40)}, None, 0.01),
        ({0.001: (60, 60.5), 0.01: (80, 80.5)}, None, None),
        ({0.001: (60, 10), 0.01: (40, 80)}, 0.01, None),
        ({0.01: (40, 80), 0.014: (60, 50)}, 0.01, 0.014),
    ],
)
def test_a_crossing_that_was_not_measured_is_not_made_up(
    times: dict[float, tuple[float, float]], slower_up_to: float | None, faster_from: float | None
) -> None:
    """And where there is none, or it is known closely, no more is measured."""
    comparison = swept(times)
    (crossing,) = find_out(comparison).crossings
    assert (crossing.slower_up_to, crossing.faster_from) == (slower_up_to, faster_from)
    assert cells_to_add(comparison) == []


def test_a_sweep_with_too_few_times_says_how_many_it_takes() -> None:
    """Five on each side can be far enough apart."""
    comparison = swept({0.001: (10, 60), 0.01: (80, 40)})
    comparison.repetitions = comparison.repetitions[:16]
    assert find_out(comparison).needed == 5


def test_the_best_number_of_processes_is_the_fewest_that_nothing_beats() -> None:
    """Four are no faster than three: three it is. The law is fitted to all of them."""
    pools = [Contender(way("pool", count)) for count in (1, 2, 3, 4, 5)]
    base = (400, 210, 150, 151, 190)
    times = [[ms + wobble for wobble in (0, 1, 2, 3, 1.5, 2.5)] for ms in base]
    asked = asked_of(ONE, *pools, question=Question.PROCESSES)
    (scaling,) = find_out(compared(asked, (405, 406, 404, 403, 402, 407), *times)).scalings
    assert [each.way.workers for each in scaling.points] == [1, 2, 3, 4, 5]
    assert scaling.best.way.workers == 3
    assert scaling.fit is not None
    assert 2 < (scaling.fit.best or 0) < 5
