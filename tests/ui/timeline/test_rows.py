"""Rows: a worker's own while there are few, the first one free where there are many."""

from __future__ import annotations

import random
from itertools import pairwise

from app.engine.log import Log
from app.ui.timeline.lanes import Lanes
from app.ui.timeline.rows import MOST_OF_ONES_OWN
from tests.hand_written_logs import at, many_processes, many_processes_events


def taken_in(log: Log) -> Lanes:
    """Return lanes that have taken in the whole log."""
    lanes = Lanes(log)
    lanes.catch_up()
    return lanes


def test_few_workers_have_a_row_each() -> None:
    """In the order in which they were asked for."""
    rows = taken_in(many_processes(MOST_OF_ONES_OWN)).rows
    assert not rows.shared
    assert list(rows.of_worker) == list(range(MOST_OF_ONES_OWN))


def test_no_two_workers_are_in_a_row_at_the_same_time() -> None:
    """And there are no more rows than were ever needed at once."""
    log = many_processes(1_000, alive=17)
    rows = taken_in(log).rows
    for row in range(rows.count):
        lives = [log.workers[worker] for worker in rows.workers_between(row, 0, at(10**9))]
        for before, after in pairwise(lives):
            assert before.exited is not None
            assert before.exited <= after.requested
    assert rows.count <= 18
    assert sorted(
        worker for row in range(rows.count) for worker in rows.workers_between(row, 0, at(10**9))
    ) == list(range(1_000))


def test_rows_are_the_same_whether_taken_in_at_once_or_bit_by_bit() -> None:
    """Live or opened later: the log may be ahead of what has been taken in."""
    events = many_processes_events(300, alive=20)
    whole = Log(range(300))
    whole.extend(events)
    at_once = taken_in(whole)
    log = Log(range(300))
    lanes, chance = Lanes(log), random.Random(7)
    place = 0
    while place < len(events):
        step = chance.randint(1, 40)
        log.extend(events[place : place + step])
        place += step
        lanes.catch_up()
    assert list(lanes.rows.of_worker) == list(at_once.rows.of_worker)


def test_a_row_tells_who_was_in_it() -> None:
    """Before the first one it is the first one, in a pause the one before."""
    log = many_processes(200, alive=10)
    rows = taken_in(log).rows
    for worker in (0, 77, 199):
        record = log.workers[worker]
        row = rows.of_worker[worker]
        assert rows.worker_at(row, record.requested) == worker
        assert rows.worker_at(row, record.exited or 0) in (worker, *range(worker, 200))
    assert rows.worker_at(0, 0) == 0
