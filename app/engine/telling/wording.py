"""Small pieces of sentences: counts, factors, cores, parts of a whole. Main process, any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.telling.durations import duration_text
from app.words import tr

if TYPE_CHECKING:
    from fractions import Fraction


def in_words(count: int) -> str:
    """Return a count as one would say it: in words up to ten, then in digits."""
    words = (
        tr("no"),
        tr("one"),
        tr("two"),
        tr("three"),
        tr("four"),
        tr("five"),
        tr("six"),
        tr("seven"),
        tr("eight"),
        tr("nine"),
        tr("ten"),
    )
    return words[count] if 0 <= count < len(words) else f"{count:,}"


def part_of(part: int, whole: int) -> str:
    """Return a part of a time, such as ``17.6 of the 18.4 ms``; both in nanoseconds."""
    part_text, whole_text = duration_text(part), duration_text(whole)
    if part_text == whole_text:
        return tr("almost all of the {whole}", whole=whole_text)
    value, _, unit = part_text.partition(" ")
    same_unit = whole_text.endswith(" " + unit) and " " not in unit
    return tr("{part} of the {whole}", part=value if same_unit else part_text, whole=whole_text)


def times_text(factor: float) -> str:
    """Return a factor with two digits that matter: ``1.8``, ``25``, ``310``."""
    if factor < 9.95:
        return f"{factor:.1f}"
    rounded = round(factor)
    step = 10 ** max(0, len(str(rounded)) - 2)
    return f"{round(rounded / step) * step:,}"


def digits_text(value: float) -> str:
    """Return four digits of a number, or all before its point: ``2.5``, ``1,000,000``."""
    return f"{value:,.4g}" if abs(value) < 999.95 else f"{value:,.0f}"


def percent_text(part: Fraction) -> str:
    """Return a part of a whole in hundredths: ``97 %``; what is almost nothing as such."""
    percent = round(part * 100)
    if part > 0 and percent == 0:
        return tr("under 1 %")
    return tr("{percent} %", percent=f"{percent:,}")


def cores_text(cores: float) -> str:
    """Return a number of cores, which may be a fraction: ``half a core``, ``1.9 cores``."""
    tenths = round(cores * 10)
    if tenths == 5:
        return tr("half a core")
    if tenths < 10:
        return tr("{cores} of a core", cores=f"{cores:.2g}")
    if tenths == 10:
        return tr("one core")
    return tr("{cores} cores", cores=tenths_text(cores))


def tenths_text(value: float) -> str:
    """Return a value to a tenth, without a zero behind the point: ``2``, ``1.9``."""
    tenths = round(value * 10)
    return f"{tenths // 10}" if tenths % 10 == 0 else f"{tenths / 10:.1f}"


def about_text(ns: int) -> str:
    """Return an estimated length of time, in nanoseconds, with two digits that matter."""
    step = 10 ** max(0, len(str(ns)) - 2)
    return duration_text(round(ns / step) * step)
