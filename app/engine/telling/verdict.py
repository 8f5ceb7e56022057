"""A run's verdict, short enough to be read from the last row, and who is compared with what.

Pure functions, usable in any thread of the main process.
"""

from __future__ import annotations

from app.engine.analysis.findings import Against, Findings
from app.engine.analysis.reasons import Reason
from app.engine.plan import Plan
from app.engine.telling.durations import duration_text
from app.engine.telling.task_words import tr_task
from app.engine.telling.wording import times_text
from app.engine.way import POOL, Housing, Sharing, WorkKind
from app.words import tr, tr_count

FROM_TIMES = 2
"""From so many times on a factor says more than the two times themselves."""


def headline_of(found: Findings) -> str:
    """Return the verdict."""
    counts, who = found.totals.counts, who_worked(found)
    task = found.plan.task
    progress = {"done": f"{counts.done:,}", "numbers": f"{counts.numbers:,}"}
    if found.reason is Reason.EMPTY:
        return tr_task(
            task,
            square="No numbers, nothing to square",
            give="No numbers, nothing to run {function} for",
        )
    if found.reason is Reason.FAULT:
        return tr("Ended by an error in MultiSquare")
    if found.reason is Reason.STOPPED:
        return tr_task(
            task,
            square="Stopped: {done} of {numbers} squared",
            give="Stopped: {done} of {numbers} done",
            **progress,
        )
    if found.reason is Reason.NOTHING_DONE:
        return tr_task(task, square="Not one number was squared", give="Not one number was done")
    if found.reason is Reason.NOT_ALL_DONE:
        return tr_task(
            task,
            square="{who}: {done} of {numbers} squared",
            give="{who}: {done} of {numbers} done",
            who=who,
            **progress,
        )
    if found.against is Against.IN_TURN:
        return _against_in_turn(found, who)
    after = found.totals.results_after or 0
    if found.against is Against.ITSELF and found.itself is not None:
        return _against_itself(who, found.plan, found.itself, after)
    return tr("{who}: all results after {after}", who=who, after=duration_text(after))


def who_worked(found: Findings) -> str:
    """Return who squared the numbers, as the verdict begins: ``5 processes``, ``A pool of 2``."""
    counts, plan = found.totals.counts, found.plan
    if plan.way.sharing is Sharing.ONE:
        return tr("One after another")
    if plan.way.kind == POOL:
        return tr("A pool of {workers}", workers=f"{plan.way.workers:,}")
    if plan.way.housing is Housing.THREAD:
        return tr_count("{count} thread", "{count} threads", counts.workers)
    return tr_count("{count} process", "{count} processes", counts.processes)


def working_words(plan: Plan) -> str:
    """Return what the CPU time and the sleep of all numbers, added up, are called."""
    if plan.way.work.kind is WorkKind.WAITING:
        return tr("The waiting itself")
    return tr_task(plan.task, square="The squaring itself", give="{function} itself")


def _against_in_turn(found: Findings, who: str) -> str:
    """Return how a run compares with one after another."""
    factor = found.times_as_fast or 1.0
    if found.faster:
        times = times_text(factor)
        return tr("{who}: {times} times as fast as one after another", who=who, times=times)
    if found.slower:
        times = times_text(1 / factor)
        return tr("{who}: {times} times slower than one after another", who=who, times=times)
    return tr("{who}: no faster than one after another", who=who)


def _against_itself(who: str, plan: Plan, itself: int, after: int) -> str:
    """Return how a run compares with what its squaring took."""
    waiting = plan.way.work.kind is WorkKind.WAITING
    if after < FROM_TIMES * itself or duration_text(itself) == duration_text(0):
        times = {"itself": duration_text(itself), "after": duration_text(after)}
        if waiting:
            return tr("{who}: {itself} of waiting done in {after}", who=who, **times)
        return tr_task(
            plan.task,
            square="{who}: {itself} of squaring done in {after}",
            give="{who}: {itself} of {function} done in {after}",
            who=who,
            **times,
        )
    factor = times_text(after / itself)
    if waiting:
        return tr("{who}: {times} times slower than the waiting itself", who=who, times=factor)
    return tr_task(
        plan.task,
        square="{who}: {times} times slower than the squaring itself",
        give="{who}: {times} times slower than {function} itself",
        who=who,
        times=factor,
    )
