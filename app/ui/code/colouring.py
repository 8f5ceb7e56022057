"""Colours a program's words, line by line, also while it is unfinished. GUI thread only."""

from __future__ import annotations

import builtins
import keyword
import re
from enum import Enum

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from app.ui.look.code_colours import CodeColours

LONGEST_COLOURED = 2_000
"""A line longer than this is a number written out; it is left as it is."""

KEYWORDS = frozenset(keyword.kwlist)
BUILT_IN = frozenset(name for name in dir(builtins) if not name.startswith("_"))
DEFINING = frozenset({"def", "class"})

_TOKEN = re.compile(
    r"""(?x)
    (?P<comment>\#.*)
  | (?P<long>(?i:[rbfu]{0,2})(?:\"{3}|'{3}))
  | (?P<string>(?i:\b[rbfu]{1,2})?(?:"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?))
  | (?P<number>\b\d[\w.]*)
  | (?P<name>[^\W\d]\w*)
    """
)
NUMBERS_ONLY = re.compile(r" {4,}[-\d., ]+$")
_ENDS = {'"""': re.compile(r'(?:\\.|[^\\])*?"""'), "'''": re.compile(r"(?:\\.|[^\\])*?'''")}


class Part(Enum):
    """What a piece of a line is."""

    KEYWORD = "keyword"
    DEFINED = "defined"
    STRING = "string"
    NUMBER = "number"
    COMMENT = "comment"


Piece = tuple[int, int, Part]
"""Where a piece begins in its line, how long it is, and what it is."""


def pieces_of(line: str, inside: str = "") -> tuple[list[Piece], str]:
    """Return the pieces of a line that have a colour.

    Args:
        line: one line.
        inside: the three quotes of a text that began in a line before, or nothing.

    Returns:
        The pieces, and the three quotes of a text that goes on in the next line.
    """
    pieces: list[Piece] = []
    place = 0
    defines = False
    while place < len(line):
        if inside:
            end = _ENDS[inside].match(line, place)
            stop = end.end() if end else len(line)
            pieces.append((place, stop - place, Part.STRING))
            inside, place = "" if end else inside, stop
            continue
        found = _TOKEN.search(line, place)
        if found is None:
            break
        begin, place = found.span()
        if found["long"]:
            inside = found["long"][-3:]
            pieces.append((begin, place - begin, Part.STRING))
            continue
        part = _part(found, defines=defines)
        defines = found["name"] in DEFINING
        if part is not None:
            pieces.append((begin, place - begin, part))
    return pieces, inside


def _part(found: re.Match[str], *, defines: bool) -> Part | None:
    """Return what a token is, None for what has no colour of its own."""
    if found["comment"]:
        return Part.COMMENT
    if found["string"]:
        return Part.STRING
    if found["number"]:
        return Part.NUMBER
    if found["name"] in KEYWORDS:
        return Part.KEYWORD
    return Part.DEFINED if defines or found["name"] in BUILT_IN else None


class Colouring(QSyntaxHighlighter):
    """Colours the document it is made for.

    Args:
        document: what it colours.
        colours: in which colours.
    """

    STATES = ("", '"""', "'''")

    def __init__(self, document: QTextDocument, colours: CodeColours) -> None:
        super().__init__(document)
        self._formats: dict[Part, QTextCharFormat] = {}
        self._take(colours)

    def set_colours(self, colours: CodeColours) -> None:
        """Use other colours from now on."""
        self._take(colours)
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Colour a line; Qt calls it for those that have changed, and what follows from them."""
        before = max(0, self.previousBlockState())
        if len(text) > LONGEST_COLOURED:
            self.setCurrentBlockState(before)
            return
        if not before and NUMBERS_ONLY.match(text):  # a list of thousands, quickly
            self.setFormat(0, len(text), self._formats[Part.NUMBER])
            self.setCurrentBlockState(before)
            return
        pieces, inside = pieces_of(text, self.STATES[before])
        for begin, length, part in pieces:
            self.setFormat(begin, length, self._formats[part])
        self.setCurrentBlockState(self.STATES.index(inside))

    def _take(self, colours: CodeColours) -> None:
        """Make a format of each colour."""
        for part in Part:
            self._formats[part] = look = QTextCharFormat()
            look.setForeground(getattr(colours, part.value))
            if part is Part.KEYWORD:
                look.setFontWeight(QFont.Weight.DemiBold)
