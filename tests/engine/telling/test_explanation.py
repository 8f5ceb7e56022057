from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from app.engine.analysis import findings
from app.engine.analysis.findings import can_be_measured, expected_in_turn
from app.engine.analysis.reasons import Reason
from app.engine.analysis.stages import Stage
from app.engine.analysis.totals import RunTotals, Totals
from app.engine.clock_grain import Grain
from app.engine.events import (
    Event,
    NumberNotDone,
    NumbersDone,
    RunFinished,
    RunRequested,
    WorkerExited,
    WorkerRequested,
    WorkerStarted,
    WorkerSuspended,
)
from app.engine.log import Log
from app.engine.outcome import Cause, CauseKind
from app.engine.plan import Plan
from app.engine.record import Record
from app.engine.telling.durations import duration_text
from app.engine.telling.explanation import Explanation, explain
from app.engine.units import NS_PER_MS, NS_PER_S
from app.engine.way import ONE_AFTER_ANOTHER, POOL, THREADS, Way, Work, WorkKind
from tests.hand_written_logs import (
    at,
    five_events,
    five_processes,
    in_order,
    life,
    log_of,
    one_killed_events,
    record_of,
    squared_one,
    with_cpu,
)

pytestmark = pytest.mark.usefixtures("fine_cpu_clock")

MS = 1_000.0
"""Hand-written times are in microseconds."""

FIVE_PLAN = Plan([2, 3, 4, 5, 6])
Times = Sequence[float]


def totals_of(log: Log) -> Totals:
    """Return a log's totals."""
    return RunTotals(log).done().at()


def explained(log: Log, plan: Plan, in_turn: float | None = None, cores: float = 2) -> Explanation:
    """Return the explanation of a log; `in_turn` in milliseconds."""
    ns = None if in_turn is None else round(in_turn * NS_PER_MS)
    return explain(totals_of(log), record_of(log, plan, cores), ns)


def processes(
    numbers: Sequence[int], lives: Sequence[Times], computed: float = 1.0, slept: float = 0.0
) -> Log:
    """Return the log of a process for each number, timed as a row of `FIVE`, in milliseconds."""
    events: list[Event] = []
    for worker, (number, times) in enumerate(zip(numbers, lives, strict=True)):
        events += life(worker, worker, number, [MS * time for time in times])
    end = MS * max(times[-1] for times in lives)
    events = [RunRequested(at(0)), *in_order(events), RunFinished(at(end), stopped=False)]
    return log_of(numbers, with_cpu(events, computed, slept))


def threads(numbers: int, each: float, computed: float, slept: float = 0.0) -> Log:
    """Return the log of a thread for each number, `each` milliseconds long, 50 ms after Square."""
    events: list[Event] = []
    for worker in range(numbers):
        name, end = f"Thread-{worker + 1}", MS * (50 + each)
        events.append(WorkerRequested(worker, name, 1, at(0)))
        events.append(WorkerStarted(worker, name, 4711, at(MS * 50)))
        events.append(squared_one(worker, worker, worker, (MS * 50, end, end + 10)))
        events.append(WorkerExited(worker, 0, None, at(end + MS)))
    finished = RunFinished(at(MS * (each + 52)), stopped=False)
    events = [RunRequested(at(0)), *in_order(events), finished]
    return log_of(range(numbers), with_cpu(events, computed, slept))


def test_where_starting_dominates_the_squaring_is_a_sliver_of_the_run() -> None:
    """The lesson: verdict, both bars and the reason, with the figures of the picture."""
    log = log_of([2, 3, 4, 5, 6], with_cpu(five_events(), computed=0.01))
    found = explained(log, FIVE_PLAN, in_turn=8.0)
    totals = totals_of(log)
    itself = totals.computed or 0
    assert found.reason is Reason.START_UP
    assert found.headline == "5 processes: 210 times slower than the squaring itself"
    assert found.this is not None
    assert found.other is not None
    assert (found.this.label, found.this.value) == ("5 processes", "15 ms")
    assert (found.other.label, found.other.ns) == ("The squaring itself", itself)
    assert found.other.note == "CPU time, added up"
    starting = duration_text(totals.division.times[Stage.STARTING])
    assert f"For {starting.removesuffix(' ms')} of the 15 ms processes were only" in found.sentence
    assert "a number was in progress for 6.16 ms" in found.sentence
    assert found.sentence.endswith("One after another: 8 ms.")


