"""Writes the run file: a trace that other programs show, with all of a run in it for this one.

`docs/run-file.md` has the format; `run_file_reading` is the way back. Any thread of the main
process, as long as the run is over.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from app import __version__
from app.engine.record import Record, goes_up_to
from app.engine.storage.record_lines import lines_of
from app.engine.storage.trace_events import TraceEvent, trace_events
from app.engine.telling.whole_files import Steps, write_steps

FORMAT = 1
"""The version of what is around the run's lines, which have one of their own."""

HEAD = '{"otherData": {"MultiSquare": {"format": '
LINES = ', "lines": [\n'
CLOSING = '], "sha256": "'
PACKED_SUFFIX = ".gz"

LONGEST_PIECE = 64 * 1024
"""So many characters are packed in about a millisecond."""

EVENTS_A_PIECE = 20
OF_ALL = 1_000
"""What the steps of saving count up to."""


def save_run_steps(path: str | Path, record: Record) -> Steps:
    """Save a run, with the goes before it, in steps of about 2 milliseconds.

    Where `path` is a symbolic link, the file it points to is replaced and the link stays.

    Args:
        path: where to; ``.gz`` packs it.
        record: a run that is over.

    Yields:
        How much is done, up to `OF_ALL`.

    Raises:
        NotSaved: with a sentence that says why.
    """
    target = Path(os.path.realpath(path))
    packed = target.suffix.lower() == PACKED_SUFFIX
    yield from write_steps(target, _pieces(record), packed=packed)


def save_run(path: str | Path, record: Record) -> None:
    """Save a run at once; see `save_run_steps`."""
    for _ in save_run_steps(path, record):
        pass


def _pieces(record: Record) -> Iterator[tuple[int, str]]:
    """Yield the file's text in pieces, with how much of it is done."""
    yield from _own_part(record)
    yield OF_ALL // 2, '"displayTimeUnit": "ns",\n"traceEvents": [\n'
    workers = sum(len(go.log.workers) for go in goes_up_to(record))
    events, separator, lives = list[str](), "", 0
    for event in trace_events(record):
        lives += event.get("cat") == "worker"
        events.append(separator + _text_of(event))
        separator = ",\n"
        if len(events) == EVENTS_A_PIECE:
            yield OF_ALL // 2 + OF_ALL // 2 * lives // max(1, workers), "".join(events)
            events.clear()
    yield OF_ALL, "".join([*events, "\n]}\n"])


def _own_part(record: Record) -> Iterator[tuple[int, str]]:
    """Yield the run's own lines, with what tells whether they are all there and unchanged."""
    yield 0, f'{HEAD}{FORMAT}, "program": "{__version__}"{LINES}'
    digest, separator, taken = hashlib.sha256(), "", 0
    every = sum(len(go.log.events) + len(go.plan.numbers) for go in goes_up_to(record))
    for line in lines_of(record):
        digest.update(f"{line}\n".encode())
        # A long line has some 2,000 numbers, a short one is an event; both are near enough.
        taken += 1 + len(line) // 30
        done = OF_ALL // 2 * min(taken, every) // max(1, every)
        yield done, separator + line[:LONGEST_PIECE]
        for begin in range(LONGEST_PIECE, len(line), LONGEST_PIECE):
            yield done, line[begin : begin + LONGEST_PIECE]
        separator = ",\n"
    yield OF_ALL // 2, f'\n{CLOSING}{digest.hexdigest()}"}}}},\n'


def _text_of(event: TraceEvent) -> str:
    """Return an event as JSON with its letters as they are: Perfetto shows others as codes."""
    text = json.dumps(event, ensure_ascii=False)
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
