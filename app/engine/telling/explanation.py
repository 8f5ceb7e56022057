"""A run, explained: verdict, the two bars to compare, the reason, the break-even, and the sums.

Every sentence is put together from what `analysis.findings` found. Pure functions, usable in any
thread of the main process.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.engine.analysis.findings import Against, Even, Findings, find_out
from app.engine.analysis.reasons import Reason
from app.engine.analysis.totals import Totals
from app.engine.record import Record
from app.engine.telling.durations import below_text, duration_text, seconds_text
from app.engine.telling.reason_words import why
from app.engine.telling.sums import Sum, never_words, sums_of
from app.engine.telling.verdict import headline_of, who_worked, working_words
from app.engine.way import POOL, THREADS, Work, WorkKind
from app.words import tr


@dataclass(frozen=True, slots=True)
class Bar:
    """A length of time to be compared with another.

    Attributes:
        label: whose.
        ns: how long, in nanoseconds.
        value: that in words.
        note: where it comes from, empty where that is plain.
    """

    label: str
    ns: int
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """The break-even on a scale of work per number; times in nanoseconds.

    Attributes:
        caption: what the scale is of.
        mark: where sharing out begins to pay.
        mark_words: that in words, such as ``about 50 ms``.
        below: who wins below the mark.
        above: who wins above it.
        own: what this run's numbers had; None where that is not on the scale.
        own_words: that in words.
    """

    caption: str
    mark: int
    mark_words: str
    below: str
    above: str
    own: int | None
    own_words: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A run, explained.

    Attributes:
        reason: what the run is an example of.
        headline: the verdict.
        sentence: why.
        this: the run's own bar: until the last result, or whole where there was none.
        other: what it is compared with, if anything.
        scale: where sharing out begins to pay; None where that is not known, or never.
        never: why sharing computing out like this cannot pay; empty where it can.
        sums: what was added up, and how.
        to_try: work with which that should be seen, None where there is nothing to show.
        try_words: what to call that, such as ``Try it with 50 ms of work``.
    """

    reason: Reason
    headline: str
    sentence: str
    this: Bar | None
    other: Bar | None
    scale: Scale | None
    never: str
    sums: tuple[Sum, ...]
    to_try: Work | None
    try_words: str


def explain(totals: Totals, record: Record, in_turn: int | None = None) -> Explanation:
    """Explain a run that has ended.

    Args:
        totals: the run, added up.
        record: the run.
        in_turn: when the last result of a real run one after another was there, in nanoseconds
            from its request; None where that is not known.
    """
    found = find_out(totals, record, in_turn)
    return Explanation(
        reason=found.reason,
        headline=headline_of(found),
        sentence=why(found),
        this=_this(found),
        other=_other(found),
        scale=None if found.even is None else _scale(found, found.even),
        never=never_words(found) if found.pays_never else "",
        sums=sums_of(found),
        to_try=found.to_try,
        try_words=_try_words(found.to_try),
    )


def _this(found: Findings) -> Bar | None:
    """Return the run's bar."""
    after = found.totals.results_after
    length = found.totals.counts.elapsed if after is None else after
    if found.reason is Reason.EMPTY or length <= 0:
        return None
    return Bar(who_worked(found), length, duration_text(length))


def _other(found: Findings) -> Bar | None:
    """Return the bar it is compared with."""
    if found.against is Against.IN_TURN and found.in_turn is not None:
        words = duration_text(found.in_turn)
        return Bar(
            tr("One after another"), found.in_turn, words, tr("measured in a run of its own")
        )
    if found.against is Against.ITSELF and found.itself is not None:
        words = duration_text(found.itself)
        if found.plan.way.work.kind is WorkKind.WAITING:
            note = tr("CPU time and sleep, added up")
        else:
            note = tr("CPU time, added up")
        return Bar(working_words(found.plan), found.itself, words, note)
    return None


def _scale(found: Findings, even: Even) -> Scale:
    """Return the break-even as a scale."""
    waiting = even.kind is WorkKind.WAITING
    about = tr("about {mark}", mark=duration_text(even.mark))
    above = {
        POOL: tr("the pool wins"),
        THREADS: tr("threads win"),
    }
    own = "" if even.own is None else tr("this run: {own}", own=duration_text(even.own))
    return Scale(
        caption=tr("Waiting per number") if waiting else tr("Work per number"),
        mark=even.mark,
        mark_words=below_text(even.mark) if even.bound else about,
        below=tr("one process wins"),
        above=above.get(found.plan.way.kind, tr("processes win")),
        own=even.own,
        own_words=own,
    )


def _try_words(work: Work | None) -> str:
    """Return what trying the work is called."""
    if work is None:
        return ""
    amount = seconds_text(work.seconds)
    if work.kind is WorkKind.WAITING:
        return tr("Try it with {amount} of waiting", amount=amount)
    return tr("Try it with {amount} of work", amount=amount)


def scale_words(scale: Scale) -> str:
    """Return what a scale shows, in words."""
    return tr(
        "{caption}: {below} below {mark}, {above} above. {own}",
        caption=scale.caption,
        below=scale.below,
        mark=scale.mark_words,
        above=scale.above,
        own=scale.own_words,
    ).strip()
