from __future__ import annotations

from array import array
from dataclasses import replace

import pytest

from app.engine.analysis.factors import Factors, RunFactors
from app.engine.analysis.totals import RunTotals
from app.engine.events import NumbersDone
from app.engine.log import Log
from app.engine.plan import Plan
from app.engine.record import Record
from app.engine.telling.factor_words import FactorBar, factor_bars, title_of
from app.engine.way import THREADS, Way
from tests.hand_written_logs import (
    US,
    five_events,
    log_of,
    many_processes_events,
    processes_sharing_cores,
    record_of,
    threads_taking_turns,
    two_uneven,
    with_cpu,
)

pytestmark = pytest.mark.usefixtures("fine_cpu_clock")


def factors_of(record: Record) -> Factors:
    """Return a record's factors."""
    totals = RunTotals(record.log).done().at()
    found = RunFactors(record.log).done().factors(totals, record)
    assert found is not None
    return found


def told(log: Log, plan: Plan | None = None, cores: float = 2.0) -> list[FactorBar]:
    """Return what is told of a run."""
    record = record_of(log, plan, cores)
    return factor_bars(factors_of(record), record.plan)


def test_each_bar_goes_on_where_the_last_one_ended() -> None:
    """So that one sees them multiply: 75 %, of that 60 %, of that half."""
    bars = told(two_uneven(), cores=1.0)
    assert [bar.label for bar in bars] == [
        *("Shared out evenly", "At work, not waiting", "A core to itself", "Efficiency"),
    ]
    assert [bar.value for bar in bars] == ["75 %", "60 %", "50 %", "22 %"]
    assert [bar.before for bar in bars] == pytest.approx([1, 0.75, 0.45, 0.225])
    assert [bar.left for bar in bars] == pytest.approx([0.75, 0.45, 0.225, 0.225])
    assert [bar.is_product for bar in bars] == [False, False, False, True]


def test_a_beginner_reads_what_happened_in_this_run() -> None:
    """Every figure is one of the run's."""
    assert [bar.sentence for bar in told(two_uneven(), cores=1.0)] == [
        "The work was shared out unevenly (75 %): the busiest process was at its numbers for "
        "60 µs, all on average for 45 µs.",
        "For 40 of the 100 µs even the busiest process had no number in progress: that went into "
        "starting, waiting for numbers and handing over results.",
        "On average each number took 2.0 times as long as alone, because 2 processes shared one "
        "core.",
        "The product: of the time of 2 processes, each with a core of its own, so much went into "
        "the numbers. Of what one core can do it is 45 %.",
    ]


def test_equal_work_that_took_unequal_times_is_not_called_shared_out_badly() -> None:
    """Each computed for 30 µs, but one of them took 60 for it."""
    events = [
        replace(event, computed=array("q", [30 * US])) if isinstance(event, NumbersDone) else event
        for event in two_uneven().events
    ]
    assert told(log_of([2, 3], events))[0].sentence == (
        "All had about as much to do, but took unequal times (75 %): the busiest process was at "
        "its numbers for 60 µs, all on average for 45 µs."
    )


def test_what_is_good_is_called_so() -> None:
    """Nobody is sent looking for what is no trouble."""
    bars = told(processes_sharing_cores(), cores=2.0)
    assert bars[0].sentence == "The work was shared out evenly (100 %)."
    log = log_of(range(2, 7), with_cpu(five_events(), 0.98))
    assert told(log)[2].sentence == "Each number took about as long as with a core to itself."


def test_no_cause_is_named_where_none_is_known() -> None:
    """Eight cores were there for five processes."""
    sentence = told(processes_sharing_cores(), cores=8.0)[2].sentence
    assert sentence == "On average each number took 2.5 times as long as alone."


def test_other_programs_are_named_where_they_had_the_cores() -> None:
    """As far as the system saw processes wait for one."""
    events = [
        replace(event, waited=array("q", [50_000 * US]))
        if isinstance(event, NumbersDone)
        else event
        for event in processes_sharing_cores().events
    ]
    assert told(log_of(range(2, 7), events), cores=4.0)[2].sentence == (
        "On average each number took 2.5 times as long as alone, because 5 processes had to share "
        "4 cores with other programs."
    )


def test_threads_are_called_threads_and_share_a_lock() -> None:
    """The cores are not what they lack, and are not spoken of."""
    log = threads_taking_turns()
    plan = Plan(log.numbers, Way(*THREADS, workers=2))
    bars = told(log, plan)
    assert bars[2].sentence == (
        "On average each number took 2.0 times as long as alone, because only one thread at a "
        "time may run Python."
    )
    assert "thread" in bars[1].sentence
    assert bars[3].sentence.endswith("so much went into the numbers.")
    assert title_of(factors_of(record_of(log, plan)), plan) == "How well 2 threads were used"


def test_processes_that_follow_one_another_are_counted_as_they_lived() -> None:
    """Ten at a time, not a hundred at once."""
    log = log_of(range(100), with_cpu(many_processes_events(100, alive=10), 0.5))
    record = record_of(log)
    title = title_of(factors_of(record), record.plan)
    assert title == "How well 10 processes at a time were used"
