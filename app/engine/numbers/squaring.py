"""Squaring a number exactly.

Runs in every process. Each child loads this module, so that it is as small as can be; what only
decimals and complex numbers need is loaded when the first of them comes along.
"""

from __future__ import annotations

TYPE_CHECKING = False  # what typing.TYPE_CHECKING is, without loading typing into each child
if TYPE_CHECKING:
    from app.engine.numbers.exact import Number


def square(number: Number) -> Number:
    """Return the exact square, whatever it costs; nothing is ever rounded.

    Args:
        number: an int, Decimal, Fraction or Gaussian.

    Returns:
        The square, of the same kind (a real number where a Gaussian's square is one).
    """
    if type(number) is int:
        return number * number
    from decimal import Decimal

    from app.engine.numbers.decimals import EXACT
    from app.engine.numbers.exact import Gaussian

    if isinstance(number, Gaussian):
        return number.squared()
    if isinstance(number, Decimal):
        return EXACT.multiply(number, number)
    result: Number = number**2
    return result
