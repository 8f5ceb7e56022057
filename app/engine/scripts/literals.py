"""Numbers as they are written in a Python program. Pure functions; main process."""

from __future__ import annotations

from array import array
from collections.abc import Generator, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from operator import eq
from typing import Any

from app.engine.numbers.decimals import int_text
from app.engine.numbers.exact import Gaussian, Number, Real
from app.words import tr, tr_count

LINE_CHARACTERS = 79
"""The longest line, as Python's style guide has it."""

SHORTEST_RANGE = 11
"""Numbers in a row are a ``range`` from so many on; fewer are easier to read one by one."""

MOST_WRITTEN_OUT = 10_000
"""A program lists so many numbers at most; nobody reads more, and an editor is slow with them."""

NUMBERS_PER_STEP = 10_000

MOST_CHARACTERS = 200_000
"""So long a list of numbers is at most."""


class TooLongToWriteOut(Exception):  # noqa: N818  it reads as what happened
    """The numbers would make a program that nobody could read; its text says so."""


def number_literal(number: Number, name_of_pair: str = "") -> str:
    """Return an expression whose value is `number`.

    Args:
        number: which.
        name_of_pair: what builds a complex number from two exact parts; empty where Python's own
            complex numbers are meant, which have parts of 53 bits.
    """
    if isinstance(number, Gaussian):
        if name_of_pair:
            real, imag = number_literal(number.real), number_literal(number.imag)
            return f"{name_of_pair}({real}, {imag})"
        return _complex_literal(number)
    if isinstance(number, Decimal):
        return f'Decimal("{number}")'
    if isinstance(number, Fraction):
        return f"Fraction({int_text(number.numerator)}, {int_text(number.denominator)})"
    return int_text(number)


def numbers_lines(name: str, numbers: Sequence[Number], name_of_pair: str = "") -> list[str]:
    """Return the lines that assign `numbers` to a name: a ``range`` where they are one, or a list.

    Raises:
        TooLongToWriteOut: the list would be too long.
    """
    row = as_range(numbers) if len(numbers) >= SHORTEST_RANGE else None
    if row is not None:
        step = f", {row.step}" if row.step != 1 else ""
        return [f"{name} = range({row.start}, {row.stop}{step})"]
    if len(numbers) > MOST_WRITTEN_OUT:
        raise TooLongToWriteOut(too_many_words(len(numbers)))
    literals = list(_bounded(numbers, name_of_pair))
    line = f"{name} = [{', '.join(literals)}]"
    if len(line) + 4 <= LINE_CHARACTERS:
        return [line]
    return [f"{name} = [", *_wrapped(literals), "]"]


def is_range(lines: Sequence[str]) -> bool:
    """Return whether lines that `numbers_lines` has written have a ``range``."""
    return " = range(" in lines[0]


def as_range(numbers: Sequence[Number]) -> range | None:
    """Return the range that holds exactly these numbers, or None where there is none."""
    found: list[range | None] = []

    def look() -> Generator[None, None, None]:
        found.append((yield from range_steps(numbers)))

    for _ in look():
        pass
    return found[0]


def range_steps(numbers: Sequence[Number]) -> Generator[None, None, range | None]:
    """Find in short steps what `as_range` returns, beside whatever must not wait."""
    first, second, last = numbers[0], numbers[1], numbers[-1]
    if not (type(first) is type(second) is type(last) is int) or first == second:
        return None
    step = second - first
    row = range(first, last + (1 if step > 0 else -1), step)
    if isinstance(numbers, range):
        return row if row == numbers else None
    count = -(-(row.stop - row.start) // step)  # len() refuses what does not fit a machine word
    if count != len(numbers) or last != first + step * (count - 1):
        return None
    for begin in range(0, count, NUMBERS_PER_STEP):
        piece = slice(begin, begin + NUMBERS_PER_STEP)
        if not _are_same(numbers[piece], row[piece]):
            return None
        yield
    return row


def _are_same(numbers: Any, row: range) -> bool:
    """Return whether numbers are whole and those of a row."""
    try:
        # Far quicker than one by one, and nothing but whole numbers gets into an array.
        return array("q", numbers) == array("q", row)
    except (OverflowError, TypeError):
        return all(map(eq, row, numbers)) and set(map(type, numbers)) == {int}


def _bounded(numbers: Sequence[Number], name_of_pair: str) -> Iterable[str]:
    """Yield literals until there are too many characters."""
    total = 0
    for number in numbers:
        literal = number_literal(number, name_of_pair) if _is_short(number) else ""
        total += len(literal)
        if not literal or total > MOST_CHARACTERS:
            raise TooLongToWriteOut(_too_long_words())
        yield literal


def _is_short(number: Number) -> bool:
    """Return whether writing a number takes no time worth a thought."""
    if isinstance(number, Gaussian):
        return _is_short(number.real) and _is_short(number.imag)
    if isinstance(number, Decimal):
        return number.__sizeof__() < MOST_CHARACTERS // 2
    return max(number.numerator.bit_length(), number.denominator.bit_length()) < MOST_CHARACTERS


def _wrapped(literals: Sequence[str]) -> list[str]:
    """Return the literals in indented lines of usual length."""
    lines: list[str] = []
    line = ""
    for literal in literals:
        longer = f"{line} {literal}," if line else f"    {literal},"
        if line and len(longer) + 4 > LINE_CHARACTERS:
            lines.append(line)
            longer = f"    {literal},"
        line = longer
    return [*lines, line]


def _complex_literal(number: Gaussian) -> str:
    """Return a complex number as Python writes it: ``-3+4j``, ``4j``."""
    parts = (number.real, number.imag)
    if not all(isinstance(part, int) for part in parts):
        real, imag = (_float_text(part) for part in parts)
    else:
        real, imag = (int_text(int(part)) for part in parts)
    if real == "0":
        return f"{imag}j"
    return f"{real}{imag}j" if imag.startswith("-") else f"{real}+{imag}j"


def _float_text(part: Real) -> str:
    return repr(float(part)).removesuffix(".0")


def too_many_words(count: int) -> str:
    """Return why so many numbers that are no range are not written out."""
    return tr_count(
        "{count} number is too many to be written out in a program; up to {most} are.",
        "{count} numbers are too many to be written out in a program; up to {most} are, and any "
        "number of whole numbers in a row, such as 1..100000.",
        count,
        most=f"{MOST_WRITTEN_OUT:,}",
    )


def _too_long_words() -> str:
    return tr(
        "These numbers are too long to be written out in a program: they have more than {most} "
        "digits.",
        most=f"{MOST_CHARACTERS:,}",
    )
