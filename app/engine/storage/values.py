"""Numbers and results as JSON values, exactly, and back. Any thread.

A whole number that every JSON reader keeps exact is a number. Everything else is a text that
begins with a letter for what it is: ``w`` a longer whole number, ``d`` a decimal, ``q`` a fraction,
``t`` a text that a person's function gave. A complex number is a list of its two parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from app.engine.numbers.decimals import EXACT
from app.engine.numbers.exact import Gaussian, Number
from app.engine.numbers.numerals import MAX_DIGITS, MAX_EXPONENT
from app.engine.storage.checks import damaged, need

LARGEST_PLAIN = 2**53 - 1
"""The largest whole number that a reader with floating-point numbers keeps exact."""

LONGEST_STRETCH = 100_000
"""Characters of long numbers that are made at a time."""

_LONGEST_DECIMALLY = 10**600
"""Whole numbers from here on are written with 16 for a base: that is read in linear time, and by
every Python, whatever limit it sets for numbers in tens."""

_LARGEST_EXPONENT = 4 * (MAX_DIGITS + MAX_EXPONENT)
_LONGEST_PART = 20_000
"""Characters of a fraction's numerator or denominator; reducing takes time that grows squared."""

_MOST_EFFORT = 5 * 10**10
"""So much, as `_effort` counts, takes about a tenth of a second; a message has a fifth of it."""

_WHOLE = re.compile(r"-?(?:\d{1,600}|0x[0-9a-f]+)", re.ASCII)
_DECIMAL = re.compile(r"-?\d+(?:\.\d+)?(?:E[+-]?\d{1,9})?", re.ASCII)


def values_of(values: Sequence[Number | str]) -> list[Any]:
    """Return numbers and texts as JSON values."""
    return _plain_values(values) or [value_of(each) for each in values]


def stretches_of(
    numbers: Sequence[Number | str], besides: Sequence[int] | None = None
) -> Iterator[list[Any]]:
    """Yield numbers and texts as lists of JSON values, each list made in a moment.

    Args:
        numbers: some thousand at most.
        besides: how many characters more belong to each; None for none.
    """
    plain = None if besides else _plain_values(numbers)
    if plain:
        yield plain
        return
    values, length = list[Any](), 0
    for place, number in enumerate(numbers):
        values.append(value_of(number))
        length += len(str(values[-1])) + (besides[place] if besides else 0)
        if length > LONGEST_STRETCH:
            yield values
            values, length = [], 0
    if values:
        yield values


def _plain_values(values: Sequence[Number | str]) -> list[Any] | None:
    """Return whole numbers that JSON keeps exact as they are; None where others are among them."""
    if values and set(map(type, values)) == {int}:
        numbers: Any = values
        if min(numbers) >= -LARGEST_PLAIN and max(numbers) <= LARGEST_PLAIN:
            return list(numbers)
    return None


def value_of(value: Number | str) -> Any:
    """Return a number or a text as a JSON value."""
    if isinstance(value, str):
        return f"t{value}"
    if isinstance(value, Gaussian):
        return [value_of(value.real), value_of(value.imag)]
    if isinstance(value, Decimal):
        return f"d{value}"
    if isinstance(value, Fraction):
        return f"q{_whole_text(value.numerator)}/{_whole_text(value.denominator)}"
    return value if -LARGEST_PLAIN <= value <= LARGEST_PLAIN else f"w{_whole_text(value)}"


def numbers_in(values: list[Any]) -> list[Any]:
    """Return the numbers that JSON values stand for.

    Raises:
        UnreadableRecord: one of them stands for none.
    """
    if set(map(type, values)) <= {int}:
        return values
    need(sum(map(_effort, values)) <= _MOST_EFFORT, "fractions are too long together")
    return [number_in(each) for each in values]


def _effort(value: Any) -> int:
    """Return what it takes to reduce a value's fractions: it grows with their length squared."""
    if type(value) is list:
        return sum(len(part) ** 2 for part in value if type(part) is str and part[:1] == "q")
    return len(value) ** 2 if type(value) is str and value[:1] == "q" else 0


def number_in(value: Any) -> Number:
    """Return the number that a JSON value stands for."""
    if type(value) is list:
        need(len(value) == 2, "a complex number has two parts")
        real, imag = number_in(value[0]), number_in(value[1])
        need(not isinstance(real, Gaussian) and not isinstance(imag, Gaussian), "parts are real")
        return Gaussian(real, imag)  # type: ignore[arg-type]
    if type(value) is int:
        return value
    need(type(value) is str and value, "a number is missing")
    kind, body = value[0], value[1:]
    if kind == "w":
        return _whole_in(body)
    if kind == "d":
        return _decimal_in(body)
    need(kind == "q", "a number is of an unknown kind")
    top, slash, bottom = body.partition("/")
    need(slash and len(body) <= 2 * _LONGEST_PART, "a fraction is too long")
    below = _whole_in(bottom)
    need(below > 0, "a fraction has no denominator")
    return Fraction(_whole_in(top), below)


def results_in(values: list[Any]) -> list[Any]:
    """Return what a person's function gave: texts and whole numbers.

    Raises:
        UnreadableRecord: something else is among them.
    """
    return values if set(map(type, values)) <= {int} else [_result_in(each) for each in values]


def _result_in(value: Any) -> str | int:
    if type(value) is str and value.startswith("t"):
        return value[1:]
    number = number_in(value)
    need(type(number) is int, "a result is neither text nor whole number")
    return number  # type: ignore[return-value]


def _whole_text(number: int) -> str:
    return str(number) if -_LONGEST_DECIMALLY < number < _LONGEST_DECIMALLY else hex(number)


def _whole_in(body: str) -> int:
    need(_WHOLE.fullmatch(body), "a whole number is misspelt")
    return int(body, 16 if "x" in body else 10)


def _decimal_in(body: str) -> Decimal:
    need(_DECIMAL.fullmatch(body), "a decimal is misspelt")
    try:
        number = EXACT.create_decimal(body)
    except InvalidOperation:
        raise damaged("a decimal is out of range") from None
    need(abs(number.adjusted()) <= _LARGEST_EXPONENT, "a decimal is out of range")
    return number
