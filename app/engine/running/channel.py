"""One worker's line to the main process: messages both ways, never blocking the main process.

Every worker has a channel of its own, so that one that dies or is suspended in the middle of a
message can neither hold a lock nor leave half a message where another's belongs. On Linux and macOS
a line is a pair of sockets; the main process wraps its end in a `Channel`, which reads and writes
what there is room for and keeps the rest. On Windows it is a pair of `multiprocessing` connections.

`Channel` runs in the controller's thread (or the main thread without a window).
"""

from __future__ import annotations

import os
import socket
import sys
from collections import deque
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from typing import TypeAlias

from app.engine.clock import now_ns
from app.engine.running.line_end import LENGTH, LONG_LENGTH, LineEnd, framed

READ_SIZE = 1 << 16
"""Bytes asked for at a time; larger buffers cost a system call each to allocate."""

MOST_READ_SIZE = 1 << 20
"""Bytes asked for at a time in the middle of a huge message."""

NearEnd: TypeAlias = "Connection | socket.socket"
FarEnd: TypeAlias = "Connection | LineEnd"


def open_line(context: BaseContext) -> tuple[Channel, FarEnd]:
    """Return both ends of a new line: the main process's and the worker's.

    Raises:
        OSError: no file descriptors are left.
    """
    if sys.platform == "win32":
        near, far = context.Pipe(duplex=True)
        return Channel(near), far
    ours, theirs = socket.socketpair()
    return Channel(ours), LineEnd(theirs)


class Channel:
    """The main process's end of a worker's line.

    On Linux and macOS it can read half a message and come back later for the rest. On Windows
    messages are whole by nature, and processes cannot be suspended in the middle of one.

    Attributes:
        connection: what to wait on, and to close.
        ended: whether the other side has closed; nothing more will come.
    """

    def __init__(self, connection: NearEnd) -> None:
        self.connection = connection
        self.ended = False
        self._incoming = bytearray()
        self._wanted = self._begun = 0
        self._outgoing: deque[memoryview] = deque()
        if sys.platform != "win32":
            os.set_blocking(connection.fileno(), False)

    @property
    def has_unsent(self) -> bool:
        """Return whether something waits until the other side has read."""
        return bool(self._outgoing)

    def send(self, message: bytes) -> None:
        """Send a message, now as far as there is room, the rest with `flush`."""
        if isinstance(self.connection, socket.socket):
            self._outgoing.extend(map(memoryview, framed(message)))
            self.flush()
        else:
            self.connection.send_bytes(message)

    def flush(self) -> None:
        """Write what there is room for. A worker that has died in the meantime is no error here."""
        while self._outgoing:
            try:
                written = os.write(self.connection.fileno(), self._outgoing[0])
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

    def receive(self, most: int) -> list[tuple[bytes, int]]:
        """Return the whole messages that are there, each with when its first byte was read.

        Sets `ended` at the end.

        Args:
            most: about how many bytes to read before returning, so that one talkative worker
                does not keep the others waiting.
        """
        if not isinstance(self.connection, socket.socket):
            return self._receive_whole(self.connection, most)
        messages: list[tuple[bytes, int]] = []
        while most > 0 and not self.ended:
            at = now_ns()
            if not self._incoming:
                self._begun = at
            try:
                size = min(max(READ_SIZE, self._wanted), MOST_READ_SIZE)
                piece = os.read(self.connection.fileno(), size)
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
                self._cut(messages, at)
        return messages

    def give_up(self) -> None:
        """Read and write no more, and drop what has come in."""
        self.ended = True
        self._incoming = bytearray()
        self._outgoing.clear()

    def close(self) -> None:
        """Close this end: the worker, if it waits for numbers, reads that there are no more."""
        self._outgoing.clear()
        self.connection.close()

    def _cut(self, messages: list[tuple[bytes, int]], at: int) -> None:
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
            if len(data) < body + length:
                self._wanted = body + length - start
                break
            messages.append((bytes(memoryview(data)[body : body + length]), self._begun))
            self._begun = at
            start = body + length
        if start:
            del data[:start]

    def _receive_whole(self, connection: Connection, most: int) -> list[tuple[bytes, int]]:
        """Read messages as Windows delivers them: whole, one at a time."""
        messages: list[tuple[bytes, int]] = []
        try:
            while most > 0 and connection.poll():
                at = now_ns()
                messages.append((connection.recv_bytes(), at))
                most -= len(messages[-1][0])
        except (EOFError, OSError):
            self.ended = True
        return messages
