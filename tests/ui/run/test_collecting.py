from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from app.ui.run.collecting import LARGE, CalmCollecting

NUMBERS = 1_000_000


@pytest.fixture(autouse=True)
def usual_collecting() -> Iterator[None]:
    """Leave the collector as it was."""
    usual = gc.get_threshold()
    yield
    gc.set_threshold(*usual)
    gc.unfreeze()


class Collections:
    """Counts collections of more than the youngest objects."""

    def __init__(self) -> None:
        self.of_older = 0

    def __call__(self, phase: str, info: dict[str, int]) -> None:
        """Be told of a collection, as `gc.callbacks` are."""
        self.of_older += phase == "start" and info["generation"] > 0


def _make_objects(count: int = 300_000) -> list[list[int]]:
    """Make so many objects that everything would be looked through several times."""
    return [[place] for place in range(count)]


def test_a_run_is_not_held_up_by_what_has_grown_large() -> None:
    """Walking through a million results would stop the window."""
    numbers = [list(range(1_000, 1_000 + NUMBERS))]
    collecting, seen = CalmCollecting(), Collections()
    collecting.put_off()
    gc.callbacks.append(seen)
    made = _make_objects()
    gc.callbacks.remove(seen)
    collecting.allow(rows=0)
    assert len(made) + len(numbers)
    assert seen.of_older == 0


def test_after_a_small_run_all_is_as_before() -> None:
    """A cycle left behind is found again."""
    usual, collecting = gc.get_threshold(), CalmCollecting()
    collecting.put_off()
    collecting.allow(rows=5)
    assert gc.get_threshold() == usual
    assert gc.get_freeze_count() == 0


def test_a_large_log_stays_out_of_sight_until_a_small_one_takes_its_place() -> None:
    """Else the next collection after the run would do what was avoided during it."""
    collecting = CalmCollecting()
    collecting.put_off()
    collecting.allow(rows=LARGE)
    assert gc.get_freeze_count() > 0
    collecting.put_off()
    collecting.allow(rows=LARGE - 1)
    assert gc.get_freeze_count() == 0


def test_what_is_made_of_a_large_log_is_not_looked_through_either() -> None:
    """A replay of 100,000 processes has lanes and a story, made after the run."""
    collecting, oldest = CalmCollecting(), list[int]()
    collecting.put_off()
    collecting.allow(rows=LARGE)

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "start":
            oldest.append(info["generation"])

    gc.callbacks.append(note)
    made = _make_objects()
    gc.callbacks.remove(note)
    assert len(made)
    assert oldest
    assert max(oldest) < 2
