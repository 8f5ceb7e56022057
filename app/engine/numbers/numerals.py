"""One piece of text into one exact number, or the sentence that says why it is none.

Runs in the main process. Everything here is linear in the length of the piece.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction

from app.engine.numbers.decimals import EXACT, INT_DIGITS, exponent_of, simplest
from app.engine.numbers.exact import Gaussian, Number, Real
from app.engine.numbers.misreadings import problem_with
from app.words import tr

MAX_DIGITS = 20_000_000
"""The longest number; its square is computed in seconds and takes about 40 MB of text."""

MAX_EXPONENT = 20_000_000
"""The largest power of ten, up or down. Such a number stays compact: ``1e20000000``."""

MAX_COMPLEX_EXPONENT = 300
"""The largest power of ten in a complex number: its square is written out between both parts."""

MAX_FRACTION_DIGITS = 2_000
"""The longest part of a fraction, exponent included; reducing takes time that grows squared."""

MAX_BASED_DIGITS = 4_000
"""The longest number after 0x, 0o or 0b; turning it into tens takes time that grows squared."""

_BASES = {"0x": 16, "0o": 8, "0b": 2}
_UNITS = ("j", "J", "i", "I")
_SIGNS = ("+", "-")


class NotUnderstood(Exception):  # noqa: N818 - the field's word for it
    """A text, or a piece of it, that is not a number.

    Args:
        problem: a whole sentence for the reader: what is wrong, and what would be right.
        start: where the piece begins in the text, counted in Python characters.
        end: where it ends.
    """

    def __init__(self, problem: str, start: int, end: int) -> None:
        super().__init__(problem, start, end)
        self.problem = problem
        self.start = start
        self.end = end

    def __str__(self) -> str:
        return self.problem

    def moved(self, by: int) -> NotUnderstood:
        """Return the same, its place counted in a text of which the piece begins at `by`."""
        return NotUnderstood(self.problem, self.start + by, self.end + by)


def number_of(piece: str) -> Number:
    """Return the number that `piece`, without spaces and with ASCII digits, stands for.

    Raises:
        NotUnderstood: it stands for none; the place is counted from the start of `piece`.
    """
    number = _complex(piece) if piece.endswith(_UNITS) else real_of(piece)
    if number is None:
        raise NotUnderstood(problem_with(piece), 0, len(piece))
    return number


def real_of(piece: str) -> Real | None:
    """Return the real number `piece` stands for, or None if it is none.

    Raises:
        NotUnderstood: it is one, but beyond a limit or divided by zero.
    """
    top, slash, bottom = piece.partition("/")
    if slash:
        return _fraction(piece, top, bottom)
    sign, body = _unsigned(piece)
    base = _BASES.get(body[:2].lower())
    return _based(sign, body, base) if base else _decimal(piece, sign, body)


def _unsigned(piece: str) -> tuple[str, str]:
    if not piece.startswith(_SIGNS):
        return "", piece
    return "-" if piece[0] == "-" else "", piece[1:]


def _digits(text: str) -> str | None:
    """Return the digits of `text` without the underscores between them, or None."""
    if text.isdecimal():
        return text
    if "_" not in text or "__" in text or "_" in (text[0], text[-1]):
        return None
    digits = text.replace("_", "")
    return digits if digits.isdecimal() else None


def _decimal(piece: str, sign: str, body: str) -> int | Decimal | None:
    if len(body) > INT_DIGITS and not any(mark in body for mark in ".eE_"):
        return _long_whole(piece, sign, body)
    if body.isdecimal():
        return _whole(piece, sign, body)
    mantissa, mark, power = body.replace("E", "e").partition("e")
    before, _, after = mantissa.partition(".")
    digits = _digits(before) if before else ""
    places = _digits(after) if after else ""
    if digits is None or places is None or not (digits or places):
        return None
    if mark:
        exponent = _exponent(piece, power)
        if exponent is None:
            return None
        _limit_digits(piece, len(digits) + len(places))
        return simplest(Decimal(f"{sign}{digits}.{places}e{exponent}"))
    places = places.rstrip("0")
    if not places:
        return _whole(piece, sign, digits or "0")
    _limit_digits(piece, len(digits) + len(places))
    return Decimal(f"{sign}{digits}.{places}")


def _whole(piece: str, sign: str, digits: str) -> int | Decimal:
    if len(digits) > INT_DIGITS:
        digits = digits.lstrip("0") or "0"
    if len(digits) <= INT_DIGITS:
        return int(sign + digits)
    _limit_digits(piece, len(digits))
    return Decimal(sign + digits)


def _long_whole(piece: str, sign: str, body: str) -> int | Decimal | None:
    """Read a whole number in which only Decimal has looked at every digit: twice as fast."""
    if not body[0].isdecimal() or not body[-1].isdecimal():  # neither nan5 nor a space
        return None
    if len(body) > MAX_DIGITS:
        return _whole(piece, sign, body) if body.isdecimal() else None
    try:
        number = EXACT.create_decimal(sign + body)
    except InvalidOperation:
        return None
    return number if number.adjusted() >= INT_DIGITS else int(number)


def _limit_digits(piece: str, digits: int) -> None:
    if digits > MAX_DIGITS:
        problem = tr(
            "This number has {count} digits; a number may have up to {most}.",
            count=f"{digits:,}",
            most=f"{MAX_DIGITS:,}",
        )
        raise NotUnderstood(problem, 0, len(piece))


def _exponent(piece: str, power: str) -> int | None:
    sign, body = _unsigned(power)
    digits = _digits(body)
    if digits is None:
        return None
    digits = digits.lstrip("0") or "0"
    if len(digits) <= len(str(MAX_EXPONENT)) and int(digits) <= MAX_EXPONENT:
        return int(sign + digits)
    if sign:
        problem = tr(
            "This number is too close to zero: the exponent after e may go down to {least}.",
            least=f"-{MAX_EXPONENT:,}",
        )
    else:
        problem = tr(
            "This number is too large: the exponent after e may go up to {most}.",
            most=f"{MAX_EXPONENT:,}",
        )
    raise NotUnderstood(problem, 0, len(piece))


def _based(sign: str, body: str, base: int) -> int | Decimal | None:
    digits = body[2:].replace("_", "")
    if not digits or "__" in body or body.endswith("_"):
        return None
    if not digits.isalnum() or not digits.isascii():
        return None
    if len(digits) > MAX_BASED_DIGITS:
        problem = tr(
            "A number that begins with {prefix} may have up to {most} digits. Write longer ones "
            "in ordinary digits.",
            prefix=body[:2],
            most=f"{MAX_BASED_DIGITS:,}",
        )
        raise NotUnderstood(problem, 0, len(sign) + len(body))
    try:
        return _sized(int(f"{sign}{body[:2]}{digits}", base))
    except ValueError:
        return None


def _fraction(piece: str, top: str, bottom: str) -> Real | None:
    if "/" in bottom:
        return None
    above, below = real_of(top), real_of(bottom)
    if above is None or below is None:
        return None
    if not below:
        problem = tr("A number cannot be divided by zero. Write another number after the slash.")
        raise NotUnderstood(problem, 0, len(piece))
    if isinstance(above, int) and isinstance(below, int):
        return _plain(Fraction(above, below))
    return _plain(ratio_of(piece, above) / ratio_of(piece, below))


def _plain(fraction: Fraction) -> Real:
    return _sized(fraction.numerator) if fraction.denominator == 1 else fraction


def _sized(number: int) -> int | Decimal:
    return number if abs(number) < 10**INT_DIGITS else Decimal(number)


def ratio_of(piece: str, number: Real) -> Fraction:
    """Return `number` as a Fraction.

    Raises:
        NotUnderstood: it has too many digits for that.
    """
    if isinstance(number, Decimal) and (
        abs(number.adjusted()) >= MAX_FRACTION_DIGITS or exponent_of(number) < -MAX_FRACTION_DIGITS
    ):
        problem = tr(
            "The parts of a fraction may have up to {most} digits each.",
            most=f"{MAX_FRACTION_DIGITS:,}",
        )
        raise NotUnderstood(problem, 0, len(piece))
    return Fraction(number)


def _complex(piece: str) -> Number | None:
    body = piece[:-1]
    if any(mark in body for mark in "xXoObB"):
        return None
    split = max(body.rfind("+"), body.rfind("-"))
    if split > 0 and body[split - 1] in "eE":  # the sign of an exponent
        split = max(body.rfind("+", 0, split), body.rfind("-", 0, split))
    split = max(split, 0)
    real = real_of(body[:split]) if split else 0
    imag_text = body[split:]
    if imag_text in ("", *_SIGNS):
        imag_text += "1"
    imag = real_of(imag_text)
    if real is None or imag is None:
        return None
    for part in (real, imag):
        _limit_complex(piece, part)
    if not imag:
        return real
    if isinstance(real, Fraction) or isinstance(imag, Fraction):
        for part in (real, imag):  # each must be small enough to be multiplied as a fraction
            ratio_of(piece, part)
    return Gaussian(real, imag)


def _limit_complex(piece: str, part: Real) -> None:
    most_places = max(MAX_COMPLEX_EXPONENT, len(piece))
    if isinstance(part, Decimal) and abs(part.adjusted()) > most_places:
        problem = tr(
            "The exponents in a complex number may go from -{most} to {most}.",
            most=MAX_COMPLEX_EXPONENT,
        )
        raise NotUnderstood(problem, 0, len(piece))
