"""What a run would have taken otherwise, in words that say it is an estimate. Any thread."""

from __future__ import annotations

from dataclasses import dataclass

from app.engine.analysis.what_if import Answer, Estimates, Question
from app.engine.telling.durations import duration_text, seconds_text
from app.engine.telling.wording import about_text, cores_text, times_text
from app.engine.way import POOL, PROCESS_FOR_EACH, Way, WorkKind
from app.words import tr, tr_count

LIKE_PART = 20
"""Two lengths of time that differ by less than a twentieth are called alike."""

FROM_TIMES = 2
"""From so many times on a factor says more than a difference."""


@dataclass(frozen=True, slots=True)
class Told:
    """One estimate, told.

    Attributes:
        question: what might have been otherwise.
        ns: what it should have taken, in nanoseconds.
        value: that in words.
        beside: that beside what the run took.
        way: how to run the same numbers to see; None where nobody can.
    """

    question: str
    ns: int
    value: str
    beside: str
    way: Way | None


def told_of(estimates: Estimates) -> list[Told]:
    """Return the estimates of a run, told, in order."""
    return [
        Told(
            question_words(answer),
            answer.ns,
            tr("about {duration}", duration=about_text(answer.ns)),
            _beside(answer.ns, estimates.really),
            answer.way,
        )
        for answer in estimates.answers
    ]


def question_words(answer: Answer) -> str:
    """Return what might have been otherwise, such as ``With a pool of 2``."""
    if answer.question is Question.NO_STARTING:
        return tr("If starting were free")
    if answer.question is Question.EVENLY:
        return tr("If the numbers were shared out evenly")
    assert answer.way is not None
    if answer.question is Question.OTHER_WAY:
        return _way_words(answer.way)
    amount = seconds_text(answer.way.work.seconds)
    if answer.way.work.kind is WorkKind.WAITING:
        return tr("With twice the waiting ({amount} each)", amount=amount)
    return tr("With twice the work ({amount} each)", amount=amount)


def rule_of(estimates: Estimates, cores: float) -> str:
    """Return how the estimates come about, and how far to believe them.

    Args:
        estimates: a run's.
        cores: how many cores it could use.
    """
    figures = {
        "cores": cores_text(cores),
        "modelled": duration_text(estimates.modelled),
        "really": duration_text(estimates.really),
    }
    if not estimates.answers:
        return tr(
            "What each number computed and slept, dealt out again in thought to workers on "
            "{cores}, makes {modelled} for this run; it really took {really}. Something else was "
            "in its way, so nothing is estimated.",
            **figures,
        )
    had = cores_text(estimates.cores)
    if had != figures["cores"]:
        return tr(
            "Estimates: what each number of this run computed and slept, dealt out again in "
            "thought to workers. On {cores} this run itself should then have taken {modelled}; it "
            "really took {really}, as if it had had {had}. So the estimates are made with as many.",
            had=had,
            **figures,
        )
    return tr(
        "Estimates: what each number of this run computed and slept, dealt out again in thought to "
        "workers on {cores}. For this run itself that makes {modelled}; it really took {really}, "
        "and every estimate has been put right by as much.",
        **figures,
    )


def outcome_words(question: str, predicted: int, really: int) -> str:
    """Return a prediction beside what came of it.

    Args:
        question: what was otherwise, in words.
        predicted: what it should take, in nanoseconds.
        really: what it took.
    """
    return tr(
        "{question}: predicted about {predicted}, really {really}; {beside}.",
        question=question,
        predicted=about_text(predicted),
        really=duration_text(really),
        beside=_off(really, predicted),
    )


def _way_words(way: Way) -> str:
    """Return a way, as something that could be done instead."""
    if way.kind == POOL:
        return tr("With a pool of {workers}", workers=f"{way.workers:,}")
    if way.kind == PROCESS_FOR_EACH:
        return tr("With a process for each number")
    return tr_count("With {count} thread", "With {count} threads", way.workers)


def _beside(ns: int, really: int) -> str:
    """Return an estimate beside what the run took."""
    if _alike(ns, really):
        return tr("about as long as this run")
    if ns * FROM_TIMES <= really:
        return tr("{times} times as fast as this run", times=times_text(really / max(1, ns)))
    if ns >= really * FROM_TIMES:
        return tr("{times} times as long as this run", times=times_text(ns / really))
    difference = about_text(abs(really - ns))
    if ns < really:
        return tr("{difference} less than this run", difference=difference)
    return tr("{difference} more than this run", difference=difference)


def _off(really: int, predicted: int) -> str:
    """Return how far a prediction was off."""
    if _alike(really, predicted):
        return tr("less than a twentieth off")
    percent = round(100 * abs(really - predicted) / max(1, predicted))
    if really > predicted:
        return tr("{percent} % longer than predicted", percent=f"{percent:,}")
    return tr("{percent} % shorter than predicted", percent=f"{percent:,}")


def _alike(first: int, second: int) -> bool:
    """Return whether two lengths of time are too much alike to tell them apart."""
    return abs(first - second) * LIKE_PART <= max(first, second)
