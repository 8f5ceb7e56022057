from __future__ import annotations

import pytest

from app.engine.analysis.other_ways import other_ways
from app.engine.analysis.totals import RunTotals
from app.engine.plan import Plan
from app.engine.way import POOL, PROCESS_FOR_EACH, THREADS, Way, Work, WorkKind
from tests.engine.running.runs import carry_out
from tests.hand_written_logs import five_events, log_of, with_cpu

NUMBERS = [2, 3, 4, 5, 6]


def test_ways_are_those_the_run_did_not_take() -> None:
    """And one after another is none of them: that is measured."""
    log = log_of(NUMBERS, with_cpu(five_events()))
    ways = other_ways(RunTotals(log).done().at(), Plan(NUMBERS), 2.0)
    assert [way.kind for way in ways] == [POOL, THREADS]
    pool, threads = ways
    assert (pool.workers, pool.processes) == (2, 2)
    assert threads.processes == 1
    assert 0 < pool.ns < threads.ns  # they compute, and threads have one core between them


def test_nothing_is_foretold_without_cpu_times() -> None:
    """Nobody knows then what the numbers took."""
    log = log_of(NUMBERS, five_events())
    assert other_ways(RunTotals(log).done().at(), Plan(NUMBERS), 2.0) == []


@pytest.mark.parametrize("kind", [THREADS, POOL])
def test_waiting_is_foretold_about_as_it_comes(kind: tuple[object, object]) -> None:
    """Ten numbers that wait: two at a time take half as long as one; really run beside it."""
    work = Work(WorkKind.WAITING, 0.1)
    numbers = list(range(10))
    seen = carry_out(Plan(numbers, Way(*PROCESS_FOR_EACH, work=work)))
    ways = other_ways(RunTotals(seen).done().at(), Plan(numbers, Way(work=work)), 2.0)
    foretold = next(way for way in ways if way.kind == kind)
    plan = Plan(numbers, Way(*kind, workers=foretold.workers, work=work))  # type: ignore[arg-type]
    really = RunTotals(carry_out(plan)).done().at().results_after
    assert really == pytest.approx(foretold.ns, rel=0.5)
