"""How many processes are best, in sentences. Pure functions; any thread of the main process."""

from __future__ import annotations

from app.engine.analysis.reasons import CLEARLY
from app.engine.comparing.findings import Findings, Scaling
from app.engine.comparing.scalability import Estimate, Fit
from app.engine.telling.wording import times_text
from app.engine.way import Housing, Way
from app.words import tr, tr_count

FITS_BADLY = 0.8
"""A law that explains less of the differences than this part is not believed."""


def scaling_headline(found: Findings) -> str:
    """Return which number of processes was best, and whether more brought anything."""
    scaling = min(found.scalings, key=lambda each: each.best.median)
    return tr("{best} {more}", best=_best(scaling), more=_more(scaling))


def law_sentences(found: Findings) -> list[str]:
    """Return what the law fitted to each kind of way says."""
    return [_law(scaling, scaling.fit) for scaling in found.scalings if scaling.fit is not None]


def _best(scaling: Scaling) -> str:
    """Return the best number, and how it compares with one after another."""
    way, speed_up = scaling.best.way, scaling.best.speed_up
    if speed_up is None:
        return tr("Best: {workers}.", workers=_workers(way))
    if 1 / CLEARLY <= speed_up <= CLEARLY:
        return tr("Best: {workers}, no faster than one after another.", workers=_workers(way))
    if speed_up < 1:
        return tr(
            "Best: {workers}, and still {times} times slower than one after another.",
            workers=_workers(way),
            times=times_text(1 / speed_up),
        )
    return tr(
        "Best: {workers}, {times} times as fast as one after another.",
        workers=_workers(way),
        times=times_text(speed_up),
    )


def _more(scaling: Scaling) -> str:
    """Return what more of them brought."""
    last = scaling.points[-1]
    if last is scaling.best:
        return tr("More were not tried.")
    if last.median > 1.1 * scaling.best.median:
        return tr(
            "More are slower: {workers} took {times} times as long.",
            workers=_workers(last.way),
            times=times_text(last.median / scaling.best.median),
        )
    return tr("More bring nothing.")


def _law(scaling: Scaling, law: Fit) -> str:
    """Return what the law says, and how well it fits."""
    what = tr("threads") if scaling.best.way.housing is Housing.THREAD else tr("processes")
    if law.explained < FITS_BADLY:
        return tr(
            "The Universal Scalability Law does not fit these times of {what} (R² = {fit}).",
            what=what,
            fit=f"{law.explained:.2f}",
        )
    facts = {
        "what": what,
        "sigma": _estimate(law.contention),
        "kappa": _estimate(law.coherence),
        "fit": f"{law.explained:.3f}",
        "off": f"{100 * law.typical_error:.1g}",
    }
    if law.best is not None:
        return tr(
            "Fitted to these times of {what} (R² = {fit}, typically {off} % off), the Universal "
            "Scalability Law says: σ = {sigma} of the work is not shared out, and each pair of "
            "them costs κ = {kappa}, so that {best} would be best.",
            best=f"{law.best:.0f}",
            **facts,
        )
    if law.most_speed_up is not None:
        return tr(
            "Fitted to these times of {what} (R² = {fit}, typically {off} % off), Amdahl's law "
            "says: σ = {sigma} of the work is not shared out, so that however many would never be "
            "more than {times} times as fast as one.",
            times=times_text(law.most_speed_up),
            **facts,
        )
    return tr(
        "These times of {what} fall just as the work is shared out (R² = {fit}): no part of it "
        "that is not shared could be measured.",
        **facts,
    )


def _estimate(estimate: Estimate) -> str:
    return f"{estimate.value:.2g} ± {estimate.error:.1g}"


def _workers(way: Way) -> str:
    """Return so many processes, or threads."""
    if way.housing is Housing.THREAD:
        return tr_count("{count} thread", "{count} threads", way.workers)
    return tr_count("{count} process", "{count} processes", way.workers)
