"""What other programs are shown of a run: lanes, phases that nest, arrows, deaths."""

from __future__ import annotations

import signal
from array import array
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from app.engine.analysis.phases import phases_of
from app.engine.events import (
    Event,
    NumberNotDone,
    NumbersDone,
    RunFinished,
    RunRequested,
    WorkerExited,
    WorkerRequested,
    WorkerStarted,
)
from app.engine.numbers.exact import Gaussian, Number
from app.engine.outcome import Cause, CauseKind
from app.engine.plan import Plan
from app.engine.record import Record, another_go, first_run
from app.engine.storage import trace_events as module
from app.engine.storage.trace_events import TraceEvent, trace_events
from app.engine.storage.trace_lanes import FIRST_STAND_IN, MAIN
from app.engine.units import NS_PER_US
from app.engine.way import KINDS, Way
from tests import hand_written_logs as logs
from tests.engine.storage.test_record_lines import HAND_WRITTEN, carried_out


def told(record: Record) -> list[TraceEvent]:
    """Return all events of a trace."""
    return list(trace_events(record))


def of_phase(events: list[TraceEvent], letter: str) -> list[TraceEvent]:
    """Return the events of a kind, by the letter that the format has for it."""
    return [event for event in events if event["ph"] == letter]


def lane_of(event: TraceEvent) -> tuple[int, int]:
    """Return an event's process and thread."""
    return event["pid"], event["tid"]


def ns(us: float) -> int:
    """Return a time of a trace in nanoseconds."""
    return round(us * NS_PER_US)


@pytest.mark.parametrize("name", HAND_WRITTEN)
def test_lives_have_all_their_phases_in_them(name: str) -> None:
    """Without a gap, an overlap or a nanosecond lost."""
    record = logs.record_of(getattr(logs, name)())
    lasting, origin = of_phase(told(record), "X"), record.log.requested or 0
    lives = [event for event in lasting if event["cat"] == "worker"]
    assert [life["name"] for life in lives] == [worker.name for worker in record.log.workers]
    for worker, life in enumerate(lives):
        within = [
            event
            for event in lasting
            if lane_of(event) == lane_of(life) and event["cat"] != "worker"
        ]
        wanted = [
            (phase.kind.value, phase.start - origin, phase.end - origin)
            for phase in phases_of(record.log, worker)
        ]
        told_of = [
            (event["cat"], ns(event["ts"]), ns(event["ts"]) + ns(event["dur"])) for event in within
        ]
        assert told_of == wanted
        assert wanted[0][1] == ns(life["ts"])
        assert wanted[-1][2] == ns(life["ts"]) + ns(life["dur"])


@pytest.mark.parametrize("name", HAND_WRITTEN)
def test_lanes_have_names_and_ids_of_their_own(name: str) -> None:
    """Processes by their names, threads by theirs."""
    record = logs.record_of(getattr(logs, name)())
    events = told(record)
    names = [event for event in of_phase(events, "M") if event["name"] == "thread_name"]
    assert len({lane_of(event) for event in names}) == len(record.log.workers) + 1
    assert [event["args"]["name"] for event in names[1:]] == [
        worker.name for worker in record.log.workers
    ]
    assert len({event["pid"] for event in names}) == record.log.processes + 1
    assert {lane_of(event) for event in events} <= {lane_of(event) for event in names}
    assert all(type(part) is int for event in events for part in lane_of(event))


def test_process_ids_that_came_twice_stand_for_nobody() -> None:
    """Else two processes would share a lane; neither may any be the main program's."""
    log = logs.five_processes()
    log.workers[0].pid = log.workers[1].pid
    log.workers[2].pid, log.workers[3].pid = MAIN, None
    lanes = {
        event["args"]["name"]: event["pid"]
        for event in told(logs.record_of(log))
        if event["name"] == "process_name"
    }
    assert [lanes[f"Process-{number}"] for number in range(1, 5)] == [
        FIRST_STAND_IN + number for number in range(1, 5)
    ]
    assert lanes["Process-5"] == log.workers[4].pid


@pytest.mark.parametrize("name", HAND_WRITTEN)
def test_every_message_has_an_arrow(name: str) -> None:
    """And every start; arrows go forward, from one lane to another."""
    record = logs.record_of(getattr(logs, name)())
    events = told(record)
    begins = {event["id"]: event for event in of_phase(events, "s")}
    ends = {event["id"]: event for event in of_phase(events, "f")}
    assert begins.keys() == ends.keys()
    started = sum(worker.started is not None for worker in record.log.workers)
    messages = sum(sent != 0 for sent in record.log.messages.sent) or len(record.log.messages.sent)
    counts = Counter(event["name"] for event in begins.values())
    assert counts["start"] == started
    assert messages - len(record.log.failed_rows) <= counts["result"] <= messages
    for number, begin in begins.items():
        end = ends[number]
        assert begin["ts"] <= end["ts"]
        assert (begin["pid"] == MAIN) != (end["pid"] == MAIN)
        assert end["bp"] == "e"


