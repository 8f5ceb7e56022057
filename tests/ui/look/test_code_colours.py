"""A program's colours can be read on every ground that lies behind them."""

from __future__ import annotations

import pytest

from app.ui.look.code_colours import code_colours
from app.ui.look.theme import Theme, dark_theme, light_theme
from app.ui.look.worker_colours import contrast

WORDS = ("text", "keyword", "defined", "string", "number", "comment", "line_number")
GROUNDS = ("rest", "island", "changed")


@pytest.mark.parametrize("theme", [light_theme(), dark_theme()], ids=["light", "dark"])
def test_words_are_readable_on_every_ground(theme: Theme) -> None:
    """4.5 to 1 is what WCAG AA asks for."""
    colours = code_colours(theme)
    for word in WORDS:
        for ground in GROUNDS:
            seen = contrast(getattr(colours, word), getattr(colours, ground))
            assert seen >= 4.5, f"{word} on {ground}: {seen:.2f}"


@pytest.mark.parametrize("theme", [light_theme(), dark_theme()], ids=["light", "dark"])
def test_edges_stand_out_from_their_grounds(theme: Theme) -> None:
    """A ground's tint is pale on a projector; the bar at its edge is not."""
    colours = code_colours(theme)
    assert contrast(colours.changed_edge, colours.changed) >= 3
    assert contrast(colours.island_edge, colours.island) >= 1.9
