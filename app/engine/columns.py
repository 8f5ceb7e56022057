"""Columns of whole numbers, one machine word each, made at memory speed. Usable in any thread."""

from __future__ import annotations

import sys
from array import array

BYTES = array("i").itemsize


def counted_up_to(count: int) -> array[int]:
    """Return 0, 1, 2 … `count` - 1, without counting them one by one: that holds up the window.

    They are written byte by byte instead: all lowest bytes at once, then all second ones, and so
    on. The bytes of one place go from 0 to 255 again and again, each of them a while.
    """
    data = bytearray(BYTES * count)
    for place in range(BYTES):
        repeats = 256**place
        if place and repeats >= count:
            break
        values = range(min(256, -(-count // repeats)))
        cycle = b"".join(bytes((value,)) * repeats for value in values)
        first = place if sys.byteorder == "little" else BYTES - 1 - place
        data[first::BYTES] = (cycle * (count // max(1, len(cycle)) + 1))[:count]
    return array("i", data)
