from __future__ import annotations

from array import array
from dataclasses import replace

import pytest

from app.engine.analysis.factors import RunFactors
from app.engine.analysis.measured_jobs import costs_of, jobs_of
from app.engine.analysis.totals import RunTotals
from app.engine.analysis.what_if import Answer, Estimates, Question, WhatIf
from app.engine.events import NumbersDone, WorkerStarted
from app.engine.log import Log
from app.engine.own.task import own_task
from app.engine.plan import Plan
from app.engine.record import Record
from app.engine.way import (
    ONE_AFTER_ANOTHER,
    POOL,
    PROCESS_FOR_EACH,
    THREADS,
    Kind,
    Way,
    Work,
    WorkKind,
)
from tests.engine.analysis.steps import end_of
from tests.hand_written_logs import (
    US,
    log_of,
    many_numbers_events,
    many_processes_events,
    one_killed,
    record_of,
    shared_out_events,
    two_uneven,
    with_cpu,
)

pytestmark = pytest.mark.usefixtures("fine_cpu_clock")

COMPUTING = Work(WorkKind.COMPUTING, 0.001)
OWN = own_task("def f(number):\n    return number\n", "f")


def pool(workers: int = 2, numbers: int = 8, way: Way | None = None, cores: float = 2.0) -> Record:
    """Return a pool that computes for a millisecond with each number."""
    events = with_cpu(shared_out_events("PoolWorker", workers, numbers, 1_000))
    way = way or Way(*POOL, workers=workers, work=COMPUTING)
    return record_of(log_of(range(numbers), events), Plan(range(numbers), way), cores)


def asked(record: Record) -> Estimates | None:
    """Return what can be said of a run."""
    totals = RunTotals(record.log).done().at()
    places = len(RunFactors(record.log).done().useful)
    return end_of(WhatIf(record, totals, places).steps())


def answers_of(record: Record) -> dict[Question, int]:
    """Return the answers there must be, by question, in nanoseconds."""
    found = asked(record)
    assert found is not None
    return {answer.question: answer.ns for answer in found.answers}


def test_costs_and_jobs_are_read_from_the_log() -> None:
    """Asked for 300 µs apart; a number computes for 1,000 and its result arrives 100 later."""
    record = pool()
    jobs = end_of(jobs_of(record))
    assert {(job.computes, job.sleeps, job.numbers) for job in jobs} == {(1_000 * US, 0, 1)}
    costs = end_of(costs_of(record.log))
    assert (costs.asking, costs.starting, costs.waking) == (300 * US, 3_000 * US, 0)
    assert (costs.between, costs.arriving) == (400 * US, 100 * US)


def test_waiting_for_a_core_is_no_part_of_a_start() -> None:
    """A start of 3,000 µs computed for 1,000 and lacked a core for 1,500: 500 it slept."""
    log = pool(workers=1).log
    events = [
        replace(event, computed=1_000 * US) if isinstance(event, WorkerStarted) else event
        for event in log.events
    ]
    slow = log_of(range(8), events)
    slow.workers[0].start_waited = 1_500 * US
    costs = end_of(costs_of(slow))
    assert (costs.starting, costs.waking) == (1_000 * US, 500 * US)


def test_what_is_shared_out_evenly_is_not_asked_how_it_would_be() -> None:
    """It would be no quicker."""
    assert Question.EVENLY not in answers_of(pool())


def test_the_model_says_of_the_run_itself_what_really_happened() -> None:
    """Nothing was in its way: 300 + 3,000 + 4 × 1,000 + 3 × 400 + 100 µs, and 400 the log has more.

    Its second worker was ready 100 µs later than that, and took its first number up after 200.
    """
    found = asked(pool())
    assert found is not None
    assert found.modelled == 8_600 * US
    assert found.really == 8_900 * US


def test_every_estimate_is_put_right_by_as_much_as_the_model_is_off() -> None:
    """Without starting: 4 × 1,000 + 3 × 400 + 100 µs, times 8,900 : 8,600."""
    assert answers_of(pool())[Question.NO_STARTING] == round(5_300 * US * 8_900 / 8_600)


