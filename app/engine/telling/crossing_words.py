"""From how much work on ways pay, in sentences. Pure functions; any thread of the main process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.engine.comparing.crossings import Crossing, Order
from app.engine.comparing.findings import Findings
from app.engine.telling.durations import seconds_text
from app.engine.telling.way_names import how_many, way_names
from app.engine.way import WorkKind
from app.words import tr, tr_count


def crossing_sentences(found: Findings) -> list[str]:
    """Return from how much work on each way pays, as measured; those that do pay first."""
    ordered = sorted(found.crossings, key=_first_the_earliest)
    return [sentence for each in ordered if (sentence := _crossing_sentence(found, each))]


def _first_the_earliest(crossing: Crossing) -> float:
    return float("inf") if crossing.faster_from is None else crossing.faster_from


def _crossing_sentence(found: Findings, crossing: Crossing) -> str:
    """Return from how much work on a way pays; empty where nothing was measured of it."""
    if not crossing.orders:
        return ""
    asked = found.comparison.asked
    names, way = way_names(asked.contenders), asked.contenders[crossing.contender].way
    other = names[asked.reference]
    facts = {
        "who": names[crossing.contender],
        "other": other[:1].lower() + other[1:],
        "low": seconds_text(crossing.slower_up_to or 0.0),
        "high": seconds_text(crossing.faster_from or 0.0),
        "least": seconds_text(crossing.orders[0][0]),
        "most": seconds_text(crossing.orders[-1][0]),
        "work": tr("waiting") if way.work.kind is WorkKind.WAITING else tr("computing"),
    }
    orders = [order for _, order in crossing.orders]
    count = how_many(asked.contenders, crossing.contender)
    if crossing.faster_from is not None:
        return _pays(crossing, orders[0], count, facts)
    return _pays_not(crossing, orders, count, facts)


def _pays(crossing: Crossing, least: Order, count: int, facts: Mapping[str, str]) -> str:
    """Return from where on a way pays.

    Args:
        crossing: of a way that pays from some amount on.
        least: how it did with the least amount.
        count: for how many its name stands.
        facts: what the sentences name.
    """
    if crossing.slower_up_to is not None:
        return tr_count(
            "{who} pays from somewhere between {low} and {high} of {work} for each number on: with "
            "{low} it was slower than {other}, with {high} faster.",
            "{who} pay from somewhere between {low} and {high} of {work} for each number on: with "
            "{low} they were slower than {other}, with {high} faster.",
            count,
            **facts,
        )
    if least is Order.FASTER:
        return tr_count(
            "{who} was faster than {other} with every amount tried, from {least} of {work} for "
            "each number on.",
            "{who} were faster than {other} with every amount tried, from {least} of {work} for "
            "each number on.",
            count,
            **facts,
        )
    return tr_count(
        "{who} was faster than {other} from {high} of {work} for each number on; with less no "
        "difference could be measured.",
        "{who} were faster than {other} from {high} of {work} for each number on; with less no "
        "difference could be measured.",
        count,
        **facts,
    )


def _pays_not(
    crossing: Crossing, orders: Sequence[Order], count: int, facts: Mapping[str, str]
) -> str:
    """Return that there is no amount from which on a way pays; `orders` are by the amount."""
    if crossing.slower_up_to is None:
        return tr(
            "{who}: no difference from {other} could be measured, from {least} to {most} of {work} "
            "for each number.",
            **facts,
        )
    if Order.FASTER in orders:
        return tr(
            "{who}: faster than {other} with some amounts and slower with larger ones, such as "
            "{low} of {work} for each number. There is no amount from which on it pays.",
            **facts,
        )
    if orders[-1] is Order.SLOWER:
        return tr_count(
            "{who} was slower than {other} with every amount tried, up to {most} of {work} for "
            "each number.",
            "{who} were slower than {other} with every amount tried, up to {most} of {work} for "
            "each number.",
            count,
            **facts,
        )
    return tr_count(
        "{who} was slower than {other} up to {low} of {work} for each number; with more, up to "
        "{most}, no difference could be measured.",
        "{who} were slower than {other} up to {low} of {work} for each number; with more, up to "
        "{most}, no difference could be measured.",
        count,
        **facts,
    )
