from __future__ import annotations

from array import array

import pytest

from app.engine.columns import BLOCK, FEW, CountedUp


@pytest.mark.parametrize(
    ("first", "end"),
    [(0, 0), (0, 1), (FEW - 1, FEW + 1), (0, BLOCK), (BLOCK - 2, BLOCK + 2), (3, 5 * BLOCK + 7)],
)
def test_counts_without_a_gap(first: int, end: int) -> None:
    """The log numbers rows and places with it, whichever bytes that takes."""
    assert CountedUp().between(first, end) == array("i", range(first, end))


def test_counts_on_from_where_it_was() -> None:
    """A log asks for a little at a time."""
    counted = CountedUp()
    for end in (1, FEW, FEW + 1, BLOCK, BLOCK + 1, 260 * BLOCK):
        assert counted.between(end - 1, end) == array("i", [end - 1])
