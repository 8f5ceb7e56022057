"""Who gets which numbers: plain bookkeeping, so tested without processes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.running.sharing import CHUNK_NS, MOST_DEATHS, Pace, Stock
from app.engine.way import MOST_IN_CHUNK


@settings(deadline=None)
@given(count=st.integers(0, 3_000), workers=st.integers(1, 9), sizes=st.lists(st.integers(1, 999)))
def test_every_number_is_given_out_once(count: int, workers: int, sizes: list[int]) -> None:
    """Whatever sizes are asked for."""
    stock, turn = Stock([(0, count)], workers), 0
    given_out: list[int] = []
    while span := stock.take(sizes[turn % len(sizes)] if sizes else 1):
        given_out += range(span[0], span[0] + span[1])
        turn += 1
    assert given_out == list(range(count))
    assert len(stock) == 0


def test_the_last_numbers_are_shared_evenly() -> None:
    """Nobody is handed so many that the others have nothing left to do."""
    stock = Stock([(0, 1_000)], workers=4)
    while span := stock.take(1_000):
        assert span[1] <= max(1, (len(stock) + span[1]) // 8)


def test_numbers_of_a_dead_worker_are_given_out_alone() -> None:
    """One of them may have killed it; the others must not share its fate."""
    stock = Stock([(0, 100)], workers=1)
    span = stock.take(10)
    assert span == (0, 10)
    assert stock.worker_died(span) == []
    assert [stock.take(50) for _ in range(10)] == [(number, 1) for number in range(10)]


def test_a_number_is_given_up_after_as_many_deaths_as_it_has_chances() -> None:
    """Not before, and not for ever."""
    stock = Stock([(7, 1)], workers=2)
    for _ in range(MOST_DEATHS - 1):
        assert stock.take(1) == (7, 1)
        assert stock.worker_died((7, 1)) == []
    assert stock.take(1) == (7, 1)
    assert stock.worker_died((7, 1)) == [7]
    assert stock.take(1) is None


def test_numbers_not_begun_with_come_back_in_front() -> None:
    """They have not killed anybody."""
    stock = Stock([(0, 20)], workers=1)
    span = stock.take(5)
    assert span is not None
    stock.put_back(span)
    assert len(stock) == 20
    assert stock.take(5) == (0, 5)


def test_taking_all_returns_what_waits_and_leaves_nothing() -> None:
    """What a stopped run reports."""
    stock = Stock([(0, 5), (9, 2)], workers=1)
    stock.worker_died((7, 1))
    assert sorted(stock.take_all()) == [(0, 5), (7, 1), (9, 2)]
    assert len(stock) == 0


def test_chunks_of_a_chosen_size_stay_so_to_the_end() -> None:
    """As those of Python's own pool: only the last may be smaller."""
    stock = Stock([(0, 10)], workers=4)
    assert [stock.take(4, exactly=True) for _ in range(4)] == [(0, 4), (4, 4), (8, 2), None]


def test_chunks_grow_for_quick_numbers_and_stay_single_for_slow_ones() -> None:
    """A million flow fast; slow ones spread evenly and do not lie in wait."""
    quick, slow = Pace(), Pace()
    assert quick.next_size() == 1
    sizes = []
    for _ in range(8):
        quick.note(1, 100)
        sizes.append(quick.next_size())
    assert sizes[0] > 1
    assert sizes[-1] == MOST_IN_CHUNK
    assert quick.chunks_in_hand > 1
    slow.next_size()
    slow.note(1, 10 * CHUNK_NS)
    assert slow.next_size() == 1
    assert slow.chunks_in_hand == 1
