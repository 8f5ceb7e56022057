"""A stream of lines cut into compressed pieces, and back. Any thread."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from app.engine.storage.checks import damaged

CHARACTERS = 1 << 18
"""So much of the stream is compressed at a time."""

MOST_BYTES = 4 * CHARACTERS
"""What a piece may become at most; in JSON as it is written a character is a byte."""

LONGEST_LINE = 1 << 28
"""Characters of a line at most: a number with as many digits as can be read takes fewer."""

LEVEL = 3
"""Beyond it compressing takes twice as long and saves a tenth."""


def pieces_of(lines: Iterable[str]) -> Iterator[bytes | None]:
    """Yield the pieces of some lines, and None wherever it takes a moment to the next one."""
    held: list[str] = []
    length = 0
    for line in lines:
        held += (line, "\n")
        length += len(line) + 1
        if length >= CHARACTERS:
            yield from _pressed("".join(held))
            held, length = [], 0
        yield None
    yield from _pressed("".join(held))


def lines_of_pieces(pieces: Iterable[bytes]) -> Iterator[str]:
    """Yield the lines of pieces.

    Raises:
        UnreadableRecord: a piece is damaged, or longer than any that is written.
    """
    begun: list[str] = []
    length = 0
    for piece in pieces:
        first, *others = _unpressed(piece).split("\n")
        begun.append(first)
        length += len(first)
        if length > LONGEST_LINE:
            raise damaged("a line is too long")
        for other in others:
            yield "".join(begun)
            begun, length = [other], len(other)
    if length:
        raise damaged("the last line has no end")


def _pressed(stream: str) -> Iterator[bytes]:
    """Yield a part of the stream in pieces."""
    for begin in range(0, len(stream), CHARACTERS):
        yield zlib.compress(stream[begin : begin + CHARACTERS].encode("utf-8"), LEVEL)


def _unpressed(piece: bytes) -> str:
    """Return what a piece holds."""
    press = zlib.decompressobj()
    try:
        stream = press.decompress(piece, MOST_BYTES)
        if not press.eof or press.unused_data:
            raise damaged("a piece is too long, or cut short")
        return stream.decode("utf-8")
    except (zlib.error, UnicodeDecodeError):
        raise damaged("a piece cannot be unpacked") from None