def test_one_after_another_is_not_named_before_it_was_measured() -> None:
    """Neither as a bar, nor in the sentence, nor as a break-even worked out from it."""
    log = log_of([2, 3, 4, 5, 6], with_cpu(five_events()))
    found = explained(log, FIVE_PLAN)
    told = [found.headline, found.sentence, *(each.label for each in found.sums)]
    assert not [words for words in told if "ne after another" in words]
    assert (found.scale, found.to_try) == (None, None)
    assert found.other is not None
    assert found.other.label == "The squaring itself"


def test_the_break_even_comes_from_both_runs_and_is_rounded() -> None:
    """(15 ms - 8 ms) / (5 - 5 / 2 cores), and what each number had in this run."""
    log = log_of([2, 3, 4, 5, 6], with_cpu(five_events(), computed=0.01))
    found = explained(log, FIVE_PLAN, in_turn=8.0)
    assert found.scale is not None
    own = (totals_of(log).computed or 0) // 5
    exact = round(own + 7 * NS_PER_MS / 2.5)
    even = next(each for each in found.sums if each.label == "Break-even")
    assert even.value == duration_text(exact) == "2.81 ms"
    assert even.rule.startswith("(15 ms − 8 ms) : (5 − 2.5) + 14.3 µs")
    assert (found.scale.mark, found.scale.mark_words) == (2 * NS_PER_MS, "about 2 ms")
    assert (found.scale.below, found.scale.above) == ("one process wins", "processes win")
    assert (found.scale.own, found.scale.own_words) == (own, "this run: 14.3 µs")
    assert found.to_try == Work(WorkKind.COMPUTING, 0.02)
    assert found.try_words == "Try it with 20 ms of work"


def test_where_work_dominates_sharing_paid_off() -> None:
    """Two cores, two numbers at a time, hardly any cost."""
    lives = [(0, 5, 5, 1005, 1006, 1010), (2, 7, 7, 1007, 1008, 1012)]
    plan = Plan([2, 3], Way(*POOL, workers=2, work=Work(WorkKind.COMPUTING, 1.0)))
    found = explained(processes([2, 3], lives), plan, in_turn=2_010)
    assert found.reason is Reason.WORK
    assert found.headline == "A pool of 2: 2.0 times as fast as one after another"
    assert found.other is not None
    assert (found.other.label, found.other.value) == ("One after another", "2.01 s")
    assert found.sentence == (
        "For 1 of the 1.01 s numbers were in progress, up to two numbers at once, with 2 cores "
        "between them."
    )
    assert found.to_try is None


def test_a_break_even_far_below_the_runs_own_work_is_told_as_a_bound() -> None:
    """The difference of two long runs cannot tell a few milliseconds."""
    lives = [(0, 5, 5, 1005, 1006, 1010), (2, 7, 7, 1007, 1008, 1012)]
    plan = Plan([2, 3], Way(*POOL, workers=2, work=Work(WorkKind.COMPUTING, 1.0)))
    found = explained(processes([2, 3], lives), plan, in_turn=2_010)
    assert found.scale is not None
    assert found.scale.mark_words == "under 200 ms"


def test_until_it_is_measured_the_verdict_is_what_the_run_itself_tells() -> None:
    """So much squaring in so much time; the bar of the squaring is the longer one."""
    lives = [(0, 5, 5, 1005, 1006, 1010), (2, 7, 7, 1007, 1008, 1012)]
    plan = Plan([2, 3], Way(*POOL, workers=2, work=Work(WorkKind.COMPUTING, 1.0)))
    found = explained(processes([2, 3], lives), plan)
    assert found.headline == "A pool of 2: 2 s of squaring done in 1.01 s"
    assert found.other is not None
    assert (found.other.label, found.other.value) == ("The squaring itself", "2 s")


def test_numbers_that_had_no_core_took_turns() -> None:
    """Judged from CPU time: six in progress at once, and two cores between them."""
    lives = [(worker, 10, 10, 3010, 3011, 3015) for worker in range(6)]
    plan = Plan(range(6), Way(work=Work(WorkKind.COMPUTING, 1.0)))
    found = explained(processes(range(6), lives, computed=1 / 3), plan, in_turn=6_010)
    assert found.reason is Reason.CROWDED
    assert found.headline == "6 processes: 2.0 times as fast as one after another"
    assert found.sentence == (
        "Up to six numbers were in progress at once, but they had only 2 cores between them and "
        "took turns."
    )


