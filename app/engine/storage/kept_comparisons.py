"""Comparisons that are kept: in the library's file, beside the runs.

Each is a row that says what came out, and pieces: its lines, compressed, with those of all its
runs. It is written in one transaction. A few are kept without a name; those with one stay. Used in
the thread that made the file's connection; long work is a generator of short steps.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from typing import Any

from app.engine.comparing.comparison import Comparison
from app.engine.storage.checks import LONGEST_NAME, UnreadableRecord, whole
from app.engine.storage.checks import text as text_in
from app.engine.storage.comparison_lines import ComparisonReader, comparison_lines
from app.engine.storage.library_file import LibraryFile
from app.engine.storage.library_problems import Damaged, LibraryProblem, in_words
from app.engine.storage.pieces import lines_of_pieces, pieces_of
from app.words import tr

MOST_UNNAMED = 30
"""So many without a name are kept; of more the oldest go."""

MOST_BYTES = 100_000_000
"""A comparison that takes more is kept without its runs: their times are in it all the same."""

LONGEST_HEADLINE = 1_000
LARGEST = 1 << 62


@dataclass(frozen=True, slots=True)
class KeptComparison:
    """A comparison that is kept, as a list shows it.

    Attributes:
        id: names it; never given to another one.
        name: what the person calls it; empty for nothing.
        headline: what came out, as a sentence.
        began: when, by the calendar.
    """

    id: int
    name: str
    headline: str
    began: datetime


class ComparisonShelf:
    """All kept comparisons.

    Args:
        file: the library's.
    """

    def __init__(self, file: LibraryFile) -> None:
        self._file = file

    def keep(self, comparison: Comparison, headline: str) -> Generator[None, None, KeptComparison]:
        """Keep a comparison that is over; it is whole in the file at the end, and absent before.

        Args:
            comparison: which.
            headline: what came out, as a sentence.

        Raises:
            LibraryProblem: it could not be kept; what is kept already stays.
        """
        pieces = yield from _pressed(comparison)
        kept = KeptComparison(0, comparison.name, headline[:LONGEST_HEADLINE], comparison.began)
        with in_words(), self._file.transaction() as connection:
            ident = connection.execute(
                "INSERT INTO comparisons (name, headline, began) VALUES (?, ?, ?)",
                (kept.name, kept.headline, kept.began.isoformat()),
            ).lastrowid
            assert ident is not None, "what has been inserted has an id"
            connection.executemany(
                "INSERT INTO comparison_pieces (comparison, place, lines) VALUES (?, ?, ?)",
                ((ident, place, piece) for place, piece in enumerate(pieces)),
            )
            connection.execute(
                "DELETE FROM comparisons WHERE name = '' AND id NOT IN (SELECT id FROM comparisons"
                " WHERE name = '' ORDER BY id DESC LIMIT ?)",
                (MOST_UNNAMED,),
            )
        return replace(kept, id=ident)

    def all(self) -> list[KeptComparison]:
        """Return every kept comparison, the newest first.

        Raises:
            LibraryProblem: the file could not be read.
        """
        with in_words():
            query = "SELECT id, name, headline, began FROM comparisons ORDER BY id DESC"
            rows = self._file.connection.execute(query).fetchall()
        found: list[KeptComparison] = []
        for row in rows:
            with suppress(ValueError):  # nobody has written it so
                found.append(_kept_of(row))
        return found

    def read(self, ident: int) -> Generator[None, None, Comparison]:
        """Read a comparison with all its runs, in short steps.

        Raises:
            LibraryProblem: it is not there any more, or it is damaged.
        """
        with in_words():
            query = "SELECT name FROM comparisons WHERE id = ?"
            found = self._file.connection.execute(query, (ident,)).fetchone()
            if found is None:
                raise LibraryProblem(tr("This comparison is not there any more."))
        reader = ComparisonReader()
        try:
            with in_words():
                for line in lines_of_pieces(self._pieces(ident)):
                    reader.take(line)
                    yield
                comparison = reader.comparison()
                comparison.name = text_in(found[0], "a name")
        except (UnreadableRecord, Damaged) as problem:
            words = tr("This comparison is damaged and cannot be shown.")
            raise LibraryProblem(words) from problem
        return comparison

    def rename(self, ident: int, name: str) -> None:
        """Give a comparison a name; an empty one takes it away.

        Raises:
            LibraryProblem: that could not be written.
        """
        with in_words(), self._file.transaction() as connection:
            command = "UPDATE comparisons SET name = ? WHERE id = ?"
            connection.execute(command, (name.strip()[:LONGEST_NAME], ident))

    def remove(self, ident: int) -> None:
        """Remove a comparison for good.

        Raises:
            LibraryProblem: that could not be written.
        """
        with in_words(), self._file.transaction() as connection:
            connection.execute("DELETE FROM comparisons WHERE id = ?", (ident,))

    def _pieces(self, ident: int) -> Iterator[bytes]:
        """Yield a comparison's pieces, in order."""
        query = "SELECT lines FROM comparison_pieces WHERE comparison = ? AND place = ?"
        for place in count():
            found = self._file.connection.execute(query, (ident, place)).fetchone()
            if found is None:
                return
            yield bytes(found[0])


def _pressed(comparison: Comparison) -> Generator[None, None, list[bytes]]:
    """Return a comparison's lines, compressed; without its runs where they take too much."""
    pieces = yield from _pieces_up_to(comparison, MOST_BYTES)
    if pieces is None:
        without = [replace(each, record=None) for each in comparison.repetitions]
        bare = replace(comparison, repetitions=without)
        pieces = yield from _pieces_up_to(bare, LARGEST)
    return pieces or []


def _pieces_up_to(comparison: Comparison, most: int) -> Generator[None, None, list[bytes] | None]:
    """Return a comparison's lines, compressed; None where they take more than `most` bytes."""
    pieces: list[bytes] = []
    size = 0
    for piece in pieces_of(comparison_lines(comparison)):
        if piece is not None:
            pieces.append(piece)
            size += len(piece)
        if size > most:
            return None
        yield
    return pieces


def _kept_of(row: Sequence[Any]) -> KeptComparison:
    """Return the comparison whose row this is.

    Raises:
        ValueError: nobody has written it so.
    """
    ident, name, headline, began = row
    return KeptComparison(
        id=whole(ident, "an id", 0, LARGEST),
        name=text_in(name, "a name"),
        headline=text_in(headline, "a headline"),
        began=datetime.fromisoformat(text_in(began, "a moment")).astimezone(),
    )
