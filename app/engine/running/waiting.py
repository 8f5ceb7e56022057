"""Waits for whatever happens first among many channels and processes.

Runs in the controller's thread (or the main thread without a window).
"""

from __future__ import annotations

import contextlib
import selectors
import socket
import sys
from collections.abc import Callable
from typing import Any, Protocol

Reaction = Callable[[], None]
"""What to do when a source has something to say."""


class Waiter(Protocol):
    """Sources to wait on, each with what to do when it is ready.

    A source is the near end of a line, or a process's sentinel. A thousand processes cost no more
    per event than one.
    """

    def add(self, source: Any, reaction: Reaction) -> None:
        """Begin to wait for `source` to be readable."""

    def set_writing(self, source: Any, wanted: bool) -> None:
        """Choose whether room to write also counts as being ready."""

    def remove(self, source: Any) -> None:
        """Stop waiting for `source`; call before closing it. Unknown sources are no error."""

    def wake(self) -> None:
        """Let `wait` return. Any thread; when it is closed nobody waits, which is no error."""

    def wait(self, timeout: float) -> list[Reaction]:
        """Return what to do, after at most `timeout` seconds or a little earlier."""

    def close(self) -> None:
        """Give the system's resources back."""


def new_waiter() -> Waiter:
    """Return what waits on this platform."""
    if sys.platform == "win32":
        from app.engine.running.windows.completion_port import CompletionPort

        return CompletionPort()
    return Selector()


class Selector:
    """Keeps the sources registered with the kernel, as Linux and macOS can; see `Waiter`."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._reactions: dict[Any, Reaction] = {}
        self._woken, self._waking = socket.socketpair()
        self._woken.setblocking(False)
        self._waking.setblocking(False)
        self.add(self._woken, self._wake_up)

    def add(self, source: Any, reaction: Reaction) -> None:
        """Begin to wait for `source` to be readable."""
        self._selector.register(source, selectors.EVENT_READ, reaction)
        self._reactions[source] = reaction

    def set_writing(self, source: Any, wanted: bool) -> None:
        """Choose whether room to write also counts as being ready."""
        events = selectors.EVENT_READ | (selectors.EVENT_WRITE if wanted else 0)
        self._selector.modify(source, events, self._reactions[source])

    def remove(self, source: Any) -> None:
        """Stop waiting for `source`; call before closing it. Unknown sources are no error."""
        if self._reactions.pop(source, None) is not None:
            self._selector.unregister(source)

    def wake(self) -> None:
        """Let `wait` return. Any thread; when it is closed nobody waits, which is no error."""
        with contextlib.suppress(OSError):  # closed, or woken up a thousand times already
            self._waking.send(b"!")

    def wait(self, timeout: float) -> list[Reaction]:
        """Return what to do, after at most `timeout` seconds."""
        return [key.data for key, _ in self._selector.select(timeout)]

    def close(self) -> None:
        """Give the kernel's resources back."""
        self._reactions.clear()
        self._selector.close()
        self._waking.close()
        self._woken.close()

    def _wake_up(self) -> None:
        with contextlib.suppress(BlockingIOError):
            self._woken.recv(1 << 12)
