from __future__ import annotations

from array import array
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.analysis.factors import Factors, Held, RunFactors
from app.engine.analysis.phases import PhaseKind, phases_of
from app.engine.analysis.totals import RunTotals
from app.engine.events import (
    Event,
    NumberNotDone,
    NumbersDone,
    RunFinished,
    RunRequested,
    WorkerExited,
    WorkerRequested,
    WorkerResumed,
    WorkerStarted,
    WorkerSuspended,
)
from app.engine.log import Log
from app.engine.outcome import Cause, CauseKind
from app.engine.own.task import own_task
from app.engine.plan import Plan
from app.engine.record import Record
from app.engine.way import ONE_AFTER_ANOTHER, POOL, THREADS, Way, Work, WorkKind
from tests.hand_written_logs import (
    US,
    at,
    five_events,
    in_order,
    life,
    log_of,
    many_numbers_events,
    many_processes,
    one_killed,
    processes_asleep,
    processes_sharing_cores,
    record_of,
    shared_out_events,
    threads_taking_turns,
    two_uneven,
    with_cpu,
)

pytestmark = pytest.mark.usefixtures("fine_cpu_clock")

OWN = own_task("def f(number):\n    return number\n", "f")


def factors_of(record: Record) -> Factors | None:
    """Return a record's factors."""
    return RunFactors(record.log).done().factors(RunTotals(record.log).done().at(), record)


def known(record: Record) -> Factors:
    """Return a record's factors, which it must have."""
    found = factors_of(record)
    assert found is not None
    return found


def test_three_factors_as_one_would_work_them_out_by_hand() -> None:
    """Useful 60 and 30 of 100 µs, computed 45: 45/60, 60/100 and 45/90."""
    found = known(record_of(two_uneven(), cores=1.0))
    assert (found.places, found.useful, found.busiest) == (2, 90 * US, 60 * US)
    assert (found.alone, found.whole) == (45 * US, 100 * US)
    assert found.balance == Fraction(3, 4)
    assert found.communication == Fraction(3, 5)
    assert found.computation == Fraction(1, 2)
    assert found.efficiency == Fraction(45, 2 * 100)
    assert found.of_cores == 0.45
    assert found.work_balance == Fraction(3, 4)


def test_useful_time_is_what_the_lanes_show() -> None:
    """So that anybody can check it in the picture."""
    for log in (two_uneven(), processes_sharing_cores(), threads_taking_turns()):
        lanes = [
            sum(phase.length for phase in phases_of(log, worker) if phase.kind is PhaseKind.WORKING)
            for worker in range(len(log.workers))
        ]
        assert RunFactors(log).done().useful == lanes


def test_a_number_that_was_not_done_was_no_useful_time() -> None:
    """As in the sums: who took it up died."""
    log = one_killed()
    assert sum(RunFactors(log).done().useful) == RunTotals(log).done().at().in_progress


def test_a_number_that_nobody_took_up_is_no_ones_useful_time() -> None:
    """Not even where there was nobody at all."""
    cause = Cause(CauseKind.NOT_GIVEN)
    events: list[Event] = [RunRequested(at(0)), NumberNotDone(0, None, cause, at(5))]
    assert RunFactors(log_of([2], events)).done().useful == []


def test_processes_that_follow_one_another_share_a_place() -> None:
    """A hundred processes, ten at a time: not one of a hundred was idle most of the time."""
    log = many_processes(100, alive=10)
    sums = RunFactors(log).done()
    assert len(sums.useful) == 10
    assert sum(sums.useful) == RunTotals(log).done().at().in_progress


def test_a_place_is_free_when_its_process_has_gone_and_no_sooner() -> None:
    """The third is asked for as the second goes, before the first has."""
    events = [
        RunRequested(at(0)),
        *life(0, 0, 2, (0, 20, 30, 90, 100, 110)),
        *life(1, 1, 3, (5, 20, 30, 50, 60, 70)),
        *life(2, 2, 4, (70, 75, 80, 85, 90, 100)),
        RunFinished(at(120), stopped=False),
    ]
    log = log_of([2, 3, 4], in_order(events[:-1]) + events[-1:])
    assert RunFactors(log).done().useful == [60 * US, 25 * US]


@pytest.mark.parametrize(
    ("log", "way", "cores", "held"),
    [
        (processes_sharing_cores(), Way(), 2.0, Held.CORES),
        (processes_sharing_cores(), Way(), 8.0, Held.UNKNOWN),
        (threads_taking_turns(), Way(*THREADS, workers=2), 2.0, Held.LOCK),
        (log_of(range(2, 7), with_cpu(five_events(), 0.98)), Way(), 2.0, Held.NOTHING),
    ],
)
def test_what_held_numbers_up(log: Log, way: Way, cores: float, held: Held) -> None:
    """Nothing is blamed that was not there: with cores to spare it was not their number."""
    assert known(record_of(log, Plan(log.numbers, way), cores)).held is held


def waited(log: Log, microseconds: float) -> Log:
    """Return a run whose numbers were each ready for so long without a core."""
    events = [
        replace(event, waited=array("q", [round(microseconds * US)] * len(event.taken)))
        if isinstance(event, NumbersDone)
        else event
        for event in log.events
    ]
    return log_of(range(len(log.numbers)), events)


