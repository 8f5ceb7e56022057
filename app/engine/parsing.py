"""The text of the Numbers field into a list of exact numbers, in steps that never take long.

Runs in the main process: in the window from a timer, a step at a time; elsewhere in one go. The
text is cut into blocks at separators. A block of plain whole numbers, which is what a large paste
is made of, is read by a handful of C calls; any other is read piece by piece.

What is understood: whole numbers, decimals, exponents (``1e6``), fractions (``1/3``), complex
numbers (``3+4j``; in ``1/2+3/4j`` the unit belongs to the fraction), underscores, ``0x``, ``0o``,
``0b``, digits of every script, and ranges (``2..6``, ``0..100 step 5``), separated by commas,
semicolons, spaces, tabs or new lines.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Generator, Iterator

from app.engine.decimals import INT_DIGITS
from app.engine.exact import Number
from app.engine.misreadings import quoted
from app.engine.numerals import NotUnderstood, number_of
from app.engine.ranges import Range, range_of
from app.words import tr

__all__ = ["MAX_CHARACTERS", "MAX_NUMBERS", "NotUnderstood", "Parser", "parse", "parse_steps"]

MAX_NUMBERS = 1_000_000
"""The most numbers one text may stand for."""

MAX_CHARACTERS = 64 * 1024 * 1024
"""The longest text; room for a million long numbers or three of the longest."""

BLOCK_CHARACTERS = 16 * 1024
"""How much text one step reads, unless a single number is longer."""

PIECES_A_STEP = 500
"""How many numbers one step reads where each needs a closer look."""

_WINDOW_CHARACTERS = 256 * 1024
_AHEAD_CHARACTERS = 200  # more than a cut must look ahead to see that a range goes on
_BLANKS = r"[^\S\r\n]{1,100}"  # bounded, so that looking ahead never costs more than a constant
_PIECE = r"[^\s,;]+"
_STATEMENT = re.compile(
    rf"{_PIECE}"
    rf"((?<=\.\.){_BLANKS}{_PIECE}|{_BLANKS}(?=\.\.){_PIECE}(?:(?<=\.\.){_BLANKS}{_PIECE})?)?"
    rf"({_BLANKS}(?i:step)(?![^\s,;])(?:{_BLANKS}{_PIECE})?)?"
)
_HARD_SEPARATORS = (",", ";", "\n", "\r")
_SOFT_CUT = re.compile(r"(?<=\S)(?<!\.\.)(?<!(?i:step))\s(?!\s{0,100}(?:\.\.|(?i:step)))")
_SIGNS = {"−": "-", "–": "-", "‐": "-", "‑": "-", "﹣": "-", "－": "-", "＋": "+", "﹢": "+"}
_SLASHES = {"⁄": "/", "∕": "/", "／": "/"}
_COMMAS = {"，": ",", "、": ",", "；": ";", "،": ",", "؛": ";", "．": ".", "＿": "_"}
_INVISIBLE = dict.fromkeys("\ufeff\u200b\u200e\u200f\u202a\u202c\u2066\u2067\u2069", " ")


class _PlainCharacters(dict[int, str]):
    """A table for str.translate: digits, signs and separators of every script to ASCII."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        self[code] = plain
        return plain


def parse(text: str) -> list[Number]:
    """Return the numbers `text` stands for, in order.

    Raises:
        NotUnderstood: some piece of it is not a number, or it has none or too many.
    """
    parser = Parser(text)
    while parser.step():
        pass
    return parser.numbers or []


class Parser:
    """Reads a text a step at a time, so that a window stays alive meanwhile.

    Args:
        text: what the field holds.
    """

    def __init__(self, text: str) -> None:
        self.fraction_done = 0.0
        self.numbers: list[Number] | None = None
        self._steps = parse_steps(text)

    def step(self) -> bool:
        """Do a few milliseconds of work (more only if one number is very long).

        Returns:
            Whether there is more to do; when there is not, `numbers` is the list.

        Raises:
            NotUnderstood: as `parse`.
        """
        if self.numbers is not None:
            return False
        try:
            self.fraction_done = next(self._steps)
        except StopIteration as end:
            self.numbers = end.value
            self.fraction_done = 1.0
            return False
        return True


