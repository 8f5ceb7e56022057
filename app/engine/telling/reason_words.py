"""Why a run took as long as it did, in one sentence for each reason `analysis.reasons` knows.

Every figure in it is one that the picture shows, under the same name. Pure functions, usable in any
thread of the main process.
"""

from __future__ import annotations

from collections.abc import Callable

from app.engine.analysis.findings import Against, Findings
from app.engine.analysis.reasons import Reason
from app.engine.analysis.stages import Stage
from app.engine.numbers.exact import short_text_of
from app.engine.telling.durations import duration_text
from app.engine.telling.task_words import tr_task, tr_task_count
from app.engine.telling.wording import cores_text, in_words, part_of
from app.engine.way import Housing
from app.words import tr, tr_count

COUNTED_PART = 10
"""What the system counted is told from such a part of the time in progress on: a tenth."""

MOST_DIGITS = 12
"""A number in the middle of a sentence is shortened beyond this."""


def stage_words(stage: Stage) -> str:
    """Return what a moment counts for; no lane's phase is called so, since these exclude others."""
    return {
        Stage.IN_PROGRESS: tr("a number in progress"),
        Stage.SENDING: tr("only a result on its way"),
        Stage.LYING: tr("only results lying ready"),
        Stage.WAITING: tr("only waiting for work"),
        Stage.STARTING: tr("only starting"),
        Stage.EXITING: tr("only exiting"),
        Stage.ALONE: tr("the main program alone"),
    }[stage]


def why(found: Findings) -> str:
    """Return the reason, in a sentence, and one after another where the picture lacks it."""
    tellers: dict[Reason, Callable[[Findings], str]] = {
        Reason.EMPTY: lambda _: tr("There was nothing to do."),
        Reason.FAULT: _fault,
        Reason.STOPPED: _stopped,
        Reason.NOTHING_DONE: _nothing_done,
        Reason.NOT_ALL_DONE: _not_all_done,
        Reason.ONE_NUMBER: _one_number,
        Reason.ONE_AFTER_ANOTHER: _one_after_another,
        Reason.SUSPENDED: _suspended,
        Reason.GIL: _gil,
        Reason.STRAGGLER: _straggler,
        Reason.WAITING: _waiting,
        Reason.CROWDED: _crowded,
        Reason.START_UP: _overhead,
        Reason.TRAFFIC: _overhead,
        Reason.WORK: _work,
    }
    sentence = tellers[found.reason](found)
    if found.in_turn is None or found.against is Against.IN_TURN:
        return sentence
    return tr(
        "{reason} One after another: {in_turn}.",
        reason=sentence,
        in_turn=duration_text(found.in_turn),
    )


def _fault(found: Findings) -> str:
    return tr(
        "After {elapsed} something went wrong in the program itself; its log file says what.",
        elapsed=duration_text(found.totals.counts.elapsed),
    )


def _stopped(found: Findings) -> str:
    return tr(
        "You pressed Stop; the last process had ended after {elapsed}. Half a run says nothing "
        "about what pays.",
        elapsed=duration_text(found.totals.counts.elapsed),
    )


def _nothing_done(found: Findings) -> str:
    return tr(
        "The run was over after {elapsed}; the rows say what happened.",
        elapsed=duration_text(found.totals.counts.elapsed),
    )


def _not_all_done(found: Findings) -> str:
    return tr_task_count(
        found.plan.task,
        square=(
            "One number was not squared; its row says why.",
            "{count} numbers were not squared; their rows say why.",
        ),
        give=(
            "One number was not done; its row says why.",
            "{count} numbers were not done; their rows say why.",
        ),
        count=found.totals.counts.failed,
    )


def _one_number(found: Findings) -> str:
    return tr(
        "A single number cannot be shared out. For {part} its process was only starting.",
        part=_part(found, Stage.STARTING),
    )


def _one_after_another(found: Findings) -> str:
    if found.totals.division.times[Stage.IN_PROGRESS] * 2 > (found.totals.results_after or 0):
        return tr_task(
            found.plan.task,
            square="A single process squared them all: for {part} a number was in progress.",
            give="A single process did them all: for {part} a number was in progress.",
            part=_part(found, Stage.IN_PROGRESS),
        )
    return tr_task(
        found.plan.task,
        square="A single process squared them all: for {part} it was only starting.",
        give="A single process did them all: for {part} it was only starting.",
        part=_part(found, Stage.STARTING),
    )


