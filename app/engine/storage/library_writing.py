"""Writes one run into the library: all at once, or in slices where it is large.

Used in the thread that made the file's connection.
"""

from __future__ import annotations

import sqlite3
import time
from dataclasses import replace

from app.engine.storage.kept_run import KeptRun
from app.engine.storage.library_file import LibraryFile
from app.engine.storage.library_problems import GoneMeanwhile, LibraryProblem, no_room
from app.engine.storage.library_rows import COLUMNS, values_of

SLICE_BYTES = 2_000_000
"""A run that takes more is written in several transactions; 10,000 numbers take less."""


class Writing:
    """One run on its way into the file.

    Args:
        file: where to.
        summary: the run, without an id and its size.
        most_bytes: a run that takes more is refused.

    Attributes:
        run: its id, once something of it is in the file.
    """

    def __init__(self, file: LibraryFile, summary: KeptRun, most_bytes: int) -> None:
        self.run: int | None = None
        self._file = file
        self._summary = summary
        self._most_bytes = most_bytes
        self._held: list[bytes] = []
        self._held_bytes = 0
        self._place = 0
        self._size = 0

    def add(self, piece: bytes) -> None:
        """Take the next piece; a full slice is written.

        Raises:
            LibraryProblem: the run is too large.
            sqlite3.Error: it cannot be written.
        """
        self._held.append(piece)
        self._held_bytes += len(piece)
        self._size += len(piece)
        if self._size > self._most_bytes:
            raise LibraryProblem(no_room())
        if self._held_bytes > SLICE_BYTES:
            with self._file.transaction() as connection:
                run = self._write(connection)
            self._note_written(run)

    def finish(self) -> KeptRun:
        """Write what is left; from now on the run is kept.

        Raises:
            GoneMeanwhile: another program has taken it for abandoned.
            sqlite3.Error: it cannot be written.
        """
        summary = replace(self._summary, size=self._size + _row_bytes(self._summary))
        with self._file.transaction() as connection:
            run = self._write(connection)
            command = "UPDATE runs SET whole = 1, size = ? WHERE id = ?"
            if connection.execute(command, (summary.size, run)).rowcount != 1:
                raise GoneMeanwhile
        self._note_written(run)
        return replace(summary, id=run)

    def _write(self, connection: sqlite3.Connection) -> int:
        """Write what is held; return the run's id."""
        run, now = self.run, time.time()
        if run is None:
            names = ", ".join((*COLUMNS, "whole", "touched"))
            places = ", ".join("?" * (len(COLUMNS) + 2))
            command = f"INSERT INTO runs ({names}) VALUES ({places})"
            run = connection.execute(command, (*values_of(self._summary), 0, now)).lastrowid
        else:
            connection.execute("UPDATE runs SET touched = ? WHERE id = ?", (now, run))
        assert run is not None, "what has been inserted has an id"
        connection.executemany(
            "INSERT INTO pieces (run, place, lines) VALUES (?, ?, ?)",
            ((run, place, piece) for place, piece in enumerate(self._held, self._place)),
        )
        return run

    def _note_written(self, run: int) -> None:
        """Note what is in the file now; before, another program's run might get the same id."""
        self.run = run
        self._place += len(self._held)
        self._held, self._held_bytes = [], 0


def _row_bytes(run: KeptRun) -> int:
    """Return about how many bytes a summary takes."""
    return sum(len(value) if isinstance(value, (str, bytes)) else 4 for value in values_of(run))
