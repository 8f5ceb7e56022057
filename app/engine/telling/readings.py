"""What is said about how a text of numbers is read: its commas, its heading, its encoding.

Pure functions; main process.
"""

from __future__ import annotations

from dataclasses import replace

from app.engine.numbers.dialects import Dialect, Question
from app.engine.numbers.exact import text_of
from app.engine.numbers.misreadings import quoted
from app.engine.numbers.parsing import NotUnderstood, parse
from app.words import tr

PREVIEWED_NUMBERS = 6
PREVIEWED_CHARACTERS = 200
SHOWN_HEADING_CHARACTERS = 30
SEPARATORS = "\n;\t, "


def question_words(question: Question) -> str:
    """Return the question which of two readings is meant."""
    return tr(
        "Does “{sample}” mean {first}, or {second}?",
        sample=quoted(question.sample),
        first=meaning(question.first),
        second=meaning(question.second),
    )


def both_readings(question: Question) -> str:
    """Return, for whom there is no button, that two readings are possible and how to write each."""
    return tr(
        "“{sample}” can be read as {first} or as {second}. Write numbers with a decimal point, as "
        "in 1.5, and separate them by semicolons, as in 1; 5.",
        sample=quoted(question.sample),
        first=meaning(question.first),
        second=meaning(question.second),
    )


def meaning(dialect: Dialect) -> str:
    """Return what a dialect's sample is in it, such as ``1.5`` or ``1 and 5``."""
    try:
        numbers = parse(dialect.sample, replace(dialect, begin=0))
    except NotUnderstood:
        return quoted(dialect.sample)
    words, *others = map(text_of, numbers)
    for other in others:
        words = tr("{first} and {second}", first=words, second=other)
    return words


def preview(text: str, dialect: Dialect) -> str:
    """Return the first numbers of a text as a dialect reads them.

    Args:
        text: all of it.
        dialect: how it would be read.
    """
    start = text[dialect.begin : dialect.begin + PREVIEWED_CHARACTERS]
    is_whole = dialect.begin + len(start) >= len(text)
    if not is_whole:
        start = start[: max(map(start.rfind, SEPARATORS)) + 1]
    try:
        numbers = parse(start, replace(dialect, begin=0))
    except NotUnderstood:
        return "…"
    shown = list(map(text_of, numbers[:PREVIEWED_NUMBERS]))
    if not is_whole or len(numbers) > PREVIEWED_NUMBERS:
        shown.append("…")
    return ", ".join(shown)


def reading_facts(dialect: Dialect, note: str) -> list[str]:
    """Return what a person should know of how their text was read.

    Args:
        dialect: how its numbers are written.
        note: what there is to know of the file, or an empty text.
    """
    facts, told = [], dialect.sample if dialect.other is not None else ""
    if told:
        facts.append(_fact(dialect))
    if dialect.parted and dialect.parted != told:
        facts.append(_fact(replace(dialect, sample=dialect.parted)))
    if dialect.heading:
        heading = " ".join(dialect.heading.split())
        if len(heading) > SHOWN_HEADING_CHARACTERS:
            heading = heading[:SHOWN_HEADING_CHARACTERS] + "…"
        facts.append(tr("heading “{heading}” left out", heading=heading))
    return [*facts, note] if note else facts


def _fact(dialect: Dialect) -> str:
    """Return what a dialect's sample was taken for."""
    return tr("“{sample}” is {meaning}", sample=quoted(dialect.sample), meaning=meaning(dialect))


def other_reading_words(dialect: Dialect) -> str:
    """Return the link to the other reading, or an empty text where there is none."""
    if dialect.other is None:
        return ""
    other = replace(dialect, commas=dialect.other)
    return tr("Read {meaning} instead", meaning=meaning(other))
