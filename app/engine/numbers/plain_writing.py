"""Numbers as a dialect writes them into the parser's writing, each character in its place.

Runs in the main process.
"""

from __future__ import annotations

import re

from app.engine.numbers.dialects import Commas, Dialect

_DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d)|(?<![^\s;+-]),(?=\d)")
_BLANK_THOUSANDS = re.compile(r"(?<![\d.,_])[1-9]\d{0,2}(?: \d{3})+(?![\d_])")
_SPACED_COMMA = re.compile(r"(?<![\d.,_])(\d+),([ \t]+)(?=\d)")
_POINTED_THOUSANDS = re.compile(r"(?<![\d.,_])\d{1,3}(?:\.\d{3})+(?=,\d)")
_THOUSANDS_COMMA = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_LONE_THOUSANDS = re.compile(r"(?<![\d.,_])(\d{1,3})\.(\d{3})(?![\d.,_])")
AMBIGUOUS_POINT = "\N{DOT OPERATOR}"
"""Stands in the place of a point that may be a decimal sign or part thousands: no number has it."""


def in_plain_writing(block: str, dialect: Dialect) -> str:
    """Return a block of plain characters with decimal points, and without quotation marks.

    Args:
        block: whole pieces of the text.
        dialect: how they are written.
    """
    if dialect.quoted:
        block = block.replace('"', " ")
    if dialect.parted:
        block = _BLANK_THOUSANDS.sub(lambda found: found.group().replace(" ", "_"), block)
    if dialect.commas is Commas.DECIMAL:
        block = _POINTED_THOUSANDS.sub(lambda found: found.group().replace(".", "_"), block)
        # Beside decimal commas, 1.234 would be 1234 to whoever wrote it; but who knows?
        block = _LONE_THOUSANDS.sub(rf"\1{AMBIGUOUS_POINT}\2", block)
        if dialect.spaced:  # 1, 5 → the blank goes before it
            block = _SPACED_COMMA.sub(r"\2\1.", block)
        return _DECIMAL_COMMA.sub(".", block)
    if dialect.commas is Commas.THOUSANDS:
        return _THOUSANDS_COMMA.sub("_", block)
    return block
