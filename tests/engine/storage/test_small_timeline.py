"""The picture on a card: small, true to the run, and safe to read from a file."""

from __future__ import annotations

from collections.abc import Generator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.analysis.phases import PhaseKind
from app.engine.log import Log
from app.engine.storage.small_timeline import (
    CODES,
    MOST_BARS,
    MOST_LANES,
    WIDTH,
    Picture,
    packed,
    small_timeline,
    unpacked,
)
from tests import hand_written_logs as logs
from tests.engine.storage.library_runs import carried_through

RUNS = (
    *("five_processes", "one_killed", "pool_of_four", "three_threads", "processes_asleep"),
    *("results_lying_ready", "many_processes", "many_numbers"),
)


def drawn(log: Log) -> Picture:
    """Return a run's picture."""
    steps: Generator[None, None, Picture] = small_timeline(log)
    return carried_through(steps)


@pytest.mark.parametrize("name", RUNS)
def test_every_run_fits_and_its_bars_follow_one_another(name: str) -> None:
    """Lanes and bars are few, in order, and come back from the file as they were."""
    picture = drawn(getattr(logs, name)())
    assert 0 < len(picture) <= MOST_LANES
    for lane in picture:
        assert 0 < len(lane) <= MOST_BARS
        edges = [edge for begin, end, _ in lane for edge in (begin, end)]
        assert edges == sorted(edges)
        assert edges[0] >= 0
        assert edges[-1] <= WIDTH
    assert unpacked(packed(picture)) == picture
    working = CODES[PhaseKind.WORKING]
    assert any(code == working for lane in picture for _, _, code in lane)


def test_of_many_workers_the_first_and_the_last_are_shown() -> None:
    """And others between them, evenly: a staircase stays one."""
    begins = [lane[0][0] for lane in drawn(logs.many_processes(1_000))]
    assert len(begins) == MOST_LANES
    assert begins[0] == 0
    assert begins[-1] > 900
    assert begins == sorted(begins)


def test_run_without_a_worker_has_an_empty_picture() -> None:
    """It was stopped before anything began, say."""
    assert drawn(Log([2])) == ()
    assert unpacked(b"") == ()


@given(st.binary(max_size=400))
def test_bytes_make_a_small_picture_or_none(data: bytes) -> None:
    """Whatever a file holds."""
    try:
        picture = unpacked(data)
    except ValueError:
        return
    assert packed(picture) == data
    assert len(picture) <= MOST_LANES
    assert all(end <= WIDTH for lane in picture for _, end, _ in lane)
