"""Makes any text fit to be read in a document: what cannot be seen is shown, what is long is cut.

Pure functions, usable in any thread of the main process.
"""

from __future__ import annotations

import re

from app.words import tr_count

DELETE = 0x7F
PICTURE_OF_NUL, PICTURE_OF_DELETE = 0x2400, "\u2421"
"""Unicode has a picture for each of the old control characters."""

UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, but for tab and line feed
    "\u202a-\u202e\u2066-\u2069"  # what turns the direction of all that follows
    "\ud800-\udfff\ufdd0-\ufdef"  # halves of characters, and what is none
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "]"
)

KEPT = 12
"""How many characters are kept at the end of a text that is cut."""


def visible(text: str) -> str:
    """Return a text in which nothing hides: control characters are shown as what they are.

    Tabs and line feeds stay. What turns the direction of reading could make a program look like
    another, so it is named; letters of languages that are written from the right stay as they are.
    """
    return UNSEEN.sub(lambda match: _shown(ord(match[0])), text)


def cut(text: str, most: int) -> str:
    """Return a text shortened in the middle, with its length, where it has more characters.

    Args:
        text: which.
        most: so many characters are shown whole; of a longer text about as many.
    """
    if len(text) <= most:
        return text
    return tr_count(
        "{first}…{last} ({count} character)",
        "{first}…{last} ({count} characters)",
        len(text),
        first=text[: max(1, most - KEPT)],
        last=text[-KEPT:],
    )


def cut_lines(text: str, most_lines: int, most: int) -> str:
    """Return the first lines of a text, long ones cut, and how many are left out.

    Args:
        text: which.
        most_lines: so many lines at most.
        most: so many characters of each.
    """
    lines = text.split("\n", most_lines)
    shown = [cut(line, most) for line in lines[:most_lines]]
    if len(lines) > most_lines and (rest := lines[-1].rstrip("\n")):
        left = rest.count("\n") + 1
        shown.append(tr_count("… {count} more line", "… {count} more lines", left))
    return "\n".join(shown)


def _shown(code: int) -> str:
    """Return what stands for a character that cannot be seen."""
    if code < 0x20:
        return chr(PICTURE_OF_NUL + code)
    return PICTURE_OF_DELETE if code == DELETE else f"[U+{code:04X}]"
