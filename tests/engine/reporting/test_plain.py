from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.reporting.plain import cut, cut_lines, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b", "a␀b"),
        ("\x1b[31mred\x7f", "␛[31mred␡"),
        ("\r\n\t", "␍\n\t"),
        ("\x85", "[U+0085]"),
        ("evil\u202etxt", "evil[U+202E]txt"),
        ("\ud800", "[U+D800]"),
        ("\ufffe\U0010ffff", "[U+FFFE][U+10FFFF]"),
        ("שלום, 世界 🎈", "שלום, 世界 🎈"),
    ],
)
def test_nothing_hides_in_a_text(text: str, shown: str) -> None:
    """Controls are seen, letters of all languages stay."""
    assert visible(text) == shown


@given(st.text(st.characters()))
def test_whatever_comes_can_be_written_to_a_file(text: str) -> None:
    """Once more changes nothing, and UTF-8 has it all."""
    shown = visible(text)
    assert visible(shown) == shown
    assert shown.encode("utf-8").decode("utf-8") == shown


def test_long_texts_are_cut_in_the_middle_with_their_length() -> None:
    """The beginning says most; the length says what is missing."""
    assert cut("short", 5) == "short"
    assert cut("x" * 40 + "y" * 12, 20) == "x" * 8 + "…" + "y" * 12 + " (52 characters)"


def test_many_lines_are_cut_with_how_many_are_left_out() -> None:
    """A line feed at the end is no line."""
    assert cut_lines("a\nb\n", 2, 10) == "a\nb"
    assert cut_lines("a\nb\nc\n", 2, 10) == "a\nb\n… 1 more line"
    assert cut_lines("\n".join("abcdef"), 2, 10) == "a\nb\n… 4 more lines"
