"""Cutting a long text into blocks for the parser, and their characters into plain ones.

Runs in the main process. Generators yield between slices of work, so that not even 20 million
digits without a separator keep a window waiting.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Generator

WINDOW_CHARACTERS = 64 * 1024
"""How much text one look takes in where the text has no separators."""

_AHEAD_CHARACTERS = 200  # more than a cut must look ahead to see that a range goes on
_BEHIND_CHARACTERS = 1024  # where a cut is looked for first: searching a whole block costs time
_HARD_SEPARATORS = (",", ";", "\n", "\r")
_SOFT_CUT = re.compile(r"(?<=\S)(?<!\.\.)(?<!(?i:step))\s(?!\s{0,100}(?:\.\.|(?i:step)))")
_SIGNS = {"−": "-", "–": "-", "‐": "-", "‑": "-", "﹣": "-", "－": "-", "＋": "+", "﹢": "+"}
_SLASHES = {"⁄": "/", "∕": "/", "／": "/"}
_COMMAS = {"，": ",", "、": ",", "；": ";", "،": ",", "؛": ";", "．": ".", "＿": "_"}
_INVISIBLE = dict.fromkeys("\ufeff\u200b\u200e\u200f\u202a\u202c\u2066\u2067\u2069", " ")


class PlainCharacters(dict[int, str]):
    """A table for str.translate: digits, signs and separators of every script to ASCII."""

    def __init__(self) -> None:
        super().__init__(str.maketrans(_SIGNS | _SLASHES | _COMMAS | _INVISIBLE))

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        if letter.isspace():
            plain = "\n" if len(f"1{letter}2".splitlines()) > 1 else " "
        self[code] = plain
        return plain


def block_end(text: str, start: int, length: int) -> Generator[bool, None, int]:
    """Return a place near a block's length after `start` that is inside no number or range.

    Yields:
        True, between slices of work.

    Args:
        text: the whole text.
        start: where the block begins.
        length: how long it is to be, in characters; longer only where nothing separates.
    """
    end = start + length
    if end >= len(text):
        return len(text)
    cut = max(text.rfind(separator, start, end) for separator in _HARD_SEPARATORS)
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
            cuts = [at for at in map(window.find, _HARD_SEPARATORS) if at >= 0]
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
    """Return `block` with plain characters, each in its place; yields between slices."""
    if block.isascii():
        return block
    parts = []
    for start in range(0, len(block), WINDOW_CHARACTERS):
        parts.append(block[start : start + WINDOW_CHARACTERS].translate(characters))
        yield True
    return "".join(parts)