def test_cores_are_not_blamed_where_the_system_saw_nobody_wait_for_one() -> None:
    """It counts the time for which a process was ready and had none."""
    crowded = waited(processes_sharing_cores(), 50_000)
    assert known(record_of(crowded)).held is Held.CORES
    assert known(record_of(waited(crowded, 10))).held is Held.UNKNOWN


def test_other_programs_are_named_where_the_runs_own_number_does_not_explain_it() -> None:
    """Five on four cores take 1.25 times as long as alone; these took 2.5 times as long."""
    crowded = waited(processes_sharing_cores(), 50_000)
    assert known(record_of(crowded, cores=4.0)).held is Held.OTHERS
    assert known(record_of(crowded, cores=8.0)).held is Held.OTHERS
    assert known(record_of(processes_sharing_cores(), cores=4.0)).held is Held.UNKNOWN


def test_a_function_that_waits_would_wait_alone_too() -> None:
    """Only the time without a core is known to be none of its own; without that nothing is said."""
    log = waited(processes_sharing_cores(), 40_000)
    found = known(record_of(log, Plan(log.numbers, task=OWN)))
    assert found.alone == 5 * (100_000 - 40_000) * US
    assert factors_of(record_of(processes_sharing_cores(), Plan(log.numbers, task=OWN))) is None
    threads = Plan(log.numbers, Way(*THREADS, workers=2), OWN)
    assert factors_of(record_of(waited(threads_taking_turns(), 40_000), threads)) is None


@pytest.mark.parametrize(
    "record",
    [
        record_of(log_of(range(2, 7), five_events())),
        record_of(one_killed()),
        record_of(processes_asleep(), Plan([2, 3, 4], Way(work=Work(WorkKind.WAITING, 0.1)))),
        record_of(two_uneven(), Plan([2, 3], Way(*ONE_AFTER_ANOTHER))),
        record_of(
            log_of(range(6), with_cpu(shared_out_events("PoolWorker", 1, 6, 1_000))),
            Plan(range(6), Way(*POOL, workers=1)),
        ),
        record_of(log_of(range(2, 7), with_cpu(five_events(), 1.2))),
        record_of(Log(())),
    ],
    ids=["no CPU time", "not all done", "waiting", "in turn", "one worker", "coarse", "nothing"],
)
def test_nothing_is_said_where_it_was_not_measured(record: Record) -> None:
    """And nothing where there is no such thing."""
    assert factors_of(record) is None


def test_nothing_is_said_of_a_run_with_a_suspended_process() -> None:
    """For as long as it slept it was at its number, and nobody had taken its core."""
    events = with_cpu(five_events(), 0.5)
    pause: list[Event] = [WorkerSuspended(4, at(13_500)), WorkerResumed(4, at(14_500))]
    log = log_of(range(2, 7), [*in_order([*events[:-1], *pause]), events[-1]])
    assert factors_of(record_of(log)) is None


def test_quick_numbers_that_share_a_reading_count_once() -> None:
    """As in the sums of the run, in steps of some thousand rows."""
    log = log_of(range(50_000), with_cpu(many_numbers_events(50_000, 4, 1_000)))
    sums = RunFactors(log)
    assert len(list(sums.steps())) > 10
    assert sum(sums.useful) == RunTotals(log).done().at().in_progress


@st.composite
def any_run(draw: st.DrawFn) -> Log:
    """Return a pool or a row of processes with times of any kind, all numbers done."""
    workers = draw(st.integers(2, 5))
    events: list[Event] = [RunRequested(at(0))]
    number = asked = 0
    length = st.integers(1, 5_000)
    for worker in range(workers):
        asked = now = asked + draw(length)
        events.append(WorkerRequested(worker, f"PoolWorker-{worker + 1}", worker + 1, at(now)))
        now += draw(length)
        events.append(WorkerStarted(worker, f"PoolWorker-{worker + 1}", worker + 1, at(now)))
        for _ in range(draw(st.integers(1, 4))):
            taken = now + draw(length)
            done = taken + draw(length)
            now = done + draw(length)
            computed = draw(st.integers(US, (done - taken) * US))
            events.append(
                NumbersDone(
                    *(worker, number, array("q", [at(taken)]), array("q", [at(done)])),
                    *([number**2], at(now), array("q", [computed])),
                )
            )
            number += 1
        events.append(WorkerExited(worker, 0, None, at(now + draw(length))))
    return log_of(range(number), [*in_order(events), RunFinished(at(100_000), stopped=False)])


@given(any_run())
def test_the_three_multiply_to_the_efficiency_exactly_and_are_parts(log: Log) -> None:
    """Whatever the run: none above one, and the product is what it is said to be."""
    found = factors_of(record_of(log))
    if found is None:  # its processes followed one another: one place
        assert len(RunFactors(log).done().useful) < 2
        return
    parts = (found.balance, found.communication, found.computation)
    assert all(0 < part <= 1 for part in parts)
    product = parts[0] * parts[1] * parts[2]
    totals = RunTotals(log).done().at()
    assert totals.computed is not None
    assert totals.results_after is not None
    assert product == found.efficiency
    assert product == Fraction(totals.computed, found.places * totals.results_after)
