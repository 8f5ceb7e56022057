"""What is said about the numbers while they are typed. Pure functions; GUI thread."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.engine.numbers.dialects import Dialect
from app.engine.numbers.exact import Number, digit_count
from app.engine.numbers.parsing import MOST_PROBLEMS, NotUnderstood, parse
from app.words import tr, tr_count

MANY_DIGITS = 30
"""From this many digits on it helps to be told how many they are."""

_NUMBER = r"[-+−(]?[\d_.]*(?:[eExXoObBjJ/+−-][-+−]?[\da-fA-F_.]*)?[jJ)]?"
_UNFINISHED = re.compile(rf"{_NUMBER}(?:\s*\.\.\s*{_NUMBER})?(?:\s+s?t?e?p?\s*{_NUMBER})?")
_THOUSANDS = re.compile(r"(?<![^\s;])[-+−]?[1-9]\d{0,2}(?:,\d{3}){1,3}(?=,?(?:[\s;]|$))")
"""A number written with commas, between blanks: 1,000 or 12,345,678; not 1,000,2, no long list."""

LONGEST_UNFINISHED_CHARACTERS = 60
LONGEST_READ_AGAIN_CHARACTERS = 2_000


def problem_words(problems: Sequence[NotUnderstood], place: int, line: int) -> str:
    """Return what is wrong with a piece, and with how many others.

    Args:
        problems: the pieces that are no numbers.
        place: which of them is told of.
        line: the line it stands in, from 1; 0 where the text is in sight.
    """
    words = problems[place].problem
    if line:
        words = tr("Line {line}: {problem}", line=f"{line:,}", problem=words)
    if len(problems) == 1:
        return words
    if len(problems) == MOST_PROBLEMS:
        count = f"{MOST_PROBLEMS:,}"
        return tr("{count} or more are not numbers. {problem}", count=count, problem=words)
    return tr("{count} are not numbers. {problem}", count=len(problems), problem=words)


def count_words(numbers: Sequence[Number]) -> str:
    """Return how many numbers were understood; for a single long one also its digits."""
    words = tr_count("{count} number", "{count} numbers", len(numbers))
    if len(numbers) != 1 or digit_count(numbers[0]) < MANY_DIGITS:
        return words
    digits = tr_count("{count} digit", "{count} digits", digit_count(numbers[0]))
    return tr("{numbers}, {digits}", numbers=words, digits=digits)


def comma_words(numbers: str, text: str) -> str:
    """Return how many numbers were understood, with a hint where one has commas inside.

    Args:
        numbers: how many were understood, in words.
        text: what was read; a long one is not looked through.
    """
    short = len(text) <= LONGEST_READ_AGAIN_CHARACTERS
    found = _THOUSANDS.search(text) if short else None
    if found is None:
        return numbers
    return tr(
        "{numbers}: a comma separates numbers; write {plain} or {parted} for one number",
        numbers=numbers,
        plain=found.group().replace(",", ""),
        parted=found.group().replace(",", "_"),
    )


def so_far_words(text: str, dialect: Dialect) -> str:
    """Return what to say while the last number is still being typed.

    Args:
        text: what stands before it.
        dialect: how it is read.
    """
    try:
        numbers = parse(text, dialect) if len(text) <= LONGEST_READ_AGAIN_CHARACTERS else []
    except NotUnderstood:
        numbers = []
    if not numbers:
        return tr("Go on typing…")
    return tr("{numbers} so far…", numbers=count_words(numbers))


def is_unfinished(piece: str) -> bool:
    """Return whether a piece that is no number may become one, or a range, by typing on."""
    short = len(piece) <= LONGEST_UNFINISHED_CHARACTERS
    return short and _UNFINISHED.fullmatch(piece.strip()) is not None


def is_whole(piece: str) -> bool:
    """Return whether an unfinished piece may be all there is to come, such as ``1/0``."""
    return piece.strip()[-1:].isdigit()
