"""Charts and tables say what was measured, figure by figure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.engine.comparing.comparison import Cell, Comparison, Contender, Ending, Question
from app.engine.comparing.findings import find_out
from app.engine.units import NS_PER_MS
from app.engine.way import Way
from app.ui.compare.charts import CurvesChart, WaysChart
from app.ui.compare.charts_of import chart_of
from app.ui.compare.figures import speed_text
from app.ui.compare.tables_of import table_of
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

TIMES = ([100, 102, 98, 101, 99], [50, 51, 49, 52, 90], [25, 26, 24, 25, 25])


def three_ways() -> Comparison:
    """Return a comparison with round figures: a pool is 4 times as fast, threads twice."""
    comparison = compared(asked_of(ONE, THREADS, POOL), *TIMES)
    comparison.ending = Ending.DONE
    return comparison


def test_ways_stand_in_order_of_their_medians() -> None:
    """With the figures of the findings, and the winner alone stands out."""
    chart = chart_of(find_out(three_ways()))
    assert isinstance(chart, WaysChart)
    assert [(bar.name, bar.median_words, bar.speed_words) for bar in chart.bars] == [
        ("A pool of 2", "25 ms", "4×"),
        ("2 threads", "51 ms", "2×"),
        ("One after another", "100 ms", "1×"),
    ]
    assert [bar.is_best for bar in chart.bars] == [True, False, False]


def test_nobody_stands_out_where_nothing_was_decided() -> None:
    """Also where there are too few times to tell."""
    for times in ([100, 101, 99, 100, 102], [100]):
        chart = chart_of(find_out(compared(asked_of(ONE, POOL), times, times)))
        assert isinstance(chart, WaysChart)
        assert [bar.is_best for bar in chart.bars] == [False, False]


def test_every_dot_leads_to_its_own_run() -> None:
    """Its time is that of the repetition it names; warming up has no dot."""
    comparison = three_ways()
    add(comparison, Cell(0), 500, warm_up=True)
    add(comparison, Cell(0), 101.5)
    chart = chart_of(find_out(comparison))
    assert isinstance(chart, WaysChart)
    seen = 0
    for _row, _place, dot in chart.dots():
        assert comparison.repetitions[dot.key].results_after == dot.value
        assert not comparison.repetitions[dot.key].warm_up
        seen += 1
    assert seen == 16


def test_an_outlier_is_one_in_the_picture_too() -> None:
    """An open dot, and words that say so."""
    chart = chart_of(find_out(three_ways()))
    assert isinstance(chart, WaysChart)
    outliers = [dot for _row, _place, dot in chart.dots() if dot.is_outlier]
    assert [dot.value for dot in outliers] == [90 * NS_PER_MS]
    assert outliers[0].told == "2 threads: 90 ms, repetition 5 of 5, far off the others"


def test_a_way_without_a_time_says_why() -> None:
    """It is not left out silently."""
    comparison = compared(asked_of(ONE, POOL, EACH), [100, 101], [50, 51])
    add(comparison, Cell(2), None)
    chart = chart_of(find_out(comparison))
    assert isinstance(chart, WaysChart)
    assert chart.bars[-1].name == "A process for each number"
    assert chart.bars[-1].note == "not every number was done"
    early = chart_of(find_out(compared(asked_of(ONE, POOL), [100])))
    assert isinstance(early, WaysChart)
    assert early.bars[-1].note == "not measured yet"


def test_nothing_measured_is_no_chart() -> None:
    """There is nothing to draw."""
    assert chart_of(find_out(Comparison(asked_of(ONE, POOL)))) is None


def test_speeds_over_the_work_cross_where_it_was_measured() -> None:
    """At each amount the median of one after another over that of the way."""
    amounts = (0.001, 0.01, 0.1)
    asked = asked_of(
        Contender(way("one", work=computing(0.001))),
        Contender(way("pool", work=computing(0.001))),
        question=Question.WORK,
        amounts=amounts,
    )
    comparison = Comparison(asked)
    for turn in range(8):
        for amount, one, pool in ((0.001, 10, 20), (0.01, 40, 30), (0.1, 400, 200)):
            add(comparison, Cell(0, amount), one + turn / 100)
            add(comparison, Cell(1, amount), pool + turn / 100)
    chart = chart_of(find_out(comparison))
    assert isinstance(chart, CurvesChart)
    (curve,) = chart.curves
    assert [point.x for point in curve.points] == pytest.approx([1e6, 1e7, 1e8])
    assert [point.y for point in curve.points] == pytest.approx([0.5, 4 / 3, 2], rel=1e-2)
    (mark,) = chart.marks
    assert (mark.low, mark.high) == (1e6, 1e7)
    assert mark.words == "1 ms to 10 ms"
    assert mark.after == "a pool of 2 wins"
    assert chart.level == 1.0


def test_the_law_is_drawn_beside_the_measured_and_the_ideal() -> None:
    """Both are lines, never like measured ones; the best number is marked."""
    counts = (1, 2, 4, 8)
    contenders = [ONE, *(Contender(way("pool", count)) for count in counts)]
    asked = asked_of(*contenders, question=Question.PROCESSES)
    bases = (100, 100, 55, 32, 45)
    times = [[base + turn / 10 for turn in range(6)] for base in bases]
    chart = chart_of(find_out(compared(asked, *times)))
    assert isinstance(chart, CurvesChart)
    (curve,) = chart.curves
    assert [point.x for point in curve.points] == [1, 2, 4, 8]
    assert curve.points[2].y == pytest.approx(100 / 32, rel=0.01)
    ideal, law = chart.lines
    assert ideal.places[0] == (1, 1)
    assert ideal.places[-1] == pytest.approx((8, 8))
    assert law.places[0][1] == pytest.approx(1, abs=0.2)
    assert [mark.words for mark in chart.marks] == ["best: 4 processes"]


def test_no_number_is_called_the_best_where_nothing_was_decided() -> None:
    """Three times of each cannot tell five ways apart."""
    contenders = [ONE, *(Contender(way("pool", count)) for count in (1, 2, 3, 4))]
    asked = asked_of(*contenders, question=Question.PROCESSES)
    chart = chart_of(find_out(compared(asked, *[[100, 101, 99]] * 5)))
    assert isinstance(chart, CurvesChart)
    assert chart.marks == []


def test_chunks_are_drawn_against_the_pool_s_own_choice() -> None:
    """Which is a level, for it has no size."""
    sizes = (1, 2, 4)
    contenders = [Contender(way("pool"))]
    contenders += [Contender(with_chunk(size)) for size in sizes]
    asked = asked_of(*contenders, question=Question.CHUNK)
    chart = chart_of(find_out(compared(asked, [30, 31], [90, 91], [60, 61], [40, 41])))
    assert isinstance(chart, CurvesChart)
    assert chart.level == 30.5 * NS_PER_MS
    assert [(point.x, point.y) for point in chart.curves[0].points] == [
        (1, 90.5 * NS_PER_MS),
        (2, 60.5 * NS_PER_MS),
        (4, 40.5 * NS_PER_MS),
    ]


def test_the_table_has_the_chart_s_figures() -> None:
    """In words for people, bare and exact for a spreadsheet."""
    comparison = three_ways()
    table = table_of(find_out(comparison))
    headings = [cell.copied for cell in table.headings]
    first = dict(zip(headings, table.rows[0], strict=True))
    assert first["way"].shown == "A pool of 2"
    assert (first["median in s"].shown, first["median in s"].copied) == ("25 ms", "0.025000000")
    assert (first["speed-up"].shown, first["speed-up"].copied) == ("4×", "4.0000")
    assert first["times in s"].copied.split() == [
        f"0.0{ms}0000000"[:11] for ms in (25, 26, 24, 25, 25)
    ]
    key = table.keys[0]
    assert key is not None
    assert comparison.repetitions[key].results_after == 25 * NS_PER_MS


@pytest.mark.parametrize(
    ("factor", "words"),
    [(3.14, "3.1×"), (0.974, "0.97×"), (1.0, "1×"), (12.6, "13×"), (0.031, "0.031×"), (None, "")],
)
def test_speeds_have_two_digits_that_matter(factor: float | None, words: str) -> None:
    """No more, and no idle zero."""
    assert speed_text(factor) == words


def with_chunk(size: int) -> Way:
    """Return a pool that gives out so many numbers at a time."""
    return replace(way("pool"), chunk=size)
