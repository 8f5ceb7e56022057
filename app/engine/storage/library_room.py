"""What runs may take together, and which of them go when that is not enough.

First those that have been deleted, then the oldest without a name and a note. A run and the other
goes at its numbers go together, for the later ones need it. What has a name or a note stays.
Used in the thread that made the file's connection.
"""

from __future__ import annotations

from app.engine.storage.kept_run import MOST_RUNS
from app.engine.storage.library_file import LibraryFile

_NO_GO_LEFT = "NOT EXISTS (SELECT 1 FROM runs AS later WHERE later.parent = runs.id)"

_FAMILY = (
    "WITH RECURSIVE family (id) AS (VALUES (?) UNION SELECT runs.id FROM runs"
    " JOIN family ON runs.parent = family.id)"
    " SELECT runs.id, deleted OR (name = '' AND note = '') FROM runs JOIN family USING (id)"
    " ORDER BY runs.id DESC"
)


class Room:
    """Sees to it that the runs do not take too much.

    Args:
        file: where they are.
        most_bytes: what they may take.
    """

    def __init__(self, file: LibraryFile, most_bytes: int) -> None:
        self._file = file
        self.most_bytes = most_bytes

    def sweep(self, abandoned_before: float) -> None:
        """Really remove what has been deleted, and what was never written to its end.

        Args:
            abandoned_before: a run in the making counts as given up if nothing of it has been
                written since, in seconds of `time.time`.
        """
        unfinished = "SELECT id FROM runs WHERE NOT whole AND touched < ?"
        for (run,) in self._file.connection.execute(unfinished, (abandoned_before,)).fetchall():
            self.remove([run])
        while (run := self._deleted_run()) is not None:
            self.remove([run])
        self._give_back()

    def make(self, sparing: int) -> bool:
        """Remove runs until all others fit.

        Args:
            sparing: the run for whose sake that is done.

        Returns:
            Whether everything fits now.
        """
        while self._is_full():
            deleted = self._deleted_run()
            victims = self._oldest_family(sparing) if deleted is None else [deleted]
            if not victims:
                break
            self.remove(victims)
        self._give_back()
        return not self._is_full()

    def remove(self, runs: list[int]) -> None:
        """Remove runs, in this order, all or none."""
        with self._file.transaction() as connection:
            for run in runs:
                connection.execute("DELETE FROM runs WHERE id = ?", (run,))

    def _is_full(self) -> bool:
        """Return whether there is more than there may be."""
        connection = self._file.connection
        pages, free, size = (
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
        kept = connection.execute("SELECT count(*) FROM runs WHERE NOT deleted").fetchone()[0]
        return bool((pages - free) * size > self.most_bytes or kept > MOST_RUNS)

    def _deleted_run(self) -> int | None:
        """Return a deleted run that no other one needs."""
        query = f"SELECT id FROM runs WHERE deleted AND {_NO_GO_LEFT} ORDER BY id LIMIT 1"
        found = self._file.connection.execute(query).fetchone()
        return None if found is None else int(found[0])

    def _oldest_family(self, sparing: int) -> list[int]:
        """Return the oldest run that may go with the goes that need it, those first."""
        connection = self._file.connection
        candidates = connection.execute(
            "SELECT id FROM runs WHERE whole AND name = '' AND note = '' ORDER BY id"
        )
        for (run,) in candidates.fetchall():
            family = connection.execute(_FAMILY, (run,)).fetchall()
            if all(may_go and member != sparing for member, may_go in family):
                return [member for member, _ in family]
        return []

    def _give_back(self) -> None:
        """Make the file as small as what is in it."""
        # As a script: of a command that gives no rows `execute` takes only the first step, a page.
        self._file.connection.executescript("PRAGMA incremental_vacuum")
