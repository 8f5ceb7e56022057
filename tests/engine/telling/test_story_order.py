"""The order in which a run is told, over any run that could have been."""

from __future__ import annotations

import re
from array import array
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.events import (
    Event,
    NumberNotDone,
    NumbersDone,
    NumberTaken,
    RunFinished,
    RunRequested,
    WorkerExited,
    WorkerRequested,
    WorkerStarted,
)
from app.engine.log import Log
from app.engine.outcome import Cause, CauseKind
from app.engine.telling import story as story_module
from app.engine.telling.story import Moment, Story
from tests.hand_written_logs import FIRST_PID, at, in_order, log_of

STOPPED = Cause(CauseKind.STOPPED)
FIRST_NUMBER = 1_000
"""The number at place 0 of a random run: no square of one is told as another."""

GAPS = st.sampled_from([0, 0, 1, 5])
"""Microseconds from one stamp to the next; often none, as on a clock with wide steps."""


def message(worker: int, first: int, stamps: list[int], sent: int, received: int) -> NumbersDone:
    """Return a message; its numbers share the stamp between two of them, as children do it."""
    taken = array("q", [at(stamp) for stamp in stamps[:-1]])
    squared = array("q", [at(stamp) for stamp in stamps[1:]])
    squares = [(FIRST_NUMBER + first + place) ** 2 for place in range(len(taken))]
    return NumbersDone(
        worker, first, taken, squared, squares, at(received), sent=at(sent), fetched=at(received)
    )


@st.composite
def random_runs(draw: st.DrawFn) -> Log:
    """Return any run of some workers, told ahead of or not, finished or stopped."""
    events: list[Event] = [RunRequested(at(0))]
    place, last, requested = 0, 0, 0
    for worker in range(draw(st.integers(1, 4))):
        now = requested = requested + draw(GAPS)
        name = f"PoolWorker-{worker + 1}"
        events.append(WorkerRequested(worker, name, worker + 1, at(now)))
        events.append(WorkerStarted(worker, name, FIRST_PID + worker, at(now := now + draw(GAPS))))
        for size in draw(st.lists(st.integers(1, 6), max_size=3)):
            stamps = [now := now + draw(GAPS) for _ in range(size + 1)]
            if draw(st.booleans()):
                events.append(NumberTaken(worker, place, at(stamps[0])))
            sent, received = now + draw(GAPS), now + 10
            events.append(message(worker, place, stamps, sent, received))
            place, now = place + size, received
        stopped = draw(st.integers(0, 2))
        for _ in range(stopped):
            events.append(NumberNotDone(place, worker, STOPPED, at(now)))
            place += 1
        cause = STOPPED if stopped else None
        events.append(WorkerExited(worker, 0 if cause is None else -15, cause, at(now)))
        last = max(last, now)
    numbers = range(FIRST_NUMBER, FIRST_NUMBER + place)
    return log_of(numbers, [*in_order(events), RunFinished(at(last), stopped=False)])


def told(log: Log) -> list[Moment]:
    """Return all moments of a run, in order."""
    story, moments = Story(log), list[Moment]()
    story.prepare()
    moment = story.first()
    while moment is not None:
        moments.append(moment)
        moment = story.after(moment)
    return moments


def told_backwards(log: Log) -> list[Moment]:
    """Return all moments of a run, the last one first."""
    story, moments = Story(log), list[Moment]()
    story.prepare()
    moment = story.latest(log.finished or 0)
    while moment is not None:
        moments.append(moment)
        moment = story.before(moment)
    return moments


def moments_expected(log: Log) -> int:
    """Return how many moments a run has, counted plainly."""
    messages = [event for event in log.events if isinstance(event, NumbersDone)]
    ahead = sum(isinstance(event, NumberTaken) for event in log.events)
    groups = sum(
        len(list(groupby(zip(event.taken, event.done, strict=True)))) for event in messages
    )
    of_stop = max(0, log.stopped_numbers - 1)
    return len(log.events) - ahead + 2 * groups + len(messages) - of_stop


