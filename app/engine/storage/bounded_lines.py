"""The lines of a file that may have been made to do harm, unpacked as far as it is worth it.

Any thread of the main process.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from app.engine.storage.checks import UnreadableRecord
from app.words import tr

BLOCK_BYTES = 64 * 1024
"""So much is unpacked within about a millisecond."""

MOST_BYTES = 1 << 30
"""No run of this program is larger, unpacked."""

LONGEST_LINE = 160 * 1024 * 1024
"""The longest number that can be entered, squared, and some more."""

LONGEST_WITH_MANY = 8 * 1024 * 1024
MOST_VALUES = 100_000
"""A longer line than that has one long number and little else: many values would become objects."""

MOST_LINES = 8_000_000
"""A million numbers with a process for each have five million."""

UNSUSPICIOUS_BYTES = 64 * 1024 * 1024
HIGHEST_RATIO = 250
"""From so many bytes on, nothing may have been packed better than to this part. Runs are packed to
a quarter."""

GZIP_MARK = b"\x1f\x8b"


class BoundedLines:
    """Reads a file, packed with gzip or not.

    Args:
        file: at its beginning.

    Attributes:
        taken: how many bytes of the file have been read.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        packed = file.read(len(GZIP_MARK)) == GZIP_MARK
        file.seek(0)
        self._plain = cast("BinaryIO", gzip.GzipFile(fileobj=file)) if packed else file
        self._read = 0
        self._rest: list[bytes] = []
        self.taken = 0

    def head(self, most: int) -> Iterator[bytes]:
        """Yield the file in blocks from its beginning; once more than `most` bytes were, no more.

        What was yielded comes again, when asked for once more and in `lines`.
        """
        yield from list(self._rest)
        while self._read <= most and (block := self._block()):
            self._rest.append(block)
            yield block

    def lines(self) -> Iterator[bytes | None]:
        """Yield every line without its end, the last only where it has one.

        Yields:
            None while a line is not whole yet.

        Raises:
            UnreadableRecord: it is larger than any run.
            OSError, EOFError, zlib.error: it cannot be read, or not be unpacked.
        """
        block, parts, length, count = b"".join(self._rest), list[bytes](), 0, 0
        self._rest.clear()
        while block or (block := self._block()):
            begin = 0
            while (end := block.find(b"\n", begin)) >= 0:
                parts.append(block[begin:end])
                line = b"".join(parts)
                parts.clear()
                _refuse(len(line) > LONGEST_WITH_MANY and line.count(b",") > MOST_VALUES)
                yield line
                begin, length, count = end + 1, 0, count + 1
                _refuse(count > MOST_LINES)
            parts.append(block[begin:])
            length += len(parts[-1])
            _refuse(length > LONGEST_LINE)
            block = b""
            yield None

    def _block(self) -> bytes:
        """Return the next block; nothing at the end."""
        try:
            block = self._plain.read(BLOCK_BYTES)
        except (gzip.BadGzipFile, zlib.error) as error:
            words = tr(
                "It is damaged and cannot be unpacked. Get it again from where it came from."
            )
            raise UnreadableRecord(words, str(error)) from None
        self._read += len(block)
        self.taken = self._file.tell()
        _refuse(self._read > MOST_BYTES)
        _refuse(self._read > UNSUSPICIOUS_BYTES and self._read > HIGHEST_RATIO * self.taken)
        return block


def _refuse(too_much: bool) -> None:
    """Raise where a file is larger than any run.

    Raises:
        UnreadableRecord: it is.
    """
    if too_much:
        words = tr("It is larger than any run that MultiSquare saves, and was not opened.")
        raise UnreadableRecord(words, "too large")
