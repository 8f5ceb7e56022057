"""Says in plain words why a run took as long as it did, and from how much work on processes pay.

Every sentence is put together from what `findings` found in the log. Pure functions, usable in any
thread of the main process.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.engine.analysis.findings import Findings, Reason, Source, find_out
from app.engine.analysis.reason_words import headline_of, what_happened
from app.engine.analysis.totals import Totals
from app.engine.analysis.wording import in_words
from app.engine.plan import Plan, Strategy, Work, WorkKind
from app.engine.telling.durations import duration_text, seconds_text
from app.words import tr, tr_count


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with what it is of.

    Attributes:
        label: what it is of, such as ``All five results after``.
        value: the figure with its unit.
        note: where it comes from, empty where that is plain.
    """

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """A run, explained.

    Attributes:
        reason: what the run is an example of.
        headline: a few words, such as ``Why slower?``.
        paragraph: a few sentences.
        strong: the words in the paragraph that matter most, empty for none.
        figures: the figures to show, most important first.
        break_even_ns: from how much work per number on sharing out pays, None where never.
        to_try: work with which that should be seen, None where there is nothing to show.
        try_words: what to call that, such as ``Try it with 50 ms of work``.
    """

    reason: Reason
    headline: str
    paragraph: str
    strong: str
    figures: tuple[Figure, ...]
    break_even_ns: int | None
    to_try: Work | None
    try_words: str


def explain(totals: Totals, plan: Plan, cores: int, in_turn: int | None = None) -> Explanation:
    """Explain a run that has ended.

    Args:
        totals: the run, added up.
        plan: what was asked for.
        cores: how many the program may use.
        in_turn: what its numbers take one after another by a run of its own, in nanoseconds.
    """
    found = find_out(totals, plan, cores, in_turn)
    even = found.break_even
    sentences = [*what_happened(found), _comparison(found), _break_even_words(found)]
    sentences.append(_failures(found))
    return Explanation(
        reason=found.reason,
        headline=headline_of(found),
        paragraph=" ".join(sentence for sentence in sentences if sentence),
        strong=duration_text(even) if even is not None else "",
        figures=figures_of(found),
        break_even_ns=even,
        to_try=found.to_try,
        try_words=_try_words(found.to_try),
    )


def figures_of(found: Findings) -> tuple[Figure, ...]:
    """Return the figures of a run: when all results were there, and what one by one takes."""
    totals = found.totals
    figures = []
    if totals.results_after is not None:
        figures.append(Figure(_results_label(totals), duration_text(totals.results_after)))
    if found.one_after_another is not None and found.reason is not Reason.ONE_NUMBER:
        in_turn = duration_text(found.one_after_another)
        if found.source is Source.AT_MOST:
            in_turn = tr("up to {duration}", duration=in_turn)
        alone = found.plan.strategy is Strategy.ONE
        label = tr("Squaring alone") if alone else tr("One after another")
        figures.append(Figure(label, in_turn, source_words(found.source)))
    return tuple(figures)


def source_words(source: Source) -> str:
    """Return where the time for one after another comes from, in a few words."""
    if source is Source.THIS_RUN:
        return tr("this run's squaring times, added up")
    if source is Source.MEASURED:
        return tr("measured in a run of its own")
    return tr("this run's squaring times; they took turns")


def _results_label(totals: Totals) -> str:
    """Return what the time of all results is called."""
    squared = totals.counts.squared
    if squared == totals.counts.numbers:
        if squared == 1:
            return tr("The result after")
        return tr("All {count} results after", count=in_words(squared))
    return tr_count("One result after", "{number} results after", squared, number=f"{squared:,}")


def _comparison(found: Findings) -> str:
    """Return how the run compares with squaring one after another."""
    silent = (Reason.EMPTY, Reason.STOPPED, Reason.NOTHING_SQUARED)
    alone = (Reason.ONE_NUMBER, Reason.ONE_AFTER_ANOTHER)
    if found.reason in (*silent, *alone) or found.one_after_another is None:
        return ""
    in_turn = duration_text(found.one_after_another)
    if found.source is Source.AT_MOST:
        return tr("One after another would have taken {duration} at most.", duration=in_turn)
    if found.faster:
        return tr(
            "One after another takes {duration}: this was {times} times as fast.",
            duration=in_turn,
            times=f"{found.times_as_fast or 0:.1f}",
        )
    if found.slower:
        return tr("One after another takes only {duration}.", duration=in_turn)
    return tr("One after another takes about as long: {duration}.", duration=in_turn)


def _break_even_words(found: Findings) -> str:
    """Return from how much work per number on sharing out pays."""
    plan, computing = found.plan, found.break_even_kind is WorkKind.COMPUTING
    if found.break_even is None:
        return ""
    even = duration_text(found.break_even)
    if plan.strategy is Strategy.THREADS:
        if plan.work.kind is WorkKind.WAITING:
            return tr("Threads pay off once each number waits longer than about {even}.", even=even)
        return tr(
            "Threads pay off where numbers wait rather than compute: from about {even} each.",
            even=even,
        )
    if plan.strategy is Strategy.ONE:
        return tr(
            "Judging by this start, more processes pay off once each number needs more than "
            "about {even} of work.",
            even=even,
        )
    if not computing and plan.work.kind is not WorkKind.WAITING:
        return tr(
            "With a single core, processes pay off only where numbers wait rather than compute: "
            "from about {even} each.",
            even=even,
        )
    if not computing:
        return tr(
            "With this start method, processes pay off once each number waits longer than "
            "about {even}.",
            even=even,
        )
    return tr(
        "With this start method, processes pay off once each number needs more than about "
        "{even} of work.",
        even=even,
    )


def _failures(found: Findings) -> str:
    """Return how many numbers have no result, where that is not the main thing."""
    failed = found.totals.counts.failed
    if not failed or found.reason in (Reason.STOPPED, Reason.NOTHING_SQUARED):
        return ""
    return tr_count(
        "One number was not squared; its row says why.",
        "{count} numbers were not squared; their rows say why.",
        failed,
    )


def _try_words(work: Work | None) -> str:
    """Return what trying the work is called."""
    if work is None:
        return ""
    amount = seconds_text(work.seconds)
    if work.kind is WorkKind.WAITING:
        return tr("Try it with {amount} of waiting", amount=amount)
    return tr("Try it with {amount} of work", amount=amount)