def test_where_sharing_made_it_slower_the_reason_is_what_it_cost() -> None:
    """Taking turns explains why it was no faster, but not why it was slower."""
    lives = [(worker, 60, 60, 160, 161, 165) for worker in range(2)]
    plan = Plan(range(2), Way(*POOL, workers=2, work=Work(WorkKind.COMPUTING, 0.05)))
    found = explained(processes(range(2), lives, computed=0.5), plan, in_turn=120)
    assert found.headline == "A pool of 2: 1.3 times slower than one after another"
    assert found.sentence.startswith("For 60 of the 161 ms processes were only starting")


def test_numbers_that_were_never_in_progress_together_took_no_turns() -> None:
    """One at a time, slowed by other programs: nobody was crowded by this run."""
    lives: Sequence[Times] = [(0, 5, 5, 500, 501, 505), (0, 5, 501, 1000, 1001, 1005)]
    plan = Plan([2, 3], Way(work=Work(WorkKind.COMPUTING, 0.2)))
    found = explained(processes([2, 3], lives, computed=0.4), plan)
    assert found.reason is Reason.WORK
    assert found.sentence == "For 994 ms of the 1 s a number was in progress, never two at once."


def test_many_at_once_that_all_had_a_core_were_not_crowded() -> None:
    """More workers than cores say nothing by themselves."""
    lives = [(worker, 10, 10, 3010, 3011, 3015) for worker in range(6)]
    plan = Plan(range(6), Way(work=Work(WorkKind.COMPUTING, 1.0)))
    found = explained(processes(range(6), lives, computed=0.99), plan, cores=2)
    assert found.reason is Reason.WORK


def test_one_straggler_held_everything_up() -> None:
    """Three quick numbers and one that takes nearly all the time, by name."""
    lives: Sequence[Times] = [(0, 5, 5, 8, 9, 12)] * 3 + [(0, 5, 5, 905, 906, 910)]
    found = explained(processes([2, 3, 4, 99], lives), Plan([2, 3, 4, 99]), 915)
    assert found.reason is Reason.STRAGGLER
    assert found.headline == "4 processes: no faster than one after another"
    assert "99 alone kept Process-4 busy for 900 of the 906 ms" in found.sentence


def test_waiting_needs_no_core_and_sleep_is_no_computing() -> None:
    """Eight wait side by side on two cores."""
    lives = [(worker, 20, 20, 520, 521, 525) for worker in range(8)]
    plan = Plan(range(8), Way(work=Work(WorkKind.WAITING, 0.5)))
    found = explained(processes(range(8), lives, computed=0.002, slept=0.998), plan, 4_020)
    assert found.reason is Reason.WAITING
    assert found.headline == "8 processes: 7.7 times as fast as one after another"
    assert found.sentence == (
        "Waiting needs no core: up to eight numbers were in progress at once, on 2 cores."
    )
    assert found.scale is not None
    assert found.scale.caption == "Waiting per number"
    itself = next(each for each in found.sums if each.label == "The waiting itself")
    assert itself.value == "4 s"
    assert "CPU time (8 ms)" in itself.rule


def test_threads_that_compute_have_one_core_between_them() -> None:
    """In progress all the while, and no contradiction to two solid bars: they took turns."""
    plan = Plan(range(2), Way(*THREADS, workers=2, work=Work(WorkKind.COMPUTING, 0.5)))
    found = explained(threads(2, each=1_000, computed=0.5), plan, in_turn=1_040, cores=8)
    assert found.reason is Reason.GIL
    assert found.headline == "2 threads: no faster than one after another"
    assert found.sentence == (
        "Only one thread at a time may run Python: up to two numbers were in progress at once, "
        "but had one core between them."
    )
    assert found.scale is None
    assert "share one interpreter lock" in found.never


def test_nothing_is_said_never_to_pay_beside_a_run_that_was_faster() -> None:
    """Other programs may have had the cores meanwhile: text and picture agree all the same."""
    plan = Plan(range(2), Way(*THREADS, workers=2, work=Work(WorkKind.COMPUTING, 0.5)))
    found = explained(threads(2, each=1_000, computed=0.5), plan, in_turn=1_400)
    assert found.headline == "2 threads: 1.3 times as fast as one after another"
    assert found.never == ""
    assert "Break-even for computing" not in [each.label for each in found.sums]


def test_threads_that_wait_pay_off() -> None:
    """The lock is free while a thread sleeps."""
    plan = Plan(range(4), Way(*THREADS, workers=4, work=Work(WorkKind.WAITING, 0.4)))
    log = threads(4, each=400, computed=0.01, slept=0.99)
    found = explained(log, plan, in_turn=1_650)
    assert found.reason is Reason.WAITING
    assert found.headline == "4 threads: 3.7 times as fast as one after another"
    assert found.scale is not None
    assert found.scale.above == "threads win"


