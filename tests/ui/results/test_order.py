"""The orders of results, whatever the numbers and whenever they arrive."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.log import Log
from app.engine.numbers.exact import Gaussian, Number, size_key
from app.ui.results import order as results_order
from app.ui.results.order import Order, places_by_size, position_of, rows_in_order, sort_key
from tests.ui.results.runs import arrived, begun, message, result_of

MIXED: list[Number] = [Fraction(1, 3), 7, Decimal("0.1"), -2, 7, Gaussian(3, 4), 10**80, 0]

FEW_KINDS = st.integers(0, 4) | st.fractions(-2, 2, max_denominator=3)
"""So few that many are equal, and equal ones fall into different pieces."""


def test_mixed_kinds_are_sorted_by_their_value() -> None:
    """Whole numbers, decimals, fractions and complex numbers stand in one order."""
    places = result_of(places_by_size(MIXED))
    ordered = [MIXED[place] for place in places]
    assert ordered[:7] == [-2, 0, Decimal("0.1"), Fraction(1, 3), Gaussian(3, 4), 7, 7]


@settings(deadline=None)
@given(st.lists(FEW_KINDS, max_size=300), st.integers(1, 8))
def test_sorting_in_steps_equals_sorting_at_once(numbers: list[Number], piece: int) -> None:
    """However short the pieces are, the order is that of a stable sort."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(results_order, "FIRST_PIECE", piece)
        patch.setattr(results_order, "LARGEST_PIECE", piece)
        places = result_of(places_by_size(numbers))
    assert list(places) == sorted(range(len(numbers)), key=lambda place: size_key(numbers[place]))


def test_sorting_many_numbers_takes_many_short_steps() -> None:
    """No step sorts more than a piece, so that none can freeze the window."""
    numbers = [(n * 7_919) % 100_003 for n in range(100_000)]
    assert sum(1 for _ in places_by_size(numbers)) > 20


def test_equal_numbers_stay_in_order_of_entry() -> None:
    """A million fives sort at once and stand as they were entered."""
    assert list(result_of(places_by_size([5] * 1_000))) == list(range(1_000))


def test_only_what_has_arrived_stands_in_an_order() -> None:
    """Numbers without an outcome yet have no row."""
    log = Log([9, 8, 7, 6])
    log.extend([*begun(1), message(0, 3, [6]), message(0, 0, [9])])
    assert list(result_of(rows_in_order(log, None))) == [1, 0]
    by_size = result_of(places_by_size(log.numbers))
    assert list(result_of(rows_in_order(log, by_size))) == [0, 1]


def test_rows_that_arrive_while_sorting_are_left_for_the_next_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An order holds exactly the rows there were when it began."""
    monkeypatch.setattr(results_order, "ROWS_AT_A_TIME", 1)
    log = Log([1, 2, 3])
    log.extend([*begun(1), message(0, 0, [1])])
    steps = rows_in_order(log, None)
    next(steps)
    log.extend([message(0, 2, [3])])
    assert list(result_of(steps)) == [0]


@pytest.mark.parametrize("order", list(Order))
def test_a_row_is_found_where_it_stands(order: Order) -> None:
    """Looking a row up agrees with the order itself."""
    log = arrived(MIXED, [3, 1, 4, 0, 5, 2, 7, 6])
    rows = sorted(range(len(log)), key=sort_key(log, order))
    found = [position_of(log, order, rows, row, len(rows)) for row in rows]
    assert found == list(range(len(rows)))
