"""What a comparison came to, in sentences: first what came out, then how sure that is.

Pure functions; any thread of the main process.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.engine.analysis.reasons import CLEARLY
from app.engine.comparing.comparison import Comparison, Ending
from app.engine.comparing.findings import Findings, Measured, Verdict
from app.engine.comparing.statistics import ALPHA
from app.engine.telling.crossing_words import crossing_sentences
from app.engine.telling.durations import duration_text
from app.engine.telling.scaling_words import law_sentences, scaling_headline
from app.engine.telling.way_names import how_many, way_names
from app.engine.telling.wording import times_text
from app.words import tr, tr_count

MOST_NAMED = 4


def comparing_headline(found: Findings) -> str:
    """Return what came out, as a sentence."""
    if found.verdict is Verdict.NOTHING:
        return _nothing(found.comparison)
    if found.needed is not None:
        return tr_count(
            "Too few repetitions to tell what is faster: it takes {count} of each.",
            "Too few repetitions to tell what is faster: it takes {count} of each.",
            found.needed,
        )
    if found.verdict is Verdict.BY_WORK:
        return next(iter(crossing_sentences(found)), tr("Only one way was measured."))
    if found.scalings and found.verdict in (Verdict.FASTEST, Verdict.SEVERAL):
        return scaling_headline(found)
    if found.verdict is Verdict.ALONE:
        return _alone(found)
    if found.verdict is Verdict.FASTEST:
        return _fastest(found)
    return _several(found) if found.verdict is Verdict.SEVERAL else _no_difference(found)


def comparing_remarks(found: Findings) -> list[str]:
    """Return what else is to be said, a sentence or two each: how sure it is, what was unquiet."""
    remarks: list[str] = []
    if found.verdict is Verdict.BY_WORK:
        remarks += crossing_sentences(found)[1 if found.needed is None else 0 :]
    remarks += law_sentences(found)
    if found.needed is None:
        remarks += _how_sure(found)
    remarks += _left_out(found)
    remarks += _unquiet(found)
    remarks += _how_often(found)
    return remarks


def ending_words(comparison: Comparison) -> str:
    """Return why a comparison was over before all was known; empty where it was not."""
    if comparison.ending is Ending.LIMIT:
        return tr("The time was up before all was known well enough.")
    if comparison.ending is Ending.STOPPED:
        return tr("Stopped: what had been measured until then is shown.")
    if comparison.ending is Ending.MOST:
        return tr("Some times vary so much that even many repetitions do not settle them.")
    return ""


def _nothing(comparison: Comparison) -> str:
    """Return that there is nothing to compare, and why."""
    if comparison.gave_up():
        return tr("Nothing to compare: not every number was done.")
    if comparison.ending is Ending.LIMIT:
        return tr("The time was up before anything was measured: allow more of it.")
    if comparison.ending is Ending.STOPPED:
        return tr("Stopped before anything was measured.")
    return tr("Nothing has been measured yet.")


def _alone(found: Findings) -> str:
    (only,) = found.measured
    return tr("{way}: {duration}.", way=_name(found, only), duration=_median(only))


def _fastest(found: Findings) -> str:
    """Return who was fastest, and by how much."""
    first, second = found.ranking[:2]
    who, plural = _name(found, first), _how_many(found, first)
    in_turn = found.reference
    if (
        first.speed_up
        and in_turn is not None
        and in_turn is not first
        and first.speed_up >= CLEARLY
    ):
        return tr_count(
            "{who} was fastest: {times} times as fast as one after another.",
            "{who} were fastest: {times} times as fast as one after another.",
            plural,
            who=who,
            times=times_text(first.speed_up),
        )
    factor, other = second.median / max(1.0, first.median), _within(_name(found, second))
    if factor >= CLEARLY:
        return tr_count(
            "{who} was fastest: {times} times as fast as {other}.",
            "{who} were fastest: {times} times as fast as {other}.",
            plural,
            who=who,
            times=times_text(factor),
            other=other,
        )
    return tr_count(
        "{who} was fastest, but hardly: it took {percent} % less time than {other}.",
        "{who} were fastest, but hardly: they took {percent} % less time than {other}.",
        plural,
        who=who,
        percent=_percent(1 - first.median / max(1.0, second.median)),
        other=other,
    )


def _several(found: Findings) -> str:
    """Return who shares the first place."""
    first, in_turn = found.fastest[0], found.reference
    names = listed([_name(found, each) for each in found.fastest])
    if first.speed_up and in_turn not in found.fastest and first.speed_up >= CLEARLY:
        return tr(
            "Fastest, with no difference between them that could be measured: {names}. About "
            "{times} times as fast as one after another.",
            names=names,
            times=times_text(first.speed_up),
        )
    return tr(
        "Fastest, with no difference between them that could be measured: {names}.", names=names
    )


def _no_difference(found: Findings) -> str:
    first, last = found.ranking[0], found.ranking[-1]
    if last.median > CLEARLY * first.median:
        return tr(
            "No difference could be measured: the medians lie between {least} and {most}, but the "
            "times vary too much to tell the ways apart.",
            least=_median(first),
            most=_median(last),
        )
    names = listed([_name(found, each) for each in found.measured])
    return tr(
        "No difference could be measured: {names} took {duration}, more or less.",
        names=names,
        duration=_median(found.fastest[0]),
    )


def _how_sure(found: Findings) -> list[str]:
    """Return how it was decided what is a difference."""
    chances = [each.chance for each in found.measured if each.chance is not None]
    if not chances:
        return []
    clear = [chance for chance in chances if chance <= ALPHA]
    method = tr(
        "Decided by the order of all times (Mann and Whitney's rank test, corrected by Holm's "
        "method for {count} comparisons)",
        count=len(chances),
    )
    if len(clear) == len(chances):
        return [tr("{method}: no chance, p = {p}.", method=method, p=f"{max(clear):.2g}")]
    equal = [chance for chance in chances if chance > ALPHA]
    return [
        tr(
            "{method}: times that differ so little come about by chance alone (p = {p}).",
            method=method,
            p=f"{min(equal):.2g}",
        )
    ]


def _left_out(found: Findings) -> list[str]:
    """Return which ways were left out."""
    if not found.left_out or found.verdict is Verdict.NOTHING:
        return []
    all_names = way_names(found.comparison.asked.contenders)
    names = listed([all_names[place] for place in found.left_out])
    return [tr("Left out, because not every number was done: {names}.", names=names)]


def _unquiet(found: Findings) -> list[str]:
    """Return what was unquiet about the computer meanwhile."""
    noise, remarks = found.noise, list[str]()
    if noise.drift is not None:
        remarks.append(_drift(noise.drift))
    if noise.outliers:
        remarks.append(
            tr_count(
                "{count} time lies far off the others of its way: something else was going on.",
                "{count} times lie far off the others of their ways: something else was going on.",
                noise.outliers,
            )
        )
    if noise.noisy:
        contenders = {cell.contender for cell in noise.noisy}
        all_names = way_names(found.comparison.asked.contenders)
        names = listed(list(dict.fromkeys(all_names[place] for place in sorted(contenders))))
        remarks.append(
            tr(
                "The computer was noisy: the times of some ways vary a lot ({names}). Close other "
                "programs and compare again.",
                names=names,
            )
        )
    return remarks


def _drift(factor: float) -> str:
    """Return that the computer became slower or faster."""
    percent = _percent(abs(factor - 1))
    if factor > 1:
        return tr(
            "The computer became slower meanwhile: later runs took {percent} % longer.",
            percent=percent,
        )
    return tr(
        "The computer became faster meanwhile: later runs took {percent} % less time.",
        percent=percent,
    )


def _how_often(found: Findings) -> list[str]:
    """Return how often everything was run, and why no more often."""
    comparison = found.comparison
    counts = [len(each.times) for each in found.measured]
    remarks = [ending_words(comparison)] if ending_words(comparison) else []
    if counts:
        times = str(counts[0]) if len(set(counts)) == 1 else f"{min(counts)}–{max(counts)}"
        remarks.append(
            tr(
                "Repetitions that count: {times} of each, in mixed order, after one of each way "
                "to warm up.",
                times=times,
            )
        )
    return remarks


def listed(names: Sequence[str]) -> str:
    """Return names in a row: ``A pool of 2, a pool of 4 and 4 threads``."""
    first, others = names[0], [_within(name) for name in names[1:]]
    left = len(others) + 1 - MOST_NAMED
    if left > 1:
        shown = tr(", ").join([first, *others[: MOST_NAMED - 1]])
        return tr_count(
            "{names} and {count} other", "{names} and {count} others", left, names=shown
        )
    if not others:
        return first
    return tr("{names} and {last}", names=tr(", ").join([first, *others[:-1]]), last=others[-1])


def _within(name: str) -> str:
    """Return a way's name as it stands within a sentence."""
    return name[:1].lower() + name[1:]


def _name(found: Findings, measured: Measured) -> str:
    return way_names(found.comparison.asked.contenders)[measured.cell.contender]


def _how_many(found: Findings, measured: Measured) -> int:
    return how_many(found.comparison.asked.contenders, measured.cell.contender)


def _median(measured: Measured) -> str:
    return duration_text(round(measured.median))


def _percent(part: float) -> str:
    """Return a part in percent, with one digit that matters at least."""
    percent = 100 * part
    return f"{percent:.0f}" if percent >= 1 else f"{percent:.1g}"
