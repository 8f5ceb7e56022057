"""Lines go into pieces and come back; a piece holds no surprise."""

from __future__ import annotations

import random
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.engine.storage import pieces
from app.engine.storage.checks import UnreadableRecord
from app.engine.storage.pieces import lines_of_pieces, pieces_of

LINES = st.lists(st.text(st.characters(exclude_characters="\n", codec="utf-8"), max_size=60))


def cut(lines: list[str]) -> list[bytes]:
    """Return the pieces of some lines."""
    return [piece for piece in pieces_of(lines) if piece is not None]


@given(LINES, st.integers(1, 50))
def test_lines_come_back_however_they_are_cut(lines: list[str], characters: int) -> None:
    """Empty ones, too, and those longer than a piece."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pieces, "CHARACTERS", characters)
        assert list(lines_of_pieces(cut(lines))) == lines


def test_a_long_line_takes_several_pieces() -> None:
    """No piece has to be held in memory with another."""
    line = "".join(random.Random(1).choices("0123456789", k=3 * pieces.CHARACTERS))
    made = cut(["before", line, "behind"])
    assert len(made) > 3
    assert list(lines_of_pieces(made)) == ["before", line, "behind"]


def test_keeping_comes_up_for_air_between_lines() -> None:
    """Whoever takes the pieces can do something else after each line."""
    assert list(pieces_of(["a", "b"]))[:2] == [None, None]


@pytest.mark.parametrize(
    "hostile",
    [
        zlib.compress(b"\n" * 20_000_000, 9),  # 20 kB that become 20 million lines
        zlib.compress(b"whole\n")[:-5],
        zlib.compress(b"whole\n") + b"more",
        zlib.compress(b"no end"),
        zlib.compress(b"\xff\n"),
        b"",
        b"text",
    ],
    ids=["bomb", "cut", "longer", "no end", "no text", "empty", "not compressed"],
)
def test_what_nobody_has_written_so_is_refused(hostile: bytes) -> None:
    """In no time, and without memory for what it would become."""
    with pytest.raises(UnreadableRecord):
        list(lines_of_pieces([hostile]))


def test_a_line_without_an_end_is_not_collected_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many harmless pieces would become one line that fills the memory."""
    monkeypatch.setattr(pieces, "LONGEST_LINE", 10_000_000)
    piece = zlib.compress(bytes(pieces.CHARACTERS))
    taken = 0

    def endless() -> list[bytes]:
        nonlocal taken
        taken += 1
        return [piece]

    with pytest.raises(UnreadableRecord):
        list(lines_of_pieces(each for _ in range(1_000_000) for each in endless()))
    assert taken < 50
