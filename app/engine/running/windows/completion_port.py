"""Waits on Windows for whatever happens first among many pipes and processes.

Windows waits for at most 64 things at a time, but a completion port hears of any number: of every
reading and writing that is through, and of every process that has ended. Runs in the controller's
thread (or the main thread without a window).
"""

from __future__ import annotations

import sys

assert sys.platform == "win32"

import _overlapped
import _winapi
import contextlib
import itertools
import threading
from collections.abc import Callable

from app.engine.running.windows.pipes import NearEnd

Reaction = Callable[[], None]
Source = NearEnd | int

INFINITE = 0xFFFFFFFF
WAKEN = 1
"""The mark of a packet that only wakes."""

LONGEST_WAIT_MS = 100
"""Ctrl+C does not wake whoever waits here, and is heard of after at most this long."""

MOST_AT_ONCE = 256
"""Packets taken before the reactions to them have their turn."""


class CompletionPort:
    """Sources to wait on, each with what to do when it is ready; see `waiting.Waiter`.

    A source is the near end of a pipe, or a process's handle.
    """

    def __init__(self) -> None:
        nothing = _overlapped.INVALID_HANDLE_VALUE
        self._port = _overlapped.CreateIoCompletionPort(nothing, 0, 0, 1)
        self._marks = itertools.count(WAKEN + 1)
        self._mark_of: dict[Source, int] = {}
        self._reactions: dict[int, Reaction] = {}
        self._waits: dict[Source, int] = {}
        self._closing = threading.Lock()

    def add(self, source: Source, reaction: Reaction) -> None:
        """Begin to wait for `source` to be readable, or to end."""
        mark = self._mark_of[source] = next(self._marks)
        self._reactions[mark] = reaction
        if isinstance(source, int):
            wait = _overlapped.RegisterWaitWithQueue(source, self._port, mark, INFINITE)
            self._waits[source] = wait
        else:
            _overlapped.CreateIoCompletionPort(source.handle, self._port, mark, 0)
            source.begin(lambda: self._post(mark))

    def set_writing(self, source: Source, wanted: bool) -> None:
        """Choose whether room to write also counts; what is on its way is heard of anyway."""
        if wanted and isinstance(source, NearEnd) and not source.is_writing:
            self._post(self._mark_of[source])

    def remove(self, source: Source) -> None:
        """Stop waiting for `source`; call before closing it. Unknown sources are no error."""
        self._reactions.pop(self._mark_of.pop(source, WAKEN), None)
        wait = self._waits.pop(source, None)
        if wait is not None:
            with contextlib.suppress(OSError):  # it is telling of the end just now
                _overlapped.UnregisterWait(wait)

    def wake(self) -> None:
        """Let `wait` return. Any thread; after the end nobody waits, which is no error."""
        self._post(WAKEN)

    def wait(self, timeout: float) -> list[Reaction]:
        """Return what to do, after at most `timeout` seconds or a little earlier."""
        milliseconds = min(LONGEST_WAIT_MS, round(timeout * 1_000 + 0.5))
        marks: dict[int, None] = {}
        while len(marks) < MOST_AT_ONCE:
            packet = _overlapped.GetQueuedCompletionStatus(self._port, milliseconds)
            if packet is None:
                break
            _error, _count, key, address = packet
            marks[key or address] = None
            milliseconds = 0
        return [self._reactions[mark] for mark in marks if mark in self._reactions]

    def close(self) -> None:
        """Give the system's resources back."""
        for source in list(self._mark_of):
            self.remove(source)
        with self._closing:
            _winapi.CloseHandle(self._port)
            self._port = 0

    def _post(self, mark: int) -> None:
        with self._closing:
            if self._port:
                _overlapped.PostQueuedCompletionStatus(self._port, 0, 0, mark)