def test_twice_the_work_is_once_more_the_extra_work_for_each_number() -> None:
    """Four numbers a worker, a millisecond more each, and the way to run it."""
    found = asked(pool())
    assert found is not None
    twice = next(each for each in found.answers if each.question is Question.TWICE)
    assert twice.ns == round(12_600 * US * 8_900 / 8_600)
    assert twice.way is not None
    assert twice.way.work == Work(WorkKind.COMPUTING, 0.002)
    assert twice.way.kind == POOL


def test_waiting_twice_as_long_needs_no_core() -> None:
    """Four at once: a millisecond longer for each of their two numbers."""
    events = with_cpu(shared_out_events("PoolWorker", 4, 8, 1_000), 0.001, 0.999)
    way = Way(*POOL, workers=4, work=Work(WorkKind.WAITING, 0.001))
    record = record_of(log_of(range(8), events), Plan(range(8), way), 4.0)
    found = asked(record)
    assert found is not None
    twice = next(each for each in found.answers if each.question is Question.TWICE)
    assert twice.ns * found.modelled // found.really - found.modelled == pytest.approx(
        2_000 * US, rel=0.01
    )


def test_an_equal_part_for_each_ends_when_half_of_all_is_done() -> None:
    """60 and 30 µs of time in progress: 45 each."""
    log = log_of([2, 3], with_cpu(two_uneven().events))
    record = record_of(log, Plan([2, 3], Way()), 2.0)
    answers = answers_of(record)
    assert answers[Question.EVENLY] < (record.log.row_received[-1] - (record.log.requested or 0))


def others(record: Record) -> dict[Kind, Answer]:
    """Return what is answered of other ways, by their kinds."""
    found = asked(record)
    assert found is not None
    return {answer.way.kind: answer for answer in found.answers if _is_other(answer) and answer.way}


def _is_other(answer: Answer) -> bool:
    """Return whether an answer is about another way."""
    return answer.question is Question.OTHER_WAY


def test_the_ways_asked_of_are_those_the_run_did_not_take() -> None:
    """A pool with a process for each core is asked of in a larger one too."""
    assert set(others(pool(workers=2, cores=2.0))) == {PROCESS_FOR_EACH, THREADS}
    larger = others(pool(workers=4, cores=2.0))
    assert set(larger) == {POOL, PROCESS_FOR_EACH, THREADS}
    way = larger[POOL].way
    assert way is not None
    assert (way.workers, way.work) == (2, COMPUTING)
    assert larger[POOL].ns < larger[THREADS].ns  # they compute, and threads have one core


def test_one_after_another_can_be_asked_what_a_pool_would_do() -> None:
    """Nearly twice as fast; and nothing could be shared out more evenly."""
    one = pool(workers=1, numbers=40, way=Way(*ONE_AFTER_ANOTHER, work=COMPUTING))
    found = asked(one)
    assert found is not None
    assert Question.EVENLY not in answers_of(one)
    assert 0.45 < others(one)[POOL].ns / found.really < 0.65


def test_without_extra_work_there_is_no_twice_the_work() -> None:
    """The form offers none for the squaring itself; nor more than a minute."""
    assert Question.TWICE not in answers_of(pool(way=Way(*POOL, workers=2)))
    much = Way(*POOL, workers=2, work=Work(WorkKind.COMPUTING, 40.0))
    assert Question.TWICE not in answers_of(pool(way=much))


def test_threads_stay_threads_with_one_core() -> None:
    """Four of them, on eight cores: a pool of eight would be quicker."""
    events = with_cpu(shared_out_events("Thread", 4, 32, 1_000), 0.25)
    plan = Plan(range(32), Way(*THREADS, workers=4, work=COMPUTING))
    record = record_of(log_of(range(32), events), plan, 8.0)
    found = asked(record)
    assert found is not None
    assert others(record)[POOL].ns < found.really
    assert answers_of(record)[Question.TWICE] > found.really + 20_000 * US


