"""The sums behind a run's verdict, each with the rule by which it was added up.

Pure functions, usable in any thread of the main process.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.engine.analysis.break_even import rounds, rounds_in_turn
from app.engine.analysis.findings import Findings
from app.engine.telling.durations import below_text, duration_text
from app.engine.telling.verdict import working_words
from app.engine.telling.wording import cores_text, digits_text
from app.engine.way import Housing, WorkKind
from app.words import tr, tr_count


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure, what it is called, and how it comes about."""

    label: str
    value: str
    rule: str


def division_rule() -> str:
    """Return how the run's time is divided."""
    return tr(
        "Each moment of the run counts once, for the furthest thing any worker was doing then."
    )


def sums_of(found: Findings) -> tuple[Sum, ...]:
    """Return the sums, in the order of the picture."""
    totals = found.totals
    sums: list[Sum] = []
    if totals.results_after is not None:
        rule = tr("From the run's request to the arrival of its last result.")
        sums.append(Sum(tr("Results after"), duration_text(totals.results_after), rule))
    if totals.afterwards > 0:
        rule = tr("From then until every process had been joined.")
        sums.append(Sum(tr("After the last result"), duration_text(totals.afterwards), rule))
    if totals.counts.done:
        sums += [_itself(found), _in_progress(found), *_no_core_free(found)]
    if found.in_turn is not None:
        rule = tr(
            "Measured in a run of its own just afterwards: the same numbers in a single process, "
            "from its request to its last result."
        )
        sums.append(Sum(tr("One after another"), duration_text(found.in_turn), rule))
    return (*sums, *_even(found))


def _itself(found: Findings) -> Sum:
    """Return the sum of CPU times."""
    totals = found.totals
    if found.itself is None:
        rule = tr("CPU time was not measured, or is too short for this system's CPU clock.")
        return Sum(working_words(found.plan), tr("unknown"), rule)
    each = duration_text(found.itself // totals.counts.done)
    if found.plan.way.work.kind is WorkKind.WAITING:
        rule = tr(
            "What every number slept on purpose and its CPU time ({computed}), added up: {each} "
            "for each.",
            computed=duration_text(totals.computed or 0),
            each=each,
        )
    else:
        rule = tr("The CPU time of every number, added up: {each} for each.", each=each)
    return Sum(working_words(found.plan), duration_text(found.itself), rule)


def _in_progress(found: Findings) -> Sum:
    """Return how long numbers were in progress, each by the clock."""
    totals = found.totals
    most = tr_count("one at a time", "up to {count} at a time", totals.division.most_in_progress)
    if found.cores_used is None:
        rule = tr("The time on the clock of every number: {most}.", most=most)
    else:
        rule = tr(
            "The time on the clock of every number: {most}, with {used} between them, of {cores} "
            "that this program may use.",
            most=most,
            used=cores_text(found.cores_used),
            cores=cores_text(found.cores),
        )
    return Sum(tr("In progress, added up"), duration_text(totals.in_progress), rule)


def _no_core_free(found: Findings) -> list[Sum]:
    """Return how long workers were ready while others had the cores, where that was counted."""
    waited = found.totals.waited
    if waited is None:
        return []
    rule = tr(
        "How long the workers of these numbers were ready to run while other processes had the "
        "cores, added up. Counted by the operating system."
    )
    return [Sum(tr("No core free, added up"), duration_text(waited), rule)]


def _even(found: Findings) -> list[Sum]:
    """Return how the break-even was worked out."""
    even = found.even
    sums: list[Sum] = []
    if found.pays_never:
        sums.append(Sum(tr("Break-even for computing"), tr("never"), never_words(found)))
    if even is not None and found.in_turn is not None:
        shared, in_turn = found.totals.results_after or 0, found.in_turn
        rule = tr(
            "({shared} − {in_turn}) : ({alone} − {together}) + {own}: the difference of the two "
            "runs, divided by how many times more work for each number passes one after another "
            "({alone}) less how many times here ({together}), and the work each had.",
            shared=duration_text(shared),
            in_turn=duration_text(in_turn),
            alone=digits_text(rounds_in_turn(found.plan, found.cores, even.kind)),
            together=digits_text(rounds(found.plan, found.cores, even.kind)),
            own=duration_text(even.own or 0),
        )
        value = duration_text(even.exact)
        if even.bound:
            value = below_text(even.mark)
        waiting = even.kind is WorkKind.WAITING
        label = tr("Break-even for waiting") if waiting else tr("Break-even")
        sums.append(Sum(label, value, rule))
    return sums


def never_words(found: Findings) -> str:
    """Return why sharing computing out cannot pay."""
    if found.plan.way.housing is Housing.THREAD:
        return tr(
            "However much each number has to compute, threads do not pay: they share one "
            "interpreter lock. Waiting is another matter."
        )
    return tr(
        "However much each number has to compute, processes do not pay here: this program may use "
        "{cores}. Waiting is another matter.",
        cores=cores_text(found.cores),
    )
