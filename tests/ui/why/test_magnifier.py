from __future__ import annotations

import pytest

from app.ui.why.magnifier import WIDEST_IN_LENS, enlargement


@pytest.mark.parametrize(
    ("width", "radius", "times"),
    [(1.0, 15.0, 10), (0.5, 15.0, 20), (3.9, 15.0, 2), (0.01, 15.0, 1_000), (20.0, 15.0, 1)],
)
def test_a_sliver_is_enlarged_by_a_round_factor_that_fits_the_lens(
    width: float, radius: float, times: int
) -> None:
    """1, 2, 5, 10 …: what is written beside it is what is drawn."""
    assert enlargement(width, radius) == times
    assert times == 1 or width * times <= WIDEST_IN_LENS * radius
