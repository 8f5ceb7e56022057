from __future__ import annotations

from collections.abc import Iterator

from app.engine.analysis.calibration import Stoppable, measure, sample_of
from app.engine.analysis.totals import RunTotals
from app.engine.events import Event, RunFinished, RunRequested
from app.engine.log import Log
from app.engine.plan import Plan, Strategy, Work, WorkKind
from app.engine.running.run import Run
from app.engine.telling.durations import NS_PER_MS
from tests.hand_written_logs import at, five_processes, pool_of_four, squared_one

FIVE_PLAN = Plan([2, 3, 4, 5, 6], work=Work(WorkKind.COMPUTING, 0.05))


class ToldRun:
    """A run whose events are given; it says whether it was asked to stop."""

    def __init__(self, events: list[Event]) -> None:
        self.events, self.stopped = events, False

    def __iter__(self) -> Iterator[list[Event]]:
        """Tell all events in one batch."""
        yield self.events

    def stop(self) -> None:
        """Note the wish."""
        self.stopped = True


def test_a_sample_is_squared_in_turn_with_less_work_of_the_same_kind() -> None:
    """What is left out is added again afterwards."""
    log = five_processes()
    sample = sample_of(log, FIVE_PLAN, squaring=1_000)
    assert sample is not None
    assert sample.plan.strategy is Strategy.ONE
    assert sample.plan.work == Work(WorkKind.COMPUTING, 0.02)
    assert sample.left_out == 30 * NS_PER_MS
    assert list(sample.plan.numbers) == [log.numbers[place] for place in log.row_number]


def test_a_sample_of_many_numbers_is_small() -> None:
    """Evenly spread over the run."""
    log = pool_of_four()
    sample = sample_of(log, Plan(range(24), Strategy.POOL), squaring=1)
    assert sample is not None
    assert len(sample.plan.numbers) == 24
    assert sample_of(Log([1]), Plan([1]), squaring=0) is None


def test_all_numbers_are_judged_by_what_the_sample_took_then_and_now() -> None:
    """Half as long undisturbed, so one after another takes half of what was added up."""
    log = five_processes()
    sample = sample_of(log, Plan([2, 3, 4, 5, 6]), squaring=RunTotals(log).done().at().squaring)
    assert sample is not None
    events: list[Event] = [RunRequested(at(0))]
    now = 0.0
    for place, before in enumerate(sample.before):
        half = before / 2_000
        events.append(squared_one(0, place, 2, (now, now + half, now + half + 1)))
        now += half
    events.append(RunFinished(at(now), stopped=False))
    assert measure(sample, lambda _: ToldRun(events)) == sample.all_before / 2


def test_nothing_measured_is_no_figure() -> None:
    """A process that could not be started, say."""
    sample = sample_of(five_processes(), FIVE_PLAN, squaring=1_000)
    assert sample is not None
    assert measure(sample, lambda _: ToldRun([])) is None


def test_a_real_sample_is_measured_in_a_process_of_its_own() -> None:
    """Five numbers with 50 ms of work each take about 250 ms one after another."""
    plans: list[Plan] = []

    def run_of(plan: Plan) -> Stoppable:
        plans.append(plan)
        return Run(plan)

    log = Log(FIVE_PLAN.numbers)
    for batch in Run(FIVE_PLAN):
        log.extend(batch)
    squaring = RunTotals(log).done().at().squaring
    sample = sample_of(log, FIVE_PLAN, squaring)
    assert sample is not None
    measured = measure(sample, run_of)
    assert len(plans) == 1
    assert measured is not None
    assert 150 * NS_PER_MS < measured < 1_500 * NS_PER_MS
