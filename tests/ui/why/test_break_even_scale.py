"""The words above the scale of work per number."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF
from pytestqt.qtbot import QtBot

from app.ui.why.break_even_scale import words_between

WORDS = ["one process wins ←", "about 10 ms", "→ the pool wins"]


@pytest.mark.parametrize("width", [700, 310, 290])
@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_words_are_never_cut_off(qtbot: QtBot, width: int, share: float) -> None:
    """Wherever the mark is; in a narrow place letters are smaller, in a wide one they are not."""
    font = QFont()
    font.setPixelSize(16)
    room = QRectF(0, 0, width, 20)
    fonts, places = words_between(WORDS, [font] * 3, share * width, room)
    assert places[0].left() >= 0
    assert places[-1].right() <= width
    assert all(one.right() < other.left() for one, other in pairwise(places))
    for word, used, place in zip(WORDS, fonts, places, strict=True):
        assert QFontMetricsF(used).horizontalAdvance(word) <= place.width() + 0.01
    if width == 700:
        assert [used.pixelSize() for used in fonts] == [16] * 3
