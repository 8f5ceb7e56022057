"""Sets dots beside each other where they would cover each other. Any thread."""

from __future__ import annotations

from collections.abc import Sequence


def swarm(xs: Sequence[float], apart: float, most: float) -> list[float]:
    """Return how far each dot is moved off its line, so that none covers another if that can be.

    Args:
        xs: where the dots are along the line.
        apart: how far the middles of two dots must be from each other.
        most: how far a dot may be moved, to either side.

    Returns:
        The moves, in the order of `xs`; the same dots are always moved in the same way.
    """
    steps = int(most / apart) if apart > 0 else 0
    tries = [0.0, *(sign * step * apart for step in range(1, steps + 1) for sign in (-1, 1))]
    moves = [0.0] * len(xs)
    taken: list[tuple[float, float]] = []
    for place in sorted(range(len(xs)), key=lambda place: xs[place]):
        x = xs[place]
        near = [(other, move) for other, move in taken if x - other < apart]
        moves[place] = next(
            (
                move
                for move in tries
                if all(
                    (x - other) ** 2 + (move - far) ** 2 >= (apart * 0.99) ** 2
                    for other, far in near
                )
            ),
            tries[place % len(tries)],
        )
        taken.append((x, moves[place]))
    return moves
