"""The parser: what is understood, what is refused with which place, and in how small steps."""

from __future__ import annotations

import contextlib
import tracemalloc
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import pytest

from app.engine.numbers.exact import Gaussian, Number, text_of
from app.engine.numbers.parsing import (
    BLOCK_CHARACTERS,
    MAX_CHARACTERS,
    MAX_NUMBERS,
    PIECES_A_STEP,
    NotUnderstood,
    Parser,
    parse,
    parse_steps,
)


def texts(text: str) -> str:
    """Return the numbers of `text` as they are written, with spaces between."""
    return " ".join(map(text_of, parse(text)))


def refused(text: str) -> NotUnderstood:
    """Return the error `text` raises."""
    with pytest.raises(NotUnderstood) as caught:
        parse(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2, 3, 4, 5, 6", [2, 3, 4, 5, 6]),
        ("2;3\t4\n5\r\n6 7", [2, 3, 4, 5, 6, 7]),
        (" ,;2,,3, ", [2, 3]),
        ("-5 +5 −5 –5", [-5, 5, -5, -5]),
        ("007 -0", [7, 0]),
        ("1_000_000", [1_000_000]),
        ("0x10 0XfF 0b101 0o17 -0x1_0", [16, 255, 5, 15, -16]),
        ("0.1 .5 5. -.5 5.0", [Decimal("0.1"), Decimal("0.5"), 5, Decimal("-0.5"), 5]),
        ("1e3 1E3 1.5e-3 2e+2", [1000, 1000, Decimal("0.0015"), 200]),
        ("1e300", [Decimal("1e300")]),
        ("1/3 -1/3 2/4 4/2 1.5/2", [Fraction(1, 3), Fraction(-1, 3), Fraction(1, 2), 2, 0.75]),
        ("3+4j j -i 2I", [Gaussian(3, 4), Gaussian(0, 1), Gaussian(0, -1), Gaussian(0, 2)]),
        ("2.5-1e3j 1e+5j", [Gaussian(Decimal("2.5"), -1000), Gaussian(0, 100_000)]),
        ("1/2+3/4j", [Gaussian(Fraction(1, 2), Fraction(3, 4))]),
        ("3+0j", [3]),
        ("٣ ３ ٣.٥", [3, 3, Decimal("3.5")]),
        ("1，2、3；4", [1, 2, 3, 4]),
        ("1\u00a02\u202f3\u20284\ufeff", [1, 2, 3, 4]),
        ("1,5", [1, 5]),
    ],
)
def test_numbers_are_understood(text: str, numbers: list[Number]) -> None:
    """Every kind the field promises, exactly."""
    assert parse(text) == numbers


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2..6", "2 3 4 5 6"),
        ("6..2", "6 5 4 3 2"),
        ("5..5", "5"),
        ("-2..−4", "-2 -3 -4"),
        ("0..100 step 25", "0 25 50 75 100"),
        ("0..9 step 5", "0 5"),
        ("10..0 STEP -5", "10 5 0"),
        ("0..1 step 0.25", "0 0.25 0.5 0.75 1"),
        ("0.5..3", "0.5 1.5 2.5"),
        ("0..1 step 1/3", "0 1/3 2/3 1"),
        ("2 .. 4", "2 3 4"),
        ("2.. 4\tstep 2,8", "2 4 8"),
        ("1 2 ..4 5", "1 2 3 4 5"),
        ("1,2..4 6..5", "1 2 3 4 6 5"),
        ("0x2..0x4", "2 3 4"),
        ("1e2..1.01e2", "100 101"),
        ("1e29..100000000000000000000000000001", f"1{'0' * 29} 1{'0' * 28}1"),
    ],
)
def test_ranges_are_understood(text: str, numbers: str) -> None:
    """Up, down, with steps, with decimals that a double would miss."""
    assert texts(text) == numbers


