from __future__ import annotations

import pytest

from app.engine.events import (
    RunFinished,
    RunRequested,
    WorkerRequested,
)
from app.engine.log import Log
from app.engine.plan import Plan
from app.engine.record import another_go
from app.engine.telling.run_words import (
    progress_words,
    record_words,
    summary_words,
    suspended_words,
)
from app.engine.way import THREADS, Way
from tests.hand_written_logs import five_processes, one_killed, record_of

MS = 1_000_000


def test_a_run_without_trouble_is_one_sentence() -> None:
    """How many numbers, how many processes and how long until the last result, as in the Why."""
    words = summary_words(record_of(five_processes()))
    assert words == "5 numbers squared by 5 processes in 15 ms"


def test_what_was_not_squared_is_counted() -> None:
    """A killed process shows in the summary too."""
    log = one_killed()
    words = summary_words(record_of(log))
    assert words.startswith(f"{log.done} of {len(log.numbers)} numbers squared by ")
    assert words.endswith("; 1 was not squared")


def test_progress_counts_what_has_arrived() -> None:
    """Failures count too: the bar reaches its end in any case."""
    assert progress_words(record_of(Log([1, 2, 3]))) == "Squaring… 0 of 3"


def test_threads_are_counted_in_their_process() -> None:
    """Four threads are not four processes."""
    log = Log([1])
    log.extend([RunRequested(0)])
    log.extend([WorkerRequested(n, f"Thread-{n + 1}", 1, 0) for n in range(4)])
    log.extend([RunFinished(5 * MS, stopped=False)])
    assert "by 4 threads in 1 process in 5 ms" in summary_words(
        record_of(log, Plan([1], Way(*THREADS)))
    )


@pytest.mark.parametrize(("count", "words"), [(1, "P-1 does not answer"), (2, "2 processes do")])
def test_a_suspended_process_is_said_with_what_to_do(count: int, words: str) -> None:
    """A person who sees nothing move learns why, and the way out."""
    said = suspended_words([f"P-{number + 1}" for number in range(count)])
    assert said.startswith(words)
    assert "Stop" in said
    assert suspended_words([]) == ""


def test_another_go_says_which_it_is_at_what_and_after_which_run() -> None:
    """Its counts are its own: no full bar of five while two are tried again."""
    first = record_of(one_killed())
    again = another_go(first, [(3, 1)])
    assert record_words(first) == "Run 1: 2, 3, 4, 5, 6"
    assert record_words(again) == "Run 2 (5, left by Run 1)"
    assert progress_words(again) == "Run 2 (5, left by Run 1): squaring… 0 of 1"
    many = another_go(record_of(Log(range(1_000_000))), [(10, 500_000)])
    assert record_words(many) == "Run 2 (10, 11, 12, 13, 14 …, 500,000 numbers, left by Run 1)"
