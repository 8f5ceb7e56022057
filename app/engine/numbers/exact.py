"""Exact numbers: the complex ones, writing all of them out, ordering them by size.

Runs in every process. A child that meets a complex number loads this module, so it imports next to
nothing at its top; what only decimals or sentences need is loaded when the first of them comes.
"""

from __future__ import annotations

from app.engine.numbers.squaring import square

TYPE_CHECKING = False  # what typing.TYPE_CHECKING is, without loading typing into each child
if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from fractions import Fraction
    from typing import Any, TypeAlias

    Real: TypeAlias = int | Decimal | Fraction
    Number: TypeAlias = "int | Decimal | Fraction | Gaussian"
else:
    Real = Number = object

KEPT_DIGITS = 12
"""How many digits a shortened number keeps at each end."""

LONGEST_IN_FULL = 60
"""A text up to this many characters is shown whole in a row."""


_SMALL = 10 ** (LONGEST_IN_FULL - 1)  # ints below it are shown whole without a second look


class Gaussian:
    """An exact complex number, ``real + imag j``; it never changes, and compares by value.

    Args:
        real: the real part.
        imag: the imaginary part. A number without one is better kept as its real part alone.
    """

    __slots__ = ("imag", "real")
    real: Real
    imag: Real

    def __init__(self, real: Real, imag: Real) -> None:
        object.__setattr__(self, "real", real)
        object.__setattr__(self, "imag", imag)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Gaussian does not change: {name}")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Gaussian):
            return NotImplemented
        return self.real == other.real and self.imag == other.imag

    def __hash__(self) -> int:
        return hash((self.real, self.imag))

    def __reduce__(self) -> tuple[type[Gaussian], tuple[Real, Real]]:
        return Gaussian, (self.real, self.imag)

    def __repr__(self) -> str:
        return f"Gaussian({self.real!r}, {self.imag!r})"

    def squared(self) -> Number:
        """Return the exact square: a real number if the imaginary part comes to nothing."""
        from app.engine.numbers.decimals import product, total

        cross = product(self.real, self.imag)
        imag = total(cross, cross)
        less = total(self.real, product(-1, self.imag))
        real = product(total(self.real, self.imag), less)
        return Gaussian(real, imag) if imag else real

    def modulus_squared(self) -> Real:
        """Return ``real² + imag²``, exactly."""
        from app.engine.numbers.decimals import product, total

        return total(product(self.real, self.real), product(self.imag, self.imag))


def text_of(number: Number) -> str:
    """Return every digit of `number`, as it is copied and saved; the parser reads it back.

    Whole numbers and decimals are plain: ``0.01``, ``-12``. Only a power of ten that would add
    more than 40 zeros is written with an exponent: ``1.5e300``, ``1e-60``. Fractions read ``1/9``,
    complex numbers ``-7+24j``. Linear in the number of digits, for 20 million too.
    """
    if type(number) is int and -_SMALL < number < _SMALL:
        return str(number)
    if isinstance(number, Gaussian):
        return _complex_text(number)
    from decimal import Decimal

    from app.engine.numbers.decimals import decimal_text, int_text

    if isinstance(number, int):
        return int_text(number)
    if isinstance(number, Decimal):
        return decimal_text(number)
    top, bottom = int_text(number.numerator), int_text(number.denominator)
    return top if bottom == "1" else f"{top}/{bottom}"


def all_short(values: Sequence[object]) -> bool:
    """Return whether all are whole numbers so short that `str` writes them as `text_of` does."""
    if not values or set(map(type, values)) != {int}:
        return False
    whole: Any = values
    return bool(min(whole) > -_SMALL and max(whole) < _SMALL)


def short_text_of(number: Number, most: int = LONGEST_IN_FULL) -> str:
    """Return the text for a row: long numbers shortened in the middle, with their digit count.

    Such as ``123456789012…210987654321 (1,000,000 digits)``. Main process only: it is a sentence.

    Args:
        number: what to show.
        most: the longest text, in characters, that is shown whole.
    """
    if type(number) is int and -_SMALL < number < _SMALL and most >= LONGEST_IN_FULL:
        return str(number)
    ends = _ends(number) if most <= LONGEST_IN_FULL else None
    if ends is None:
        text = text_of(number)
        if len(text) <= most:
            return text
        kept = max(1, min(KEPT_DIGITS, (most - 1) // 2))
        ends = text[: kept + text.startswith("-")], text[-kept:]
    from app.words import tr_count

    return tr_count(
        "{first}…{last} ({count} digit)",
        "{first}…{last} ({count} digits)",
        digit_count(number),
        first=ends[0],
        last=ends[1],
    )


def digit_count(number: Number) -> int:
    """Return how many digits a number has.

    A whole number counts all of its digits, a decimal those from its first nonzero one, a fraction
    and a complex number those of both parts.
    """
    if isinstance(number, Gaussian):
        return digit_count(number.real) + digit_count(number.imag)
    from decimal import Decimal

    from app.engine.numbers.decimals import decimal_digit_count

    if isinstance(number, int):
        return Decimal(number).adjusted() + 1
    if isinstance(number, Decimal):
        return decimal_digit_count(number)
    return digit_count(number.numerator) + digit_count(number.denominator)


def size_key(number: Number) -> Any:
    """Return a key that sorts numbers by size; keys of all kinds compare exactly with each other.

    Real numbers sort by their value (an int is its own key, so that sorting a million of them is
    quick), complex numbers by their distance from zero.
    """
    if isinstance(number, Gaussian):
        return _Distance(number.modulus_squared())
    return number


class _Distance:
    """The distance of a complex number from zero, known by its square, which alone is exact."""

    __slots__ = ("squared",)
    squared: Any

    def __init__(self, squared: Real) -> None:
        self.squared = squared

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Distance) and bool(self.squared == other.squared)

    def __hash__(self) -> int:
        return hash(self.squared)

    def __lt__(self, other: Any) -> bool:
        if isinstance(other, _Distance):
            return bool(self.squared < other.squared)
        return bool(other > 0 and self.squared < square(other))

    def __gt__(self, other: Any) -> bool:
        if isinstance(other, _Distance):
            return bool(self.squared > other.squared)
        return bool(other < 0 or self.squared > square(other))


def _ends(number: Number) -> tuple[str, str] | None:
    if isinstance(number, (int, Gaussian)):
        return None
    from decimal import Decimal

    from app.engine.numbers.decimals import ends_of

    if not isinstance(number, Decimal) or number.adjusted() < 2 * LONGEST_IN_FULL:
        return None
    return ends_of(number, KEPT_DIGITS)


def _complex_text(number: Gaussian) -> str:
    real, imag = text_of(number.real), text_of(number.imag)
    if imag == "0":
        return real
    if real == "0":
        return f"{imag}j"
    return f"{real}{imag}j" if imag.startswith("-") else f"{real}+{imag}j"
