"""Exact numbers: squares, texts, digit counts and order, against Fractions as the judge."""

from __future__ import annotations

import os
import pickle
import random
import subprocess
import sys
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.numbers.exact import (
    Gaussian,
    Number,
    Real,
    digit_count,
    short_text_of,
    size_key,
    text_of,
)
from app.engine.numbers.parsing import parse
from app.engine.numbers.squaring import square

FIXED = settings(derandomize=True, deadline=None, max_examples=200, database=None)


def decimals(exponents: int = 80) -> st.SearchStrategy[Decimal]:
    """Decimals with digits and exponents far beyond a double's."""
    return st.builds(
        lambda digits, exponent: Decimal(f"{digits}e{exponent}"),
        st.integers(-(10**50), 10**50),
        st.integers(-exponents, exponents),
    )


def reals() -> st.SearchStrategy[Real]:
    """Every kind of real number."""
    return st.one_of(st.integers(), st.integers(-(10**700), 10**700), decimals(), st.fractions())


def numbers() -> st.SearchStrategy[Number]:
    """Every kind of number."""
    return st.one_of(reals(), st.builds(Gaussian, reals(), reals()))


def parts(number: Number) -> tuple[Fraction, Fraction]:
    """Return real and imaginary part as Python's own exact type."""
    if isinstance(number, Gaussian):
        return Fraction(number.real), Fraction(number.imag)
    return Fraction(number), Fraction(0)


@FIXED
@given(numbers())
def test_a_square_is_exactly_what_fractions_say(number: Number) -> None:
    """Nothing is ever rounded, whatever kind of number it is."""
    real, imag = parts(number)
    assert parts(square(number)) == (real * real - imag * imag, 2 * real * imag)


@FIXED
@given(numbers())
def test_every_text_reads_back_as_the_same_number(number: Number) -> None:
    """What is copied or saved can be pasted again."""
    for value in (number, square(number)):
        text = text_of(value)
        (again,) = parse(text)
        assert parts(again) == parts(value)
        assert text_of(again) == text


@FIXED
@given(st.lists(numbers(), max_size=8))
def test_sizes_of_all_kinds_sort_together(mixed: list[Number]) -> None:
    """Sorting by size is exact between ints, decimals, fractions and complex numbers."""

    def judged(number: Number) -> Fraction:
        real, imag = parts(number)
        if isinstance(number, Gaussian):
            return real * real + imag * imag  # the square of its distance from zero
        return real * abs(real)

    assert [judged(number) for number in sorted(mixed, key=size_key)] == sorted(map(judged, mixed))


@FIXED
@given(numbers())
def test_every_number_survives_pickling(number: Number) -> None:
    """Numbers travel to the children and squares travel back."""
    again = pickle.loads(pickle.dumps(number))
    assert again == number
    assert hash(again) == hash(number)
    assert type(again) is type(number)


@pytest.mark.parametrize(
    ("number", "text", "squared"),
    [
        (3, "3", "9"),
        (-3, "-3", "9"),
        (Decimal("0.1"), "0.1", "0.01"),
        (Decimal("1.50"), "1.5", "2.25"),
        (Decimal("-0.0"), "0", "0"),
        (Decimal("1e3"), "1000", "1000000"),
        (Decimal("1e300"), "1e300", "1e600"),
        (Decimal("-2.5e-100"), "-2.5e-100", "6.25e-200"),
        (Decimal("1e20000000"), "1e20000000", "1e40000000"),
        (Fraction(-1, 3), "-1/3", "1/9"),
        (Fraction(-7, 3), "-7/3", "49/9"),
        (Gaussian(3, 4), "3+4j", "-7+24j"),
        (Gaussian(0, 1), "1j", "-1"),
        (Gaussian(1, -1), "1-1j", "-2j"),
        (Gaussian(Decimal("0.5"), Fraction(1, 3)), "0.5+1/3j", "5/36+1/3j"),
    ],
)
def test_numbers_and_squares_read_as_a_person_would_write_them(
    number: Number, text: str, squared: str
) -> None:
    """Plain and canonical: no trailing zeros, no exponent without need."""
    assert text_of(number) == text
    assert text_of(square(number)) == squared


