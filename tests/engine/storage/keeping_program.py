"""A program of its own that keeps runs, for tests that kill it or let several go at once.

    python -m tests.engine.storage.keeping_program LIBRARY COUNT NUMBERS [SLICE_BYTES]

Keeps COUNT runs of NUMBERS numbers each (5 are the design's picture), and prints a line before the
first and the id of each that is kept. It ends with 1 and the sentence where one cannot be.
"""

from __future__ import annotations

import sys
from pathlib import Path

from app.engine.storage import library_writing
from app.engine.storage.library import Library, LibraryProblem
from tests.engine.storage.library_runs import five, kept, large

FIVE = 5


def main(path: str, count: str, numbers: str, slice_bytes: str = "2000000") -> None:
    """Keep what is asked for."""
    library_writing.SLICE_BYTES = int(slice_bytes)
    print("ready", flush=True)
    try:
        library = Library(Path(path))
        print(library.notice, flush=True)
        for _ in range(int(count)):
            record = five() if int(numbers) == FIVE else large(int(numbers))
            print(kept(library, record).id, flush=True)
        library.close()
    except LibraryProblem as problem:
        print(problem, flush=True)
        sys.exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