def test_threads_without_work_pay_off_where_numbers_would_wait() -> None:
    """Computing never; waiting from the difference of the two runs on."""
    plan = Plan(range(4), Way(*THREADS, workers=4))
    found = explained(threads(4, each=0.02, computed=0.5), plan, in_turn=45.0)
    assert found.scale is not None
    assert (found.scale.caption, found.scale.own) == ("Waiting per number", None)
    assert found.to_try == Work(WorkKind.WAITING, 0.01)


def test_on_a_single_core_only_waiting_pays() -> None:
    """Computing side by side needs a second core."""
    log = log_of([2, 3, 4, 5, 6], with_cpu(five_events()))
    found = explained(log, FIVE_PLAN, in_turn=8.0, cores=1)
    assert found.scale is not None
    assert found.scale.caption == "Waiting per number"
    never = next(each for each in found.sums if each.label == "Break-even for computing")
    assert never.value == "never"
    assert "processes do not pay here: this program may use one core" in never.rule


def test_results_that_lay_ready_are_given_as_the_reason() -> None:
    """The main program was busy: that is no travel."""
    events = with_cpu(five_events())
    late = [
        replace(event, sent=event.done[0], fetched=at(59_000), received=at(60_000))
        if isinstance(event, NumbersDone)
        else event
        for event in events[:-1]
    ]
    exits: list[Event] = [event for event in late if not isinstance(event, WorkerExited)]
    log = log_of([2, 3, 4, 5, 6], [*in_order(exits), RunFinished(at(60_100), stopped=False)])
    found = explained(log, FIVE_PLAN, in_turn=20.0)
    assert found.reason is Reason.TRAFFIC
    assert "results only lay ready until the main program fetched them" in found.sentence


def test_one_number_cannot_be_shared_out() -> None:
    """There is nothing to measure and nothing to try."""
    log = processes([7], [(0, 9, 9, 10, 11, 13)], computed=0.1)
    found = explained(log, Plan([7]))
    assert found.reason is Reason.ONE_NUMBER
    assert found.headline == "1 process: 110 times slower than the squaring itself"
    assert "For 9 of the 11 ms its process was only starting" in found.sentence
    assert not can_be_measured(totals_of(log), record_of(log, Plan([7])))


def test_one_process_for_all_numbers_is_one_after_another_itself() -> None:
    """It is not measured again."""
    events: list[Event] = [
        RunRequested(at(0)),
        WorkerRequested(0, "Process-1", 1, at(0)),
        WorkerStarted(0, "Process-1", 42, at(9_000)),
        squared_one(0, 0, 2, (9_000, 9_500, 9_600)),
        squared_one(0, 1, 3, (9_600, 10_000, 10_100)),
        WorkerExited(0, 0, None, at(11_000)),
        RunFinished(at(11_000), stopped=False),
    ]
    log, plan = log_of([2, 3], with_cpu(events)), Plan([2, 3], Way(*ONE_AFTER_ANOTHER))
    found = explained(log, plan)
    assert found.reason is Reason.ONE_AFTER_ANOTHER
    assert found.headline == "One after another: 11 times slower than the squaring itself"
    assert "for 9 of the 10.1 ms it was only starting" in found.sentence
    assert not can_be_measured(totals_of(log), record_of(log, plan))


def test_a_run_with_failures_says_so_first_and_is_compared_with_nothing() -> None:
    """Four squares are no match for five."""
    log = log_of([2, 3, 4, 5, 6], with_cpu(one_killed_events()))
    found = explained(log, FIVE_PLAN, in_turn=8.0)
    assert found.reason is Reason.NOT_ALL_DONE
    assert found.headline == "5 processes: 4 of 5 squared"
    assert found.sentence == "One number was not squared; its row says why."
    assert not can_be_measured(totals_of(log), record_of(log, FIVE_PLAN))


def test_a_stopped_run_says_how_far_it_came() -> None:
    """Half a run proves nothing."""
    stopped = NumberNotDone(1, None, Cause(CauseKind.STOPPED), at(9_000), count=4)
    events = [RunRequested(at(0)), *five_events()[1:4], stopped]
    log = log_of([2, 3, 4, 5, 6], [*events, RunFinished(at(12_000), stopped=True)])
    found = explained(log, FIVE_PLAN, in_turn=8.0)
    assert found.reason is Reason.STOPPED
    assert found.headline == "Stopped: 0 of 5 squared"
    assert "the last process had ended after 12 ms" in found.sentence
    assert found.scale is None


