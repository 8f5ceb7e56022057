"""The axes of curves: across each step multiplies, upwards each step adds. Any thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, exp, floor, log, log10

from app.engine.telling.durations import duration_text
from app.ui.compare.charts import Scale
from app.ui.timeline.axis import Tick, ticks_between
from app.words import tr

GAP_PX = 12
ROOM_PART = 0.035
"""So much of the axis is left free at either end."""

LEAST_FACTOR = 2.0
"""The axis spans at least this factor: one amount alone still has a place in its middle."""

FINER = ((1,), (2, 5))
TICKS_UP = 6
APART_LINES = 1.4
"""From one label to the next above it."""


@dataclass(frozen=True, slots=True)
class Across:
    """An axis on which each step multiplies.

    Attributes:
        low, high: its ends.
        left, right: where these are, in pixels.
    """

    low: float
    high: float
    left: float
    right: float

    def x(self, value: float) -> float:
        """Return where a value lies."""
        part = log(max(value, 1e-9) / self.low) / log(self.high / self.low)
        return self.left + (self.right - self.left) * part


def across_for(values: Sequence[float], left: float, right: float) -> Across:
    """Return an axis with room for all values, which are above 0."""
    low, high = min(values, default=1.0), max(values, default=1.0)
    if high / low < LEAST_FACTOR:
        middle = (low * high) ** 0.5
        low, high = middle / LEAST_FACTOR**0.5, middle * LEAST_FACTOR**0.5
    spare = exp(log(high / low) * ROOM_PART)
    return Across(low / spare, high * spare, left, right)


def across_ticks(
    axis: Across, scale: Scale, measured: Sequence[float], text_px: Callable[[str], float]
) -> list[Tick]:
    """Return marks whose labels do not overlap.

    Args:
        axis: where they stand.
        scale: what it counts. Times get round amounts; counts those that were measured.
        measured: where something was measured.
        text_px: tells how wide a text is.
    """
    if scale is Scale.COUNT:
        candidates = [sorted({round(value) for value in measured})]
        words = [_count_text]
    else:
        powers = range(floor(log10(axis.low)), ceil(log10(axis.high)) + 1)
        candidates = [[digit * 10**power for power in powers for digit in kind] for kind in FINER]
        words = [_time_text] * len(candidates)
    taken: list[tuple[float, float]] = []
    ticks: list[Tick] = []
    for values, text in zip(candidates, words, strict=True):
        for value in values:
            if not axis.low <= value <= axis.high:
                continue
            label = text(value)
            half = (text_px(label) + GAP_PX) / 2
            x = axis.x(value)
            if all(x + half <= begin or x - half >= end for begin, end in taken):
                taken.append((x - half, x + half))
                ticks.append(Tick(value, label))
    return sorted(ticks, key=lambda tick: tick.at)


def up_ticks(top: float, scale: Scale, height: float, line: float) -> list[Tick]:
    """Return marks from 0 to `top`, one above the other with room between them.

    Args:
        top: the value at the upper end.
        scale: what it counts.
        height: how high the axis is.
        line: how high a label is.
    """
    if top <= 0 or height <= 0:
        return []
    if scale is Scale.TIME:
        return ticks_between(0, top, height, lambda _words: line)
    step = min(top, _round_step(top * max(1 / TICKS_UP, line * APART_LINES / height)))
    count = floor(top / step + 1e-9)
    decimals = max(0, ceil(-log10(step) - 1e-9))
    return [Tick(step * place, _times_text(step * place, decimals)) for place in range(count + 1)]


def _round_step(least: float) -> float:
    """Return the smallest of 1, 2, 5 times a power of ten that is not below `least`."""
    power = 10.0 ** floor(log10(least))
    return next(power * digit for digit in (1, 2, 5, 10) if power * digit >= least * (1 - 1e-9))


def _count_text(value: float) -> str:
    return f"{round(value):,}"


def _time_text(value: float) -> str:
    return duration_text(round(value))


def _times_text(value: float, decimals: int) -> str:
    return tr("{value}×", value=f"{value:,.{decimals}f}") if value else "0"
