"""Where the numbers of a table begin: behind its heading, and behind a line that names a separator.

Runs in the main process. Pure functions.
"""

from __future__ import annotations

import re

LONGEST_HEADING = 20_000
"""So many characters a heading may have; a table of hundreds of columns has that many."""

MOST_HEADING_LINES = 2
"""The names of the columns, and their units beneath."""

_SEPARATOR_LINE = re.compile(r"\s*sep=(.)\s*?(?:\n|$)", re.IGNORECASE)
_NO_CELLS = re.compile(r"(?:[ \t,;]*\n)+")
_NOT_HEADINGS = ("nan", "inf", "infinity", "+inf", "-inf", "na", "n/a")
_UNITS = re.compile(r"[+-]?[ij]", re.IGNORECASE)
NUMBER_SHAPE = re.compile(
    r"[+-]?(?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|[\d_]*[.,]?[\d_]+[.,]?(?:[eE][+-]?\d+)?)"
    r"(?:/[+-]?[\d_.,]+|[ijIJ]|[+-][\d.,/eE]*[ijIJ])?|[+-]?[\d.,]+\.\.[+-]?[\d.,]+.*"
)
"""What looks like a number, or a range of them, however it is written."""


def beginning_of(text: str, sample: str) -> tuple[int, str, str]:
    """Return where a table's numbers begin, its heading, and the separator that it names.

    Args:
        text: all of it.
        sample: its beginning in plain characters, each in its place.
    """
    named, begin = "", 0
    line = _SEPARATOR_LINE.match(sample)
    if line is not None:
        named, begin = line[1], line.end()
    empty = _NO_CELLS.match(sample, begin)
    first = begin = empty.end() if empty else begin
    for lines in range(MOST_HEADING_LINES):
        end = _end_of_line(sample, begin)
        if end is None or not _is_heading(sample[begin:end], named, is_first=lines == 0):
            break
        begin = end + 1
    return begin, text[first:begin].strip(), named


def _end_of_line(sample: str, begin: int) -> int | None:
    """Return where a row ends that may be a heading: in quotation marks a line goes on."""
    end = sample.find("\n", begin)
    while end >= 0 and sample.count('"', begin, end) % 2 and end - begin < LONGEST_HEADING:
        end = sample.find("\n", end + 1)
    is_one = 0 <= end < begin + LONGEST_HEADING and sample[end:].strip("\n \t,;")
    return end if is_one else None


def _is_heading(line: str, named: str, *, is_first: bool) -> bool:
    """Return whether no cell of a line is a number; in the first one i and j are names."""
    separator = named or ("\t" if "\t" in line else ";" if ";" in line else ",")
    cells = [cell.strip().strip('"').strip() for cell in _cells(line, separator)]
    cells = [cell for cell in cells if cell]
    if not cells or any(cell.lower() in _NOT_HEADINGS for cell in cells):
        return False
    if any(NUMBER_SHAPE.fullmatch(cell) and any(map(str.isdigit, cell)) for cell in cells):
        return False
    if not is_first and any(map(_UNITS.fullmatch, cells)):
        return False
    # A heading by commas may hold a semicolon, as in: speed (m/s; avg),time
    others = [cell.strip() for cell in re.split(r"[,;\t]", line) if cell.strip()]
    return not all(NUMBER_SHAPE.fullmatch(cell) and cell[-1].isdigit() for cell in others)


def _cells(line: str, separator: str) -> list[str]:
    """Cut a line at a separator that is not between quotation marks."""
    parts = line.split('"')
    parts[::2] = [part.replace(separator, "\0") for part in parts[::2]]
    return '"'.join(parts).split("\0")