def parse_steps(text: str) -> Generator[float, None, list[Number]]:
    """Read `text` in small steps; the generator's return value is the list `parse` returns.

    Yields:
        After each step the fraction of the text that is done, from 0 to 1.

    Raises:
        NotUnderstood: as `parse`, from the step that comes upon it.
    """
    if len(text) > MAX_CHARACTERS:
        raise NotUnderstood(_too_long(), 0, len(text))
    numbers: list[Number] = []
    characters = _PlainCharacters()
    characters.update(str.maketrans(_SIGNS | _SLASHES | _COMMAS | _INVISIBLE))
    start = 0
    while start < len(text):
        if text[start : start + _WINDOW_CHARACTERS].isspace():
            start += _WINDOW_CHARACTERS
            yield min(1.0, start / len(text))
            continue
        end = yield from _block_end(text, start)
        block = text[start:end]
        if not block.isascii():
            block = block.translate(characters)
        if not _read_whole_numbers(block, numbers):
            for _ in _read_pieces(block, start, numbers):
                yield start / len(text)
        start = end
        yield start / len(text)
    if not numbers:
        problem = tr("There is no number yet. Type some, such as 2, 3, 4, 5, 6.")
        raise NotUnderstood(problem, 0, len(text))
    return numbers


def _too_long() -> str:
    return tr(
        "The text is longer than {most} characters. Leave some numbers out.",
        most=f"{MAX_CHARACTERS:,}",
    )


def _block_end(text: str, start: int) -> Generator[float, None, int]:
    """Return a place near a block's length after `start` that is inside no number or range."""
    end = start + BLOCK_CHARACTERS
    if end >= len(text):
        return len(text)
    cut = max(text.rfind(separator, start, end) for separator in _HARD_SEPARATORS)
    if cut >= 0:
        return cut + 1
    soft_cuts = _SOFT_CUT.finditer(text, start, end + _AHEAD_CHARACTERS)
    cut = max((found.end() for found in soft_cuts if found.end() <= end), default=0)
    if cut:
        return cut
    while end < len(text):
        window = text[end : end + _WINDOW_CHARACTERS]
        if not window.isdecimal():  # else there is no separator in it: much faster than looking
            cuts = [at for at in map(window.find, _HARD_SEPARATORS) if at >= 0]
            cut = end + (min(cuts) + 1 if cuts else len(window))
            found = _SOFT_CUT.search(text, end, cut + _AHEAD_CHARACTERS)
            if found is not None and found.end() <= cut:
                return found.end()
            if cuts:
                return cut
        end += _WINDOW_CHARACTERS
        yield start / len(text)
    return len(text)


def _read_whole_numbers(block: str, numbers: list[Number]) -> bool:
    """Append the numbers of a block if all are whole, and not long; otherwise do nothing."""
    if len(block) > 2 * BLOCK_CHARACTERS:
        return False
    pieces = block.replace(",", " ").replace(";", " ").split()
    if (
        len(numbers) + len(pieces) > MAX_NUMBERS
        or len(max(pieces, key=len, default="")) > INT_DIGITS
    ):
        return False
    try:
        numbers.extend(list(map(int, pieces)))
    except ValueError:
        return False
    return True


def _read_pieces(block: str, start: int, numbers: list[Number]) -> Iterator[None]:
    """Append the numbers of a block one by one, with a break after every few."""
    for position, found in enumerate(_STATEMENT.finditer(block), 1):
        piece = found.group()
        try:
            if found.lastindex or ".." in piece:
                yield from _append_range(range_of(piece), piece, numbers)
            else:
                if len(numbers) == MAX_NUMBERS:
                    raise NotUnderstood(_too_many(), 0, len(piece))
                numbers.append(number_of(piece))
        except NotUnderstood as reason:
            raise reason.moved(start + found.start()) from None
        if position % PIECES_A_STEP == 0:
            yield


def _append_range(numbers_of: Range, piece: str, numbers: list[Number]) -> Iterator[None]:
    if len(numbers) + numbers_of.count > MAX_NUMBERS:
        raise NotUnderstood(_range_too_large(piece, numbers_of.count), 0, len(piece))
    for start in range(0, numbers_of.count, PIECES_A_STEP):
        numbers.extend(numbers_of.numbers(start, start + PIECES_A_STEP))
        yield


def _too_many() -> str:
    return tr(
        "These are more than {most} numbers, the most one run takes. Leave the rest out.",
        most=f"{MAX_NUMBERS:,}",
    )


def _range_too_large(piece: str, count: int) -> str:
    if count <= MAX_NUMBERS:
        return _too_many()
    return tr(
        "“{piece}” is {count} numbers; one run takes up to {most}. Choose a shorter range or a "
        "larger step.",
        piece=quoted(" ".join(piece.split())),
        count=f"{count:,}" if count < 10**15 else tr("far too many"),
        most=f"{MAX_NUMBERS:,}",
    )
