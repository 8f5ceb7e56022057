"""Columns of whole numbers, one machine word each, made at memory speed. Usable in any thread."""

from __future__ import annotations

import sys
from array import array

BYTES = array("i").itemsize
FEW = 1 << 8
BLOCK = 1 << 16
"""Numbers that differ only in their two lowest bytes from those of any other block."""


class CountedUp:
    """The numbers 0, 1, 2 … as far as they have been asked for.

    Counting a million of them one by one would hold up the window, so every block is copied from
    the first one, and its higher bytes are written over in one go.
    """

    def __init__(self) -> None:
        self._numbers = array("i")

    def between(self, first: int, end: int) -> array[int]:
        """Return the numbers from `first` on, `end` not included."""
        if len(self._numbers) < end:
            self._count_on(end)
        return self._numbers[first:end]

    def _count_on(self, end: int) -> None:
        """Make the numbers up to `end`, and some more."""
        if len(self._numbers) < BLOCK:
            self._numbers = array("i", range(FEW if end <= FEW else BLOCK))
        while len(self._numbers) < end:
            block = bytearray(self._numbers[:BLOCK].tobytes())
            higher = (len(self._numbers) // BLOCK).to_bytes(BYTES - 2, sys.byteorder)
            places = range(2, BYTES) if sys.byteorder == "little" else range(BYTES - 2)
            for place, byte in zip(places, higher, strict=True):
                block[place::BYTES] = bytes((byte,)) * BLOCK
            self._numbers.frombytes(block)
