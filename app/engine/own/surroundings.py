"""What a child that runs a person's function sees to before: its output.

Runs in child processes only.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import threading

TYPE_CHECKING = False  # what typing.TYPE_CHECKING is, without loading typing into each child
if TYPE_CHECKING:
    from collections.abc import Callable

    Printer = Callable[[str], None]


def catch_what_is_printed() -> None:
    """Let what is printed go to the number that is in progress.

    What goes past Python, into the descriptor itself, goes to standard error, where it cannot get
    between rows.
    """
    with contextlib.suppress(OSError):
        os.dup2(2, 1)
    sys.stdout = sys.stderr = Prints()


class Prints(io.TextIOBase):
    """A stream to which each thread has somebody listening; others are heard by the last one."""

    def __init__(self) -> None:
        self._mine = threading.local()
        self._last: Printer | None = None

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """Return what text streams usually are."""
        return "utf-8"

    def listen(self, printer: Printer) -> None:
        """Tell `printer` what this thread prints from now on."""
        self._mine.printer = self._last = printer

    def writable(self) -> bool:
        """Return that it can be written to."""
        return True

    def write(self, text: str) -> int:
        """Hand on what is printed."""
        printer = getattr(self._mine, "printer", self._last)
        if printer is not None:
            printer(text)
        return len(text)
