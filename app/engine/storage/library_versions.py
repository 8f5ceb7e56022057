"""The library's tables, and how a file of an older version gets today's.

Any thread of the main process; a connection is used in the thread that made it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress

from app.engine.storage.library_problems import Damaged, LibraryProblem, newer

APPLICATION_ID = 0x4D53_7172
"""Tells SQLite and others whose file it is: ``MSqr``."""

Step = Callable[[sqlite3.Connection], None]


def _first_tables(connection: sqlite3.Connection) -> None:
    """Make the tables of version 1."""
    connection.execute(
        "CREATE TABLE runs (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL,"
        " note TEXT NOT NULL, began TEXT NOT NULL, task_name TEXT NOT NULL, verb TEXT NOT NULL,"
        " own INTEGER NOT NULL, way TEXT NOT NULL, numbers_text TEXT NOT NULL,"
        " count INTEGER NOT NULL, done INTEGER NOT NULL, failed INTEGER NOT NULL,"
        " stopped INTEGER NOT NULL, took INTEGER NOT NULL, picture BLOB NOT NULL,"
        " size INTEGER NOT NULL, parent INTEGER REFERENCES runs (id), go INTEGER NOT NULL,"
        " whole INTEGER NOT NULL, touched REAL NOT NULL, deleted INTEGER NOT NULL DEFAULT 0,"
        " in_turn INTEGER)"
    )
    connection.execute("CREATE INDEX goes ON runs (parent)")
    connection.execute(
        "CREATE TABLE pieces (run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,"
        " place INTEGER NOT NULL, lines BLOB NOT NULL, UNIQUE (run, place))"
    )


def _comparisons(connection: sqlite3.Connection) -> None:
    """Make the tables that version 2 has besides."""
    connection.execute(
        "CREATE TABLE comparisons (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL,"
        " headline TEXT NOT NULL, began TEXT NOT NULL)"
    )
    connection.execute(
        "CREATE TABLE comparison_pieces (comparison INTEGER NOT NULL"
        " REFERENCES comparisons (id) ON DELETE CASCADE,"
        " place INTEGER NOT NULL, lines BLOB NOT NULL, UNIQUE (comparison, place))"
    )


STEPS: tuple[Step, ...] = (_first_tables, _comparisons)
"""What brings a file from each version to the next; an empty one has version 0."""


def version_of(connection: sqlite3.Connection, steps: tuple[Step, ...]) -> int:
    """Return the version of a file that has exactly the tables of it.

    Raises:
        Damaged: it is somebody else's, or its tables are not as they should be.
        LibraryProblem: a newer version has written it.
    """
    connection.execute("BEGIN")  # another program may just be making the file
    try:
        version, whose = _number(connection, "user_version"), _number(connection, "application_id")
        tables = _tables(connection)
    finally:
        with suppress(sqlite3.Error):
            connection.execute("COMMIT")
    if whose == APPLICATION_ID and version > len(steps):
        raise LibraryProblem(newer())
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as model:
        for step in steps[:version]:
            step(model)
        if tables != _tables(model) or whose != (APPLICATION_ID if version else 0):
            raise Damaged
    return version


def bring_up_to_date(connection: sqlite3.Connection, steps: tuple[Step, ...]) -> None:
    """Take the steps that are left; within a transaction."""
    version = _number(connection, "user_version")
    if version < len(steps):
        for step in steps[version:]:
            step(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(steps)}")


@contextmanager
def all_or_nothing(connection: sqlite3.Connection) -> Iterator[None]:
    """Write everything within, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        with suppress(sqlite3.Error):  # SQLite may have rolled back by itself
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _tables(connection: sqlite3.Connection) -> list[tuple[str, ...]]:
    """Return all that a file consists of, as it was made."""
    query = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
    return connection.execute(query).fetchall()


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    """Return one of the numbers in the file's head."""
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])
