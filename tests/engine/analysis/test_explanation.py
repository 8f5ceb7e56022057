from __future__ import annotations

from collections.abc import Sequence

import pytest

from app.engine.analysis.break_even import break_even, rounded_up, work_to_try
from app.engine.analysis.explanation import Explanation, explain
from app.engine.analysis.findings import Reason, took_turns
from app.engine.analysis.totals import RunTotals, Totals
from app.engine.events import (
    Event,
    NumberNotSquared,
    RunFinished,
    RunRequested,
    WorkerExited,
    WorkerRequested,
    WorkerStarted,
)
from app.engine.log import Log
from app.engine.outcome import Cause, CauseKind
from app.engine.plan import Plan, Strategy, Work, WorkKind
from app.engine.telling.durations import NS_PER_MS, NS_PER_S, duration_text
from tests.hand_written_logs import (
    FIVE,
    at,
    five_processes,
    in_order,
    life,
    log_of,
    one_killed,
    squared_one,
)

MS = 1_000.0
"""Hand-written times are in microseconds."""

Times = Sequence[float]


def totals_of(log: Log) -> Totals:
    """Return a log's totals."""
    return RunTotals(log).done().at()


def processes(numbers: Sequence[int], lives: Sequence[Times], stopped: bool = False) -> Log:
    """Return the log of a process for each number, timed as a row of `FIVE`, in milliseconds."""
    events: list[Event] = []
    for worker, (number, times) in enumerate(zip(numbers, lives, strict=True)):
        events += life(worker, worker, number, [MS * time for time in times])
    end = MS * max(times[-1] for times in lives)
    return log_of(
        numbers,
        [RunRequested(at(0)), *in_order(events), RunFinished(at(end), stopped=stopped)],
    )


def threads(numbers: int, workers: int, each: float, start: float = 50.0) -> Log:
    """Return the log of threads that take numbers in turn, `each` milliseconds long."""
    events: list[Event] = []
    end = start + each * (numbers / workers)
    for worker in range(workers):
        name, now = f"Thread-{worker + 1}", start
        events.append(WorkerRequested(worker, name, 1, at(0)))
        events.append(WorkerStarted(worker, name, 4711, at(MS * now)))
        for number in range(worker, numbers, workers):
            times = (MS * now, MS * (now + each), MS * (now + each) + 10)
            events.append(squared_one(worker, number, number, times))
            now += each
        events.append(WorkerExited(worker, 0, None, at(MS * (end + 1))))
    finished = RunFinished(at(MS * (end + 2)), stopped=False)
    return log_of(range(numbers), [RunRequested(at(0)), *in_order(events), finished])


def explained(log: Log, plan: Plan, cores: int = 2, in_turn: int | None = None) -> Explanation:
    """Return the explanation of a log."""
    return explain(totals_of(log), plan, cores, in_turn)


def test_where_starting_dominates_it_says_so_and_from_when_processes_pay() -> None:
    """The design's picture: slower, because of the five starts, and by how much."""
    found = explained(five_processes(), Plan([2, 3, 4, 5, 6], Strategy.EACH), cores=4)
    assert found.reason is Reason.START_UP
    assert found.headline == "Why slower?"
    assert found.paragraph.startswith(
        "Of the 15 ms until the last result, starting and ending the five processes took 11 ms "
        "and squaring 3.45 ms."
    )
    in_turn = sum(squared - taken for _, _, taken, squared, _, _ in FIVE)
    assert f"One after another takes only {duration_text(round(in_turn * 1000))}" in found.paragraph
    # 15 ms less 3.446667 ms of squaring, spared by 5 numbers less 2 rounds of up to 4
    assert found.break_even_ns == 11_553_333 // 3 + 1
    assert "pay off once each number needs more than about 3.85 ms of work" in found.paragraph
    assert found.strong == "3.85 ms"
    assert found.to_try == Work(WorkKind.COMPUTING, 0.02)
    assert found.try_words == "Try it with 20 ms of work"


def test_the_figures_are_the_time_of_all_results_and_of_one_after_another() -> None:
    """Each with its source, as measured."""
    found = explained(five_processes(), Plan([2, 3, 4, 5, 6]))
    first, second = found.figures
    assert (first.label, first.value) == ("All five results after", "15 ms")
    assert (second.label, second.value) == ("One after another", "7.15 ms")
    assert second.note == "this run's squaring times, added up"


def test_where_work_dominates_processes_paid_off() -> None:
    """Two cores, two numbers at a time, hardly any cost."""
    lives = [(0, 5, 5, 1005, 1006, 1010), (2, 7, 7, 1007, 1008, 1012)]
    plan = Plan([2, 3], Strategy.EACH, work=Work(WorkKind.COMPUTING, 1.0))
    found = explained(processes([2, 3], lives), plan)
    assert found.reason is Reason.WORK
    assert found.headline == "Why faster?"
    assert "One after another takes 2 s: this was 2.0 times as fast" in found.paragraph
    assert "Up to two numbers at a time were squared side by side" in found.paragraph
    assert found.break_even_ns is not None
    assert found.break_even_ns < 10 * NS_PER_MS
    assert found.to_try is None


