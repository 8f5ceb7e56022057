"""What the same numbers would take in other ways: worked out from a run, and only an estimate.

It knows the quickest start of the run, what its numbers computed and slept, and the longest of
them. One after another is never foretold: that is measured, or not named at all. Processes that
start or compute need a core each, threads of one process have one between them, and sleeping needs
none. Nobody waits for anything else, so the estimate is on the hopeful side. Pure functions.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.engine.analysis.totals import Totals
from app.engine.plan import Plan
from app.engine.way import POOL, PROCESS_FOR_EACH, THREADS, Kind


@dataclass(frozen=True, slots=True)
class OtherWay:
    """One way, foretold.

    Attributes:
        kind: how numbers would be shared out.
        workers: among how many processes or threads.
        processes: how many would be started.
        ns: until the last result, in nanoseconds.
    """

    kind: Kind
    workers: int
    processes: int
    ns: int


def other_ways(totals: Totals, plan: Plan, cores: float) -> list[OtherWay]:
    """Return the ways that this run did not take; none where too little is known of it.

    Args:
        totals: the run at its end.
        plan: what was asked for.
        cores: how many the program may use; a fraction under a quota.
    """
    if totals.computed is None or totals.counts.done < len(plan.numbers) or not plan.numbers:
        return []
    count = len(plan.numbers)
    few = max(2, int(cores))
    ways = [
        _way(totals, PROCESS_FOR_EACH, min(count, plan.way.alive_limit), count, cores),
        _way(totals, POOL, few, few, cores),
        _way(totals, THREADS, few, 1, cores),
    ]
    return [way for way in ways if way.kind != plan.way.kind]


def _way(totals: Totals, kind: Kind, workers: int, processes: int, cores: float) -> OtherWay:
    """Return one way, foretold."""
    at_once = 1.0 if kind == THREADS else float(workers)
    computing = processes * totals.starting + (totals.computed or 0)
    shared = computing / min(cores, at_once) + totals.slept / workers
    least = totals.starting + totals.longest
    return OtherWay(kind, workers, processes, round(max(shared, least)))
