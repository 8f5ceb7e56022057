"""How a text writes its numbers: what separates them, and what the comma in them means.

Half of the world writes 1,5 where the other half writes 1.5, and spreadsheets save both with the
same file name ending. What a comma between digits means is decided from the text as a whole, after
its characters have been made plain, and never from a heading. Where two readings are possible it is
the person who decides.

Runs in the main process. Pure functions; a long text is judged by its beginning and its end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from app.engine.numbers.headings import NUMBER_SHAPE, beginning_of
from app.engine.numbers.text_blocks import plain_text

JUDGED_CHARACTERS = 40_000
"""How much of a long text's beginning, and of its end, is looked at."""


class Commas(Enum):
    """What a comma between two digits means; the value is what settings remember."""

    SEPARATE = "separate"
    DECIMAL = "decimal"
    THOUSANDS = "thousands"


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text is to be read.

    Attributes:
        commas: what a comma between two digits means.
        begin: where the numbers begin: behind a heading.
        heading: the heading that is passed over, empty for none.
        quoted: whether quotation marks around cells are to be passed over.
        other: what a comma could mean instead, where that was decided here; None where it is plain.
        sample: the piece of the text that shows the difference, such as ``1,5``.
        spaced: whether a decimal comma may have a blank behind it, as in ``1, 5``.
        parted: a cell in which blanks part thousands, such as ``1 234``; empty where none do.
    """

    commas: Commas = Commas.SEPARATE
    begin: int = 0
    heading: str = ""
    quoted: bool = False
    other: Commas | None = None
    sample: str = ""
    spaced: bool = False
    parted: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Two readings are possible, and nobody but the person can know.

    Attributes:
        first: one of them.
        second: the other.
    """

    first: Dialect
    second: Dialect

    @property
    def sample(self) -> str:
        """Return the piece of the text that shows the difference."""
        return self.first.sample


_COMMA = re.compile(r"\d,\d")
_BETWEEN_CELLS = {
    ";": re.compile(r"[^;\s][ \t]*;[ \t]*[^;\s]"),
    "\t": re.compile(r"[^\t\n ] *\t *[^\t\n ]"),
}
_QUOTED_COMMA = re.compile(r'"\s*[+-]?\d[\d.]*,\d+(?:[eE][+-]?\d+)?\s*"')
_POINT_THEN_COMMA = re.compile(r"(?<![\d.,])[+-]?\d{1,3}(?:\.\d{3})+,\d+(?![\d.,])")
_REAL = r"(?:\d*,)?\d+(?:[eE][+-]?\d+)?"
_ONE_COMMA = re.compile(rf"[+-]?{_REAL}(?:/[+-]?{_REAL}|(?:[+-](?:{_REAL})?)?[ij])?")
"""One number with decimal commas, where there is a comma in it: also 1,5/2 and 1,5+2,5j."""
_GROUPS = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+")
_COMMA_THEN_POINT = re.compile(r"(?<![\d.,])[+-]?\d{1,3}(?:,\d{3})+\.\d+(?![\d.,])")
_LEADING_COMMA = re.compile(r"(?:^|[;\t\n])[+-]?,\d")
_INNER_BLANK = re.compile(r"\d +\d")
_PARTED_BY_BLANKS = re.compile(r"[+-]?[1-9]\d{0,2}(?: \d{3})+(?:[.,]\d+)?")
_SPACED_COMMA = re.compile(r"\d,[ \t]+[+-]?[\d.]")
_BETWEEN_PIECES = re.compile(r"[\s;]+|,(?=\s|$)")
_CELL_COMMA = re.compile(r"\d,\d|^[+-]?,\d")


def dialect_of(text: str, separator: str = "") -> Dialect | Question:
    """Decide how a text is to be read.

    Args:
        text: what was typed, or what stands in a file.
        separator: what usually separates the cells of a table of this kind: a comma for CSV, a tab
            for TSV. In a table cells may be quoted and the first line may be a heading, and the
            data may still say otherwise. Empty for a text that is no table.
    """
    sample, is_table = _judged(text), bool(separator)
    begin, heading, named = beginning_of(text, sample) if is_table else (0, "", "")
    named = named or separator.strip(",")
    data = sample[begin:] if begin < len(sample) else ""
    quoted = is_table and '"' in data
    plain = Dialect(begin=begin, heading=heading, quoted=quoted)
    told = (_COMMA, _SPACED_COMMA, *((_LEADING_COMMA, _INNER_BLANK) if is_table else ()))
    if not any(sign.search(data) for sign in told):
        return plain
    if quoted and _QUOTED_COMMA.search(data) and not _inner_separator(data, named):
        return _by_cells(plain, [cell.strip('" ') for cell in _QUOTED_COMMA.findall(data)])
    bare = data.replace('"', " ") if quoted else data
    inner = _inner_separator(bare, named)
    if inner:
        return _separated(plain, bare, inner, is_table=is_table)
    if _POINT_THEN_COMMA.search(bare):
        return _by_cells(plain, _POINT_THEN_COMMA.findall(bare))
    if not is_table:
        return _typed(plain, bare)
    # Only the decimal reading explains a semicolon at a line's end, or one name over two cells.
    one_column = heading and not any(sign in heading for sign in ",;\t")
    lines = [line.strip(" ;") for line in bare.split("\n") if line.strip(" ;")]
    if (";" in bare or one_column) and all(_ONE_COMMA.fullmatch(line) for line in lines):
        sample = next((line for line in lines if "," in line), "")
        return _either(plain, Commas.DECIMAL, Commas.SEPARATE, sample) if sample else plain
    return plain


