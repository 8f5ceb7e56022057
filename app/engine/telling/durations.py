"""Lengths of time in words with units that suit them: ``18.4 ms``, ``3 min 20 s``.

Three digits matter, and no length is told more exactly than the run's clock is. Usable in any
thread of the main process.
"""

from __future__ import annotations

from collections.abc import Callable

from app.engine.clock_grain import grain
from app.engine.units import NS_PER_MIN, NS_PER_MS, NS_PER_S, NS_PER_US
from app.words import tr


def duration_text(ns: int) -> str:
    """Return a length of time with at most three digits that matter and a unit.

    One that is shorter than the clock can tell is told as such: ``under 1 µs``.

    Args:
        ns: nanoseconds; a negative length gets a minus sign.
    """
    floor = grain().floor_ns
    if ns <= -floor:
        return tr("−{duration}", duration=duration_text(-ns))
    if ns < floor:
        return below_text(floor)
    for unit, in_words in _small_units():
        text = _three_digits(ns, unit)
        if text is not None:
            return in_words(text)
    minutes, seconds = divmod(_rounded(ns, NS_PER_S), 60)
    if minutes >= 60:
        return _hours_text(_rounded(ns, NS_PER_MIN))
    if seconds:
        return tr("{first} min {second} s", first=minutes, second=seconds)
    return tr("{value} min", value=minutes)


def below_text(ns: int) -> str:
    """Return that something is shorter than a length, which may be too short to be told itself.

    Args:
        ns: the length, in nanoseconds.
    """
    return tr("under {duration}", duration=duration_text(max(ns, grain().floor_ns)))


def moment_text(ns: int) -> str:
    """Return a moment as the time since a run began, as `duration_text` does; the beginning is 0.

    Args:
        ns: nanoseconds since the beginning.
    """
    return "0" if ns == 0 else duration_text(ns)


def seconds_text(seconds: float) -> str:
    """Return a length of time given in seconds, as `duration_text` does."""
    return duration_text(round(seconds * NS_PER_S))


def _small_units() -> list[tuple[int, Callable[[str], str]]]:
    """Return the units below a minute, smallest first, each with its words."""
    return [
        (NS_PER_US, lambda value: tr("{value} µs", value=value)),
        (NS_PER_MS, lambda value: tr("{value} ms", value=value)),
        (NS_PER_S, lambda value: tr("{value} s", value=value)),
    ]


def _three_digits(ns: int, unit: int) -> str | None:
    """Return `ns` in `unit` with three digits, or None where a larger unit suits it better."""
    limit = 60 if unit == NS_PER_S else 1000
    for decimals in (2, 1, 0):
        scale = 10**decimals
        scaled = _rounded(ns * scale, unit)
        if scaled < 1000 and scaled < limit * scale:
            return _stripped(scaled, decimals)
    return None


def _stripped(scaled: int, decimals: int) -> str:
    """Return a scaled whole number as a decimal without zeros at its end."""
    if decimals == 0:
        return str(scaled)
    whole, rest = divmod(scaled, 10**decimals)
    digits = f"{rest:0{decimals}d}".rstrip("0")
    return f"{whole}.{digits}" if digits else str(whole)


def _rounded(ns: int, unit: int) -> int:
    """Return `ns` in whole units, halves up."""
    return (2 * ns + unit) // (2 * unit)


def _hours_text(minutes: int) -> str:
    """Return a length of an hour and more."""
    hours, minutes = divmod(minutes, 60)
    if minutes:
        return tr("{first} h {second} min", first=hours, second=minutes)
    return tr("{value} h", value=hours)