def crowded() -> tuple[Log, Plan]:
    """Return six processes on two cores, each three times as long as alone."""
    lives = [(worker, 10, 10, 3010, 3011, 3015) for worker in range(6)]
    plan = Plan(range(6), Strategy.EACH, work=Work(WorkKind.COMPUTING, 1.0))
    return processes(range(6), lives), plan


def test_more_processes_than_cores_had_to_take_turns() -> None:
    """Their squaring times are too long to stand for one after another: it is measured apart."""
    log, plan = crowded()
    assert took_turns(totals_of(log), plan, cores=2)
    found = explained(log, plan, cores=2, in_turn=6 * NS_PER_S)
    assert found.reason is Reason.CROWDED
    assert "Six numbers at a time were being squared, but this computer has two cores" in (
        found.paragraph
    )
    assert "One after another takes 6 s: this was 2.0 times as fast" in found.paragraph
    assert found.figures[1].note == "measured in a run of its own"


def test_more_processes_than_cores_may_even_be_slower_for_their_start() -> None:
    """Then both reasons are given."""
    log, plan = crowded()
    found = explained(log, plan, cores=2, in_turn=NS_PER_S)
    assert found.headline == "Why slower?"
    assert "they had to take turns" in found.paragraph
    assert "the six processes took" in found.paragraph


def test_without_a_measurement_of_its_own_only_a_bound_is_claimed() -> None:
    """Nothing is guessed."""
    log, plan = crowded()
    found = explained(log, plan, cores=2)
    assert found.figures[1].value == "up to 18 s"
    assert "One after another would have taken 18 s at most" in found.paragraph
    assert "times as fast" not in found.paragraph


def test_as_many_processes_as_cores_need_no_measurement_of_their_own() -> None:
    """The run's own squaring times are as good."""
    log, plan = crowded()
    assert not took_turns(totals_of(log), plan, cores=6)


def test_one_straggler_held_everything_up() -> None:
    """Nine quick numbers and one that takes nearly all the time, by name."""
    lives: Sequence[Times] = [(0, 5, 5, 8, 9, 12)] * 3 + [(0, 5, 5, 905, 906, 910)]
    found = explained(processes([2, 3, 4, 99], lives), Plan([2, 3, 4, 99]), cores=4)
    assert found.reason is Reason.STRAGGLER
    assert "99 alone kept Process-4 busy for 900 of the 906 ms" in found.paragraph
    assert "cannot be shared out" in found.paragraph


def test_waiting_needs_no_core() -> None:
    """Eight wait side by side on two cores, and nothing is lengthened by that."""
    lives = [(worker, 20, 20, 520, 521, 525) for worker in range(8)]
    plan = Plan(range(8), Strategy.EACH, work=Work(WorkKind.WAITING, 0.5))
    log = processes(range(8), lives)
    assert not took_turns(totals_of(log), plan, cores=2)
    found = explained(log, plan)
    assert found.reason is Reason.WAITING
    assert "eight numbers at a time waited side by side, on a computer with two cores" in (
        found.paragraph
    )
    assert "One after another takes 4 s" in found.paragraph
    assert "once each number waits longer than about" in found.paragraph


def test_threads_that_compute_hold_each_other_up_at_the_gil() -> None:
    """Their squaring times include the wait for the lock, which is said."""
    plan = Plan(range(4), Strategy.THREADS, workers=4, work=Work(WorkKind.COMPUTING, 0.1))
    log = threads(numbers=4, workers=4, each=400)
    assert took_turns(totals_of(log), plan, cores=8)
    found = explained(log, plan, cores=8, in_turn=400 * NS_PER_MS)
    assert found.reason is Reason.GIL
    assert found.headline == "Why slower?"
    assert "its lock (the GIL) lets only one of them compute at a time" in found.paragraph
    assert "added up they come to 1.6 s, in a run of 450 ms" in found.paragraph
    assert found.to_try is not None
    assert found.to_try.kind is WorkKind.WAITING


def test_threads_that_wait_pay_off() -> None:
    """The lock is free while a thread sleeps."""
    plan = Plan(range(4), Strategy.THREADS, workers=4, work=Work(WorkKind.WAITING, 0.4))
    found = explained(threads(numbers=4, workers=4, each=400), plan)
    assert found.reason is Reason.WAITING
    assert found.headline == "Why faster?"
    assert "Threads pay off once each number waits longer than about" in found.paragraph


def test_handing_out_and_sending_may_take_most_of_the_time() -> None:
    """Nothing to do with starting: the workers mostly waited for the main program."""
    lives = [(0, 1, 40, 41, 90, 91), (0, 1, 40, 41, 95, 96)]
    found = explained(processes([2, 3], lives), Plan([2, 3]))
    assert found.reason is Reason.TRAFFIC
    assert found.paragraph.startswith(
        "Of the 95 ms until the last result, handing the numbers out and sending the results back "
        "took "
    )


