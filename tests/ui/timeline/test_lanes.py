"""What the timeline keeps of each worker, and that it takes it in bit by bit."""

from __future__ import annotations

import pytest

from app.engine.analysis.phases import PhaseKind, phases_of
from app.engine.events import NumberTaken
from app.ui.timeline.lane import SHADES
from app.ui.timeline.lanes import Lanes
from tests.hand_written_logs import (
    BEGIN_NS,
    at,
    log_of,
    many_numbers,
    many_processes,
    one_killed,
    one_killed_events,
)


def taken_in(lanes: Lanes) -> Lanes:
    """Return lanes that have caught up with their log."""
    assert lanes.catch_up()
    return lanes


def test_million_numbers_are_some_thousand_stretches() -> None:
    """One stretch for each message, so nothing ever has to look at all rows."""
    lanes = taken_in(Lanes(many_numbers(1_000_000)))
    assert sum(len(lane.begins) for lane in lanes.all) == 1_000


def test_taking_in_is_sliced() -> None:
    """With no time at all only a handful of events is taken in; in the end it is all of them."""
    log = many_processes(500)
    sliced, whole = Lanes(log), taken_in(Lanes(log))
    slices = 0
    while not sliced.catch_up(0):
        slices += 1
    assert slices > 10
    assert [lane.begins for lane in sliced.all] == [lane.begins for lane in whole.all]
    assert sliced.exited == whole.exited


def test_log_far_ahead_of_the_lanes_is_not_read_whole() -> None:
    """While a flood is being taken in, no lane is told phase by phase."""
    log = many_numbers(100_000)
    lanes = Lanes(log)
    while len(lanes) < 4:
        lanes.catch_up(0)
    assert not lanes.has_all
    assert lanes.phases(0) is None


def test_stretches_are_the_log_s_squaring_phases() -> None:
    """A worker's squaring time here is the one its phases tell."""
    log = many_numbers(4_000)
    for worker, lane in enumerate(taken_in(Lanes(log)).all):
        squaring = sum(
            phase.length for phase in phases_of(log, worker) if phase.kind is PhaseKind.WORKING
        )
        assert lane.worked_until(log.finished or 0) == squaring


def test_busy_parts_tell_the_work_done() -> None:
    """The strip's shades add up to the time worked, as finely as shades can tell."""
    lane = taken_in(Lanes(many_numbers(100_000))).all[0]
    start, count, length = float(lane.begins[0]), 50, 100_000.0
    parts = lane.busy_parts(start, length, count)
    worked = lane.worked_until(start + count * length) - lane.worked_until(start)
    assert sum(parts) / SHADES * length == pytest.approx(worked, rel=0.05)


def test_killed_worker_squared_until_the_news_of_its_death() -> None:
    """A number that was lost was being squared all the same, and has no arrival."""
    lanes = taken_in(Lanes(one_killed()))
    lane = lanes.all[3]
    assert (lane.begins[0], lane.ends[0]) == (at(10_510), at(14_000))
    assert lane.lost == {0}
    assert lane.suspended == ((at(11_500), at(13_000)),)


def test_living_worker_is_squaring_since_it_said_so() -> None:
    """In mid-run the lane knows what goes on."""
    events = one_killed_events()
    cut = next(i for i, event in enumerate(events) if type(event).__name__ == "WorkerSuspended")
    lanes = taken_in(Lanes(log_of([2, 3, 4, 5, 6], events, first=cut + 1)))
    assert lanes.all[3].since == at(10_510)
    assert lanes.all[3].suspended == ((at(11_500), None),)
    assert 3 in lanes.living
    assert lanes.origin == BEGIN_NS


def test_living_worker_s_last_phase_is_what_it_does_now() -> None:
    """As soon as the worker says that it has begun with a number, its lane shows it squaring."""
    events = one_killed_events()
    said = next(i for i, event in enumerate(events) if isinstance(event, NumberTaken))
    lanes = taken_in(Lanes(log_of([2, 3, 4, 5, 6], events, first=said + 1)))
    phases = lanes.phases(3)
    assert phases is not None
    assert (phases[-1].kind, phases[-1].start) == (PhaseKind.WORKING, at(10_510))


def test_cpu_time_counts_as_known_only_as_far_as_it_has_been_taken_in() -> None:
    """The log may be far ahead: a curve drawn beyond would show cores at rest that were not."""
    log = many_processes(500)
    lanes = Lanes(log)
    while not lanes.catch_up(0):
        begun = [
            log.workers[worker].requested for worker in lanes.living if worker in lanes.starting
        ]
        assert lanes.computed_known_until() <= min(begun, default=log.finished or 0)
        assert lanes.computed_known_until() < (log.finished or 0)
    assert not lanes.starting
    assert lanes.computed_known_until() == log.finished
