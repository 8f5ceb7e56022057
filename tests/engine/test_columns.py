from __future__ import annotations

from array import array

import pytest

from app.engine.columns import counted_up_to


@pytest.mark.parametrize("count", [0, 1, 2, 255, 256, 257, 65_535, 65_537, 200_000])
def test_counts_without_a_gap(count: int) -> None:
    """The log numbers rows and places with it, whichever bytes that takes."""
    assert counted_up_to(count) == array("i", range(count))
