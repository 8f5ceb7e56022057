"""Worker colours: the same everywhere, readable, and told apart by everybody."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from PySide6.QtGui import QColor

from app.ui.look.theme import Theme, dark_theme, light_theme
from app.ui.look.worker_colours import PALETTE, contrast, style_of

# Machado, Oliveira and Fernandes (2009), full severity, on linear RGB.
SIGHTS = {
    "usual": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def lab(colour: QColor, sight: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    """Return CIE L*a*b* of a colour as a kind of sight sees it."""
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    red, green, blue = (
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in sight
    )
    x, y, z = (
        (value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116)
        for value in (
            (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047,
            0.2126 * red + 0.7152 * green + 0.0722 * blue,
            (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883,
        )
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("sight", SIGHTS)
def test_palette_is_told_apart_with_every_kind_of_sight(sight: str) -> None:
    """A difference of 2 can just be seen; 15 is plain at a glance."""
    seen = {name: lab(QColor(name), SIGHTS[sight]) for name in PALETTE}
    nearest = min(math.dist(seen[a], seen[b]) for a, b in combinations(PALETTE, 2))
    assert nearest > 15


@pytest.mark.parametrize("theme", [light_theme(), dark_theme()], ids=["light", "dark"])
def test_words_are_readable_on_every_fill(theme: Theme) -> None:
    """The pill's name reads on its fill (WCAG AA)."""
    for worker in range(len(PALETTE)):
        style = style_of(worker, theme)
        assert contrast(style.text, style.fill) >= 4.5


@pytest.mark.parametrize("theme", [light_theme(), dark_theme()], ids=["light", "dark"])
def test_fills_stand_out_from_the_card(theme: Theme) -> None:
    """No bar or pill sinks into what is behind it, light or dark."""
    card = theme.card
    assert all(contrast(QColor(name), card) >= 1.9 for name in PALETTE)


def test_a_worker_looks_the_same_each_time_it_is_asked_for() -> None:
    """The list and the timeline agree without talking to each other."""
    assert style_of(3, light_theme()) == style_of(3, light_theme())
    assert style_of(3, light_theme()).fill == style_of(3, dark_theme()).fill


def test_sixty_four_workers_look_different() -> None:
    """Beyond the palette a pattern tells workers of the same colour apart."""
    looks = {
        (style.fill.name(), style.pattern)
        for style in (style_of(n, light_theme()) for n in range(64))
    }
    assert len(looks) == 64


def test_nobody_has_a_quiet_look() -> None:
    """A number nobody took up borrows no worker's colour."""
    assert style_of(-1, light_theme()).fill.name() not in PALETTE