@pytest.mark.parametrize(
    ("text", "piece", "words"),
    [
        ("", "", "no number yet"),
        (" ,\n", " ,\n", "no number yet"),
        ("2, nan, 3", "nan", "not a number"),
        ("2, -inf", "-inf", "infinity"),
        ("∞", "∞", "infinity"),
        ("5 1e999999999", "1e999999999", "up to 20,000,000"),
        ("1e-999999999", "1e-999999999", "down to -20,000,000"),
        (f"1e{'9' * 9999}", f"1e{'9' * 9999}", "up to 20,000,000"),
        ("9**9", "9**9", "is a calculation"),
        ("2+3", "2+3", "is a calculation"),
        ("1/2/3", "1/2/3", "is a calculation"),
        ("2 1/0 3", "1/0", "divided by zero"),
        ("0/0.0", "0/0.0", "divided by zero"),
        ("five", "five", "is a word"),
        ("3 - 5", "-", "right before its number"),
        ("3 + 4j", "+", "without spaces: 3+4j"),
        ("--5", "--5", "more than one sign"),
        ("1__0", "1__0", "underscore"),
        ("0b12", "0b12", "only the digits 0 and 1"),
        ("0o8", "0o8", "digits 0 to 7"),
        ("0xfg", "0xfg", "0 to 9 and a to f"),
        ("1.2.3", "1.2.3", "more than one decimal point"),
        ("1e", "1e", "lacks its exponent"),
        (".", ".", "has no digits"),
        ("'5'", "'5'", "quotation mark"),
        ("[2, 3]", "[2", "bracket"),
        ("5€", "5€", "“€” does not belong"),
        ("½", "½", "does not belong"),
        ("12…34", "12…34", "is shortened"),
        ("a\0b\ud800", "a\0b\ud800", "“a�b�”"),
        ("x" * 5000, "x" * 5000, "“xxxxxxxxxxx…xxxxxxxxxxx” is a word"),
    ],
    ids=lambda value: value[:12],
)
def test_what_is_not_understood_is_pointed_at_in_words(text: str, piece: str, words: str) -> None:
    """The place is exactly the piece; the sentence says what is wrong with it."""
    reason = refused(text)
    assert text[reason.start : reason.end] == piece
    assert words in reason.problem
    assert str(reason) == reason.problem


@pytest.mark.parametrize(
    ("text", "piece", "words"),
    [
        ("1 2.. 3", "2..", "unfinished"),
        ("..5", "..5", "unfinished"),
        ("1..5 step", "1..5 step", "lacks the size of its step"),
        ("1..x 3", "x", "is a word"),
        ("1.. 1e", "1e", "lacks its exponent"),
        ("1..5 step two", "two", "is a word"),
        ("1...5", "1...5", "too many dots"),
        ("1..2..3", "1..2..3", "too many dots"),
        ("1..5 step 0", "1..5 step 0", "step 0"),
        ("1..5 step -2", "1..5 step -2", "is positive: step 2"),
        ("5..1 step 0.5", "5..1 step 0.5", "is negative: step -0.5"),
        ("5 step 2", "step", "after a range"),
        ("1..3j", "3j", "complex"),
        ("7 0..1e30", "0..1e30", "far too many"),
        ("0..1000000", "0..1000000", "1,000,001 numbers"),
        ("0..1 step 1e-200", "0..1 step 1e-200", "far too many"),
        ("0..1 step 1e-20000000", "1e-20000000", "up to 300 digits"),
        ("1..1e20000000", "1e20000000", "up to 300 digits"),
        ("0..500000 0..500000", "0..500000", "more than 1,000,000"),
    ],
)
def test_a_range_that_cannot_be_is_pointed_at_in_words(text: str, piece: str, words: str) -> None:
    """At once, however many numbers it would have."""
    if "2.. 3" in text:
        text = text.replace(" 3", "\n3")
    reason = refused(text)
    assert text[reason.start : reason.end] == piece
    assert words in reason.problem


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("7" * 20_000_001, "20,000,001 digits"),
        ("." + "7" * 20_000_001, "20,000,001 digits"),
        ("0x" + "f" * 4001, "up to 4,000 digits"),
        ("1/" + "3" * 2001, "up to 2,000 digits"),
        ("1e-2001/3", "up to 2,000 digits"),
        ("1e301+2j", "from -300 to 300"),
        ("2e-301j", "from -300 to 300"),
        (" " * (MAX_CHARACTERS + 1), "longer than 67,108,864 characters"),
    ],
    ids=lambda value: value[:12],
)
def test_what_is_too_large_is_refused_with_the_limit(text: str, words: str) -> None:
    """A sentence instead of minutes of computing or all of the memory."""
    assert words in refused(text).problem


def test_as_many_numbers_as_allowed_and_not_one_more() -> None:
    """The one too many is the one that is pointed at, whichever way the numbers are written."""
    for full in ("5 " * MAX_NUMBERS, "0.5 " * MAX_NUMBERS, "1..999999 1/3 "):
        assert len(parse(full)) == MAX_NUMBERS
        reason = refused(full + "7 8")
        assert reason.start == len(full)
        assert reason.end == reason.start + 1
        assert "more than 1,000,000" in reason.problem
    assert parse("1..1000000")[-1] == MAX_NUMBERS
    assert refused("1..1000000 5").start == len("1..1000000 ")


