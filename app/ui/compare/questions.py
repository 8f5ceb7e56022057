"""The questions that a comparison answers, in a beginner's words. GUI thread only."""

from __future__ import annotations

from app.engine.comparing.comparison import Question
from app.engine.way import ONE_AFTER_ANOTHER, POOL, PROCESS_FOR_EACH, THREADS
from app.ui.form.explained_box import Offer
from app.words import tr


def question_offers() -> list[Offer]:
    """Return the questions, in a beginner's words."""
    return [
        Offer(
            Question.WAYS.value,
            tr("Which way is fastest?"),
            tr("The same numbers in several ways, several times each."),
        ),
        Offer(
            Question.WORK.value,
            tr("From how much work on?"),
            tr("More and more work for each number, until sharing it out pays."),
        ),
        Offer(
            Question.PROCESSES.value,
            tr("How many processes?"),
            tr("One, two and more of them, until more of them bring nothing."),
        ),
        Offer(
            Question.CHUNK.value,
            tr("How large a chunk?"),
            tr("A pool is given more and more numbers at a time."),
        ),
    ]


KINDS_OF = {
    Question.WAYS: (ONE_AFTER_ANOTHER, PROCESS_FOR_EACH, POOL, THREADS),
    Question.WORK: (PROCESS_FOR_EACH, POOL, THREADS),
    Question.PROCESSES: (POOL, THREADS),
    Question.CHUNK: (POOL,),
}
"""Which kinds of ways can be ticked; one after another is always compared with the others where the
question is not about ways."""
