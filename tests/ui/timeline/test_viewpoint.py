"""Zooming and panning keep what is under the hand in its place, and the run in reach."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.timeline.viewpoint import SHORTEST_SPAN_NS, Viewpoint

RUN_NS = 20_000_000.0


@given(st.floats(0.05, 20), st.floats(0.3, 0.7))
def test_zoom_keeps_the_time_under_the_pointer(factor: float, part: float) -> None:
    """The moment zoomed at is drawn at the same place afterwards."""
    view = Viewpoint(start=0, span=RUN_NS)
    at = view.start + part * view.span
    view.zoom_time(factor, at, RUN_NS * 10)
    if factor > 1:
        assert (at - view.start) / view.span == pytest.approx(part)


def test_zoom_ends_at_microseconds() -> None:
    """However often one zooms in, a microsecond stays in sight."""
    view = Viewpoint(span=RUN_NS)
    for _ in range(100):
        view.zoom_time(2, RUN_NS / 2, RUN_NS)
    assert view.span == SHORTEST_SPAN_NS


@given(st.lists(st.floats(-5, 5), max_size=20))
def test_panning_never_loses_the_run(parts: list[float]) -> None:
    """A fifth of what is in sight is always the run."""
    view = Viewpoint(span=RUN_NS / 10)
    for part in parts:
        view.pan(part, RUN_NS)
        assert view.start <= RUN_NS - view.span * 0.19
        assert view.end >= view.span * 0.19


def test_fit_shows_all_lanes_but_no_higher_than_looks_good() -> None:
    """Five lanes get their best height, ten thousand share what there is."""
    view = Viewpoint()
    view.fit_lanes(5, 400, 40)
    assert view.lane_px == 40
    view.fit_lanes(10_000, 400, 40)
    assert view.lane_px == pytest.approx(0.04)
    assert list(view.lanes_in_sight(10_000, 400))[-1] == 9_999


def test_zooming_lanes_keeps_the_one_under_the_pointer() -> None:
    """The lane 100 pixels below the edge is still there at twice the height."""
    view = Viewpoint(lane_px=10, top_px=500)
    lane = (view.top_px + 100) / view.lane_px
    view.zoom_lanes(2, 100, 1)
    assert (view.top_px + 100) / view.lane_px == pytest.approx(lane)