def _judged(text: str) -> str:
    """Return the text's beginning and end in plain characters."""
    if len(text) > 2 * JUDGED_CHARACTERS:
        end = text.rfind("\n", JUDGED_CHARACTERS // 2, JUDGED_CHARACTERS)
        text = text[: end if end > 0 else JUDGED_CHARACTERS] + "\n" + text[-JUDGED_CHARACTERS:]
    return plain_text(text).replace("\r", "\n")


def _inner_separator(data: str, named: str) -> str:
    """Return what stands between the cells of a row beside commas: ``;``, a tab, or nothing."""
    if named in (";", "\t"):
        return named
    if named == ",":
        return ""
    return next((sign for sign, between in _BETWEEN_CELLS.items() if between.search(data)), "")


def _separated(plain: Dialect, data: str, separator: str, *, is_table: bool) -> Dialect | Question:
    """Decide where something else than the comma separates, so that a cell is one number."""
    cells = [cell.strip() for cell in re.split(rf"[{separator}\n]", data)]
    blank = [cell for cell in cells if _INNER_BLANK.search(cell)] if is_table else []
    if blank and all(map(_PARTED_BY_BLANKS.fullmatch, blank)):
        plain = replace(plain, parted=blank[0])
    commas = [cell for cell in cells if _CELL_COMMA.search(cell) or _SPACED_COMMA.search(cell)]
    spaced = next((cell for cell in commas if _SPACED_COMMA.search(cell)), None)
    if spaced is None:
        return _by_cells(plain, commas) if commas else plain
    if all(_is_one_number(re.sub(r",[ \t]+", ",", cell)) for cell in commas):
        plain = replace(plain, spaced=True)
        return _either(plain, Commas.SEPARATE, Commas.DECIMAL, spaced)
    return plain


def _by_cells(plain: Dialect, cells: Sequence[str]) -> Dialect | Question:
    """Decide from cells that hold a comma, each of which is meant to be one number."""
    if all(_GROUPS.fullmatch(cell) for cell in cells):
        if any(cell.count(",") > 1 for cell in cells):
            sample = next(cell for cell in cells if cell.count(",") > 1)
            return replace(plain, commas=Commas.THOUSANDS, other=Commas.SEPARATE, sample=sample)
        return _either(plain, Commas.DECIMAL, Commas.THOUSANDS, cells[0])
    if all(_GROUPS.fullmatch(cell) or _COMMA_THEN_POINT.fullmatch(cell) for cell in cells):
        return replace(plain, commas=Commas.THOUSANDS, other=Commas.SEPARATE, sample=cells[0])
    one = [cell for cell in cells if _is_one_number(cell)]
    if len(one) == len(cells):
        return replace(plain, commas=Commas.DECIMAL, other=Commas.SEPARATE, sample=cells[0])
    return _either(plain, Commas.SEPARATE, Commas.DECIMAL, one[0]) if one else plain


def _is_one_number(cell: str) -> bool:
    """Return whether a cell is one number with a decimal comma, perhaps with parted thousands."""
    return bool(
        _ONE_COMMA.fullmatch(cell)
        or _POINT_THEN_COMMA.fullmatch(cell)
        or re.fullmatch(r"[+-]?\d{1,3}(?:[ _]\d{3})*,\d+", cell)
    )


def _typed(plain: Dialect, text: str) -> Dialect | Question:
    """Decide where blanks and new lines are all there is beside commas."""
    pointed = _COMMA_THEN_POINT.search(text)
    if pointed is not None:
        return _either(plain, Commas.THOUSANDS, Commas.SEPARATE, pointed.group())
    pieces = [piece for piece in _BETWEEN_PIECES.split(text) if piece]
    commas = [piece for piece in pieces if "," in piece]
    if not all(map(_ONE_COMMA.fullmatch, commas)) or all(map(_GROUPS.fullmatch, commas)):
        return plain
    if len(pieces) == 1:  # as in a list that has just begun
        goes_on = text.rstrip().endswith(",")
        return plain if goes_on else replace(plain, other=Commas.DECIMAL, sample=commas[0])
    if all(map(NUMBER_SHAPE.fullmatch, pieces)):
        return _either(plain, Commas.DECIMAL, Commas.SEPARATE, commas[0])
    return plain


def _either(plain: Dialect, first: Commas, second: Commas, sample: str) -> Question:
    """Return that it is the person who knows."""
    return Question(
        replace(plain, commas=first, sample=sample), replace(plain, commas=second, sample=sample)
    )


def read_as(answer: Dialect | Question, commas: Commas | None) -> Dialect | None:
    """Return the dialect in which commas mean what a person has chosen; None where none has to.

    Args:
        answer: what `dialect_of` has found.
        commas: what was chosen, or None.
    """
    if isinstance(answer, Question):
        offered = (answer.first, answer.second)
        chosen = next((dialect for dialect in offered if dialect.commas is commas), None)
        other = next((dialect.commas for dialect in offered if dialect is not chosen), None)
        return None if chosen is None else replace(chosen, other=other)
    if commas is None or commas is not answer.other:
        return answer
    return replace(answer, commas=commas, other=answer.commas)
