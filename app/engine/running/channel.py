"""One worker's line to the main process: messages both ways, never blocking the main process.

Every worker has a channel of its own, so that one that dies or is suspended in the middle of a
message can neither hold a lock nor leave half a message where another's belongs. On Linux and macOS
a line is a pair of sockets, on Windows a pair of pipe ends; the main process wraps its end in a
`Channel`, which reads and writes what there is room for and keeps the rest.

`Channel` runs in the controller's thread (or the main thread without a window).
"""

from __future__ import annotations

import socket
import sys
from collections import deque
from typing import Protocol

from app.engine.clock import now_ns
from app.engine.running.line_end import LENGTH, LONG_LENGTH, LineEnd, framed
from app.engine.running.records import STAMP

READ_SIZE = 1 << 16
"""Bytes asked for at a time; larger buffers cost a system call each to allocate."""

MOST_READ_SIZE = 1 << 20
"""Bytes asked for at a time in the middle of a huge message."""


class NearEnd(Protocol):
    """The main process's end of a line, which never blocks; a socket set so is one."""

    def recv(self, size: int, /) -> bytes:
        """Return what has come, nothing at the end.

        Raises:
            BlockingIOError: nothing has come.
            OSError: the other side died without having read all it was sent.
        """

    def send(self, data: memoryview, /) -> int:
        """Write what there is room for and return how many bytes that was.

        Raises:
            BlockingIOError: there is no room.
            OSError: the other side is gone.
        """

    def close(self) -> None:
        """Close this end."""


def open_line() -> tuple[Channel, LineEnd]:
    """Return both ends of a new line: the main process's and the worker's.

    Raises:
        OSError: no file descriptors are left.
    """
    if sys.platform == "win32":
        from app.engine.running.windows.pipes import pipe_pair

        near, far = pipe_pair()
        return Channel(near), LineEnd(far)
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    return Channel(ours), LineEnd(theirs)


class StrayBytesError(Exception):
    """Somebody other than a worker has written into its line."""


class Channel:
    """The main process's end of a worker's line.

    It can read half a message and come back later for the rest.

    Attributes:
        connection: what to wait on, and to close.
        ended: whether the other side has closed; nothing more will come.
    """

    def __init__(self, connection: NearEnd) -> None:
        self.connection = connection
        self.ended = False
        self._opened = now_ns()
        self._incoming = bytearray()
        self._wanted = self._begun = 0
        self._outgoing: deque[memoryview] = deque()

    @property
    def has_unsent(self) -> bool:
        """Return whether something waits until the other side has read."""
        return bool(self._outgoing)

    def send(self, message: bytes) -> None:
        """Send a message, now as far as there is room, the rest with `flush`."""
        self._outgoing.extend(map(memoryview, framed(message)))
        self.flush()

    def flush(self) -> None:
        """Write what there is room for. A worker that has died in the meantime is no error here."""
        while self._outgoing:
            try:
                written = self.connection.send(self._outgoing[0])
            except BlockingIOError:
                return
            except OSError:
                self._outgoing.clear()
                return
            rest = self._outgoing[0][written:]
            if rest:
                self._outgoing[0] = rest
            else:
                self._outgoing.popleft()

    def receive(self, most: int, largest: int | None = None) -> list[tuple[bytes, int]]:
        """Return the whole messages that are there, each with when its first byte was read.

        Sets `ended` at the end.

        Args:
            most: about how many bytes to read before returning, so that one talkative worker
                does not keep the others waiting.
            largest: how many bytes a message may have; None for any number, from a worker that
                sends nothing but messages.

        Raises:
            StrayBytesError: what has come is no message.
        """
        messages: list[tuple[bytes, int]] = []
        while most > 0 and not self.ended:
            at = now_ns()
            if not self._incoming:
                self._begun = at
            try:
                size = min(max(READ_SIZE, self._wanted), MOST_READ_SIZE)
                piece = self.connection.recv(size)
            except BlockingIOError:
                break
            except OSError:  # the other side died without having read all it was sent
                piece = b""
            if not piece:
                self.ended = True
                break
            most -= len(piece)
            self._incoming += piece
            if len(self._incoming) >= self._wanted:
                self._cut(messages, at, largest)
        return messages

    def _look_at(self, begin: bytearray, length: int, largest: int) -> None:
        """Tell stray bytes from a message by how it begins, lest they be waited for to the end."""
        if not STAMP.size <= length <= largest:
            raise StrayBytesError
        if len(begin) == STAMP.size:
            (sent,) = STAMP.unpack(begin)
            if not self._opened <= sent <= now_ns():
                raise StrayBytesError

    def give_up(self) -> None:
        """Read and write no more, and drop what has come in."""
        self.ended = True
        self._incoming = bytearray()
        self._outgoing.clear()

    def close(self) -> None:
        """Close this end: the worker, if it waits for numbers, reads that there are no more."""
        self._outgoing.clear()
        self.connection.close()

    def _cut(self, messages: list[tuple[bytes, int]], at: int, largest: int | None) -> None:
        """Move every whole message from what has come in, the last of it `at`, to `messages`."""
        data, start = self._incoming, 0
        while True:
            body = start + LENGTH.size
            if len(data) < body:
                self._wanted = 0
                break
            (length,) = LENGTH.unpack_from(data, start)
            if length == -1:
                body += LONG_LENGTH.size
                if len(data) < body:
                    self._wanted = 0
                    break
                (length,) = LONG_LENGTH.unpack_from(data, body - LONG_LENGTH.size)
            if largest is not None:
                self._look_at(data[body : body + STAMP.size], length, largest)
            if len(data) < body + length:
                self._wanted = body + length - start
                break
            messages.append((bytes(memoryview(data)[body : body + length]), self._begun))
            self._begun = at
            start = body + length
        if start:
            del data[:start]
