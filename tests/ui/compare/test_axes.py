"""Where marks stand, how dots and names keep apart."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from app.engine.units import NS_PER_MS, NS_PER_S
from app.ui.compare.axes import across_for, across_ticks, up_ticks
from app.ui.compare.charts import Scale
from app.ui.compare.spreading import spread
from app.ui.compare.swarm import swarm


def _width(words: str) -> float:
    return 7.0 * len(words)


def test_each_tenfold_step_is_equally_wide() -> None:
    """As on any axis of this kind."""
    axis = across_for([NS_PER_MS, NS_PER_S], 100, 400)
    steps = [axis.x(NS_PER_MS * 10**power) for power in range(4)]
    assert 100 < steps[0] < 115
    assert 385 < steps[-1] < 400
    first, *others = [after - before for before, after in pairwise(steps)]
    assert others == pytest.approx([first, first])


def test_one_amount_alone_stands_in_the_middle() -> None:
    """There is an axis all the same."""
    axis = across_for([50.0], 0, 200)
    assert axis.x(50.0) == pytest.approx(100)


@pytest.mark.parametrize("width", [120, 300, 900])
def test_amounts_are_round_and_do_not_overlap(width: float) -> None:
    """Tenfold steps come first; what is between them where there is room."""
    axis = across_for([NS_PER_MS, NS_PER_S], 0, width)
    ticks = across_ticks(axis, Scale.TIME, (), _width)
    labels = [tick.label for tick in ticks]
    assert "100 ms" in labels
    places = [(axis.x(tick.at), _width(tick.label)) for tick in ticks]
    for (left, a), (right, b) in pairwise(places):
        assert right - left >= (a + b) / 2
    assert ("20 ms" in labels) == (width >= 900)


def test_counts_are_those_that_were_measured() -> None:
    """Nobody ran two and a half processes."""
    axis = across_for([1, 8], 0, 600)
    ticks = across_ticks(axis, Scale.COUNT, [8, 1, 2, 4, 4], _width)
    assert [tick.label for tick in ticks] == ["1", "2", "4", "8"]


@pytest.mark.parametrize(
    ("top", "height", "labels"),
    [
        (4.2, 200, ["0", "1×", "2×", "3×", "4×"]),
        (4.2, 60, ["0", "2×", "4×"]),
        (0.9, 200, ["0", "0.2×", "0.4×", "0.6×", "0.8×"]),
    ],
)
def test_speeds_go_up_in_round_steps(top: float, height: float, labels: list[str]) -> None:
    """As many as there is room for."""
    assert [tick.label for tick in up_ticks(top, Scale.TIMES, height, 16)] == labels


def test_dots_lie_beside_each_other_as_far_as_there_is_room() -> None:
    """Dots that are far apart stay on the line; the others move as little as they can."""
    xs = [10.0, 10.5, 50.0, 11.0]
    moves = swarm(xs, 6, 20)
    assert moves[2] == 0
    assert moves == swarm(xs, 6, 20)
    for (x, move), (other, far) in combinations(zip(xs, moves, strict=True), 2):
        assert (x - other) ** 2 + (move - far) ** 2 >= 5.9**2
    crowd = swarm([10.0] * 50, 6, 12)
    assert max(map(abs, crowd)) <= 12


def test_names_move_no_farther_than_they_must() -> None:
    """Neighbours share what is missing; none leaves the chart."""
    assert spread([10, 100], 16, 200) == [10, 100]
    assert spread([50, 50], 16, 200) == [42, 58]
    assert spread([190, 195, 198], 16, 200) == [168, 184, 200]
