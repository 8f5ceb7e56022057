"""What the others' processes do. Light, because every one of their children imports it."""

from __future__ import annotations

import multiprocessing


def square(number: int) -> int:
    """Return the number's square."""
    return number * number


def print_square(number: int) -> None:
    """Do what a child of the plain script does."""
    name = multiprocessing.current_process().name
    print(f"{number} squared to {square(number)} by: {name}")