def test_an_error_in_the_program_is_the_verdict() -> None:
    """Whatever had been squared by then."""
    events = [*five_events()[:-1], RunFinished(at(18_400), stopped=False, failed=True)]
    found = explained(log_of([2, 3, 4, 5, 6], events), FIVE_PLAN, in_turn=8.0)
    assert found.reason is Reason.FAULT
    assert found.headline == "Ended by an error in MultiSquare"
    assert found.scale is None


def test_a_run_without_a_single_result_points_at_the_rows() -> None:
    """Such as one whose processes could not be started."""
    cause = Cause(CauseKind.NOT_STARTED, detail="no memory")
    events: list[Event] = [
        RunRequested(at(0)),
        NumberNotDone(0, None, cause, at(500), 3),
        RunFinished(at(600), stopped=False),
    ]
    found = explained(log_of([1, 2, 3], events), Plan([1, 2, 3]))
    assert found.reason is Reason.NOTHING_DONE
    assert found.headline == "Not one number was squared"


def test_no_numbers_need_no_explanation() -> None:
    """An empty plan is no error."""
    log = log_of([], [RunRequested(at(0)), RunFinished(at(1), stopped=False)])
    found = explained(log, Plan([]))
    assert found.reason is Reason.EMPTY
    assert (found.this, found.other, found.to_try) == (None, None, None)


def test_a_suspended_process_is_not_called_crowded() -> None:
    """It had no core because somebody took it away."""
    lives: Sequence[Times] = [(0, 5, 5, 905, 906, 910), (0, 5, 5, 105, 106, 110)]
    log = processes([2, 3], lives, computed=0.1)
    log.extend([])
    events = [*log.events[:-1], log.events[-1]]
    place = next(i for i, event in enumerate(events) if isinstance(event, NumbersDone))
    events.insert(place, WorkerSuspended(0, at(MS * 50)))
    found = explained(log_of([2, 3], events), Plan([2, 3]), in_turn=950)
    assert found.reason is Reason.SUSPENDED
    assert "did not answer for 860 ms in all" in found.sentence


def test_a_figure_has_one_value_wherever_it_stands() -> None:
    """Bar, sums and division: the same words for the same nanoseconds."""
    log = log_of([2, 3, 4, 5, 6], with_cpu(five_events()))
    found, totals = explained(log, FIVE_PLAN, in_turn=8.0), totals_of(log)
    assert found.this is not None
    sums = {each.label: each.value for each in found.sums}
    assert sums["Results after"] == found.this.value
    assert totals.division.whole == found.this.ns == totals.results_after
    assert sums["The squaring itself"] == duration_text(totals.computed or 0)
    assert sums["One after another"] == "8 ms"


@pytest.mark.parametrize(("cores", "expected"), [(2.0, 3_000 + 7_150), (0.5, 3_000 + 2 * 7_150)])
def test_one_after_another_is_expected_to_take_one_start_and_all_the_work(
    cores: float, expected: int
) -> None:
    """Twice the work with half a core; only to judge whether to measure it at once."""
    log = log_of([2, 3, 4, 5, 6], with_cpu(five_events()))
    record: Record = record_of(log, FIVE_PLAN, cores)
    assert expected_in_turn(totals_of(log), record) == pytest.approx(expected * 1_000, rel=0.01)


def test_without_cpu_times_nothing_is_said_of_the_squaring_itself() -> None:
    """A log of another origin may lack them."""
    found = explained(five_processes(), FIVE_PLAN, in_turn=2 * NS_PER_S / NS_PER_MS)
    assert found.other is not None
    assert found.other.label == "One after another"
    sums = {each.label: each.value for each in found.sums}
    assert sums["The squaring itself"] == "unknown"


def test_a_cpu_clock_that_is_too_coarse_tells_nothing_of_the_squaring_itself(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Windows counts CPU time in ticks of 15.6 ms: none of them is not no time."""
    monkeypatch.setattr(findings, "cpu_grain", lambda: Grain(15_600_000, 200))
    log = log_of([2, 3, 4, 5, 6], with_cpu(five_events(), computed=0.0))
    found = explained(log, FIVE_PLAN, in_turn=8.0)
    assert found.headline == "5 processes: 1.9 times slower than one after another"
    assert {each.label: each.value for each in found.sums}["The squaring itself"] == "unknown"
