"""What tests of the library share: keeping and reading runs to the end at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator
from typing import TypeVar

from app.engine.record import Record
from app.engine.storage.library import KeptRun, Library
from tests import hand_written_logs as logs

Result = TypeVar("Result")


def carried_through(steps: Generator[None, None, Result]) -> Result:
    """Return what steps give at their end."""
    results: list[Result] = []

    def through() -> Generator[None, None, None]:
        results.append((yield from steps))

    deque(through(), maxlen=0)
    return results[0]


def kept(library: Library, record: Record | None = None) -> KeptRun:
    """Keep a run: by default the one of the design's picture."""
    return carried_through(library.keep(record or five()))


def read(library: Library, run: KeptRun) -> Record:
    """Read a kept run."""
    return carried_through(library.read(run.id))


def five() -> Record:
    """Return a run of five processes."""
    return logs.record_of(logs.five_processes())


def large(count: int = 200_000) -> Record:
    """Return a run that is written in several slices where these are small."""
    return logs.record_of(logs.many_numbers(count))
