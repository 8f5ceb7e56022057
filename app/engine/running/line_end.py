"""A worker's end of its line to the main process: whole messages over a plain socket.

Runs in child processes on Linux and macOS. It speaks the framing of
`multiprocessing.connection.Connection` (a length of four bytes, or -1 and eight), which itself
would be used here if loading it did not take a spawned child a quarter of its start.
"""

from __future__ import annotations

import socket
import struct

LENGTH = struct.Struct("!i")
LONG_LENGTH = struct.Struct("!Q")
LONG_MARK = LENGTH.pack(-1)
MOST_SHORT = 0x7FFFFFFF
"""Bytes in a message at most whose length fits the short form."""

JOINED_BELOW = 1 << 16
"""Bytes below which copying a message behind its length is cheaper than a system call more."""


def framed(message: bytes) -> tuple[bytes, ...]:
    """Return what to send for a message: one piece, or the length and the message."""
    size = len(message)
    header = LENGTH.pack(size) if size <= MOST_SHORT else LONG_MARK + LONG_LENGTH.pack(size)
    return (header + message,) if size < JOINED_BELOW else (header, message)


class LineEnd:
    """The far end of a channel, as a child uses it: blocking, and whole messages only.

    Args:
        line: a connected stream socket; travels to the child as multiprocessing sends sockets.
    """

    def __init__(self, line: socket.socket) -> None:
        self._line = line

    def send_bytes(self, message: bytes) -> None:
        """Send a message.

        Raises:
            OSError: the main process is gone.
        """
        for piece in framed(message):
            self._line.sendall(piece)

    def recv_bytes(self) -> bytearray:
        """Return the next message, waiting for it.

        Raises:
            EOFError: there are no more.
        """
        (size,) = LENGTH.unpack(self._read(LENGTH.size))
        if size == -1:
            (size,) = LONG_LENGTH.unpack(self._read(LONG_LENGTH.size))
        return self._read(size)

    def close(self) -> None:
        """Close this end."""
        self._line.close()

    def _read(self, size: int) -> bytearray:
        data = bytearray(size)
        rest = memoryview(data)
        while rest:
            count = self._line.recv_into(rest)
            if not count:
                raise EOFError
            rest = rest[count:]
        return data