def test_death_is_a_moment_in_its_lane() -> None:
    """With the words that the replay has for it."""
    record = logs.record_of(logs.one_killed())
    moments = of_phase(told(record), "i")
    killed = next(worker for worker in record.log.workers if worker.cause is not None)
    lane = (killed.pid, killed.pid)
    assert killed.cause is not None
    assert killed.cause.signal == signal.SIGTERM
    words = [event["name"] for event in moments if lane_of(event) == lane]
    assert any(killed.name in text and "SIGTERM" in text for text in words)
    assert all(event["s"] == "t" for event in moments)


def test_stop_is_told_once() -> None:
    """However many spans of numbers it has left."""
    stop, begin = Cause(CauseKind.STOPPED), logs.BEGIN_NS
    events: list[Event] = [
        RunRequested(begin),
        NumberNotDone(0, None, stop, begin + 1_000, 2),
        NumberNotDone(3, None, stop, begin + 2_000, 2),
        RunFinished(begin + 3_000, stopped=True),
    ]
    record = logs.record_of(logs.log_of([2, 3, 4, 5, 6], events))
    words = [event["name"] for event in of_phase(told(record), "i")]
    assert sum("you pressed Stop: 4 numbers" in text for text in words) == 1
    assert len(words) == 2


def test_odd_clocks_let_nothing_overlap() -> None:
    """Numbers taken up before the one before, messages fetched while another was read."""
    begin, count = logs.BEGIN_NS, 250
    events: list[Event] = [
        RunRequested(begin),
        WorkerRequested(0, "Process-1", 1, begin + 5),
        WorkerStarted(0, "Process-1", 4_711, begin + 10),
    ]
    for place in range(count):
        taken = begin + 1_000 + (place * 7_919) % 5_000
        received = begin + 7_000 + place
        done = array("q", [taken + 50])
        events.append(
            NumbersDone(
                0, place, array("q", [taken]), done, [1], received, sent=1, fetched=received - 9
            )
        )
    events.append(WorkerExited(0, 0, None, begin + 9_000))
    events.append(RunFinished(begin + 9_500, stopped=False))
    record = logs.record_of(logs.log_of(list(range(count)), events))
    within = ("run", "worker")
    lasting = [e for e in of_phase(told(record), "X") if e["cat"] not in within]
    for pid in (MAIN, 4_711):
        spans = [(ns(e["ts"]), ns(e["ts"]) + ns(e["dur"])) for e in lasting if e["pid"] == pid]
        assert len(spans) > 3
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_other_goes_follow_the_first() -> None:
    """However much later they were; each with lanes of its own."""
    first = first_run(Plan(logs.one_killed().numbers))
    first.log.extend(logs.one_killed_events())
    go = carried_out(another_go(first, first.log.not_done_spans()))
    events = told(go)
    runs = [event for event in of_phase(events, "X") if event["cat"] == "run"]
    assert len(runs) == 2
    assert ns(runs[1]["ts"]) == ns(runs[0]["ts"]) + ns(runs[0]["dur"])
    lives = [event for event in of_phase(events, "X") if event["cat"] == "worker"]
    assert len({lane_of(life) for life in lives}) == len(lives)
    assert all(life["ts"] >= runs[1]["ts"] for life in lives[len(first.log.workers) :])


def test_many_numbers_of_a_message_are_told_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """A million would take other programs minutes; each adds up to the same life."""
    record = logs.record_of(logs.many_numbers(3_000))
    each = of_phase(told(record), "X")
    monkeypatch.setattr(module, "MOST_TOLD_EACH", 100)
    together = of_phase(told(record), "X")
    assert len(together) < len(each) // 10
    assert any("numbers together" in event["name"] for event in together)
    assert sum(ns(e["dur"]) for e in each) == sum(ns(e["dur"]) for e in together)


@pytest.mark.parametrize(
    "number",
    [10**2_000 + 7, Fraction(10**2_000, 7), Gaussian(10**2_000, 1), Decimal("1e20000000")],
)
def test_long_numbers_are_not_written_out(number: Number) -> None:
    """To write them would take longer than all the rest; neither those that failed."""
    record = carried_out(first_run(Plan([number], Way(*KINDS["one"]))))
    working = next(event for event in told(record) if event.get("cat") == "working")
    assert working["name"] == "squaring a long number"
    assert working["args"]["number"] == working["args"]["result"] == "a long number"
    log = logs.log_of([2, 3, 4, 10**2_000, 6], logs.one_killed_events())
    words = [event["name"] for event in told(logs.record_of(log)) if event["ph"] == "i"]
    assert any("SIGTERM" in each for each in words)
    assert max(map(len, words)) < 200


def test_facts_of_a_number_stand_beside_it() -> None:
    """The number, its result, its CPU time; of one that failed, why."""
    record = carried_out(first_run(Plan([7], Way(*KINDS["one"]))))
    facts: dict[str, Any] = next(e for e in told(record) if e.get("cat") == "working")["args"]
    assert facts["number"] == "7"
    assert facts["result"] == "49"
    assert facts["cpu_us"] >= 0
    killed = logs.record_of(logs.one_killed())
    causes = [e["args"].get("because") for e in told(killed) if e.get("cat") == "working"]
    assert sum("SIGTERM" in (cause or "") for cause in causes) == 1
