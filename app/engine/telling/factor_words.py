"""The factors of a run's efficiency, in a beginner's words. Main process, any thread."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from app.engine.analysis.factors import Factors, Held
from app.engine.analysis.reasons import CLEARLY
from app.engine.plan import Plan
from app.engine.telling.durations import duration_text
from app.engine.telling.wording import cores_text, part_of, percent_text, times_text
from app.engine.way import Housing
from app.words import tr, tr_count

GOOD = Fraction(9, 10)
"""From here on a factor is told as nothing to worry about."""


@dataclass(frozen=True, slots=True)
class FactorBar:
    """One factor, as a bar in a picture in which each bar goes on from the last.

    Attributes:
        label: what it is.
        before: what the factors before it have left, from 0 to 1.
        left: what it leaves of that.
        value: the factor, or the whole product, in words.
        sentence: what it says of this run.
        is_product: whether it is not one of the factors but what they make together.
    """

    label: str
    before: float
    left: float
    value: str
    sentence: str
    is_product: bool = False


def factor_bars(factors: Factors, plan: Plan) -> list[FactorBar]:
    """Return the three factors, and the efficiency that they make.

    Args:
        factors: the run's.
        plan: what was asked for.
    """
    threads = plan.way.housing is Housing.THREAD
    rows = [
        (tr("Shared out evenly"), factors.balance, _balance(factors, threads)),
        (tr("At work, not waiting"), factors.communication, _communication(factors, threads)),
        (tr("A core to itself"), factors.computation, _computation(factors)),
    ]
    bars: list[FactorBar] = []
    left = Fraction(1)
    for label, factor, sentence in rows:
        before, left = left, left * factor
        bars.append(_bar(label, before, left, percent_text(factor), sentence))
    value = percent_text(factors.efficiency)
    words = _efficiency(factors, threads)
    return [*bars, _bar(tr("Efficiency"), left, left, value, words, is_product=True)]


def title_of(factors: Factors, plan: Plan) -> str:
    """Return what the picture is of."""
    return tr("How well {workers} were used", workers=_workers(factors, _has_threads(plan)))


def _bar(
    label: str,
    before: Fraction,
    left: Fraction,
    value: str,
    sentence: str,
    *,
    is_product: bool = False,
) -> FactorBar:
    """Return a bar; what was measured a hair too long does not reach out of the picture."""
    return FactorBar(
        label, min(1.0, float(before)), min(1.0, float(left)), value, sentence, is_product
    )


def _has_threads(plan: Plan) -> bool:
    """Return whether the workers were threads."""
    return plan.way.housing is Housing.THREAD


def _workers(factors: Factors, threads: bool) -> str:
    """Return how many workers there were at a time, at most."""
    if threads:
        return tr_count("{count} thread", "{count} threads", factors.places)
    if factors.workers > factors.places:
        return tr_count("{count} process at a time", "{count} processes at a time", factors.places)
    return tr_count("{count} process", "{count} processes", factors.places)


def _balance(factors: Factors, threads: bool) -> str:
    """Return how evenly the work was shared out."""
    if factors.balance >= GOOD:
        return tr("The work was shared out evenly ({part}).", part=percent_text(factors.balance))
    figures = {
        "part": percent_text(factors.balance),
        "most": duration_text(factors.busiest),
        "mean": duration_text(factors.useful // factors.places),
    }
    if factors.work_balance >= GOOD:
        return _unequal_cores(figures, threads)
    if threads:
        return tr(
            "The work was shared out unevenly ({part}): the busiest thread was at its numbers for "
            "{most}, all on average for {mean}.",
            **figures,
        )
    return tr(
        "The work was shared out unevenly ({part}): the busiest process was at its numbers for "
        "{most}, all on average for {mean}.",
        **figures,
    )


def _unequal_cores(figures: dict[str, str], threads: bool) -> str:
    """Return that all had as much to do, and yet not as much time went by."""
    if threads:
        return tr(
            "All had about as much to do, but took unequal times ({part}): the busiest thread was "
            "at its numbers for {most}, all on average for {mean}.",
            **figures,
        )
    return tr(
        "All had about as much to do, but took unequal times ({part}): the busiest process was at "
        "its numbers for {most}, all on average for {mean}.",
        **figures,
    )


def _communication(factors: Factors, threads: bool) -> str:
    """Return how much of the time even the busiest worker had nothing in progress."""
    if factors.communication >= GOOD:
        part = percent_text(factors.communication)
        if threads:
            return tr("The busiest thread had a number in progress {part} of the time.", part=part)
        return tr("The busiest process had a number in progress {part} of the time.", part=part)
    part = part_of(factors.whole - factors.busiest, factors.whole)
    if threads:
        return tr(
            "For {part} even the busiest thread had no number in progress: that went into "
            "starting, waiting for numbers and handing over results.",
            part=part,
        )
    return tr(
        "For {part} even the busiest process had no number in progress: that went into starting, "
        "waiting for numbers and handing over results.",
        part=part,
    )


def _computation(factors: Factors) -> str:
    """Return how much longer numbers took than alone, and why where that is known."""
    if factors.useful <= factors.alone * CLEARLY:
        return tr("Each number took about as long as with a core to itself.")
    times = times_text(factors.useful / factors.alone)
    if factors.held is Held.LOCK:
        return tr(
            "On average each number took {times} times as long as alone, because only one thread "
            "at a time may run Python.",
            times=times,
        )
    sharing = {
        "times": times,
        "workers": _workers(factors, threads=False),
        "cores": cores_text(factors.cores),
    }
    if factors.held is Held.CORES:
        return tr(
            "On average each number took {times} times as long as alone, because {workers} shared "
            "{cores}.",
            **sharing,
        )
    if factors.held is Held.OTHERS:
        return tr(
            "On average each number took {times} times as long as alone, because {workers} had to "
            "share {cores} with other programs.",
            **sharing,
        )
    return tr("On average each number took {times} times as long as alone.", times=times)


def _efficiency(factors: Factors, threads: bool) -> str:
    """Return what the product means, and what of the cores was used where those are fewer."""
    workers = _workers(factors, threads)
    sentence = tr(
        "The product: of the time of {workers}, each with a core of its own, so much went into "
        "the numbers.",
        workers=workers,
    )
    if threads or factors.places <= factors.cores:
        return sentence
    return tr(
        "{product} Of what {cores} can do it is {part}.",
        product=sentence,
        cores=cores_text(factors.cores),
        part=percent_text(Fraction(min(1.0, factors.of_cores))),
    )