def test_a_million_numbers_are_put_together() -> None:
    """And no step is long."""
    count = 200_000
    log = log_of(range(count), with_cpu(many_numbers_events(count)))
    record = record_of(log, Plan(range(count), Way(*POOL, workers=4)), 4.0)
    jobs = end_of(jobs_of(record))
    assert len(jobs) <= 4_000
    assert sum(job.numbers for job in jobs) == count
    assert others(record)[THREADS].ns > 0
    assert PROCESS_FOR_EACH not in others(record)  # nobody waits until that is thought through
    assert sum(job.computes for job in jobs) == RunTotals(log).done().at().computed


def test_processes_that_follow_one_another_are_asked_nothing_of_equal_parts() -> None:
    """Each has one number, so there is nothing to share out otherwise."""
    log = log_of(range(100), with_cpu(many_processes_events(100, alive=10)))
    record = record_of(log, Plan(range(100), Way(alive_limit=10)), 10.0)
    assert Question.EVENLY not in answers_of(record)


def with_waits(log: Log, computed: float, waited: float) -> Log:
    """Return a run whose numbers were computing and lacked a core for a part of their time."""
    events = [
        replace(
            event,
            computed=array("q", [int((d - t) * computed) for t, d in _stretches(event)]),
            waited=array("q", [int((d - t) * waited) for t, d in _stretches(event)]),
        )
        if isinstance(event, NumbersDone)
        else event
        for event in log.events
    ]
    return log_of(range(len(log.numbers)), events)


def _stretches(event: NumbersDone) -> list[tuple[int, int]]:
    """Return when each number of a message was taken up and done."""
    return list(zip(event.taken, event.done, strict=True))


def test_what_a_persons_function_waits_for_by_itself_it_waits_for_anywhere() -> None:
    """Half of a millisecond computing, a quarter without a core: a quarter was its own doing."""
    log = with_waits(pool().log, 0.5, 0.25)
    record = record_of(log, Plan(range(8), Way(*POOL, workers=2), OWN))
    jobs = end_of(jobs_of(record))
    assert {(job.computes, job.sleeps) for job in jobs} == {(500 * US, 250 * US)}
    assert asked(record) is not None
    unknown = record_of(pool().log, Plan(range(8), Way(*POOL, workers=2), OWN))
    assert asked(unknown) is None


@pytest.mark.parametrize(
    "record",
    [
        record_of(one_killed()),
        record_of(log_of(range(8), shared_out_events("PoolWorker", 2, 8, 1_000))),
        record_of(Log(())),
        pool(numbers=1, workers=1),
    ],
    ids=["not all done", "no CPU time", "nothing", "one number"],
)
def test_nothing_is_estimated_where_too_little_is_known(record: Record) -> None:
    """Or where there is nothing to ask."""
    assert asked(record) is None


def test_where_others_had_cores_as_many_are_reckoned_with_as_were_left() -> None:
    """Each number computed for half of its millisecond on two cores: there was one for both.

    More workers would then not help, and twice the work takes about twice as long.
    """
    events = with_cpu(shared_out_events("PoolWorker", 2, 80, 1_000), 0.5)
    plan = Plan(range(80), Way(*POOL, workers=2, work=Work(WorkKind.COMPUTING, 0.0005)))
    record = record_of(log_of(range(80), events), plan)
    found = asked(record)
    assert found is not None
    assert found.modelled < 0.8 * found.really
    assert found.cores < 1.2
    answers = answers_of(record)
    assert answers[Question.TWICE] > 1.6 * found.really
    assert others(record)[THREADS].ns < 1.2 * found.really


def test_nothing_is_estimated_where_the_model_does_not_know_the_run() -> None:
    """Something that is not in the log has held it up: computed for a hundredth of its time."""
    events = with_cpu(shared_out_events("PoolWorker", 2, 8, 1_000_000), 0.01)
    record = record_of(log_of(range(8), events), Plan(range(8), Way(*POOL, workers=2)))
    found = asked(record)
    assert found is not None
    assert found.really > found.modelled * 2
    assert found.answers == ()
