"""The whole run in buckets: no time lost, however long it becomes."""

from __future__ import annotations

import pytest

from app.engine.analysis.phases import PhaseKind, phases_of
from app.engine.events import WorkerRequested, WorkerStarted
from app.engine.log import Log
from app.ui.timeline.lanes import Lanes
from app.ui.timeline.phase_history import BUCKETS, SHORTEST_BUCKET_NS
from tests.hand_written_logs import (
    at,
    five_processes,
    log_of,
    many_processes,
    many_processes_events,
    pool_of_four,
    processes_sharing_cores,
    results_lying_ready,
)


@pytest.mark.parametrize(
    "log",
    [five_processes(), pool_of_four(), results_lying_ready(), many_processes(2_000)],
    ids=["five", "pool", "lying", "many"],
)
def test_every_phase_of_every_worker_is_counted_whole(log: Log) -> None:
    """Held to the phases of the lanes."""
    lanes = Lanes(log)
    lanes.catch_up()
    told = dict.fromkeys(PhaseKind, 0.0)
    for worker in range(len(log.workers)):
        for phase in phases_of(log, worker):
            told[phase.kind] += phase.length
    counted = {kind: sum(spent) for kind, spent in lanes.history.spent.items()}
    assert counted == pytest.approx(told)
    length = (log.finished or 0) - (log.requested or 0)
    assert length <= BUCKETS * lanes.history.bucket_ns or length < SHORTEST_BUCKET_NS


def test_what_goes_on_is_counted_up_to_now() -> None:
    """In mid-run the strip tells of those still starting, waiting and squaring, not of the dead."""
    events = many_processes_events(1_000, alive=1_000)
    begun = [event for event in events if isinstance(event, WorkerRequested | WorkerStarted)]
    lanes, now = Lanes(log_of(range(1_000), [events[0], *begun[:1_500]])), at(400_000)
    lanes.catch_up()
    told = dict.fromkeys(PhaseKind, 0.0)
    for worker in range(1_000):
        for phase in phases_of(lanes.log, worker, now):
            told[phase.kind] += phase.length
    counted = {kind: sum(spent) for kind, spent in lanes.history.until(now).items()}
    assert told[PhaseKind.WAITING] > 0
    assert counted == pytest.approx(told, rel=0.01)


def test_a_run_that_outgrows_its_buckets_keeps_count_of_what_goes_on() -> None:
    """Bit by bit, as a run comes: in the end nobody goes on with anything."""
    events = many_processes_events(1_000, alive=20)
    log = Log(range(1_000))
    lanes = Lanes(log)
    for place in range(0, len(events), 50):
        log.extend(events[place : place + 50])
        lanes.catch_up()
    end = log.finished or 0
    assert lanes.history.bucket_ns > SHORTEST_BUCKET_NS
    for kind, spent in lanes.history.until(end).items():
        assert spent == pytest.approx(list(lanes.history.spent[kind])[: len(spent)])


def test_time_squaring_with_a_core_is_told_apart() -> None:
    """The strip must not show as computing what was asleep, as the bars do not."""
    lanes = Lanes(processes_sharing_cores())
    lanes.catch_up()
    assert sum(lanes.history.computed) == pytest.approx(sum(lanes.log.row_computed))
    assert sum(lanes.history.spent[PhaseKind.WORKING]) == pytest.approx(5 * 100_000_000)
