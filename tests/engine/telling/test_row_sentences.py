"""Sentences made in bulk are the very sentences of the log."""

from __future__ import annotations

import pytest

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
