"""Sentences made in bulk are the very sentences of the log."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from app.engine.events import NumbersDone, WorkerRequested
from app.engine.log import Log
from app.engine.numbers.exact import Gaussian
from app.engine.numbers.squaring import square
from app.engine.telling import task_words
from app.engine.telling.row_sentences import RowSentences, row_sentence
from tests.hand_written_logs import five_processes, one_killed


def test_bulk_sentences_equal_the_logs_own() -> None:
    """Squares and failures alike."""
    for log in (five_processes(), one_killed()):
        bulk = RowSentences(log)
        assert [bulk.of_row(row) for row in range(len(log))] == [
            row_sentence(log, row) for row in range(len(log))
        ]


def test_a_percent_sign_in_a_name_is_only_a_percent_sign() -> None:
    """Names come from children and are data."""
    log = five_processes()
    log.workers[1].name = "100%s"
    assert RowSentences(log).of_row(0) == "3 squared to 9 by: 100%s"


def test_a_language_with_another_order_gets_its_own_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where the square comes first, the log's slower way is taken."""
    log = five_processes()
    monkeypatch.setattr(task_words, "tr", lambda _, **values: "{square} {number}".format(**values))
    assert RowSentences(log).of_row(0) == row_sentence(log, 0)


def squared_by_two(numbers: Sequence[Any]) -> Log:
    """Return a run whose two workers take turns with messages of seven numbers."""
    log = Log(numbers)
    log.extend(WorkerRequested(worker, f"PoolWorker-{worker + 1}", 1, 0) for worker in (0, 1))
    for message, first in enumerate(range(0, len(numbers), 7)):
        results = [square(number) for number in numbers[first : first + 7]]
        times = array("q", [1]) * len(results)
        log.extend([NumbersDone(message % 2, first, times, times, results, 2)])
    return log


@pytest.mark.parametrize(
    "numbers",
    [
        range(-3, 40),
        [2**40 + place for place in range(40)],
        [10**58, 3, 7],
        [10**60, -3, Fraction(1, 3), Gaussian(1, 2), Decimal("0.5")],
        [],
    ],
)
def test_stretches_are_the_rows_sentences(numbers: Sequence[Any]) -> None:
    """However they are made, they read as each row by itself, in order."""
    log = squared_by_two(numbers)
    lines = list(RowSentences(log).stretches(0, len(log)))
    assert "".join(text for _, text in lines) == "".join(
        f"{row_sentence(log, row)}\n" for row in range(len(log))
    )
    assert all(done for done, _ in lines)
    part = "".join(text for _, text in RowSentences(log).stretches(1, len(log)))
    assert part == "".join(f"{row_sentence(log, row)}\n" for row in range(1, len(log)))


def test_a_failure_among_them_is_told_as_one() -> None:
    """Its line is marked, so that it goes to its own stream."""
    log = one_killed()
    told = [line for done, line in RowSentences(log).stretches(0, len(log)) if not done]
    assert told == [f"{row_sentence(log, row)}\n" for row in log.failed_rows]
    assert told
