"""Arithmetic with decimals that never rounds.

Runs in any process, but only `app.engine.numbers.exact` loads it, and only when a number is not a
plain int: importing `decimal` costs a spawned child more than squaring a thousand small numbers.
"""

from __future__ import annotations

from decimal import (
    MAX_EMAX,
    MAX_PREC,
    MIN_EMIN,
    ROUND_DOWN,
    Context,
    Decimal,
    Inexact,
    InvalidOperation,
    Overflow,
    Underflow,
)

TYPE_CHECKING = False  # as in app.engine.numbers.exact
if TYPE_CHECKING:
    from typing import Any

    from app.engine.numbers.exact import Real

PLAIN_DIGITS = 40
"""A power of ten is written out in plain digits up to this many; beyond it as ``1e41``."""

INT_DIGITS = 300
"""Whole numbers with more digits than this are kept as Decimal.

From here on `decimal` is the faster one, and the square of a number with 300 digits has at most
600, which every Python prints: the lowest limit it can be set to is 640 (int refuses beyond it).
"""

_FEW_BITS = 2100  # about 632 digits: below the lowest limit for printing an int

# The traps make a rounded result an error: with this precision it can only be a mistake here.
EXACT = Context(
    prec=MAX_PREC,
    Emax=MAX_EMAX,
    Emin=MIN_EMIN,
    traps=[Inexact, InvalidOperation, Overflow, Underflow],
)
_ZERO = Decimal(0)
_ONE = Decimal(1)


def exponent_of(number: Decimal) -> int:
    """Return the power of ten of the last digit of `number`, without listing its digits."""
    # as_tuple() of the number itself would build a tuple of all its digits.
    exponent = EXACT.multiply(number, _ZERO).as_tuple().exponent
    assert isinstance(exponent, int)
    return exponent


def simplest(number: Decimal) -> int | Decimal:
    """Return the same value as an int if it is a whole number to be written out, else normalized.

    ``1.50`` becomes ``1.5``, ``1e3`` becomes the int 1000, ``1e300`` stays a Decimal.
    """
    if not number:
        return 0
    number = number.normalize(EXACT)
    exponent, adjusted = exponent_of(number), number.adjusted()
    if (exponent == 0 and adjusted < INT_DIGITS) or (exponent > 0 and adjusted < PLAIN_DIGITS):
        return int(number)
    return number


def int_text(number: int) -> str:
    """Return every digit of an int of any size, whatever limit this Python sets for printing."""
    return str(number) if number.bit_length() <= _FEW_BITS else str(Decimal(number))


def decimal_text(number: Decimal) -> str:
    """Return every digit of `number`, plain, or as ``1.5e300`` when plain would be mostly zeros."""
    if not number:
        return "0"
    if number.same_quantum(_ONE):
        return str(number)
    adjusted = number.adjusted()
    if adjusted < -PLAIN_DIGITS or (adjusted >= PLAIN_DIGITS and exponent_of(number) > 0):
        return str(number.normalize(EXACT)).replace("E+", "e").replace("E", "e")
    plain = format(number, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def decimal_digit_count(number: Decimal) -> int:
    """Return how many digits a number has: all of a whole number, else from its first nonzero."""
    exponent = exponent_of(number)
    if exponent < 0:
        number = number.normalize(EXACT)
        exponent = min(exponent_of(number), 0)
    return number.adjusted() - min(exponent, 0) + 1


def ends_of(number: Decimal, kept: int) -> tuple[str, str] | None:
    """Return the first and last `kept` digits of a large whole number, quickly.

    Returns:
        The two texts, the first with its sign, or None if `number` has a part after the point, is
        written with an exponent, or is not that long.
    """
    if not number.same_quantum(_ONE) or number.adjusted() < 2 * kept:
        return None
    first = Context(prec=kept, rounding=ROUND_DOWN, Emax=MAX_EMAX, Emin=MIN_EMIN).plus(number)
    last = EXACT.remainder(number.copy_abs(), Decimal(10**kept))
    return str(first.scaleb(kept - 1 - first.adjusted(), EXACT)), f"{last:0{kept}f}"


def total(left: Real, right: Real) -> Real:
    """Return the exact sum of two real numbers of any kinds."""
    one, other = _alike(left, right)
    if isinstance(one, Decimal) or isinstance(other, Decimal):
        return EXACT.add(one, other)
    result: Real = one + other
    return result


def product(left: Real, right: Real) -> Real:
    """Return the exact product of two real numbers of any kinds."""
    one, other = _alike(left, right)
    if isinstance(one, Decimal) or isinstance(other, Decimal):
        return EXACT.multiply(one, other)
    result: Real = one * other
    return result


def _alike(left: Real, right: Real) -> tuple[Any, Any]:
    """Return both as fractions if one is a fraction and one a decimal: those do not mix."""
    if isinstance(left, (int, Decimal)) and isinstance(right, (int, Decimal)):
        return left, right
    from fractions import Fraction

    return Fraction(left), Fraction(right)