def _suspended(found: Findings) -> str:
    return tr(
        "It had to wait for suspended processes: they did not answer for {suspended} in all.",
        suspended=duration_text(found.totals.suspended),
    )


def _gil(found: Findings) -> str:
    return tr(
        "Only one thread at a time may run Python: up to {most} were in progress at once, but had "
        "{used} between them.",
        most=_most(found),
        used=cores_text(found.cores_used or 0.0),
    )


def _straggler(found: Findings) -> str:
    totals = found.totals
    place = totals.longest_number
    number = "" if place is None else short_text_of(found.plan.numbers[place], most=MOST_DIGITS)
    return tr(
        "One number held everything up: {number} alone kept {name} busy for {longest}.",
        number=number,
        name=totals.longest_worker,
        longest=part_of(totals.longest, totals.results_after or 0),
    )


def _waiting(found: Findings) -> str:
    return tr(
        "Waiting needs no core: up to {most} were in progress at once, on {cores}.",
        most=_most(found),
        cores=cores_text(found.cores),
    )


def _crowded(found: Findings) -> str:
    waited = found.totals.waited
    if waited is not None and waited * COUNTED_PART > found.totals.in_progress:
        return tr(
            "Up to {most} were in progress at once, with {used} between them: in all they were "
            "ready for {waited} while no core was free.",
            most=_most(found),
            used=cores_text(found.cores_used or 0.0),
            waited=duration_text(waited),
        )
    return tr(
        "Up to {most} were in progress at once, but they had only {used} between them and took "
        "turns.",
        most=_most(found),
        used=cores_text(found.cores_used or 0.0),
    )


def _work(found: Findings) -> str:
    figures = {"part": _part(found, Stage.IN_PROGRESS), "most": _most(found)}
    if found.totals.division.most_in_progress < 2:
        return tr("For {part} a number was in progress, never two at once.", **figures)
    if found.cores_used is None:
        return tr("For {part} numbers were in progress, up to {most} at once.", **figures)
    return tr(
        "For {part} numbers were in progress, up to {most} at once, with {used} between them.",
        used=cores_text(found.cores_used),
        **figures,
    )


def _overhead(found: Findings) -> str:
    """Tell of the stage that took most, and how little there was to square."""
    times = found.totals.division.times
    stage = max((each for each in Stage if each is not Stage.IN_PROGRESS), key=times.__getitem__)
    words = {
        Stage.SENDING: tr(
            "For {part} results were only on their way; a number was in progress for {progress}."
        ),
        Stage.LYING: tr(
            "For {part} results only lay ready until the main program fetched them; a number was "
            "in progress for {progress}."
        ),
        Stage.WAITING: tr(
            "For {part} workers only waited for work; a number was in progress for {progress}."
        ),
        Stage.STARTING: tr(
            "For {part} processes were only starting; a number was in progress for {progress}."
        ),
        Stage.EXITING: tr(
            "For {part} processes were only exiting; a number was in progress for {progress}."
        ),
        Stage.ALONE: tr(
            "For {part} the main program was alone; a number was in progress for {progress}."
        ),
    }[stage]
    if stage is Stage.STARTING and found.plan.way.housing is Housing.THREAD:
        words = tr(
            "For {part} the process with the threads was only starting; a number was in progress "
            "for {progress}."
        )
    progress = duration_text(times[Stage.IN_PROGRESS])
    return words.format(part=_part(found, stage), progress=progress)


def _part(found: Findings, stage: Stage) -> str:
    """Return a stage's time beside the whole time until the last result."""
    return part_of(found.totals.division.times[stage], found.totals.results_after or 0)


def _most(found: Findings) -> str:
    """Return how many numbers were in progress at the same time, at most; two or more."""
    most = found.totals.division.most_in_progress
    return tr_count("{words} number", "{words} numbers", most, words=in_words(most))
