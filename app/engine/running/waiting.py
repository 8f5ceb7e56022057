"""Waits for whatever happens first among many channels and processes.

Runs in the controller's thread (or the main thread without a window).
"""

from __future__ import annotations

import selectors
import sys
from collections.abc import Callable
from multiprocessing import connection
from typing import Any

from app.engine.running.channel import NearEnd

Reaction = Callable[[], None]
"""What to do when a source has something to say."""


class Waiter:
    """Sources to wait on, each with what to do when it is ready.

    A source is a connection, or a process's sentinel. Linux and macOS keep them registered with the
    kernel, so that a thousand processes cost no more per event than one; Windows waits on handles
    through `multiprocessing.connection.wait`, at most 63 at once.
    """

    def __init__(self) -> None:
        self._reactions: dict[Any, Reaction] = {}
        self._selector = None if sys.platform == "win32" else selectors.DefaultSelector()

    def add(self, source: NearEnd | int, reaction: Reaction) -> None:
        """Begin to wait for `source` to be readable."""
        if self._selector is not None:
            self._selector.register(source, selectors.EVENT_READ, reaction)
        self._reactions[source] = reaction

    def set_writing(self, source: NearEnd, wanted: bool) -> None:
        """Choose whether room to write also counts as being ready."""
        if self._selector is not None:
            events = selectors.EVENT_READ | (selectors.EVENT_WRITE if wanted else 0)
            self._selector.modify(source, events, self._reactions[source])

    def remove(self, source: NearEnd | int) -> None:
        """Stop waiting for `source`; call before closing it. Unknown sources are no error."""
        if self._reactions.pop(source, None) is not None and self._selector is not None:
            self._selector.unregister(source)

    def wait(self, timeout: float | None) -> list[Reaction]:
        """Return what to do, after at most `timeout` seconds; None waits without end."""
        if self._selector is not None:
            return [key.data for key, _ in self._selector.select(timeout)]
        return [self._reactions[s] for s in connection.wait(list(self._reactions), timeout)]

    def close(self) -> None:
        """Give the kernel's resources back."""
        self._reactions.clear()
        if self._selector is not None:
            self._selector.close()
