"""A worker's end of its line to the main process: whole messages over a plain stream.

Runs in child processes. It speaks the framing of
`multiprocessing.connection.Connection` (a length of four bytes, or -1 and eight), which itself
would be used here if loading it did not take a spawned child a quarter of its start.
"""

from __future__ import annotations

import socket
import struct
import sys
from multiprocessing.context import get_spawning_popen

TYPE_CHECKING = False  # what typing.TYPE_CHECKING is, without loading typing into each child
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, Protocol

    class Stream(Protocol):
        """A blocking stream of bytes both ways; a socket is one."""

        def sendall(self, data: bytes, /) -> None:
            """Write all of this."""

        def recv_into(self, buffer: memoryview, /) -> int:
            """Fill a buffer with what comes and return how many bytes; 0 at the end."""

        def fileno(self) -> int:
            """Return the descriptor, on Windows the handle."""

        def close(self) -> None:
            """Close it."""

        def detach(self) -> object:
            """Leave it open."""


LENGTH = struct.Struct("!i")
LONG_LENGTH = struct.Struct("!Q")
LONG_MARK = LENGTH.pack(-1)
MOST_SHORT = 0x7FFFFFFF
"""Bytes in a message at most whose length fits the short form."""

JOINED_BELOW = 1 << 16
"""Bytes below which copying a message behind its length is cheaper than a system call more."""

PARCEL = 100
"""Descriptors sent in one message at most; Linux takes no more than 253."""


def framed(message: bytes) -> tuple[bytes, ...]:
    """Return what to send for a message: one piece, or the length and the message."""
    size = len(message)
    header = LENGTH.pack(size) if size <= MOST_SHORT else LONG_MARK + LONG_LENGTH.pack(size)
    return (header + message,) if size < JOINED_BELOW else (header, message)


class LineEnd:
    """The far end of a channel, as a child uses it: blocking, and whole messages only.

    Args:
        line: a connected socket, or the far end of a pipe.
    """

    def __init__(self, line: Stream) -> None:
        self._line = line

    def __reduce__(self) -> tuple[Callable[..., LineEnd], tuple[Any, ...]]:
        """Let the descriptor travel to the child that is being started.

        As a socket would, but without loading for it, in each child, how processes are started;
        and on Windows it belongs to the child at once, and so does not outlive one that dies early.
        """
        spawning: Any = get_spawning_popen()
        return _inherited, (spawning.method, spawning.duplicate_for_child(self.fileno()))

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

    def fileno(self) -> int:
        """Return the descriptor, on Windows the handle."""
        return self._line.fileno()

    def close(self) -> None:
        """Close this end."""
        self._line.close()

    def leave_open(self) -> None:
        """Leave it to the system to close this end as the process ends, when little is left of it.

        So that what the process took up to its end can be asked for as this closes.
        """
        self._line.detach()

    def _read(self, size: int) -> bytearray:
        data = bytearray(size)
        rest = memoryview(data)
        while rest:
            count = self._line.recv_into(rest)
            if not count:
                raise EOFError
            rest = rest[count:]
        return data


class LineEnds:
    """The far ends of all lines of a process, on their way to it.

    A fork server takes no more than 250 descriptors for a process, so to one it starts they go in
    parcels over a socket of their own.

    Args:
        ends: the ends.
    """

    def __init__(self, ends: Sequence[LineEnd]) -> None:
        self.ends = ends
        self._carrier: socket.socket | None = None

    def __reduce__(self) -> tuple[Callable[..., LineEnds], tuple[Any, ...]]:
        """Send the ends ahead where that is needed, and say how to take them."""
        spawning: Any = get_spawning_popen()
        if spawning is None or spawning.method != "forkserver":
            return LineEnds, (self.ends,)
        descriptors = [end.fileno() for end in self.ends]
        parcels = [descriptors[at : at + PARCEL] for at in range(0, len(descriptors), PARCEL)]
        ours, self._carrier = socket.socketpair()
        with ours:
            for parcel in parcels:
                socket.send_fds(ours, [b"!"], parcel)
        return _taken_from, (self._carrier, len(parcels))

    def close(self) -> None:
        """Close this process's copies."""
        for end in self.ends:
            end.close()
        self.ends = ()
        if self._carrier is not None:
            self._carrier.close()
            self._carrier = None


def _inherited(method: str, handle: int) -> LineEnd:
    """Return the end that a child was started with."""
    if sys.platform == "win32":
        from app.engine.running.windows.pipes import FarEnd

        return LineEnd(FarEnd(handle))
    if method == "forkserver":
        from multiprocessing.forkserver import get_inherited_fds

        inherited: Any = get_inherited_fds()
        handle = inherited[handle]
    return LineEnd(socket.socket(fileno=handle))


def _taken_from(carrier: socket.socket, parcels: int) -> LineEnds:
    """Take ends from the socket they were sent over."""
    ends: list[LineEnd] = []
    with carrier:
        for _ in range(parcels):
            descriptors = socket.recv_fds(carrier, 1, PARCEL)[1]
            ends.extend(LineEnd(socket.socket(fileno=descriptor)) for descriptor in descriptors)
    return LineEnds(ends)
