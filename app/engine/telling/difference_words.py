"""What two runs differ in, in a sentence. Pure functions, usable in any thread."""

from __future__ import annotations

from app.engine.analysis.differences import Differences, Part
from app.engine.analysis.stages import Stage
from app.engine.plan import Plan
from app.engine.telling.durations import duration_text
from app.engine.way import POOL, Housing, Sharing
from app.words import tr, tr_count


def difference_sentence(found: Differences, first: Plan, second: Plan) -> str:
    """Return what the second run has more or less than the first, and where."""
    if not found.complete:
        return tr("One of the two did not do all of its numbers, so their times say little.")
    who, whole = _who(first, second), duration_text(abs(found.whole))
    if not found.clear:
        return tr(
            "No clear difference: {whole}. Two runs of the same differ by as much.", whole=whole
        )
    stage, amount = _stage(found.stage), duration_text(abs(found.by_stage[found.stage]))
    words = {"who": who, "whole": whole, "stage": stage, "amount": amount}
    if found.part is Part.ALL:
        if found.whole < 0:
            return tr("{who} needed {whole} less, all of it {stage}.", **words)
        return tr("{who} needed {whole} more, all of it {stage}.", **words)
    if found.part is Part.MORE:
        if found.whole < 0:
            return tr("{who} needed {whole} less: {amount} less {stage}, but more else.", **words)
        return tr("{who} needed {whole} more: {amount} more {stage}, but less else.", **words)
    if found.part is Part.MOST:
        if found.whole < 0:
            return tr("{who} needed {whole} less, {amount} of it {stage}.", **words)
        return tr("{who} needed {whole} more, {amount} of it {stage}.", **words)
    if found.whole < 0:
        return tr("{who} needed {whole} less, in several stages: see the table.", **words)
    return tr("{who} needed {whole} more, in several stages: see the table.", **words)


def caution_words(found: Differences) -> str:
    """Return what to bear in mind; an empty text for nothing but that single runs vary."""
    cautions: list[str] = []
    if not found.same_numbers:
        cautions.append(tr("They had different numbers."))
    if not found.same_task:
        cautions.append(tr("They did different work for each number."))
    if not found.same_computer:
        cautions.append(tr("They ran on different computers, or with different versions."))
    if found.same_way and found.same_numbers and found.same_task and found.same_computer:
        cautions.append(tr("It is the same, done twice: what differs is the computer's day."))
    return " ".join(cautions)


def change_text(ns: int) -> str:
    """Return a difference with its sign, such as ``+12 ms`` or ``−3.1 ms``."""
    if ns == 0:
        return "0"
    sign = "+" if ns > 0 else "\N{MINUS SIGN}"
    return f"{sign}{duration_text(abs(ns))}"


def _stage(stage: Stage) -> str:
    """Return a stage as a part of a sentence."""
    return {
        Stage.ALONE: tr("the main program alone"),
        Stage.STARTING: tr("starting"),
        Stage.WAITING: tr("waiting for work"),
        Stage.IN_PROGRESS: tr("numbers in progress"),
        Stage.SENDING: tr("results on their way"),
        Stage.LYING: tr("results lying ready"),
        Stage.EXITING: tr("exiting"),
    }[stage]


def _who(first: Plan, second: Plan) -> str:
    """Return the second run's name in the sentence: its way, or that it is the second."""
    if _way_name(first) == _way_name(second):
        return tr("The second run")
    return _way_name(second)


def _way_name(plan: Plan) -> str:
    """Return a way as the beginning of a sentence."""
    if plan.way.sharing is Sharing.ONE:
        return tr("One after another")
    if plan.way.kind == POOL:
        return tr("The pool of {workers}", workers=f"{plan.way.workers:,}")
    if plan.way.housing is Housing.THREAD:
        return tr_count("{count} thread", "{count} threads", plan.way.workers)
    return tr("A process for each number")
