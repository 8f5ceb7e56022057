"""What a comma means is decided from the data and told, or asked; never guessed in silence."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.numbers.dialects import (
    JUDGED_CHARACTERS,
    Commas,
    Dialect,
    Question,
    dialect_of,
    read_as,
)
from app.engine.numbers.exact import Number
from app.engine.numbers.parsing import NotUnderstood, parse


def read(text: str, *, separator: str = "") -> list[Number]:
    """Return the numbers of a text that leaves no question."""
    dialect = dialect_of(text, separator)
    assert isinstance(dialect, Dialect), "it is asked"
    return parse(text, dialect)


def readings(text: str, *, separator: str = "") -> list[list[Number]]:
    """Return the numbers of both readings of a text that is asked about."""
    question = dialect_of(text, separator)
    assert isinstance(question, Question), "nothing is asked"
    return [parse(text, question.first), parse(text, question.second)]


@pytest.mark.parametrize(
    ("table", "plain"),
    [
        ("speed (m/s; avg),time\n1,2\n3,4", "1 2 3 4"),
        ("x\ty\n1,5\t2,5", "1.5 2.5"),
        ("m;s\n1,5;2,25\n-3;4\n", "1.5 2.25 -3 4"),
        ('m;s\n1,5;"2,25"\n-3;4\n', "1.5 2.25 -3 4"),
        ('"1,5","2"\n', "1.5 2"),
        ("١,٥;٢", "1.5 2"),
        ("１,５;２", "1.5 2"),
        ("1.234,56;7", "1234.56 7"),
        ("a;b\n1.234,5;2", "1234.5 2"),
        ("1;2,5;3/4", "1 2.5 3/4"),
        ("1,234.5;2", "1234.5 2"),
        ("1,234,567;2", "1234567 2"),
        ("1,2\n3,4", "1 2 3 4"),
        ("1 234,5;2", "1234.5 2"),
        ("x;y\n1 234;2\n3;12 345 678", "1234 2 3 12345678"),
        ("1 234 5;2", "1 234 5 2"),
        ("1\xa0234,5;2", "1234.5 2"),
        ("1\u202f234;2", "1234 2"),
        (",5;2", "0.5 2"),
        (";;\n,5;2", "0.5 2"),
        ("length,time\nm,s\n1,2", "1 2"),
        ('"Length\n(cm)",n\n1,2', "1 2"),
        ("2, 3, 4; 5, 6", "2 3 4 5 6"),
        ("x;y\n1,5/2;1,5+2,5j", "1.5/2 1.5+2.5j"),
    ],
)
def test_a_tables_rows_say_what_its_commas_mean(table: str, plain: str) -> None:
    """What stands in a heading says nothing of it; digits and commas of any script do."""
    assert read(table, separator=",") == parse(plain)


def test_commas_do_not_separate_where_tabs_should() -> None:
    """A table by tabs may have a single column."""
    assert read("x\n1,5\n2,5\n", separator="\t") == parse("1.5 2.5")
    assert read("1,5\n2\n", separator="\t") == parse("1.5 2")


def test_a_lone_number_with_a_comma_is_two_and_says_so() -> None:
    """A list begins like that, so nobody is asked; the other reading is a press away."""
    dialect = dialect_of("2,3")
    assert isinstance(dialect, Dialect)
    assert (dialect.commas, dialect.other) == (Commas.SEPARATE, Commas.DECIMAL)
    assert dialect_of("2,3,4") == Dialect()


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("2, 3, 4, 5, 6", "2 3 4 5 6"),
        ("2,3,4", "2 3 4"),
        ("1,5", "1 5"),
        ("0,5; 1,5", "0.5 1.5"),
        ("1,5;2", "1.5 2"),
        ("1.234,56", "1234.56"),
        ("3+4j; 1,5", "3+4j 1.5"),
        ("-0,5; +1,5e3; 1,5/3", "-0.5 1500 0.5"),
        ("٣٫٥", "3.5"),
        ("2\u061c, 3", "2 3"),
        ("1\u200b2", "12"),
        ("1\xa0234", "1234"),
        ("1\u202f234\u202f567", "1234567"),
        ("1\u2009234", "1234"),
        ("1\xa02", "1 2"),
        ("１，２；３", "1 2 3"),
        ("2..6, 3", "2..6 3"),
        ("2,3,4, 5,6", "2 3 4 5 6"),
        ("1,000, 2", "1 0 2"),
    ],
)
def test_typed_numbers_say_what_their_commas_mean(typed: str, plain: str) -> None:
    """A semicolon between leaves one reading; the lesson's list stays what it was."""
    assert read(typed) == parse(plain)