def test_a_long_number_is_shortened_in_the_middle_with_its_digit_count() -> None:
    """A row stays a row however long the number is, of every kind."""
    digits = "".join(random.Random(7).choices("123456789", k=1_000_000))
    shown = f"{digits[:12]}…{digits[-12:]} (1,000,000 digits)"
    assert short_text_of(Decimal(digits)) == shown
    assert short_text_of(Decimal(f"-{digits}")) == f"-{shown}"
    assert short_text_of(Decimal(f"0.{digits}")) == (
        f"0.{digits[:10]}…{digits[-12:]} (1,000,000 digits)"
    )
    assert short_text_of(10**5000) == f"1{'0' * 11}…{'0' * 12} (5,001 digits)"
    assert short_text_of(Fraction(1, 10**70)) == f"1/1{'0' * 9}…{'0' * 12} (72 digits)"


def test_a_number_that_fits_is_shown_whole_and_one_that_does_not_is_cut() -> None:
    """The limit is the caller's."""
    assert short_text_of(10**58) == text_of(10**58)
    assert short_text_of(123456789, most=5) == "12…89 (9 digits)"
    assert short_text_of(10**99, most=100) == text_of(10**99)


@pytest.mark.parametrize(
    ("number", "count"),
    [
        (0, 1),
        (-120, 3),
        (10**5000, 5001),
        (Decimal("0.0012"), 2),
        (Decimal("12.50"), 3),
        (Decimal("100.0"), 3),
        (Decimal("1e300"), 301),
        (Fraction(12, 7), 3),
        (Gaussian(10, Decimal("0.5")), 3),
    ],
    ids=lambda value: short_text_of(value),
)
def test_digits_are_counted(number: Number, count: int) -> None:
    """Each kind counts the digits a person would count."""
    assert digit_count(number) == count


def test_a_gaussian_never_changes() -> None:
    """It is shared between rows, keys and events."""
    with pytest.raises(AttributeError):
        Gaussian(1, 2).real = 3


def test_the_callers_decimal_context_changes_nothing() -> None:
    """Another part of the program may round; squares and texts must not."""
    number = Decimal("1.23456789012345678901234567890123456789")
    with localcontext() as context:
        context.prec = 3
        assert Fraction(square(number)) == Fraction(number) ** 2  # type: ignore[arg-type]
        assert text_of(number) == str(number)


def in_a_new_python(code: str, **environment: str) -> str:
    """Return what `code` prints in a fresh interpreter."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **environment},
    )
    return done.stdout.strip()


def test_squaring_ints_loads_nothing_else_into_a_child() -> None:
    """Every started process imports this module, so its weight is paid each time."""
    code = """if True:
        import __future__, sys
        before = set(sys.modules)
        from app.engine.numbers.squaring import square
        square(3)
        print(sorted(set(sys.modules) - before))"""
    names = ["app", "app.engine", "app.engine.numbers", "app.engine.numbers.squaring"]
    assert in_a_new_python(code) == str(names)


def test_numbers_print_under_the_lowest_limit_python_can_set() -> None:
    """An int of many digits is written out although this Python refuses to."""
    code = """if True:
        from app.engine.numbers.exact import text_of, short_text_of
        from app.engine.numbers.squaring import square
        from app.engine.numbers.parsing import parse
        for digits in (300, 301, 2000, 4300, 5000):
            (number,) = parse('7' * digits)
            assert len(text_of(square(number))) in (2 * digits - 1, 2 * digits)
            assert text_of(int(number)) == '7' * digits
            short_text_of(int(number))
        print('fine')"""
    assert in_a_new_python(code, PYTHONINTMAXSTRDIGITS="640") == "fine"
