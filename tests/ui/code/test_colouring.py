"""Words of a program are told apart, also while it is unfinished."""

from __future__ import annotations

import pytest

from app.ui.code.colouring import NUMBERS_ONLY, Part, pieces_of

LINES = {
    'def squarer(number):  # "doc"': {
        "def": Part.KEYWORD,
        "squarer": Part.DEFINED,
        '# "doc"': Part.COMMENT,
    },
    'x = f\'{a!r} # no\' + rb"\\"" ': {"f'{a!r} # no'": Part.STRING, 'rb"\\""': Part.STRING},
    "class A: pass": {"class": Part.KEYWORD, "A": Part.DEFINED, "pass": Part.KEYWORD},
    "print(0x1F, 1.5e3, 4j, a1)": {
        "print": Part.DEFINED,
        "0x1F": Part.NUMBER,
        "1.5e3": Part.NUMBER,
        "4j": Part.NUMBER,
    },
    "s = 'not closed": {"'not closed": Part.STRING},
    '"""all of it""" + x': {'"""': Part.STRING, 'all of it"""': Part.STRING},
}


@pytest.mark.parametrize("line", LINES)
def test_pieces_of_a_line(line: str) -> None:
    """Each piece is what it looks like."""
    pieces, inside = pieces_of(line)
    assert {line[begin : begin + length]: part for begin, length, part in pieces} == LINES[line]
    assert inside == ""


def test_lines_of_numbers_alone_are_coloured_at_once() -> None:
    """A list of thousands; whatever else stands in a line is looked at piece by piece."""
    assert NUMBERS_ONLY.match("        1, 2.5, -3,")
    for line in ("    1, 2, x", "    Decimal(1),", "1, 2", "        # 1, 2", ""):
        assert not NUMBERS_ONLY.match(line)


def test_a_text_goes_on_over_lines() -> None:
    """Three quotes end only with the same three."""
    pieces, inside = pieces_of("x = '''one \"\"\"")
    assert inside == "'''"
    assert pieces_of('two # """', inside) == ([(0, 9, Part.STRING)], "'''")
    pieces, inside = pieces_of("three''' # four", inside)
    assert pieces == [(0, 8, Part.STRING), (9, 6, Part.COMMENT)]
    assert inside == ""
