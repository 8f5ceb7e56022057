"""Cutting a long text into blocks for the parser, and their characters into plain ones.

Runs in the main process. Generators yield between slices of work, so that not even 20 million
digits without a separator keep a window waiting.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Generator, Sequence

WINDOW_CHARACTERS = 64 * 1024
"""How much text one look takes in where the text has no separators."""

_AHEAD_CHARACTERS = 200  # more than a cut must look ahead to see that a range goes on
_BEHIND_CHARACTERS = 1024  # where a cut is looked for first: searching a whole block costs time
HARD_SEPARATORS = (",", ";", "\n", "\r")
DECIMAL_COMMA_SEPARATORS = (";", "\n", "\r")
_SOFT_CUT = re.compile(r"(?<=\S)(?<!\.\.)(?<!(?i:step))\s(?!\s{0,100}(?:\.\.|(?i:step)))")
_SIGNS = {"−": "-", "–": "-", "‐": "-", "‑": "-", "﹣": "-", "－": "-", "＋": "+", "﹢": "+"}
_SLASHES = {"⁄": "/", "∕": "/", "／": "/"}
# Commas of scripts whose decimal sign is another one separate, whatever stands around them.
_COMMAS = {"，": ";", "、": ";", "；": ";", "،": ";", "؛": ";", "．": ".", "＿": "_", "٫": "."}
_INVISIBLE = (
    "\ufeff\u200b\u200c\u200d\u2060\u200e\u200f\u061c\u202a\u202b\u202c\u2066\u2067\u2068\u2069\xad"
)
_INVISIBLES = re.compile(f"[{_INVISIBLE}]")
_PARTED = re.compile(r"(?<![\d.,_])\d{1,3}(?:[\xa0\u202f\u2009\u2007٬’]\d{3})+(?![\d_])")
_PARTS = re.compile(r"[\xa0\u202f\u2009\u2007٬’]")


class PlainCharacters(dict[int, str]):
    """A table for str.translate: digits, signs and separators of every script to ASCII."""

    def __init__(self) -> None:
        super().__init__(str.maketrans(_SIGNS | _SLASHES | _COMMAS))

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        if letter.isspace() and letter != "\t":
            plain = "\n" if len(f"1{letter}2".splitlines()) > 1 else " "
        self[code] = plain
        return plain


def plain_text(text: str) -> str:
    """Return a short text in plain characters, each in its place; what nobody sees is a blank."""
    if text.isascii():
        return text
    visible = _INVISIBLES.sub(" ", text)
    return _PARTED.sub(_with_underscores, visible).translate(PlainCharacters())


def _with_underscores(found: re.Match[str]) -> str:
    """Return a number with underscores in the place of the spaces that part its thousands."""
    return _PARTS.sub("_", found.group())


def without_invisible(text: str) -> str:
    """Return `text` without characters that nobody sees, such as zero-width spaces."""
    return text if text.isascii() else _INVISIBLES.sub("", text)


def invisible_places(text: str) -> list[int]:
    """Return where characters stand that `without_invisible` drops."""
    return [] if text.isascii() else [found.start() for found in _INVISIBLES.finditer(text)]


def block_end(
    text: str, start: int, length: int, separators: Sequence[str] = HARD_SEPARATORS
) -> Generator[bool, None, int]:
    """Return a place near a block's length after `start` that is inside no number or range.

    Yields:
        True, between slices of work.

    Args:
        text: the whole text.
        start: where the block begins.
        length: how long it is to be, in characters; longer only where nothing separates.
        separators: the characters that separate wherever they stand.
    """
    end = start + length
    if end >= len(text):
        return len(text)
    cut = max(text.rfind(separator, start, end) for separator in separators)
    if cut >= 0:
        return cut + 1
    for behind in (_BEHIND_CHARACTERS, length):
        soft_cuts = _SOFT_CUT.finditer(text, max(start, end - behind), end + _AHEAD_CHARACTERS)
        cut = max((found.end() for found in soft_cuts if found.end() <= end), default=0)
        if cut:
            return cut
    while end < len(text):
        window = text[end : end + WINDOW_CHARACTERS]
        if not window.isdecimal():  # else there is no separator in it: much faster than looking
            cuts = [at for at in map(window.find, separators) if at >= 0]
            cut = end + (min(cuts) + 1 if cuts else len(window))
            found = _SOFT_CUT.search(text, end, cut + _AHEAD_CHARACTERS)
            if found is not None and found.end() <= cut:
                return found.end()
            if cuts:
                return cut
        end += WINDOW_CHARACTERS
        yield True
    return len(text)


def plain_block(block: str, characters: PlainCharacters) -> Generator[bool, None, str]:
    """Return `block` with plain characters, each in its place; yields between slices.

    Spaces that part the thousands of a number (no-break, narrow, thin ones) become underscores.
    """
    if block.isascii():
        return block
    if _PARTS.search(block):
        block = _PARTED.sub(_with_underscores, block)
    parts = []
    for start in range(0, len(block), WINDOW_CHARACTERS):
        parts.append(block[start : start + WINDOW_CHARACTERS].translate(characters))
        yield True
    return "".join(parts)
