"""The story of a run: every event in a sentence, in order, and cheap for a million numbers."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator

import pytest

from app.engine.events import (
    Event,
    NumberTaken,
    RunFinished,
    RunRequested,
    WorkerExited,
    WorkerRequested,
)
from app.engine.log import Log
from app.engine.outcome import Cause, CauseKind
from app.engine.telling.story import Moment, Story
from tests.hand_written_logs import (
    at,
    five_processes,
    log_of,
    many_numbers,
    many_numbers_events,
    many_processes,
    one_killed,
    results_lying_ready,
    squared_one,
    three_threads,
)

LONGEST_STEP_NS = 50_000_000
"""No step may hold the window up for longer; they take a tenth of it."""


def ready(log: Log) -> Story:
    """Return a log's story, ready to be told."""
    story = Story(log)
    story.prepare()
    return story


def told(story: Story) -> list[Moment]:
    """Return all moments, from the first to the last."""
    moments, moment = list[Moment](), story.first()
    while moment is not None:
        moments.append(moment)
        moment = story.after(moment)
    return moments


def test_every_event_is_told_in_a_sentence() -> None:
    """What a process goes through, in words a beginner knows."""
    sentences = [moment.sentence for moment in told(ready(five_processes()))]
    of_process_3 = [sentence for sentence in sentences if "Process-3" in sentence]
    assert of_process_3 == [
        "the main program starts Process-3",
        "Process-3 has started: it is running Python now, pid 4713",
        "Process-3 takes up 4",
        "Process-3 has squared 4: 16",
        "the main program reads 16 from Process-3",
        "the main program joins Process-3",
    ]
    assert sentences[0] == "the run begins"
    assert sentences[-1] == "every process has been joined: the run is over"


def test_death_and_suspension_are_told() -> None:
    """Why a number came to nothing, and that a process did not answer."""
    sentences = [moment.sentence for moment in told(ready(one_killed()))]
    assert "Process-4 does not answer: it has been suspended" in sentences
    assert "Process-4 goes on" in sentences
    assert "5 was not squared: Process-4 was killed (SIGTERM)" in sentences
    assert sentences.count("Process-4 takes up 5") == 1


def test_number_announced_and_sent_later_is_taken_up_once() -> None:
    """A slow number is told ahead of its result, with the same stamp as in the result."""
    message = squared_one(0, 0, 12, (10, 50, 60))
    events: list[Event] = [
        RunRequested(at(0)),
        WorkerRequested(0, "Process-1", 1, at(1)),
        NumberTaken(0, 0, at(10)),
        message,
        RunFinished(at(70), stopped=False),
    ]
    sentences = [moment.sentence for moment in told(ready(log_of([12], events)))]
    assert sentences[2:4] == ["Process-1 takes up 12", "Process-1 has squared 12: 144"]


def test_a_result_s_way_is_told_and_how_long_nobody_fetched_it() -> None:
    """Handed over, lying ready because the main program was busy, read."""
    sentences = [moment.sentence for moment in told(ready(results_lying_ready()))]
    assert [sentence for sentence in sentences if "Process-2" in sentence][3:] == [
        "Process-2 has squared 3: 9",
        "Process-2 hands 9 to the main program",
        "the main program reads 9 from Process-2; it had lain ready for 40 ms",
        "the main program joins Process-2",
    ]


def test_an_error_of_the_program_itself_is_told_as_the_end() -> None:
    """Nobody waits for a run that is over."""
    end = RunFinished(at(5), stopped=False, failed=True)
    events: list[Event] = [RunRequested(at(0)), end]
    sentences = [moment.sentence for moment in told(ready(log_of([1], events)))]
    assert sentences[-1] == "an error in MultiSquare itself has ended the run"


def test_a_process_that_does_not_end_is_not_said_to_be_joined() -> None:
    """Neither where it is given up, nor where the run is over; an orphan that ended is."""
    stopped = Cause(CauseKind.STOPPED)
    events: list[Event] = [
        RunRequested(at(0)),
        WorkerRequested(0, "Process-1", 1, at(1)),
        WorkerRequested(1, "Process-2", 2, at(1)),
        WorkerExited(0, None, stopped, at(5)),
        WorkerExited(1, None, stopped, at(6), ended=False),
        RunFinished(at(7), stopped=True, left=1),
    ]
    sentences = [moment.sentence for moment in told(ready(log_of([1, 2], events)))]
    assert sentences[-3:] == [
        "the main program has ended Process-1, and joins it",
        "Process-2 does not end, and is no longer waited for",
        "the run was stopped; 1 process does not end, and is no longer waited for",
    ]


def test_threads_are_not_said_to_be_joined_one_by_one() -> None:
    """Threads share a process, and the sentences say so."""
    sentences = [moment.sentence for moment in told(ready(three_threads()))]
    assert "Thread-2 is asked for, as a thread of one process" in sentences
    assert "Thread-2 has ended, and its process is joined" in sentences


def test_times_are_the_log_s_and_in_order() -> None:
    """Each moment stands at the stamp of its event; none is told twice or left out."""
    log = many_numbers(3_000)
    moments = told(ready(log))
    times = [moment.at for moment in moments]
    assert times == sorted(times)
    assert len(moments) == 2 * 3_000 + len(log.events)
    assert set(log.row_taken) | set(log.row_done) | set(log.row_received) <= set(times)


def test_backwards_is_forwards_reversed() -> None:
    """Stepping back goes through the same moments."""
    story = ready(many_numbers(2_000))
    forwards = told(story)
    backwards, moment = [forwards[-1]], story.before(forwards[-1])
    while moment is not None:
        backwards.append(moment)
        moment = story.before(moment)
    assert backwards[::-1] == forwards


def test_latest_is_the_last_moment_no_later() -> None:
    """Asked for a time, the story tells what happened last before it."""
    story = ready(five_processes())
    latest, following = story.latest(at(4_905)), story.next_after(at(4_905))
    assert latest is not None
    assert following is not None
    assert (latest.at, following.at) == (at(4_900), at(4_910))
    assert story.latest(at(-1)) is None


def test_story_is_told_only_when_ready() -> None:
    """While it is being prepared, a slice at a time, it says nothing."""
    story = Story(many_processes(1_000))
    steps = story.preparing()
    next(steps)
    assert not story.is_ready
    assert story.first() is None
    for _ in steps:
        assert not story.is_ready
    assert story.first() is not None


@pytest.fixture
def calm_collector() -> Iterator[None]:
    """Keep the garbage collector from looking through other tests' objects, as the window does."""
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("calm_collector")
def test_million_numbers_cost_nothing_that_is_felt() -> None:
    """Neither a slice of preparing nor a step anywhere holds up the window."""
    log = log_of(range(1_000_000), many_numbers_events(1_000_000, chunk=20_000))
    gc.freeze()
    story = Story(log)
    begun = time.thread_time_ns()
    for _ in story.preparing():
        assert time.thread_time_ns() - begun < LONGEST_STEP_NS
        begun = time.thread_time_ns()
    length = (log.finished or 0) - at(0)
    for part in range(100):
        begun = time.thread_time_ns()
        moment = story.latest(at(0) + length * part // 100)
        assert moment is not None
        story.after(moment)
        assert time.thread_time_ns() - begun < LONGEST_STEP_NS


def test_empty_log_has_no_story() -> None:
    """Nothing happened, so there is nothing to tell."""
    story = ready(Log([]))
    assert story.first() is None
    assert story.latest(5) is None