def test_long_numbers_are_read_to_the_last_digit() -> None:
    """Whole, with a point, with underscores, in other digits, among others."""
    digits = "1234567890" * 200
    for text in (digits, f"-{digits}", f"0.{digits[:-1]}", f"٣{digits}", f"000{digits}"):
        plain = text.replace("٣", "3").lstrip("0") if text[0] != "0" or text[1] == "0" else text
        assert texts(f"2 {text}, 3") == f"2 {plain} 3"
    assert texts("_".join(digits)) == digits
    for text in ("0" * 50_000 + "7", "0" * 50_000 + "_7", "0" * 50_000 + "7.0"):
        assert [(number, type(number)) for number in parse(text)] == [(7, int)]
    assert texts("9" * 100_000 + "\t" + "8" * 100_000) == "9" * 100_000 + " " + "8" * 100_000


MIXED = "1 -2 0.5 1e-7 1/3 2+3j 2..5 7 .. 9 step 2 0x1f 3.. 1 4 ..6 1_0 step9"[:-6]


@pytest.mark.parametrize("block", [1, 2, 3, 7, 16, 64, BLOCK_CHARACTERS])
@pytest.mark.parametrize("separator", [" ", "\n", ", ", "\t\t", " ; "])
def test_where_a_block_ends_makes_no_difference(block: int, separator: str) -> None:
    """A range with spaces in it is never cut in two, nor is a number."""
    text = separator.join([MIXED] * 40)
    parser = Parser(text, block_characters=block)
    while parser.step():
        pass
    assert parser.numbers == parse(MIXED) * 40


def test_an_error_far_into_a_text_is_placed_exactly() -> None:
    """Blocks and other scripts' characters do not shift the place."""
    for start in ("2 " * 40_000, "−2，" * 40_000, "1..3 " * 3000, "7" * 100_000 + " "):
        reason = refused(f"{start}oops 5")
        assert (reason.start, reason.end) == (len(start), len(start) + 4)


@pytest.mark.parametrize(
    "text",
    [
        "12, " * 200_000,
        "12 " * 200_000,
        "-0.25\n" * 100_000,
        "1/3 " * 20_000,
        "−3+4j、" * 20_000,
        "1..100000",
        "0..1 step 0.0001 " * 10,
        "5" + " " * 2_000_000 + "6",
        "5" + "," * 2_000_000 + "6",
    ],
    ids=lambda text: text[:12],
)
def test_no_step_does_more_than_a_slice(text: str) -> None:
    """A window that takes a step per timer tick never waits long."""
    parser = Parser(text)
    before, done, steps = 0, 0.0, 0
    while parser.step():
        assert parser.count - before <= max(PIECES_A_STEP, BLOCK_CHARACTERS // 2)
        assert done <= parser.fraction_done <= 1
        before, done, steps = parser.count, parser.fraction_done, steps + 1
    assert steps >= 10
    assert parser.fraction_done == 1
    assert parser.numbers == parse(text)
    assert not parser.step()


def test_steps_yield_the_fraction_done_and_return_the_numbers() -> None:
    """The generator is the same parser for callers that like generators."""

    def listened() -> Iterator[float]:
        numbers = yield from parse_steps("2 " * 50_000)
        assert numbers == [2] * 50_000

    fractions = list(listened())
    assert len(fractions) > 3
    assert fractions == sorted(fractions)


@pytest.mark.parametrize(
    "hostile",
    [
        "(",
        "+-",
        "1+",
        "1/",
        "1_",
        "1e",
        "..",
        " ..",
        " step",
        "1.. ",
        "-",
        "0x",
        "e",
        '"',
        "\u200b",
        "٣",
    ],
)
def test_a_million_stray_characters_are_refused_in_linear_time(hostile: str) -> None:
    """Doubling the text no more than about doubles the work, so half a minute is plenty."""
    text = hostile * (2_000_000 // len(hostile)) + "!"
    reason = refused(text)
    assert 0 <= reason.start < reason.end <= len(text)
    assert len(reason.problem) < 200


@pytest.mark.parametrize(
    "text",
    [
        "1..1e300",
        "0..1 step 1e-300",
        "-1e300..1e300 step 1/7",
        "1e20000000 -1e-20000000",
        "1e20000000/3",
        "3/1e-20000000",
        "1e20000000+1e-20000000j",
        "1e20000000..1e20000001",
        "1e99999999999999999999",
        "0b" + "1" * 4000,
    ],
    ids=lambda text: text[:24],
)
def test_a_short_text_never_takes_much_memory(text: str) -> None:
    """Nothing is written out or counted out before it is known to be small."""
    tracemalloc.start()
    try:
        with contextlib.suppress(NotUnderstood):
            parse(text)
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()
