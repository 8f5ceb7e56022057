"""Small pieces of sentences: counts in words, parts of a time. Any thread of the main process."""

from __future__ import annotations

from app.engine.telling.durations import duration_text
from app.words import tr


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
