"""Ranges such as ``2..6`` and ``0..100 step 5`` into the numbers they stand for.

Runs in the main process. How many numbers a range has is computed, never counted out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm

from app.engine.numbers.decimals import EXACT, exponent_of, product, simplest
from app.engine.numbers.exact import Number, Real, text_of
from app.engine.numbers.misreadings import problem_with, quoted
from app.engine.numbers.numerals import NotUnderstood, number_of
from app.words import tr

MAX_END_DIGITS = 300
"""The most digits, before and after the point, of a range's ends and step."""

_STEP = re.compile(r"(?i)\s(step)(?:\s|$)")


@dataclass(frozen=True)
class Range:
    """A range that was understood: whole multiples of one small part, evenly spaced.

    Args:
        multiples: how many parts each number is.
        parts: into how many parts one is divided; a power of ten if `decimal_places` is set.
        decimal_places: how many digits come after the point, or None for fractions.
    """

    multiples: range
    parts: int
    decimal_places: int | None

    @property
    def count(self) -> int:
        """How many numbers the range has, also where ``len`` would be beyond its limit."""
        spread = abs(self.multiples.stop - self.multiples.start)
        return -(-spread // abs(self.multiples.step))

    def numbers(self, start: int, stop: int) -> Iterator[Number]:
        """Yield the numbers from position `start` up to, not including, `stop`."""
        chosen = self.multiples[start:stop]
        if self.parts == 1:
            yield from chosen
        elif self.decimal_places is None:
            for multiple in chosen:
                fraction = Fraction(multiple, self.parts)
                yield fraction.numerator if fraction.denominator == 1 else fraction
        else:
            for multiple in chosen:
                yield simplest(Decimal(multiple).scaleb(-self.decimal_places, EXACT))


def range_of(piece: str) -> Range:
    """Return the range that `piece` stands for.

    Args:
        piece: text with ``..`` or ``step`` in it, and no separators but spaces and tabs.

    Raises:
        NotUnderstood: it is no range; the place is counted from the start of `piece`.
    """
    ends, step_text, step_at = _without_step(piece)
    first_text, dots, last_text = ends.partition("..")
    if not dots:
        raise NotUnderstood(problem_with("step"), step_at, step_at + len("step"))
    _check_dots(ends, last_text)
    first = _end(first_text, 0, piece)
    last = _end(last_text, len(first_text) + len(dots), piece)
    if step_text is None:
        return _range(first, last, 1 if first <= last else -1)
    _check_step_size(step_text, piece)
    step = _end(step_text, step_at + len("step"), piece)
    return _range(first, last, _checked_step(first, last, step, piece))


def _without_step(piece: str) -> tuple[str, str | None, int]:
    found = _STEP.search(piece)
    if found is None:
        return piece, None, 0
    return piece[: found.start(1)], piece[found.end(1) :], found.start(1)


def _check_dots(ends: str, last_text: str) -> None:
    if ".." in last_text or last_text.startswith(".") or "..." in ends:
        problem = tr("“{piece}” has too many dots. A range has two: 2..6.", piece=quoted(ends))
        raise NotUnderstood(problem, 0, len(ends.rstrip()))


def _check_step_size(step_text: str, piece: str) -> None:
    if not step_text.strip():
        problem = tr(
            "“{piece}” lacks the size of its step. Write it after the word: 0..100 step 5.",
            piece=quoted(" ".join(piece.split())),
        )
        raise NotUnderstood(problem, 0, len(piece))


def _end(text: str, offset: int, piece: str) -> Real:
    stripped = text.strip()
    if not stripped:
        problem = tr(
            "“{piece}” is an unfinished range. Write both ends: 2..6, or 0..100 step 5.",
            piece=quoted(piece),
        )
        raise NotUnderstood(problem, 0, len(piece))
    start = offset + len(text) - len(text.lstrip())
    try:
        number = number_of(stripped)
    except NotUnderstood as reason:
        raise reason.moved(start) from None
    if not isinstance(number, (int, Decimal, Fraction)):
        problem = tr("A range cannot run over complex numbers. Write real ones: 2..6.")
        raise NotUnderstood(problem, start, start + len(stripped))
    if _is_long(number):
        problem = tr(
            "The ends and the step of a range may have up to {most} digits.", most=MAX_END_DIGITS
        )
        raise NotUnderstood(problem, start, start + len(stripped))
    return number


def _is_long(number: Real) -> bool:
    if isinstance(number, Decimal):
        return number.adjusted() >= MAX_END_DIGITS or exponent_of(number) < -MAX_END_DIGITS
    largest = 10**MAX_END_DIGITS
    return bool(max(abs(number.numerator), number.denominator) >= largest)


def _checked_step(
    first: Real,
    last: Real,
    step: Real,
    piece: str,
) -> Real:
    if not step:
        problem = tr("A range cannot have step 0: it would never end. Write step 1 or step 0.5.")
    elif (last > first and step < 0) or (last < first and step > 0):
        shown = {
            "piece": quoted(" ".join(piece.split())),
            "step": quoted(text_of(product(-1, step))),
        }
        if last > first:
            problem = tr("“{piece}” runs upwards, so its step is positive: step {step}.", **shown)
        else:
            problem = tr("“{piece}” runs downwards, so its step is negative: step {step}.", **shown)
    else:
        return step
    raise NotUnderstood(problem, 0, len(piece))


def _range(first: Real, last: Real, step: Real) -> Range:
    given = (first, last, step)
    places: int | None = None
    if any(isinstance(number, Fraction) for number in given):
        parts = lcm(*(Fraction(number).denominator for number in given))
    else:
        places = max(0, *(-exponent_of(n) for n in given if isinstance(n, Decimal)), 0)
        parts = 10**places
    start, stop, stride = (int(Fraction(number) * parts) for number in given)
    towards = 1 if stride > 0 else -1
    return Range(range(start, stop + towards, stride), parts, places)
