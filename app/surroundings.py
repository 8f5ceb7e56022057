"""Makes an ordinary place of whatever the program was started in: signals, streams, folder.

Main process, before anything else. Light, for until it has run Ctrl+C brings a traceback.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
from types import FrameType
from typing import NoReturn, TextIO

STATUS_OF_SIGNAL = 128
"""What shells add to a signal's number for the exit status of a program that it has ended."""

NOT_WRITTEN = 1
"""Exit status where what was to be printed could not be."""


def leave_quietly_when_asked() -> None:
    """Let Ctrl+C and the like end the program without a word, until it knows better."""
    for number in ending_signals():
        signal.signal(number, _leave)


def ending_signals() -> list[signal.Signals]:
    """Return the signals that ask for the program's end; one that nohup(1) shuts out is none."""
    numbers = [signal.SIGINT, signal.SIGTERM]
    if sys.platform == "win32":
        numbers.append(signal.SIGBREAK)  # Ctrl+Break, and what asks a console's programs to end
    elif signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        numbers.append(signal.SIGHUP)
    return numbers


def open_closed_streams() -> None:
    """Give the program standard streams where it has been started with some of them closed.

    Else the next pipe gets such a stream's number, and what is printed ends up in it.
    """
    if sys.platform == "win32":
        from app.callers_console import see_to_streams

        see_to_streams(_is_open)
    for descriptor in (0, 1, 2):
        if not _is_open(descriptor):
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number, which is this one
    if sys.stdin is None:
        sys.stdin = _nowhere("r")
    if sys.stdout is None:
        sys.stdout = _nowhere("w")
    if sys.stderr is None:
        sys.stderr = _nowhere("w")


def close_streams(status: int) -> int:
    """Write what still waits to be printed, so that the interpreter has nothing to complain of.

    Args:
        status: the exit status so far.

    Returns:
        The exit status.
    """
    all_written = _write_out(sys.stdout)
    _write_out(sys.stderr)  # what is said there concerns nobody if it cannot be read
    return status if all_written else status or NOT_WRITTEN


def discard(stream: TextIO) -> None:
    """Let a stream that cannot be written to end nowhere, with all that waits in it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def leave_at_once(status: int) -> NoReturn:
    """End the program from wherever it is, with what has been printed and nothing left behind."""
    atexit._run_exitfuncs()
    os._exit(close_streams(status))


def leave_for_safe_folder() -> None:
    """Work in a folder that nobody takes away and everybody may enter.

    Every process that is started begins by entering the program's current folder. That may be
    deleted or be closed to the person, now or while the window is open.
    """
    os.chdir(os.path.abspath(os.sep))


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def _write_out(stream: TextIO) -> bool:
    """Write what waits in a stream and return whether that was possible."""
    try:
        stream.flush()
    except (OSError, ValueError):
        discard(stream)
        return False
    return True


def _nowhere(mode: str) -> TextIO:
    """Return a stream that leads nowhere."""
    return open(os.devnull, mode, encoding="utf-8")  # type: ignore[return-value]


def _leave(number: int, _frame: FrameType | None) -> None:
    """End the program at once, in whatever import it is."""
    leave_at_once(STATUS_OF_SIGNAL + number)
