"""How a program squares exactly what it is given, in as few lines as the numbers allow.

Whole numbers and fractions are exact by themselves. Decimals need a context with room for every
digit, complex numbers a text without brackets, and unusual ones of either a few helpers more.
Pure functions; main process.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.engine.numbers.decimals import EXACT
from app.engine.numbers.exact import Gaussian, Number, digit_count, text_of

Import = tuple[str, str]
"""A module, and a name from it; an empty one for the module itself."""

PAIR_NAME = "Complex"
"""What a complex number of exact parts is called."""

SMALL_PART = 2**25
"""Complex numbers with whole parts below it have squares that Python's own floats hold."""

USUAL_EXPONENT = 999_999
"""What a decimal's exponent may be unless a context says otherwise."""

LEAST_DIGITS = 28
"""What Python itself takes unless a context says otherwise."""


@dataclass(frozen=True, slots=True)
class Exactness:
    """What the lesson's function needs for some numbers.

    Attributes:
        imports: what it takes from the standard library.
        helpers: what is defined before it, a definition each.
        square: the expression for the square of ``number``.
        shown: how a value stands in a row, with ``{}`` for its name.
        name_of_pair: what builds a complex number from exact parts, if needed.
    """

    imports: tuple[Import, ...] = ()
    helpers: tuple[str, ...] = ()
    square: str = "number * number"
    shown: str = "{}"
    name_of_pair: str = ""


COMPLEX_TEXT = '''\
def text(number):
    """Return a complex number with whole parts as it is written: -7+24j."""
    real, imag = int(number.real), int(number.imag)
    if imag == 0:
        return str(real)
    return f"{real}{imag:+}j" if real else f"{imag}j"'''

ANY_CONTEXT = """\
EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)  # never rounds"""

PAIR = """\
Complex = namedtuple("Complex", "real imag")  # of exact parts"""

ANY_SQUARE = '''\
def square_of(number):
    """Return the exact square of any number."""
    with localcontext(EXACT):
        return number * number'''

PAIR_SQUARE = '''\
def square_of(number):
    """Return the exact square of any number."""
    with localcontext(EXACT):
        if not isinstance(number, Complex):
            return number * number
        real, imag = number
        if Fraction in (type(real), type(imag)):
            real, imag = Fraction(real), Fraction(imag)
        square = Complex(real * real - imag * imag, 2 * real * imag)
        return square if square.imag else square.real'''

ANY_TEXT = '''\
def text(number):
    """Return every digit; with an exponent where many would be zeros."""
    if not isinstance(number, Decimal):
        return str(number)
    number = number.normalize(EXACT)
    size, exponent = number.adjusted(), number.as_tuple().exponent
    if number and (size < -40 or (size >= 40 and exponent > 0)):
        return str(number).replace("E+", "e").replace("E", "e")
    return f"{number:f}"'''

PAIR_TEXT = '''\
def text(number):
    """Return every digit; with an exponent where many would be zeros."""
    if isinstance(number, Complex):
        real, imag = text(number.real), text(number.imag)
        sign = "" if imag.startswith("-") else "+"
        return f"{imag}j" if real == "0" else f"{real}{sign}{imag}j"
    if not isinstance(number, Decimal):
        return str(number)
    number = number.normalize(EXACT)
    size, exponent = number.adjusted(), number.as_tuple().exponent
    if number and (size < -40 or (size >= 40 and exponent > 0)):
        return str(number).replace("E+", "e").replace("E", "e")
    return f"{number:f}"'''

LIMITS = tuple(("decimal", name) for name in ("MAX_EMAX", "MAX_PREC", "MIN_EMIN", "Context"))
ANY_DECIMAL = (*LIMITS, ("decimal", "Decimal"), ("decimal", "localcontext"))


def exactness_for(numbers: Sequence[Number]) -> Exactness:
    """Return what the lesson's function needs for these numbers.

    Args:
        numbers: no more and none longer than a program lists.
    """
    kinds: set[type] = {int} if isinstance(numbers, range) else set(map(type, numbers))
    if kinds <= {int}:
        return Exactness()
    imports = tuple(_literal_imports(kinds, numbers))
    if kinds <= {int, Fraction}:
        return Exactness(imports)
    if kinds <= {int, Gaussian} and all(map(_is_small, numbers)):
        return Exactness((), (COMPLEX_TEXT,), shown="text({})")
    if kinds <= {int, Decimal} and all(map(_is_usual, numbers)):
        digits = max(LEAST_DIGITS, 2 * max(map(digit_count, numbers)))
        context = f"EXACT = Context(prec={digits})  # digits enough for every square here"
        needed = (*imports, ("decimal", "Context"))
        return Exactness(needed, (context,), "EXACT.multiply(number, number)")
    if Gaussian not in kinds:
        helpers: tuple[str, ...] = (ANY_CONTEXT, ANY_SQUARE, ANY_TEXT)
        return Exactness((*ANY_DECIMAL, *imports), helpers, "square_of(number)", "text({})")
    return Exactness(
        (*ANY_DECIMAL, ("fractions", "Fraction"), ("collections", "namedtuple")),
        (f"{ANY_CONTEXT}\n{PAIR}", PAIR_SQUARE, PAIR_TEXT),
        "square_of(number)",
        "text({})",
        PAIR_NAME,
    )


def literal_imports(numbers: Sequence[Number]) -> tuple[Import, ...]:
    """Return what must be imported so that numbers can be written down."""
    if isinstance(numbers, range):
        return ()
    return tuple(_literal_imports(set(map(type, numbers)), ()))


def _literal_imports(kinds: set[type], numbers: Sequence[Number]) -> Iterator[Import]:
    """Yield what must be imported for kinds of numbers, and for the parts of complex ones."""
    pairs = [number for number in numbers if isinstance(number, Gaussian)]
    parts = {type(part) for number in pairs for part in (number.real, number.imag)}
    if Decimal in kinds | parts:
        yield "decimal", "Decimal"
    if Fraction in kinds | parts:
        yield "fractions", "Fraction"


def _is_small(number: Number) -> bool:
    """Return whether a number and its square can be computed by Python's own complex numbers."""
    if isinstance(number, Gaussian):
        parts = (number.real, number.imag)
        return all(isinstance(part, int) and abs(part) < SMALL_PART for part in parts)
    return isinstance(number, int) and abs(number) < 10**300


def _is_usual(number: Number) -> bool:
    """Return whether ``str`` writes a number and its square as this program does."""
    if not isinstance(number, Decimal):
        return True
    if 2 * abs(number.adjusted()) > USUAL_EXPONENT // 2:
        return False
    square = EXACT.multiply(number, number)
    return str(number) == text_of(number) and str(square) == text_of(square)