@pytest.mark.parametrize(
    ("text", "is_table", "first", "second"),
    [
        ("1,2\n3,4;", True, "1.2 3.4", "1 2 3 4"),
        ("x\n1,5\n2,5\n", True, "1.5 2.5", "1 5 2 5"),
        ("1,234;5,678", True, "1.234 5.678", "1234 5678"),
        ("1, 5; 2", False, "1 5 2", "1.5 2"),
        ("1, 5; 2", True, "1 5 2", "1.5 2"),
        ("1,5 2,5", False, "1.5 2.5", "1 5 2 5"),
        ("1,5, 2,5", False, "1.5 2.5", "1 5 2 5"),
        ("1,5 3", False, "1.5 3", "1 5 3"),
        ("1,5;\n2,5;", False, "1.5 2.5", "1 5 2 5"),
        ("1,5\n2,5", False, "1.5 2.5", "1 5 2 5"),
        ("1,000; 2", False, "1 2", "1000 2"),
        ("1,234.56 7", False, "1234.56 7", "1 234.56 7"),
    ],
)
def test_two_possible_readings_are_a_question(
    text: str, is_table: bool, first: str, second: str
) -> None:
    """Nobody but the person can know; both are offered as they would be read."""
    assert readings(text, separator="," if is_table else "") == [parse(first), parse(second)]


def test_an_answer_is_read_and_may_be_taken_back() -> None:
    """Whatever was decided, by the person or from the data, has a way to its other reading."""
    asked = dialect_of("1,5 2,5")
    assert read_as(asked, None) is None
    answered = read_as(asked, Commas.SEPARATE)
    assert answered is not None
    assert (answered.commas, answered.other) == (Commas.SEPARATE, Commas.DECIMAL)
    decided = dialect_of("1,5;2,5")
    otherwise = read_as(decided, Commas.SEPARATE)
    assert otherwise is not None
    assert parse("1,5;2,5", otherwise) == [1, 5, 2, 5]
    assert otherwise.other is Commas.DECIMAL


def test_an_answer_that_was_not_offered_changes_nothing() -> None:
    """A file may have changed since it was asked about."""
    assert read_as(dialect_of("1,5 2,5"), Commas.THOUSANDS) is None
    plain = dialect_of("1 2")
    assert read_as(plain, Commas.DECIMAL) is plain


def test_a_point_beside_decimal_commas_is_not_guessed_at() -> None:
    """1.234 is 1234 to whoever wrote 0,5; but is it?"""
    with pytest.raises(NotUnderstood) as caught:
        read("0,5;1.234", separator=",")
    assert caught.value.problem == (
        "“1.234”: other numbers here have a decimal comma, so this point is not clear. "
        "Write 1234 or 1,234."
    )


def test_the_end_of_a_long_text_counts_too() -> None:
    """Whole numbers in the first rows say nothing of the last."""
    text = "1;2\n" * JUDGED_CHARACTERS + "1,5;2\n"
    assert read(text, separator=",")[-2:] == parse("1.5 2")


NUMBERS = st.decimals(
    min_value=-10_000, max_value=10_000, allow_nan=False, allow_infinity=False, places=2
)


def _written(number: Decimal, *, decimal: str, thousands: str) -> str:
    """Return a number as a country writes it."""
    text = f"{number:,f}".replace(",", "T").replace(".", decimal)
    return text.replace("T", thousands)


@given(
    rows=st.lists(st.lists(NUMBERS, min_size=2, max_size=2), min_size=1, max_size=6),
    style=st.sampled_from([(";", ",", "."), (";", ",", "\u202f"), ("\t", ",", ""), (",", ".", "")]),
    heading=st.sampled_from(["", "x{0}y\n", "Länge (m){0}Information\n", '"a, b"{0}"c; d"\n']),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_a_countrys_table_is_read_as_it_was_written_or_asked_about(
    rows: list[list[Decimal]], style: tuple[str, str, str], heading: str, end: str
) -> None:
    """Never, in any mixture, come other numbers out of it in silence."""
    separator, decimal, thousands = style
    lines = [
        separator.join(_written(cell, decimal=decimal, thousands=thousands) for cell in row)
        for row in rows
    ]
    text = (heading.format(separator) + "\n".join(lines)).replace("\n", end)
    meant = parse(" ".join(str(cell) for row in rows for cell in row))
    dialect = dialect_of(text, separator=",")
    if isinstance(dialect, Question):
        assert meant in [parse(text, dialect.first), parse(text, dialect.second)]
    else:
        assert parse(text, dialect) == meant
