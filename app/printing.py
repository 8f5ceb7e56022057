"""Prints what was asked for on standard output, and what is to be known on standard error.

Either may be closed, full, or read by somebody who has had enough. Main process, main thread.
"""

from __future__ import annotations

import sys

from app.surroundings import discard

SOME_NOT_DONE = 1
"""Exit status where not everything was done."""

NOT_PRINTED = SOME_NOT_DONE
"""Exit status where what was asked for could not be printed."""


class NotPrinted(Exception):  # noqa: N818  it reads as what happened
    """Something could not be printed; its text says why, and is empty where the reader has left."""


def print_lines(lines: str) -> None:
    """Print lines on standard output.

    Raises:
        NotPrinted: they could not be.
    """
    if not lines:
        return
    try:
        sys.stdout.write(lines)
        sys.stdout.flush()
    except BrokenPipeError:
        raise NotPrinted from None  # whoever read the rows has had enough
    except OSError as error:
        raise NotPrinted(error.strerror or str(error)) from None


def give_up_printing(sentence: str, reason: str) -> int:
    """Say why nothing more is printed, where there is somebody to be told; return the status."""
    discard(sys.stdout)
    if reason:
        say(sentence.format(reason=reason))
    return NOT_PRINTED


def say(*sentences: str) -> None:
    """Print sentences on standard error; where that is not possible, nobody is there to mind."""
    if not sentences:
        return
    try:
        sys.stderr.write("".join(f"{sentence}\n" for sentence in sentences))
        sys.stderr.flush()
    except OSError:
        discard(sys.stderr)
