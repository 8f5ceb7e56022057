"""Takes generators of short steps to their end, for tests."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

Value = TypeVar("Value")


def end_of(steps: Generator[None, None, Value]) -> Value:
    """Return what a generator of steps comes to."""
    kept: list[Value] = []

    def keep() -> Generator[None, None, None]:
        kept.append((yield from steps))

    for _ in keep():
        pass
    return kept[0]
