"""Lets a Windows program without a console of its own print in the one it was called from.

A program with a window must not bring a console along, and so begins without anywhere to print;
`--no-window`, `--help` and what is said of bad input are meant for whoever typed the command.
Main process. See Windows' documentation of ``AttachConsole``.
"""

from __future__ import annotations

import ctypes
import io
import os
import sys
from collections.abc import Callable
from typing import TextIO

CALLERS = 0xFFFFFFFF
"""``ATTACH_PARENT_PROCESS``."""


def see_to_streams(is_open: Callable[[int], bool]) -> None:
    """Give this program standard output and error: what they were sent to, or the caller's console.

    What an encoding of a terminal cannot say is told by its number rather than being an error.

    Args:
        is_open: tells whether a descriptor leads anywhere.
    """
    for descriptor, name in ((1, "stdout"), (2, "stderr")):
        stream = getattr(sys, name)
        if stream is None and is_open(descriptor):
            stream = os.fdopen(descriptor, "w", closefd=False, encoding="utf-8")
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
        setattr(sys, name, stream or CallersConsole(descriptor))


class CallersConsole(io.TextIOBase):
    """A stream into the console this program was called from, if it was.

    It is looked for when there is something to say: a window that says nothing has nothing to do
    with that console, so neither Ctrl+C nor its closing there concerns it.

    Args:
        descriptor: the standard stream it stands for.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._console: TextIO | None = None

    def writable(self) -> bool:
        """Return that it can be written to."""
        return True

    def fileno(self) -> int:
        """Return the descriptor of the stream it stands for, which leads nowhere."""
        return self._descriptor

    def write(self, text: str) -> int:
        """Write to the console, or nowhere where there is none."""
        if self._console is None:
            self._console = _callers_console()
        return self._console.write(text)

    def flush(self) -> None:
        """Let what has been written be seen."""
        if self._console is not None:
            self._console.flush()


def _callers_console() -> TextIO:
    """Return a stream into the caller's console, or into nothing."""
    if sys.platform == "win32":
        ctypes.windll.kernel32.AttachConsole(ctypes.c_uint32(CALLERS))
    try:
        return open("CONOUT$", "w", encoding="utf-8", errors="backslashreplace")
    except OSError:
        return open(os.devnull, "w", encoding="utf-8")
