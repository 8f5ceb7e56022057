"""Pairs of pipe ends, as Windows has no pairs of sockets that stay on the computer.

The main process's end never blocks: reading ahead and writing go on in the system, and a
`CompletionPort` hears when either is through. The child's end blocks, and is a plain file.

`NearEnd` is used in the controller's thread, `FarEnd` in a child. See Windows' documentation of
``CreateNamedPipe`` and of overlapped input and output.
"""

from __future__ import annotations

import os
import sys

assert sys.platform == "win32"

import _winapi
import msvcrt

BUFFER = 1 << 16
"""Bytes the system keeps for each direction; what is beyond waits in the writer's memory."""

READ_SIZE = 1 << 16
"""Bytes read ahead."""

MOST_WRITTEN = 1 << 20
"""Bytes a child writes at a time."""

REJECT_REMOTE_CLIENTS = 0x8
"""``PIPE_REJECT_REMOTE_CLIENTS``: nobody reaches a pipe over the network."""

TYPE_CHECKING = False  # what typing.TYPE_CHECKING is, without loading typing into each child
if TYPE_CHECKING:
    from _overlapped import Overlapped
    from collections.abc import Callable


def pipe_pair() -> tuple[NearEnd, FarEnd]:
    """Return the two ends of a new pipe that bytes go through both ways.

    Raises:
        OSError: the system has none left.
    """
    address = rf"\\.\pipe\multisquare-{os.urandom(16).hex()}"
    mode = _winapi.PIPE_ACCESS_DUPLEX | _winapi.FILE_FLAG_OVERLAPPED
    near = _winapi.CreateNamedPipe(
        address,
        mode | _winapi.FILE_FLAG_FIRST_PIPE_INSTANCE,
        REJECT_REMOTE_CLIENTS,
        1,
        BUFFER,
        BUFFER,
        0,
        _winapi.NULL,
    )
    try:
        both = _winapi.GENERIC_READ | _winapi.GENERIC_WRITE
        far = _winapi.CreateFile(
            address, both, 0, _winapi.NULL, _winapi.OPEN_EXISTING, 0, _winapi.NULL
        )
    except OSError:
        _winapi.CloseHandle(near)
        raise
    return NearEnd(near), FarEnd(far)


class NearEnd:
    """The main process's end. Nothing goes through it before a `CompletionPort` has it.

    Args:
        handle: an end opened for overlapped reading and writing.
    """

    def __init__(self, handle: int) -> None:
        self.handle = handle
        self._reading: Overlapped | None = None
        self._writing: Overlapped | None = None
        self._has_ended = False
        self._tell: Callable[[], None] | None = None

    @property
    def is_writing(self) -> bool:
        """Return whether a piece is still on its way to the other side."""
        return self._writing is not None and self._writing.pending

    def begin(self, tell: Callable[[], None]) -> None:
        """Read ahead from now on; the port must have this end.

        Args:
            tell: called where this end closes while nobody is reading, of which no port hears.
        """
        self._tell = tell
        self._read_ahead()

    def recv(self, size: int) -> bytes:  # noqa: ARG002  as a socket's; pieces have one size here
        """Return a piece of what has come, or nothing at the end.

        Raises:
            BlockingIOError: nothing has come.
        """
        if self._has_ended:
            return b""
        if self._reading is None or self._reading.pending:
            raise BlockingIOError
        try:
            piece: bytes = self._reading.getresult(False)
        except OSError:  # the other side has closed, perhaps by its death
            piece = b""
        self._reading = None
        if piece:
            self._read_ahead()
        else:
            self._has_ended = True
        return piece

    def send(self, data: bytes | memoryview) -> int:
        """Write all of this, sooner or later, and return how many bytes that is.

        Raises:
            BlockingIOError: what was written before has not been read.
            OSError: the other side has closed.
        """
        from _overlapped import Overlapped

        if self._tell is None or self.is_writing:
            raise BlockingIOError
        self._writing = Overlapped()
        self._writing.WriteFile(self.handle, data)
        return len(data)

    def close(self) -> None:
        """Close this end; what waits to be read or written is dropped."""
        self._has_ended = True
        for operation in (self._reading, self._writing):
            if operation is not None and operation.pending:
                operation.cancel()
        self._reading = self._writing = None  # waits for each of them to be really over
        if self.handle:
            _winapi.CloseHandle(self.handle)
            self.handle = 0

    def _read_ahead(self) -> None:
        from _overlapped import Overlapped

        reading = Overlapped()
        try:
            reading.ReadFile(self.handle, READ_SIZE)
        except OSError:
            self._has_ended = True
            if self._tell is not None:
                self._tell()
        else:
            self._reading = reading


class FarEnd:
    """A child's end, used as a blocking socket is.

    Args:
        handle: an end opened for plain reading and writing.
    """

    def __init__(self, handle: int) -> None:
        self._handle = handle
        self._file = -1

    def fileno(self) -> int:
        """Return the handle."""
        return self._handle

    def sendall(self, data: bytes | memoryview) -> None:
        """Write all of this.

        Raises:
            OSError: the other side has closed.
        """
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._descriptor(), rest[:MOST_WRITTEN]) :]

    def recv_into(self, buffer: memoryview) -> int:
        """Fill a buffer with what comes, waiting for some, and return how many bytes; 0 at the end.

        Raises:
            OSError: the other side is gone.
        """
        piece = os.read(self._descriptor(), min(len(buffer), MOST_WRITTEN))
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        """Close this end."""
        if self._file >= 0:
            os.close(self._file)
        elif self._handle:
            _winapi.CloseHandle(self._handle)
        self._handle, self._file = 0, -1

    def detach(self) -> None:
        """Leave it to the system to close this end."""

    def _descriptor(self) -> int:
        if self._file < 0:
            self._file = msvcrt.open_osfhandle(self._handle, os.O_RDWR | os.O_BINARY)
        return self._file
