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
from collections.abc import Generator, Iterator
from decimal import Decimal, DecimalException

from app.engine.numbers.decimals import EXACT, INT_DIGITS, PLAIN_DIGITS
from app.engine.numbers.dialects import Commas, Dialect
from app.engine.numbers.exact import Number
from app.engine.numbers.misreadings import quoted
from app.engine.numbers.numerals import NotUnderstood, number_of
from app.engine.numbers.places import Place, TooMany
from app.engine.numbers.plain_writing import in_plain_writing
from app.engine.numbers.ranges import Range, range_of
from app.engine.numbers.text_blocks import (
    DECIMAL_COMMA_SEPARATORS,
    HARD_SEPARATORS,
    WINDOW_CHARACTERS,
    PlainCharacters,
    block_end,
    invisible_places,
    plain_block,
    without_invisible,
)
from app.words import tr

SEPARATE = Commas.SEPARATE
PLAIN = Dialect()
"""A text in which every comma separates."""

__all__ = ["MAX_CHARACTERS", "MAX_NUMBERS", "NotUnderstood", "Parser", "parse", "parse_steps"]

MAX_NUMBERS = 1_000_000
"""The most numbers one text may stand for."""

MOST_PROBLEMS = 1_000
"""So many pieces that are no numbers are named; then nobody reads on."""

MAX_CHARACTERS = 64 * 1024 * 1024
"""The longest text; room for a million long numbers or three of the longest."""

BLOCK_CHARACTERS = 16 * 1024
"""How much text one step reads, unless a single number is longer."""

PIECES_A_STEP = 500
"""How many numbers one step reads where each needs a closer look."""

# These see a block in which every space is an ASCII one; spelt out, they are found much faster.
_SPACES = r" \t\n\r\x0b\x0c\x1c-\x1f"
_BLANKS = r"[ \t]{1,100}"  # bounded, so that looking ahead never costs more than a constant
_PIECE = rf"[^{_SPACES},;]+"
_STATEMENT = re.compile(
    rf"{_PIECE}"
    rf"((?<=\.\.){_BLANKS}{_PIECE}|{_BLANKS}(?=\.\.){_PIECE}(?:(?<=\.\.){_BLANKS}{_PIECE})?)?"
    rf"({_BLANKS}(?i:step)(?![^{_SPACES},;])(?:{_BLANKS}{_PIECE})?)?"
)
_DECIMALS_ONLY = re.compile(rf"[0-9.eE+\-{_SPACES},;]*")


def parse(text: str, dialect: Dialect = PLAIN) -> list[Number]:
    """Return the numbers `text` stands for, in order.

    Raises:
        NotUnderstood: some piece of it is not a number, or it has none or too many.
    """
    parser = Parser(text, dialect=dialect)
    while parser.step():
        pass
    return parser.numbers or []


def parse_steps(text: str, dialect: Dialect = PLAIN) -> Generator[float, None, list[Number]]:
    """Read `text` in small steps; the generator's return value is the list `parse` returns.

    Yields:
        After each step the fraction of the text that is done, from 0 to 1.

    Raises:
        NotUnderstood: as `parse`, from the step that comes upon it.
    """
    parser = Parser(text, dialect=dialect)
    while parser.step():
        yield parser.fraction_done
    return parser.numbers or []


class Parser:
    """Reads a text a step at a time, so that a window stays alive meanwhile.

    Args:
        text: what the field holds.
        block_characters: how much of it one step reads where it can.
        dialect: how it is to be read.

    Attributes:
        numbers: the list, once all of it has been read and understood.
        problems: the pieces that were not understood, in order, up to `MOST_PROBLEMS`.
    """

    def __init__(
        self,
        text: str,
        block_characters: int = BLOCK_CHARACTERS,
        dialect: Dialect = PLAIN,
    ) -> None:
        self.numbers: list[Number] | None = None
        self.problems: list[NotUnderstood] = []
        self._text = text
        self._dialect = dialect
        self._block_characters = block_characters
        self._read: list[Number] = []
        self._position = dialect.begin
        self._steps = self._all_steps()

    @property
    def count(self) -> int:
        """How many numbers have been read so far."""
        return len(self._read)

    @property
    def fraction_done(self) -> float:
        """How much of the text has been read, from 0 to 1."""
        return 1.0 if self.numbers is not None else self._position / max(1, len(self._text))

    def step(self) -> bool:
        """Do a few milliseconds of work (more only if one number is very long).

        Returns:
            Whether there is more to do; when there is not, `numbers` is the list.

        Raises:
            NotUnderstood: as `parse`. The parser is then of no further use.
        """
        return next(self._steps, False)

    def _all_steps(self) -> Iterator[bool]:
        text = self._text
        if len(text) > MAX_CHARACTERS:
            raise NotUnderstood(_too_long(), 0, len(text))
        characters, dialect = PlainCharacters(), self._dialect
        separators = DECIMAL_COMMA_SEPARATORS if dialect.commas is not SEPARATE else HARD_SEPARATORS
        while self._position < len(text):
            if text[self._position : self._position + WINDOW_CHARACTERS].isspace():
                self._position = min(len(text), self._position + WINDOW_CHARACTERS)
                yield True
                continue
            end = yield from block_end(text, self._position, self._block_characters, separators)
            written = text[self._position : end]
            invisible = invisible_places(written)
            block = yield from plain_block(without_invisible(written), characters)
            block = in_plain_writing(block, dialect)
            if not _read_plain_numbers(block, self._read):
                place = Place(self._position, written, invisible)
                yield from _read_pieces(block, place, self._read, self.problems)
            self._position = end
            yield True
        if self.problems:
            raise self.problems[0]
        if not self._read:
            problem = tr("There is no number yet. Type some, such as 2, 3, 4, 5, 6.")
            raise NotUnderstood(problem, 0, len(text))
        self.numbers = self._read


