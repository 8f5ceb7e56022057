"""The library's file: opened, brought up to date, and put aside where it is damaged.

A file that a newer version has written is left alone. A damaged one is renamed and kept, and a new
one begun. Two programs may do all of this at the same time. Any thread of the main process; a
connection is used in the thread that made it.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path

from app.engine.storage.library_problems import (
    Damaged,
    LibraryProblem,
    is_damage,
    not_opened,
    put_aside,
    reason_of,
)
from app.engine.storage.library_versions import (
    STEPS,
    Step,
    all_or_nothing,
    bring_up_to_date,
    version_of,
)
from app.engine.storage.places import is_shared
from app.words import tr

PATIENCE_S = 5.0
"""How long another program may hold the file."""

LOOKED_THROUGH_BYTES = 32_000_000
"""A file up to this size is looked through whole when it is opened: that takes a moment only."""

IN_MEMORY = ":memory:"
MOST_TRIES_FOR_A_NAME = 100


class LibraryFile:
    """An open file, or memory only.

    Args:
        path: where it is; None for memory only.
        steps: what brings it up to date, from one version to the next.

    Attributes:
        path: as above.
        connection: to the file; transactions are begun and ended in so many words.
        notice: a sentence for the person about what had to be done to open it, or an empty text.

    Raises:
        LibraryProblem: it cannot be opened or written, or a newer version has written it.
    """

    def __init__(
        self,
        path: Path | None,
        steps: tuple[Step, ...] = STEPS,
    ) -> None:
        self.path = path
        self.notice = ""
        self._steps = steps
        self._looked_at = 0
        try:
            self.connection = self._opened()
        except Damaged:
            self._put_aside()
            try:
                self.connection = self._opened()
            except Damaged:
                raise self._not_opened(tr("a new file is damaged at once")) from None

    def close(self) -> None:
        """Close the file; it is left as one that is whole by itself."""
        self.connection.close()

    def reopen_if_damaged(self) -> bool:
        """Look through all of the file; return whether it was damaged and a new one is begun.

        Raises:
            LibraryProblem: it is, and cannot be put aside.
        """
        if self.path is None or _is_sound(self.connection, wholly=True):
            return False
        self.connection.close()
        with suppress(Damaged), closing(self._opened()) as fresh:
            if _is_sound(fresh, wholly=True):  # another program has begun a new one
                self.connection = self._opened()
                return True
        self._put_aside()
        self.connection = self._opened()
        return True

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Do everything within, or nothing."""
        with all_or_nothing(self.connection):
            yield self.connection

    def _opened(self) -> sqlite3.Connection:
        """Return a connection to the file as it is to be.

        Raises:
            Damaged: it is none of ours.
            LibraryProblem: it cannot be opened or written, or is newer.
        """
        if self.path is not None:
            self._make_folder(self.path.parent)
            if self.path.exists():
                self._looked_at = self.path.stat().st_ino
            if self.path.is_dir():
                raise Damaged
        place = IN_MEMORY if self.path is None else str(self.path)
        try:
            connection = sqlite3.connect(place, PATIENCE_S, isolation_level=None)
        except sqlite3.Error as error:
            raise self._not_opened(reason_of(error)) from error
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        try:
            self._bring_up_to_date(connection)
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            connection.close()
            if is_damage(error):
                raise Damaged from error
            raise self._not_opened(reason_of(error)) from error
        except BaseException:
            connection.close()
            raise
        return connection

    def _make_folder(self, folder: Path) -> None:
        """Make the folder for this person alone, where it is not there yet."""
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise self._not_opened(error.strerror or str(error)) from error

    def _bring_up_to_date(self, connection: sqlite3.Connection) -> None:
        """See that the file is ours and whole, and bring it to today's version."""
        version = version_of(connection, self._steps)
        if not version:
            connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
        elif self.path is not None:
            wholly = self.path.stat().st_size <= LOOKED_THROUGH_BYTES
            if not _is_sound(connection, wholly=wholly):
                raise Damaged
        self._choose_journal(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        with all_or_nothing(connection):  # also finds out whether the file may be written
            bring_up_to_date(connection, self._steps)

    def _choose_journal(self, connection: sqlite3.Connection) -> None:
        """Choose how writing is made safe: quick, or for several computers at the same time."""
        shared = self.path is not None and is_shared(self.path.parent)
        _patiently(connection, f"PRAGMA journal_mode = {'TRUNCATE' if shared else 'WAL'}")
        connection.execute(f"PRAGMA synchronous = {'FULL' if shared else 'NORMAL'}")

    def _not_opened(self, reason: str) -> LibraryProblem:
        """Return the error to raise where the file cannot be used."""
        return LibraryProblem(not_opened(str(self.path or IN_MEMORY), reason))

    def _put_aside(self) -> None:
        """Rename the file with what belongs to it, and say so."""
        assert self.path is not None, "memory is not damaged"
        aside = _free_name(self.path)
        try:
            if self.path.stat().st_ino != self._looked_at:  # another program has seen to it
                return
            # The main file last: a new one must not find what belongs to the old one.
            for suffix in ("-wal", "-shm"):
                with suppress(FileNotFoundError):
                    os.rename(f"{self.path}{suffix}", f"{aside}{suffix}")
            os.rename(self.path, aside)
        except FileNotFoundError:  # likewise
            return
        except OSError as error:
            raise self._not_opened(error.strerror or str(error)) from error
        self.notice = put_aside(str(aside))


def _is_sound(connection: sqlite3.Connection, *, wholly: bool) -> bool:
    """Return whether the file is whole: all of it, or the table of runs alone."""
    check = "PRAGMA quick_check(1)" if wholly else "PRAGMA quick_check(runs)"
    try:
        return bool(connection.execute(check).fetchone()[0] == "ok")
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        if is_damage(error):
            return False
        raise


def _patiently(connection: sqlite3.Connection, command: str) -> None:
    """Execute a command that SQLite refuses at once while another program holds the file."""
    until = time.monotonic() + PATIENCE_S
    while not _executed(connection, command, or_raise=time.monotonic() > until):
        time.sleep(0.01)


def _executed(connection: sqlite3.Connection, command: str, *, or_raise: bool) -> bool:
    """Execute a command; return whether another program let it."""
    try:
        connection.execute(command)
    except sqlite3.OperationalError as error:
        if "locked" not in str(error) or or_raise:
            raise
        return False
    return True


def _free_name(path: Path) -> Path:
    """Return a name beside a file that nothing has yet."""
    moment = datetime.now().strftime("%Y-%m-%d %H-%M-%S")
    for attempt in range(MOST_TRIES_FOR_A_NAME):
        ending = f" {attempt}" if attempt else ""
        name = path.with_name(f"{path.stem} damaged {moment}{ending}{path.suffix}")
        if not os.path.lexists(name):
            break
    return name
