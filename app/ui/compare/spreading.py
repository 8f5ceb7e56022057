"""Keeps names from covering each other. Any thread."""

from __future__ import annotations

from collections.abc import Sequence


def spread(tops: Sequence[float], apart: float, lowest: float) -> list[float]:
    """Return places that are at least so far apart, each as near as can be to where it should be.

    Args:
        tops: where they should be, from top to bottom.
        apart: how far each must be from the next.
        lowest: the largest place; where there are too many, they reach above the first instead.
    """
    groups: list[list[float]] = []
    for top in tops:
        groups.append([top])
        while len(groups) > 1 and _end(groups[-2], apart) > _begin(groups[-1], apart):
            groups[-2:] = [groups[-2] + groups[-1]]
    places = [_begin(group, apart) + apart * step for group in groups for step in range(len(group))]
    limit = lowest
    for place in reversed(range(len(places))):
        places[place] = min(places[place], limit)
        limit = places[place] - apart
    return places


def _begin(group: Sequence[float], apart: float) -> float:
    """Return where a group of neighbours begins, so that its middle is where it should be."""
    return sum(group) / len(group) - apart * (len(group) - 1) / 2


def _end(group: Sequence[float], apart: float) -> float:
    """Return where the next may begin."""
    return _begin(group, apart) + apart * len(group)
