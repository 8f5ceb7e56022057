"""What it costs a run to ask the operating system what it did with the workers."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from app.engine.computer import whole_cores
from app.engine.plan import Plan
from app.engine.running.run import Run
from app.engine.running.start_methods import get_ready
from app.engine.way import KINDS, Way, Work, WorkKind, default_start_method
from bench.report import Table, duration, times, verdict
from bench.samples import ratio_of, spread_of, take_turns

ROUNDS, QUICK_ROUNDS = 21, 5
MOST = 1.03
ASKED, UNASKED = "asked", "not asked"


def report(quick: bool) -> list[Table]:
    """Measure runs with and without, turn and turn about."""
    get_ready(default_start_method())
    table = Table("A run that asks the system what it did, against one that does not")
    for what, plan in _plans().items():
        contestants: dict[str, Callable[[], float]] = {
            ASKED: partial(_length, plan, asks=True),
            UNASKED: partial(_length, plan, asks=False),
        }
        measured = take_turns(contestants, QUICK_ROUNDS if quick else ROUNDS)
        ratio = ratio_of(measured[ASKED], measured[UNASKED])
        length = duration(spread_of(measured[ASKED]))
        table.add(what, length, times(ratio, "without"), verdict(ratio.middle, MOST, "3 %"))
    return [table]


def _plans() -> dict[str, Plan]:
    """Return what is run, by what it is called."""
    workers = max(2, whole_cores())
    pool = Way(*KINDS["pool"], workers=workers)
    working = Way(*KINDS["pool"], workers=workers, work=Work(WorkKind.COMPUTING, 0.002))
    crowd = Way(work=Work(WorkKind.COMPUTING, 0.05))
    return {
        "200 processes": Plan(range(200)),
        "10 processes, 50 ms of computing each": Plan(range(10), crowd),
        "300,000 numbers in a pool": Plan(range(300_000), pool),
        "200 numbers in a pool, 2 ms of computing each": Plan(range(200), working),
        "300,000 numbers, threads": Plan(range(300_000), Way(*KINDS["threads"], workers=workers)),
    }


def _length(plan: Plan, *, asks: bool) -> float:
    """Carry a plan out and return how many seconds it took."""
    begun = time.perf_counter()
    for _ in Run(plan, asks=asks):
        pass
    return time.perf_counter() - begun