def test_one_number_cannot_be_shared_out() -> None:
    """There is nothing to compare and nothing to try."""
    found = explained(processes([7], [(0, 9, 9, 10, 11, 13)]), Plan([7]))
    assert found.reason is Reason.ONE_NUMBER
    assert "Starting the process took 9 of the 11 ms" in found.paragraph
    assert (found.break_even_ns, found.to_try) == (None, None)
    assert [figure.label for figure in found.figures] == ["The result after"]


def test_one_process_for_all_numbers_is_one_after_another() -> None:
    """The figure is then called what it is: squaring alone."""
    events: list[Event] = [
        RunRequested(at(0)),
        WorkerRequested(0, "Process-1", 1, at(0)),
        WorkerStarted(0, "Process-1", 42, at(9_000)),
        squared_one(0, 0, 2, (9_000, 9_500, 9_600)),
        squared_one(0, 1, 3, (9_600, 10_000, 10_100)),
        WorkerExited(0, 0, None, at(11_000)),
        RunFinished(at(11_000), stopped=False),
    ]
    found = explained(log_of([2, 3], events), Plan([2, 3], Strategy.ONE))
    assert found.reason is Reason.ONE_AFTER_ANOTHER
    assert "A single process squared the two numbers in turn" in found.paragraph
    assert found.figures[1].label == "Squaring alone"
    assert "Judging by this start, more processes pay off" in found.paragraph
    assert found.to_try is None


def test_failures_are_mentioned() -> None:
    """The rows say why; the explanation says that."""
    found = explained(one_killed(), Plan([2, 3, 4, 5, 6]))
    assert found.paragraph.endswith("One number was not squared; its row says why.")
    assert found.figures[0].label == "4 results after"


def test_a_stopped_run_says_how_far_it_came_and_compares_nothing() -> None:
    """Half a run proves nothing."""
    log = processes([2, 3], [(0, 5, 5, 8, 9, 12), (0, 5, 5, 8, 9, 12)], stopped=True)
    found = explained(log, Plan([2, 3]))
    assert found.reason is Reason.STOPPED
    assert "stopped after 12 ms; by then two of the two numbers had been squared" in found.paragraph
    assert found.break_even_ns is None


def test_a_run_without_a_single_result_points_at_the_rows() -> None:
    """Such as one whose processes could not be started."""
    cause = Cause(CauseKind.NOT_STARTED, detail="no memory")
    events: list[Event] = [
        RunRequested(at(0)),
        NumberNotSquared(0, None, cause, at(500), 3),
        RunFinished(at(600), stopped=False),
    ]
    found = explained(log_of([1, 2, 3], events), Plan([1, 2, 3]))
    assert found.reason is Reason.NOTHING_SQUARED
    assert "not one of the three numbers had been squared" in found.paragraph
    assert found.figures == ()


def test_no_numbers_need_no_explanation() -> None:
    """An empty plan is no error."""
    log = log_of([], [RunRequested(at(0)), RunFinished(at(1), stopped=False)])
    found = explained(log, Plan([]))
    assert found.reason is Reason.EMPTY
    assert found.to_try is None


def test_on_a_single_core_only_waiting_pays() -> None:
    """Computing side by side needs a second core."""
    found = explained(five_processes(), Plan([2, 3, 4, 5, 6]), cores=1, in_turn=NS_PER_MS)
    assert "With a single core, processes pay off only where numbers wait" in found.paragraph
    assert found.to_try is not None
    assert found.to_try.kind is WorkKind.WAITING


@pytest.mark.parametrize(
    ("cost", "numbers", "together", "expected"),
    [(12, 4, 2, 7), (12, 5, 5, 4), (100, 3, 1, None), (100, 1, 8, None), (0, 2, 2, 1)],
)
def test_the_break_even_is_where_sharing_out_begins_to_take_less_time(
    cost: int, numbers: int, together: int, expected: int | None
) -> None:
    """Checked against both sides of its inequality."""
    even = break_even(cost, numbers, together)
    assert even == expected
    if even is not None:
        rounds = -(-numbers // together)
        assert numbers * even > cost + rounds * even
        assert numbers * (even - 1) <= cost + rounds * (even - 1)


def test_what_is_tried_is_a_round_amount_well_above_the_break_even() -> None:
    """1, 2 or 5 of something; less where it would take very long; nothing where minutes."""
    assert [rounded_up(ns) for ns in (1, 3, 19, 20, 60)] == [1, 5, 20, 20, 100]
    assert work_to_try(4_600_000, WorkKind.COMPUTING, 5, 2) == Work(WorkKind.COMPUTING, 0.05)
    assert work_to_try(20, WorkKind.COMPUTING, 5, 2) == Work(WorkKind.COMPUTING, 0.001)
    assert work_to_try(8_000_000, WorkKind.COMPUTING, 10_000, 2) == Work(WorkKind.COMPUTING, 0.02)
    assert work_to_try(8_000_000, WorkKind.COMPUTING, 100_000, 2) is None
