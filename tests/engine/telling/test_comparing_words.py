"""What is said of comparisons, against comparisons made by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from app.engine.comparing.comparison import Cell, Comparison, Contender, Ending, Question
from app.engine.comparing.findings import find_out
from app.engine.telling.comparing_words import comparing_headline, comparing_remarks, listed
from app.engine.telling.way_names import way_names
from app.engine.way import Way, start_methods
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

SLOW, FAST = (400, 404, 410, 398, 402), (130, 131, 128, 130, 129)
SAME, HARDLY = (401, 403, 409, 399, 405), (394, 395, 396, 394.5, 390)


def headline(*ways: tuple[Contender, Sequence[float]]) -> str:
    """Return what is said first of ways with these times."""
    contenders, times = zip(*ways, strict=True)
    return comparing_headline(find_out(compared(asked_of(*contenders), *times)))


def remarks(comparison: Comparison) -> str:
    """Return what else is said, in one text."""
    return " ".join(comparing_remarks(find_out(comparison)))


def test_the_fastest_is_named_with_how_many_times_as_fast_it_was() -> None:
    """As fast as one after another, where that was measured, and else as the next."""
    pool, threads = (POOL, FAST), (THREADS, FAST)
    times = "3.1 times as fast as"
    assert headline((ONE, SLOW), pool) == f"A pool of 2 was fastest: {times} one after another."
    assert headline((ONE, SLOW), threads) == f"2 threads were fastest: {times} one after another."
    assert headline((ONE, FAST), (POOL, SLOW)) == (
        f"One after another was fastest: {times} a pool of 2."
    )
    assert headline((EACH, SLOW), pool) == (
        f"A pool of 2 was fastest: {times} a process for each number."
    )


def test_a_hardly_faster_way_is_said_to_be_so() -> None:
    """In percent: factors would all be 1.0."""
    assert headline((ONE, SLOW), (POOL, HARDLY)) == (
        "A pool of 2 was fastest, but hardly: it took 2 % less time than one after another."
    )


def test_no_difference_and_a_shared_first_place_are_told_as_such() -> None:
    """Nobody is made the winner."""
    assert headline((ONE, SLOW), (POOL, SAME)) == (
        "No difference could be measured: One after another and a pool of 2 took 402 ms, more or "
        "less."
    )
    assert headline((ONE, SLOW), (POOL, FAST), (EACH, FAST)) == (
        "Fastest, with no difference between them that could be measured: A pool of 2 and a "
        "process for each number. About 3.1 times as fast as one after another."
    )


def test_times_that_vary_too_much_are_not_said_to_be_the_same() -> None:
    """Their medians are told, and that they prove nothing."""
    wild = (200, 500, 130, 600, 420)
    assert headline((ONE, SLOW), (POOL, wild), (EACH, (300, 310, 410, 290, 420))) == (
        "No difference could be measured: the medians lie between 310 ms and 420 ms, but the times "
        "vary too much to tell the ways apart."
    )


def test_too_little_is_said_to_be_too_little() -> None:
    """With what would do."""
    assert headline((ONE, SLOW[:3]), (POOL, FAST[:3])) == (
        "Too few repetitions to tell what is faster: it takes 4 of each."
    )
    assert headline((POOL, FAST)) == "A pool of 2: 130 ms."
    nothing = compared(asked_of(ONE, POOL), [])
    assert comparing_headline(find_out(nothing)) == "Nothing has been measured yet."
    nothing.ending = Ending.LIMIT
    assert "allow more of it" in comparing_headline(find_out(nothing))
    nothing.ending = Ending.STOPPED
    assert comparing_headline(find_out(nothing)) == "Stopped before anything was measured."
    add(nothing, Cell(0), None)
    assert comparing_headline(find_out(nothing)).endswith("not every number was done.")


def test_it_is_said_how_it_was_decided_and_how_often_all_was_run() -> None:
    """The warm-up too, and why it ended early."""
    comparison = compared(asked_of(ONE, POOL), SLOW, FAST)
    words = remarks(comparison)
    assert "rank test" in words
    assert "no chance, p = 0.0079" in words
    assert "5 of each, in mixed order, after one of each way to warm up" in words
    assert "noisy" not in words
    comparison.ending = Ending.LIMIT
    assert "The time was up" in remarks(comparison)
    equal = remarks(compared(asked_of(ONE, POOL), SLOW, SAME))
    assert "come about by chance alone" in equal


def test_noise_outliers_and_drift_get_a_word() -> None:
    """And what was left out."""
    noisy = compared(asked_of(ONE, POOL), SLOW, (100, 300, 150, 250, 200))
    assert "noisy: the times of some ways vary a lot (A pool of 2)" in remarks(noisy)
    late = compared(asked_of(ONE, POOL), SLOW, (200, 201, 202, 900, 203))
    assert "1 time lies far off the others" in remarks(late)
    rising = [(100 + 12 * turn, 200 + 24 * turn) for turn in range(10)]
    drift = compared(asked_of(ONE, POOL), *zip(*rising, strict=True))
    assert "became slower meanwhile: later runs took 48 % longer" in remarks(drift)
    add(left_out := compared(asked_of(ONE, POOL, EACH), SLOW, FAST), Cell(2), None)
    assert "not every number was done: A process for each number." in remarks(left_out)


SWEEPS = {
    "A pool of 2 pays from somewhere between 10 ms and 100 ms of computing for each number on: "
    "with 10 ms it was slower than one after another, with 100 ms faster.": (
        ((10, 60), (40, 80), (400, 250))
    ),
    "A pool of 2 was faster than one after another with every amount tried, from 1 ms of computing "
    "for each number on.": ((60, 10), (80, 40), (400, 250)),
    "A pool of 2 was faster than one after another from 100 ms of computing for each number on; "
    "with less no difference could be measured.": ((60, 61), (80, 80), (400, 250)),
    "A pool of 2 was slower than one after another with every amount tried, up to 100 ms of "
    "computing for each number.": ((10, 60), (40, 80), (400, 450)),
    "A pool of 2 was slower than one after another up to 10 ms of computing for each number; with "
    "more, up to 100 ms, no difference could be measured.": ((10, 60), (40, 80), (400, 400)),
    "A pool of 2: faster than one after another with some amounts and slower with larger ones, "
    "such as 10 ms of computing for each number. There is no amount from which on it pays.": (
        ((60, 10), (40, 80), (400, 400))
    ),
    "A pool of 2: no difference from one after another could be measured, from 1 ms to 100 ms of "
    "computing for each number.": ((60, 60), (40, 41), (400, 400)),
}


@pytest.mark.parametrize("sentence", SWEEPS)
def test_from_how_much_work_on_is_told_as_measured(sentence: str) -> None:
    """Between two amounts, and no more exactly than that."""
    amounts = (0.001, 0.01, 0.1)
    ways = [Contender(way(name, work=computing(1))) for name in ("one", "pool")]
    comparison = Comparison(asked_of(*ways, question=Question.WORK, amounts=amounts))
    for turn in range(5):
        for amount, both in zip(amounts, SWEEPS[sentence], strict=True):
            for place, ms in enumerate(both):
                add(comparison, Cell(place, amount), ms + turn)
    assert comparing_headline(find_out(comparison)) == sentence


def scaled(kind: str, *medians: float) -> Comparison:
    """Return a comparison of so many workers with these medians, from 1 on."""
    ways = [Contender(way(kind, count)) for count in range(1, len(medians) + 1)]
    times = [[ms * (1 + wobble / 500) for wobble in range(6)] for ms in medians]
    asked = asked_of(ONE, *ways, question=Question.PROCESSES)
    return compared(asked, [400 + wobble for wobble in range(6)], *times)


def test_the_best_number_of_processes_is_named_with_what_more_bring() -> None:
    """And the law that was fitted, with its errors."""
    slower = scaled("pool", 400, 252, 224, 226, 240, 260)
    assert comparing_headline(find_out(slower)) == (
        "Best: 3 processes, 1.8 times as fast as one after another. More are slower: 6 processes "
        "took 1.2 times as long."
    )
    assert "the Universal Scalability Law says: σ = " in remarks(slower)
    assert "so that 3 would be best" in remarks(slower)
    level = scaled("pool", 400, 280, 240, 220, 208)
    assert "Amdahl's law says: σ = 0.4" in remarks(level)
    assert "never be more than 2.5 times as fast as one" in remarks(level)
    threads = scaled("threads", 410, 411, 470, 500)
    assert comparing_headline(find_out(threads)).startswith(
        "Best: 1 thread, no faster than one after another. More are slower"
    )
    odd = scaled("pool", 200, 400, 150, 480, 200)
    assert "does not fit" in remarks(odd)


def test_ways_are_named_with_what_tells_them_apart_only() -> None:
    """Start methods, limits and chunks where they differ."""
    first, *_, last = start_methods()
    pool = Way(*way("pool").kind, workers=4, start_method=first)
    assert way_names([ONE, EACH, POOL, THREADS]) == [
        *("One after another", "A process for each number", "A pool of 2", "2 threads")
    ]
    both = [Contender(pool), Contender(Way(*pool.kind, workers=4, start_method=last))]
    assert way_names(both) == [f"A pool of 4 ({first})", f"A pool of 4 ({last})"]
    chunks = [Contender(pool), Contender(Way(*pool.kind, workers=4, chunk=8)), ONE]
    assert way_names(chunks)[:2] == [
        *("A pool of 4 with chunks of its own choice", "A pool of 4 with chunks of 8")
    ]
    assert way_names(chunks[:2]) == ["Chunks of the pool's own choice", "Chunks of 8"]
    assert headline((chunks[0], SLOW), (chunks[1], FAST)) == (
        "Chunks of 8 were fastest: 3.1 times as fast as chunks of the pool's own choice."
    )
    limits = [EACH, Contender(Way(*EACH.way.kind, alive_limit=2))]
    assert way_names(limits)[1] == "A process for each number, 2 at a time"


def test_many_names_are_not_all_listed() -> None:
    """Ten ways that are alike fill no window."""
    assert listed(["A", "B"]) == "A and b"
    assert listed(["A", "B", "C", "D"]) == "A, b, c and d"
    assert listed([*"ABCDEFG"]) == "A, b, c, d and 3 others"
