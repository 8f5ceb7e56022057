"""Any text: the numbers Python's own exact types compute, or an error that points into the text.

The judge is a second, slow and simple reading: regular expressions and Fractions, one piece at a
time, sharing no code with the parser.
"""

from __future__ import annotations

import re
from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.engine.numbers.exact import Gaussian, Number, text_of
from app.engine.numbers.parsing import NotUnderstood, Parser, parse

FIXED = settings(derandomize=True, deadline=None, max_examples=400, database=None)

Value = tuple[Fraction, Fraction]

DIGITS = r"[0-9]+(?:_[0-9]+)*"
DECIMAL = rf"(?:{DIGITS}(?:\.(?:{DIGITS})?)?|\.{DIGITS})(?:[eE][+-]?{DIGITS})?"
BASED = r"0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+"
REAL = rf"[+-]?(?:{BASED}|{DECIMAL})(?:/[+-]?(?:{BASED}|{DECIMAL}))?"
COMPLEX_PART = rf"[+-]?{DECIMAL}(?:/[+-]?{DECIMAL})?"
COMPLEX = (
    rf"(?P<real>{COMPLEX_PART})?(?P<imag>(?(real)[+-]|[+-]?)(?:{DECIMAL}(?:/{DECIMAL})?)?)[jJiI]"
)
STEP = re.compile(r"(?i)^(.*\S)[ \t]+step[ \t]+(\S+)$")


class Refused(Exception):  # noqa: N818 - not an error of the test
    """The judge does not accept a piece."""


def judged_real(text: str) -> Fraction:
    """Return the value of one real number."""
    if not re.fullmatch(REAL, text):
        raise Refused
    values = []
    for part in text.split("/"):
        if re.fullmatch(rf"[+-]?(?:{BASED})", part):
            values.append(Fraction(int(part, 0)))
        else:
            values.append(Fraction(part.replace("_", "")))
    if len(values) == 2 and not values[1]:
        raise Refused
    return values[0] / values[1] if len(values) == 2 else values[0]


def judged_number(text: str) -> Value:
    """Return real and imaginary part of one number."""
    found = re.fullmatch(COMPLEX, text)
    if found is None:
        return judged_real(text), Fraction(0)
    imag = found["imag"] + "1" if found["imag"] in ("", "+", "-") else found["imag"]
    return judged_real(found["real"] or "0"), judged_real(imag)


def judged_range(text: str) -> list[Value]:
    """Return the numbers of a range, counted out."""
    with_step = STEP.match(text)
    ends = (with_step[1] if with_step else text).split("..")
    if len(ends) != 2:
        raise Refused
    first, last = (judged_real(end.strip(" \t")) for end in ends)
    step = judged_real(with_step[2]) if with_step else Fraction(1 if first <= last else -1)
    if not step or (last - first) * step < 0 or (last - first) / step > 2000:
        raise Refused
    return [(first + step * n, Fraction(0)) for n in range(int((last - first) / step) + 1)]


def value_of(number: Number) -> Value:
    """Return what the parser understood in the judge's terms."""
    if isinstance(number, Gaussian):
        return Fraction(number.real), Fraction(number.imag)
    return Fraction(number), Fraction(0)


def understood(text: str) -> list[Number] | None:
    """Return the numbers, or None after looking that the error points into the text."""
    try:
        return parse(text)
    except NotUnderstood as error:
        reason = error
    assert 0 <= reason.start <= reason.end <= len(text)
    assert reason.start < reason.end or not text
    assert 0 < len(reason.problem) < 300
    assert reason.problem.isprintable()
    marked = text[reason.start : reason.end]
    assert marked.strip() or not text.strip(), "an error marks something that can be seen"
    return None


def outcome(parser: Parser) -> list[Number] | tuple[str, int, int] | None:
    """Return the numbers a parser comes to, or the error with its place."""
    try:
        while parser.step():
            pass
    except NotUnderstood as reason:
        return reason.problem, reason.start, reason.end
    return parser.numbers