@given(log=random_runs(), moments_per_chapter=st.sampled_from([2, 5, 500]))
def test_everything_is_told_once_and_backwards_the_same(log: Log, moments_per_chapter: int) -> None:
    """Nothing is left out or told twice, wherever chapters end and however stamps coincide."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(story_module, "MOMENTS_PER_CHAPTER", moments_per_chapter)
        moments = told(log)
        assert told_backwards(log) == moments[::-1]
    assert [moment.at for moment in moments] == sorted(moment.at for moment in moments)
    assert len(moments) == moments_expected(log)
    assert len({moment.place for moment in moments}) == len(moments)
    numbers = [moment.sentence for moment in moments if " takes up " in moment.sentence]
    assert len(set(numbers)) == len(numbers)


@given(log=random_runs())
def test_nothing_is_told_before_what_it_needs(log: Log) -> None:
    """Started before taken up, squared before the next is taken up, handed over before read."""
    sentences = [moment.sentence for moment in told(log)]
    for worker in range(len(log.workers)):
        name = re.compile(rf"PoolWorker-{worker + 1}\b")
        mine = [text for text in sentences if name.search(text)]
        assert mine[0].startswith("the main program starts")
        assert "has started" in mine[1]
        assert "joins" in mine[-1]
        busy, ready = False, 0
        for text in mine[2:-1]:
            if " takes up " in text:
                assert not busy
                busy = True
            elif " has squared " in text:
                assert busy
                busy = False
            elif " hands " in text:
                assert not busy
                ready += 1
            elif " reads " in text:
                assert ready > 0
                ready -= 1
    assert sentences[0] == "the run begins"
    assert sentences[-1] == "every process has been joined: the run is over"


def test_numbers_that_share_their_clock_readings_are_one_moment() -> None:
    """Nobody knows in which order they were squared, and thirty sentences at once tell nothing."""
    stamps = [at(3_000)] * 3, [at(3_500)] * 3
    group = NumbersDone(
        0, 0, array("q", stamps[0]), array("q", stamps[1]), [4, 9, 16], at(4_000), sent=at(3_600)
    )
    events: list[Event] = [
        RunRequested(at(0)),
        WorkerRequested(0, "PoolWorker-1", 1, at(1)),
        WorkerStarted(0, "PoolWorker-1", FIRST_PID, at(2_900)),
        group,
        WorkerExited(0, 0, None, at(5_000)),
        RunFinished(at(5_000), stopped=False),
    ]
    assert [moment.sentence for moment in told(log_of([2, 3, 4], events))][3:6] == [
        "PoolWorker-1 takes up 3 numbers together, beginning with 2",
        "PoolWorker-1 has squared 3 numbers, beginning with 2: 4",
        "PoolWorker-1 hands 3 results to the main program",
    ]


def test_a_stop_is_told_once_whatever_it_left() -> None:
    """Not a sentence for each number; and who was ended, or could not be, is said as it was."""
    events: list[Event] = [RunRequested(at(0))]
    for worker in range(2):
        name = f"Process-{worker + 1}"
        events.append(WorkerRequested(worker, name, worker + 1, at(worker)))
    events += [
        NumberNotDone(2, None, STOPPED, at(10), 998),
        NumberNotDone(0, 0, STOPPED, at(20)),
        WorkerExited(0, -15, STOPPED, at(20)),
        NumberNotDone(1, 1, STOPPED, at(30)),
        WorkerExited(1, None, STOPPED, at(30), ended=False),
        RunFinished(at(40), stopped=True, left=1),
    ]
    assert [moment.sentence for moment in told(log_of(range(1_000), events))][3:6] == [
        "you pressed Stop: 1,000 numbers are not squared",
        "the main program has ended Process-1, and joins it",
        "Process-2 does not end, and is no longer waited for",
    ]
