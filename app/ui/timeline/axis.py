"""The time axis: where its marks stand and what they say, and exact times in words.

Times here are nanoseconds since the run was asked for. Pure functions, any thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor, log10

from app.engine.units import NS_PER_MIN, NS_PER_MS, NS_PER_S, NS_PER_US
from app.words import tr

STEPS = (1, 2, 5)
SECONDS_STEPS = (1, 2, 5, 10, 15, 30)
GAP_PX = 14
"""The least room between two labels."""

MOST_TICKS = 200
LONGEST_IN_SECONDS_NS = 2 * NS_PER_MIN
"""On an axis that ends earlier, times are told in seconds, also those above a minute."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis.

    Attributes:
        at: its time, in nanoseconds since the run was asked for.
        label: its time in words.
    """

    at: float
    label: str


def ticks_between(
    start: float, end: float, width_px: float, text_px: Callable[[str], float]
) -> list[Tick]:
    """Return the marks of an axis, with a step of 1, 2 or 5 whose labels do not overlap.

    Args:
        start: the time at the left end, in nanoseconds.
        end: the time at the right end.
        width_px: how wide the axis is.
        text_px: tells how wide a text is.
    """
    if end <= start or width_px <= 0:
        return []
    step = first_step((end - start) / MOST_TICKS)
    while not _fits(start, end, step, width_px, text_px):
        step = next_step(step)
    first, last = ceil(start / step), floor(end / step)
    return [Tick(at * step, tick_text(at * step, step, end)) for at in range(first, last + 1)]


def first_step(least: float) -> float:
    """Return the smallest step that is no shorter than `least` nanoseconds."""
    step = 0.1
    while step < least:
        step = next_step(step)
    return step


def next_step(step: float) -> float:
    """Return the next longer step."""
    if step < NS_PER_S:
        power = 10.0 ** floor(log10(step) + 1e-9)
        digit = round(step / power)
        return power * (10 if digit == 5 else STEPS[STEPS.index(digit) + 1])
    if step < NS_PER_MIN:
        longer = [NS_PER_S * count for count in SECONDS_STEPS if NS_PER_S * count > step]
        return float(longer[0] if longer else NS_PER_MIN)
    minutes = round(step / NS_PER_MIN)
    power = int(10 ** floor(log10(minutes) + 1e-9))
    return float(NS_PER_MIN * power * {1: 2, 2: 5, 5: 10}[minutes // power])


def tick_text(at: float, step: float, end: float) -> str:
    """Return a mark's time, in one unit for the whole axis.

    Args:
        at: the time.
        step: from one mark to the next.
        end: the time at the axis' right end: its size chooses the unit, unless marks are so close
            that they would need more than three decimals.
    """
    if at == 0:
        return "0"
    if step >= NS_PER_S:
        return _long_text(at, step, end)
    units = (unit for unit in (NS_PER_S, NS_PER_MS, NS_PER_US) if end >= unit <= step * 1_000)
    unit = next(units, 1)
    decimals = max(0, ceil(log10(unit / step) - 1e-9))
    value = f"{at / unit:,.{decimals}f}"
    if unit == NS_PER_S:
        return tr("{value} s", value=value)
    if unit == NS_PER_MS:
        return tr("{value} ms", value=value)
    return tr("{value} µs", value=value) if unit == NS_PER_US else tr("{value} ns", value=value)


def exact_text(ns: int) -> str:
    """Return a time or a length exactly, to the nanosecond: ``4.61 ms``, ``1.000 000 3 s``.

    Args:
        ns: nanoseconds.
    """
    if 0 < abs(ns) < NS_PER_MS:
        return tr("{value} µs", value=_decimal(ns, 3))
    if abs(ns) < NS_PER_S:
        return tr("{value} ms", value=_decimal(ns, 6))
    return tr("{value} s", value=_decimal(ns, 9))


def _decimal(ns: int, places: int) -> str:
    """Return `ns` divided by ten to the `places`, with no digit lost and none too many."""
    whole, rest = divmod(abs(ns), 10**places)
    digits = f"{rest:0{places}d}".rstrip("0")
    sign = "−" if ns < 0 else ""
    return f"{sign}{whole:,}.{digits}" if digits else f"{sign}{whole:,}"


def _long_text(at: float, step: float, end: float) -> str:
    """Return a mark's time where they are whole seconds apart: in seconds, or in minutes."""
    minutes, seconds = divmod(round(abs(at) / NS_PER_S), 60)
    sign = "−" if at < 0 else ""
    if step >= NS_PER_MIN:
        return tr("{value} min", value=f"{sign}{minutes:,}")
    if end < LONGEST_IN_SECONDS_NS:
        return tr("{value} s", value=f"{sign}{minutes * 60 + seconds}")
    return tr("{value} min", value=f"{sign}{minutes:,}:{seconds:02}")


def _fits(
    start: float, end: float, step: float, width_px: float, text_px: Callable[[str], float]
) -> bool:
    """Return whether labels at this step leave room between them."""
    apart = step / (end - start) * width_px
    near = (ceil(start / step) * step, floor(end / step) * step, floor(end / step - 1) * step)
    widest = max(text_px(tick_text(at, step, end)) for at in near)
    return apart >= widest + GAP_PX
