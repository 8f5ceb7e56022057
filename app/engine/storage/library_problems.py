"""What can go wrong with the library, in sentences for the person. Any thread."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from app.words import tr


class LibraryProblem(Exception):  # noqa: N818  it reads as what happened
    """Something could not be done with the library; its text is a sentence for the person."""


class GoneMeanwhile(LibraryProblem):
    """A run that is needed has been removed by another program."""

    def __init__(self) -> None:
        super().__init__(tr("This run is not there any more: another MultiSquare removed it."))


class Damaged(LibraryProblem):
    """SQLite finds the file damaged."""

    def __init__(self) -> None:
        super().__init__(
            tr("The file with the runs is damaged. Start MultiSquare again to begin a new one.")
        )


@contextmanager
def in_words() -> Iterator[None]:
    """Let errors of SQLite be raised as a `LibraryProblem`."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise GoneMeanwhile from None
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        if is_damage(error):
            raise Damaged from error
        raise LibraryProblem(not_written(reason_of(error))) from error


def is_damage(error: Exception) -> bool:
    """Tell whether an error of SQLite's says that a file is no database, or not a whole one."""
    if isinstance(error, UnicodeDecodeError):  # the names in what it says are no text
        return True
    words = str(error)
    return "malformed" in words or "not a database" in words


def reason_of(error: Exception) -> str:
    """Return why SQLite could not do something."""
    words = str(error)
    if "is full" in words:
        return tr("the disk is full")
    if "locked" in words:
        return tr("another MultiSquare is busy with the file")
    if "unable to open" in words:
        return tr("the file or its folder may not be written")
    if "readonly" in words:
        return tr("the file is write-protected")
    return words


def not_written(reason: str) -> str:
    """Return the sentence about what could not be written; what was there before stays."""
    return tr(
        "This could not be kept: {reason}. Earlier runs are unharmed; save this one as a file if "
        "you need it.",
        reason=reason,
    )


def not_opened(place: str, reason: str) -> str:
    """Return the sentence about a file that cannot be used."""
    return tr(
        "Runs cannot be kept in {place}: {reason}. What you run now is kept until this window is "
        "closed.",
        place=place,
        reason=reason,
    )


def newer() -> str:
    """Return the sentence about a file that a newer version has written."""
    return tr(
        "A newer version of MultiSquare has kept runs on this computer. They are left as they are; "
        "what you run now is kept until this window is closed. Update MultiSquare to see them."
    )


def put_aside(place: str) -> str:
    """Return the sentence about a damaged file."""
    return tr(
        "The file with earlier runs is damaged. It is still there as {place}; a new one has been "
        "begun.",
        place=place,
    )


def no_room() -> str:
    """Return the sentence about a run for which there is no room."""
    return tr(
        "This run could not be kept: all the room for runs is taken, or there are too many. Delete "
        "some that have a name or a note, or allow more room."
    )


def unreadable() -> str:
    """Return the sentence about a kept run that cannot be read."""
    return tr("This run is damaged and cannot be shown. The others are not concerned.")