DIGIT_RUNS = st.text("0123456789", min_size=1, max_size=30)
GROUPED = st.builds("_".join, st.lists(DIGIT_RUNS, min_size=1, max_size=3))
SIGNS = st.sampled_from(["", "+", "-"])
EXPONENTS = st.builds("{}{}{}".format, st.sampled_from("eE"), SIGNS, st.integers(0, 99))
PLAIN = st.one_of(
    GROUPED,
    st.builds("{}.{}".format, GROUPED, st.one_of(st.just(""), GROUPED)),
    st.builds(".{}".format, GROUPED),
)
UNSIGNED = st.one_of(PLAIN, st.builds("{}{}".format, PLAIN, EXPONENTS))
BASED_TEXTS = st.one_of(
    st.integers(0).map(hex), st.integers(0).map(bin), st.integers(0).map(oct), st.just("0X_fF")
)
SIGNED = st.builds("{}{}".format, SIGNS, st.one_of(UNSIGNED, BASED_TEXTS))
FRACTIONS = st.builds("{}/{}".format, SIGNED, SIGNED)
COMPLEX_REALS = st.builds("{}{}".format, SIGNS, UNSIGNED)
COMPLEXES = st.builds(
    "{}{}{}{}".format,
    COMPLEX_REALS,
    st.sampled_from("+-"),
    st.one_of(st.just(""), UNSIGNED),
    st.sampled_from("jJiI"),
)
IMAGINARIES = st.builds("{}{}".format, COMPLEX_REALS, st.sampled_from("jJiI"))
NUMBERS = st.one_of(SIGNED, FRACTIONS, COMPLEXES, IMAGINARIES)
SMALL = st.integers(-50, 50)
STEPS = st.one_of(SMALL.map(str), st.sampled_from(["0.5", "-0.25", "1/3", "1e-1", "0x3"]))
DOTS = st.sampled_from(["..", " ..", ".. ", " .. ", "\t..\t"])
RANGES = st.one_of(
    st.builds("{}{}{}".format, SMALL, DOTS, SMALL),
    st.builds("{}{}{} step {}".format, STEPS, DOTS, SMALL, STEPS),
    st.builds("{}{}{} STEP\t{}".format, SMALL, DOTS, STEPS, STEPS),
)
SEPARATORS = st.sampled_from([",", ";", "\n", ", ", "\r\n", " ; "])
LIKELY = st.text("0123456789+-.eEjJi/_xXbo ,;\n", max_size=30)
STRANGE = st.sampled_from(
    [
        "nan",
        "-inf",
        "step",
        "..",
        "1e999999999",
        "-1e-99999999999999999999",
        "9**9",
        "1/0",
        "−",
        "٣",
        "…",
        "0x",
        "½",
        "\0",
        "∞",
    ]
)


@FIXED
@given(st.lists(st.one_of(NUMBERS, RANGES), min_size=1, max_size=12), SEPARATORS)
def test_valid_texts_give_exactly_the_numbers_they_say(pieces: list[str], separator: str) -> None:
    """Every form of number, alone and mixed; ranges as far as they are right."""
    expected: list[Value] = []
    try:
        for piece in pieces:
            expected += judged_range(piece) if ".." in piece else [judged_number(piece)]
    except Refused:
        assert understood(separator.join(pieces)) is None
        return
    numbers = understood(separator.join(pieces))
    assert numbers is not None
    assert [value_of(number) for number in numbers] == expected


@FIXED
@given(LIKELY)
@example("0xe+1j")
@example("1e+5j")
@example("0_1.e-0_1")
@example("1/-3+1j")
@example("-.j")
def test_the_parser_accepts_exactly_what_the_judge_accepts(text: str) -> None:
    """Neither more nor less, for texts of the characters that numbers are made of."""
    pieces = re.findall(r"[^\s,;]+", text)
    if ".." in text or not pieces:
        understood(text)
        return
    if re.search(r"e[+-]?[0-9_]{3}", text, re.IGNORECASE):
        understood(text)  # too large to be written out by the judge
        return
    try:
        expected = [judged_number(piece) for piece in pieces]
    except Refused:
        assert understood(text) is None
        return
    numbers = understood(text)
    assert numbers is not None
    assert [value_of(number) for number in numbers] == expected


@FIXED
@given(st.lists(st.one_of(NUMBERS, RANGES), min_size=1, max_size=6), st.data())
def test_a_damaged_text_gives_numbers_or_a_place(pieces: list[str], data: st.DataObject) -> None:
    """Characters lost, doubled, swapped for strange ones: as happens in pasting."""
    text = " ".join(pieces)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        kept = data.draw(st.integers(at, min(len(text), at + 3)))
        text = text[:at] + data.draw(st.one_of(st.just(""), STRANGE, LIKELY)) + text[kept:]
    numbers = understood(text)
    if numbers is not None:
        assert [text_of(n) for n in numbers] == [text_of(n) for n in parse(text.replace("\t", " "))]


@FIXED
@given(st.one_of(st.text(max_size=60), st.text(st.characters(categories=["N", "P", "Z", "C"]))))
@example("")
@example("\ud800")
@example("1\u2028..\u20283")
@example("0e99999999999999999999")
def test_any_text_at_all_gives_numbers_or_a_place(text: str) -> None:
    """Every script, controls, halves of characters."""
    understood(text)


@FIXED
@given(st.lists(st.one_of(NUMBERS, RANGES, STRANGE, LIKELY), max_size=10), st.integers(1, 40))
@example(["0x0", "..", "0\t..\t0", "−"], 1)
def test_small_blocks_and_large_ones_agree(pieces: list[str], block: int) -> None:
    """How a text is cut for reading shows neither in the numbers nor in an error's place."""
    text = " ".join(pieces)
    assert outcome(Parser(text, block_characters=block)) == outcome(Parser(text))


@settings(FIXED, max_examples=60)
@given(
    st.one_of(STRANGE, LIKELY, NUMBERS, RANGES, st.text(max_size=8)),
    st.integers(1, 20_000),
    st.sampled_from(["", " ", ",", "\n", "\t.."]),
)
def test_a_piece_repeated_thousands_of_times_is_numbers_or_a_place(
    piece: str, times: int, separator: str
) -> None:
    """Neither time nor memory run away on long texts with a pattern."""
    understood(separator.join([piece] * times))
