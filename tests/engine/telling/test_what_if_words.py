from __future__ import annotations

import pytest

from app.engine.analysis.what_if import Answer, Estimates, Question
from app.engine.telling.what_if_words import outcome_words, rule_of, told_of
from app.engine.units import NS_PER_MS
from app.engine.way import POOL, PROCESS_FOR_EACH, THREADS, Way, Work, WorkKind

TWICE = Work(WorkKind.COMPUTING, 0.1)


@pytest.mark.parametrize(
    ("answer", "question", "beside"),
    [
        (
            Answer(Question.NO_STARTING, 80 * NS_PER_MS),
            "If starting were free",
            "20 ms less than this run",
        ),
        (
            Answer(Question.EVENLY, 97 * NS_PER_MS),
            "If the numbers were shared out evenly",
            "about as long as this run",
        ),
        (
            Answer(Question.TWICE, 210 * NS_PER_MS, Way(*POOL, work=TWICE)),
            "With twice the work (100 ms each)",
            "2.1 times as long as this run",
        ),
        (
            Answer(Question.TWICE, 150 * NS_PER_MS, Way(work=Work(WorkKind.WAITING, 2.0))),
            "With twice the waiting (2 s each)",
            "50 ms more than this run",
        ),
        (
            Answer(Question.OTHER_WAY, 40 * NS_PER_MS, Way(*POOL, workers=2)),
            "With a pool of 2",
            "2.5 times as fast as this run",
        ),
        (
            Answer(Question.OTHER_WAY, 300 * NS_PER_MS, Way(*PROCESS_FOR_EACH)),
            "With a process for each number",
            "3.0 times as long as this run",
        ),
        (
            Answer(Question.OTHER_WAY, 300 * NS_PER_MS, Way(*THREADS, workers=4)),
            "With 4 threads",
            "3.0 times as long as this run",
        ),
    ],
)
def test_each_estimate_is_told_beside_the_run(answer: Answer, question: str, beside: str) -> None:
    """And says that it is none but an estimate."""
    (told,) = told_of(Estimates(100 * NS_PER_MS, 90 * NS_PER_MS, 2.0, (answer,)))
    assert (told.question, told.beside) == (question, beside)
    assert told.value.startswith("about ")
    assert told.way == answer.way


def test_it_is_said_how_far_the_estimates_can_be_believed() -> None:
    """By what the same reckoning makes of the run itself."""
    answer = Answer(Question.NO_STARTING, 80 * NS_PER_MS)
    words = rule_of(Estimates(100 * NS_PER_MS, 90 * NS_PER_MS, 2.0, (answer,)), 2.0)
    assert words.startswith("Estimates: ")
    assert "on 2 cores. For this run itself that makes 90 ms; it really took 100 ms" in words


def test_it_is_said_when_others_had_the_cores() -> None:
    """With how many the estimates are made."""
    answer = Answer(Question.NO_STARTING, 80 * NS_PER_MS)
    words = rule_of(Estimates(150 * NS_PER_MS, 90 * NS_PER_MS, 1.2, (answer,)), 2.0)
    assert "On 2 cores this run itself should then have taken 90 ms; it really took 150 ms" in words
    assert words.endswith("as if it had had 1.2 cores. So the estimates are made with as many.")


def test_a_run_that_something_else_held_up_is_told_as_such() -> None:
    """Better no estimate than a wrong one."""
    words = rule_of(Estimates(300 * NS_PER_MS, 90 * NS_PER_MS, 2.0, ()), 2.0)
    assert "makes 90 ms for this run; it really took 300 ms." in words
    assert words.endswith("so nothing is estimated.")


@pytest.mark.parametrize(
    ("really", "words"),
    [
        (
            110,
            "really 110 ms; 10 % longer than predicted.",
        ),
        (
            50,
            "really 50 ms; 50 % shorter than predicted.",
        ),
        (
            98,
            "really 98 ms; less than a twentieth off.",
        ),
    ],
)
def test_a_prediction_stands_beside_its_outcome(really: int, words: str) -> None:
    """Right or wrong."""
    told = outcome_words("With a pool of 2", 100 * NS_PER_MS, really * NS_PER_MS)
    assert told == f"With a pool of 2: predicted about 100 ms, {words}"
