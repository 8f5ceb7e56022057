"""The library: every finished run, kept in one SQLite file. No Qt.

A run is a row that sums it up, and pieces: the lines of `record_lines`, compressed. It is there
whole or not at all, also if the program is killed at any moment: a small one is one transaction; a
large one is written in slices and counts only when its last is there. Another go at numbers is kept
alone and leads to the run before it.

Long work is a generator of short steps. All of a library is used in the thread that made it.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import count
from pathlib import Path
from weakref import WeakKeyDictionary

from app.engine.log import Log
from app.engine.record import Record, goes_up_to
from app.engine.storage.checks import LONGEST_NAME, LONGEST_RUN_NS
from app.engine.storage.kept_comparisons import ComparisonShelf
from app.engine.storage.kept_run import KeptRun, summarised
from app.engine.storage.library_file import LibraryFile
from app.engine.storage.library_problems import (
    Damaged,
    GoneMeanwhile,
    LibraryProblem,
    in_words,
    no_room,
    unreadable,
)
from app.engine.storage.library_room import Room
from app.engine.storage.library_rows import COLUMNS, LONGEST_NOTE, kept_of
from app.engine.storage.library_writing import Writing
from app.engine.storage.pieces import lines_of_pieces, pieces_of
from app.engine.storage.record_lines import RecordReader, UnreadableRecord, lines_of
from app.words import tr

__all__ = ["KeptRun", "Library", "LibraryProblem"]

USUAL_MOST_BYTES = 500_000_000
"""What all runs together may take, unless the person chooses otherwise."""

MOST_BYTES_IN_MEMORY = 100_000_000

ABANDONED_S = 600.0
"""A run of which nothing has been written for so long is not written to its end any more."""


class Library:
    """All kept runs.

    Args:
        path: the file; None for memory only, until it is closed.
        most_bytes: what all runs together may take.

    Attributes:
        comparisons: the kept comparisons.

    Raises:
        LibraryProblem: the file cannot be used; what is in it has not been changed.
    """

    def __init__(self, path: Path | None, most_bytes: int = USUAL_MOST_BYTES) -> None:
        self._file = LibraryFile(path)
        self.comparisons = ComparisonShelf(self._file)
        self._room = Room(self._file, most_bytes)
        self.limit(most_bytes)
        self._ids: WeakKeyDictionary[Log, int] = WeakKeyDictionary()
        self._known: dict[int, KeptRun] = {}
        try:
            self._sweep()
        except LibraryProblem:
            self._file.close()
            raise

    @property
    def notice(self) -> str:
        """Return a sentence about what had to be done with the file, or an empty text."""
        return self._file.notice

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def limit(self, most_bytes: int) -> None:
        """Let all runs together take no more than this, from the next one on that is kept."""
        in_memory = self._file.path is None
        self._room.most_bytes = min(most_bytes, MOST_BYTES_IN_MEMORY) if in_memory else most_bytes

    def keep(self, record: Record) -> Generator[None, None, KeptRun]:
        """Keep a finished run; it is whole in the file at the end, and absent before.

        Raises:
            LibraryProblem: it could not be kept; what is kept already stays.
        """
        try:
            return (yield from self._keep(record))
        except GoneMeanwhile:
            pass  # what the run leads to is kept with it this time
        except Damaged:
            with in_words():
                if not self._file.reopen_if_damaged():
                    raise
        self._ids.clear()
        return (yield from self._keep(record))

    def runs(self) -> list[KeptRun]:
        """Return every kept run, the newest first, without the deleted.

        Raises:
            LibraryProblem: the file could not be read.
        """
        with in_words():
            heads = self._file.connection.execute(
                "SELECT id, name, note FROM runs WHERE whole AND NOT deleted ORDER BY id DESC"
            ).fetchall()
            runs = (self._known_as(*head) for head in heads)
            found = [run for run in runs if run is not None]
        self._known = {run.id: run for run in found}
        return found

    def read(self, run: int) -> Generator[None, None, Record]:
        """Read a run, with those that it had another go at the numbers of, in short steps.

        Args:
            run: its id.

        Raises:
            LibraryProblem: it is not there any more, or it is damaged.
        """
        try:
            with in_words():
                chain = self._chain_of(run)
                reader = RecordReader()
                for ident in chain:
                    for line in lines_of_pieces(self._pieces(ident)):
                        reader.take(line)
                        yield
                record = reader.record()
        except (UnreadableRecord, Damaged) as problem:
            raise LibraryProblem(unreadable()) from problem
        for go, ident in zip(goes_up_to(record)[::-1], chain[::-1], strict=False):
            self._ids[go.log] = ident
            self._bring_in_turn(go, ident)
        known = self._known.get(run)
        return record if known is None else replace(record, name=known.name)

    def rename(self, run: int, name: str) -> None:
        """Give a run a name; an empty one takes it away.

        Raises:
            LibraryProblem: that could not be written.
        """
        self._set("name", run, name.strip()[:LONGEST_NAME])

    def annotate(self, run: int, note: str) -> None:
        """Note something about a run; an empty text takes the note away.

        Raises:
            LibraryProblem: that could not be written.
        """
        self._set("note", run, note.strip()[:LONGEST_NOTE])

    def note_in_turn(self, record: Record) -> None:
        """Keep what was measured after a run's end, where the run is kept.

        Raises:
            LibraryProblem: that could not be written.
        """
        run = self._ids.get(record.log)
        if run is not None:
            self._set("in_turn", run, record.besides.in_turn)

    def delete(self, runs: Sequence[int]) -> None:
        """Mark runs as deleted; they are removed at the next start, or when room is needed.

        Raises:
            LibraryProblem: that could not be written.
        """
        self._mark(runs, deleted=True)

    def restore(self, runs: Sequence[int]) -> None:
        """Take a deletion back.

        Raises:
            LibraryProblem: some of them have been removed for good; the others are back.
        """
        if self._mark(runs, deleted=False) < len(runs):
            raise LibraryProblem(
                tr("Some runs cannot be brought back: they have been removed for good.")
            )

    def _sweep(self) -> None:
        """Remove what is not wanted any more; damage that is only found there is seen to."""
        try:
            with in_words():
                self._room.sweep(time.time() - ABANDONED_S)
        except Damaged:
            with in_words():
                if not self._file.reopen_if_damaged():
                    raise

    def _keep(self, record: Record) -> Generator[None, None, KeptRun]:
        """Keep a run, unless what it needs has gone meanwhile."""
        parent = None if record.previous is None else self._ids.get(record.previous.log)
        summary = yield from summarised(record, parent)
        lines = lines_of(record, alone=parent is not None)
        writing = Writing(self._file, summary, self._room.most_bytes)
        with in_words():
            try:
                for piece in pieces_of(lines):
                    if piece is not None:
                        writing.add(piece)
                    yield
                kept = writing.finish()
                fits = self._room.make(sparing=kept.id)
            except BaseException:
                with suppress(sqlite3.Error):
                    self._drop(writing.run)
                raise
            if not fits:
                self._drop(kept.id)
                raise LibraryProblem(no_room())
        self._ids[record.log] = kept.id
        self._known[kept.id] = kept
        return kept

    def _drop(self, run: int | None) -> None:
        """Remove what has been written of a run, if anything has."""
        if run is not None:
            self._room.remove([run])

    def _known_as(self, run: int, name: object, note: object) -> KeptRun | None:
        """Return a run by its id, read where it is not known yet; None where it is damaged."""
        known = self._known.get(run)
        if known is not None and isinstance(name, str) and isinstance(note, str):
            same = known.name == name and known.note == note
            return known if same else replace(known, name=name, note=note)
        query = f"SELECT id, {', '.join(COLUMNS)} FROM runs WHERE id = ?"
        row = self._file.connection.execute(query, (run,)).fetchone()
        try:
            return None if row is None else kept_of(row)
        except (ValueError, RecursionError):
            return None

    def _chain_of(self, run: int) -> list[int]:
        """Return a run's id behind those of the runs it needs, the first of them first."""
        chain: list[int] = []
        following: int | None = run
        while following is not None and following not in chain:
            chain.append(following)
            query = "SELECT parent FROM runs WHERE id = ? AND whole"
            found = self._file.connection.execute(query, (following,)).fetchone()
            if found is None:
                raise LibraryProblem(tr("This run is not there any more."))
            following = found[0]
        return chain[::-1]

    def _bring_in_turn(self, record: Record, run: int) -> None:
        """Give a record that was read what was measured after its end."""
        query = "SELECT in_turn FROM runs WHERE id = ?"
        with in_words():
            found = self._file.connection.execute(query, (run,)).fetchone()
        if found is not None and type(found[0]) is int and 0 <= found[0] <= LONGEST_RUN_NS:
            record.besides.in_turn = found[0]

    def _pieces(self, run: int) -> Iterator[bytes]:
        """Yield a run's pieces, in order."""
        query = "SELECT lines FROM pieces WHERE run = ? AND place = ?"
        for place in count():
            found = self._file.connection.execute(query, (run, place)).fetchone()
            if found is None:
                return
            yield bytes(found[0])

    def _set(self, column: str, run: int, value: str | int | None) -> None:
        """Write a value of a run."""
        with in_words(), self._file.transaction() as connection:
            connection.execute(f"UPDATE runs SET {column} = ? WHERE id = ?", (value, run))

    def _mark(self, runs: Sequence[int], *, deleted: bool) -> int:
        """Mark runs as deleted or not; return how many there were."""
        with in_words(), self._file.transaction() as connection:
            command = "UPDATE runs SET deleted = ? WHERE id = ?"
            return sum(connection.execute(command, (int(deleted), run)).rowcount for run in runs)
