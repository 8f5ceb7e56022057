"""A run of a function of one's own speaks of that function, and nowhere of squaring."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.engine.analysis.totals import RunTotals
from app.engine.log import Log
from app.engine.plan import Plan
from app.engine.record import Record
from app.engine.tasks import SQUARE, Task, Verb
from app.engine.telling.explanation import explain
from app.engine.telling.row_sentences import row_sentence
from app.engine.telling.run_words import progress_words, summary_words
from app.engine.telling.story import Story
from tests.hand_written_logs import five_events, one_killed_events, record_of

OWN = replace(SQUARE, name="is_prime", verb=Verb.GIVE)
NUMBERS = [2, 3, 4, 5, 6]


def run_of(task: Task, *, killed: bool = False, first: int | None = None) -> Record:
    """Return a record of five numbers."""
    log = Log(NUMBERS, task=task)
    log.extend((one_killed_events() if killed else five_events())[:first])
    return record_of(log, Plan(NUMBERS, task=task))


def sentences_of(record: Record) -> Iterator[str]:
    """Yield everything that is said of a run."""
    log = record.log
    yield progress_words(record)
    yield summary_words(record)
    yield from (row_sentence(log, row) for row in range(len(log)))
    story = Story(log)
    story.prepare()
    moment = story.first()
    while moment is not None:
        yield moment.sentence
        moment = story.after(moment)
    told = explain(RunTotals(log).done().at(), record)
    yield from (told.headline, told.sentence, told.never, told.try_words)
    yield from (words for entry in told.sums for words in (entry.label, entry.value, entry.rule))
    yield from (bar.label for bar in (told.this, told.other) if bar is not None)


@pytest.mark.parametrize("killed", [False, True])
def test_own_function_is_never_said_to_square(killed: bool) -> None:
    """Not in a row, nor in the story, the summary or the Why."""
    sentences = list(sentences_of(run_of(OWN, killed=killed)))
    said = [words for words in sentences if "squar" in words.replace("MultiSquare", "").lower()]
    assert said == []
    assert any("is_prime" in words for words in sentences)


def test_rows_say_what_the_function_gives() -> None:
    """The number, the result, and who did it."""
    assert row_sentence(run_of(OWN).log, 0) == "3 gives 9 by: Process-2"
    assert row_sentence(run_of(SQUARE).log, 0) == "3 squared to 9 by: Process-2"


def test_what_is_not_done_is_said_not_to_be() -> None:
    """With its cause."""
    log = run_of(OWN, killed=True).log
    (row,) = log.failed_rows
    assert row_sentence(log, row) == "5 was not done: Process-4 was killed (SIGTERM)"