def _too_long() -> str:
    return tr(
        "The text is longer than {most} characters. Leave some numbers out.",
        most=f"{MAX_CHARACTERS:,}",
    )


def _read_plain_numbers(block: str, numbers: list[Number]) -> bool:
    """Append the numbers of a block if all are short and plain; otherwise do nothing."""
    if len(block) > 2 * BLOCK_CHARACTERS:
        return False
    pieces = block.replace(",", " ").replace(";", " ").split()
    longest = len(max(pieces, key=len, default=""))
    if len(numbers) + len(pieces) > MAX_NUMBERS or longest > INT_DIGITS:
        return False
    try:
        numbers.extend(list(map(int, pieces)))
    except ValueError:
        if longest > PLAIN_DIGITS or ".." in block or not _DECIMALS_ONLY.fullmatch(block):
            return False
    else:
        return True
    return _read_plain_decimals(pieces, numbers)


def _read_plain_decimals(pieces: list[str], numbers: list[Number]) -> bool:
    """Append what number_of would, for decimals that all fit into plain digits; else nothing."""
    try:
        exact = list(map(EXACT.create_decimal, pieces))
    except DecimalException:  # also an exponent beyond what decimals can have
        return False
    sizes = list(map(Decimal.adjusted, exact))
    if max(sizes) >= PLAIN_DIGITS or min(sizes) < -PLAIN_DIGITS:
        return False
    normal = map(EXACT.normalize, exact)
    numbers.extend([whole if (whole := int(number)) == number else number for number in normal])
    return True


def _read_pieces(
    block: str, place: Place, numbers: list[Number], problems: list[NotUnderstood]
) -> Iterator[bool]:
    """Append the numbers of a block one by one, with a break after every few."""
    if len(block) > 2 * BLOCK_CHARACTERS and _read_long_number(block, numbers):
        return
    for position, found in enumerate(_STATEMENT.finditer(block), 1):
        piece = found.group()
        try:
            if found.lastindex or ".." in piece:
                yield from _append_range(range_of(piece), piece, numbers)
            else:
                if len(numbers) == MAX_NUMBERS:
                    raise TooMany(_too_many(), 0, len(piece))
                numbers.append(number_of(piece))
        except TooMany as reason:
            raise place.put(reason, found.start(), piece) from None
        except NotUnderstood as reason:
            problems.append(place.put(reason, found.start(), piece))
            if len(problems) == MOST_PROBLEMS:
                raise problems[0] from None
        if position % PIECES_A_STEP == 0:
            yield True


def _read_long_number(block: str, numbers: list[Number]) -> bool:
    """Append the number if the block is a single one: searching it for spaces would cost more."""
    try:
        number = number_of(block.strip().strip(",;"))
    except NotUnderstood:
        return False
    if len(numbers) < MAX_NUMBERS:
        numbers.append(number)
        return True
    return False


def _append_range(numbers_of: Range, piece: str, numbers: list[Number]) -> Iterator[bool]:
    if len(numbers) + numbers_of.count > MAX_NUMBERS:
        raise TooMany(_range_too_large(piece, numbers_of.count), 0, len(piece))
    for start in range(0, numbers_of.count, PIECES_A_STEP):
        numbers.extend(numbers_of.numbers(start, start + PIECES_A_STEP))
        yield True


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
