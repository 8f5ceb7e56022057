"""Keeps Python's garbage collector from looking through everything in the middle of a run.

A collection walks through every list it looks at, with all threads standing still. What came in
the last moment is looked through in no time; a million results take some 20 milliseconds, in which
the window does not answer. Runs leave next to no cycles to be found, so that can wait.
Main process, any thread.
"""

from __future__ import annotations

import gc

NEVER = 1_000_000_000
LARGE = 2_000
"""A log with so many rows is never looked through, not even after the run, and neither is what the
views make of it: that is given back without a collection when another takes its place."""


class CalmCollecting:
    """Collections of all but the youngest objects, put off and allowed again."""

    def __init__(self) -> None:
        self._usual = gc.get_threshold()

    def put_off(self) -> None:
        """Look through nothing but what is made from now on, and only while it is young."""
        gc.freeze()
        gc.set_threshold(self._usual[0], NEVER, NEVER)

    def allow(self, rows: int) -> None:
        """Collect as usual again; beside a large log only what is not old yet.

        Args:
            rows: how many rows the log has.
        """
        if rows >= LARGE:
            gc.freeze()
            gc.set_threshold(*self._usual[:2], NEVER)
        else:
            gc.unfreeze()
            gc.set_threshold(*self._usual)
