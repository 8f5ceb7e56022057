"""Taking results along: as text for the clipboard, as a text, CSV or JSON file.

Usable in any thread of the main process as long as the log does not change meanwhile; the steps
are for the thread that shows the log, so that a million rows are saved without the window freezing.
"""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import tempfile
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path

from app.engine.log import NOBODY, Log
from app.engine.numbers.exact import text_of
from app.engine.outcome import Cause
from app.engine.telling.durations import NS_PER_US
from app.engine.telling.row_sentences import RowSentences
from app.words import tr

ROWS_PER_STEP = 200
CSV_HEADER = (
    "number",
    "square",
    "worker",
    "pid",
    "taken_up_us",
    "squared_us",
    "arrived_us",
    "not_squared_because",
)
"""Column names are not translated: a program may read them. Times are whole microseconds since the
run was asked for, because a spreadsheet reads a decimal point according to its country."""

Steps = Generator[int, None, None]


class NotSaved(OSError):  # noqa: N818  it reads as what happened
    """Results could not be saved; its text is the sentence for the person."""


def results_text(log: Log, rows: Sequence[int] | None = None) -> str:
    """Return rows' sentences with every digit, one a line, the last without a line's end.

    Args:
        log: the run.
        rows: rows of the log in the order wanted; None for all as they arrived.
    """
    return "\n".join(map(RowSentences(log).of_row, _chosen(log, rows)))


def results_text_pieces(log: Log, rows: Sequence[int] | None = None) -> Iterator[str]:
    """Yield `results_text` in pieces that are made quickly, each sentence with its line's end."""
    return (piece for _, piece in _text_pieces(log, _chosen(log, rows)))


def save_results(path: str | Path, log: Log, rows: Sequence[int] | None = None) -> None:
    """Save rows to a file at once; see `save_steps`."""
    for _ in save_steps(path, log, rows):
        pass


def save_steps(path: str | Path, log: Log, rows: Sequence[int] | None = None) -> Steps:
    """Save rows to a file in short steps, yielding how many rows are written.

    The file is written beside its final place and put there when it is whole, so that whoever
    reads the old one never sees half a file; if saving fails, or the generator is closed before
    its end, the old file stays as it was. An old file keeps its permissions; where `path` is a
    symbolic link, the file it points to is replaced and the link stays.

    Args:
        path: where to; ``.csv`` and ``.json`` choose those formats, anything else is text.
        log: the run.
        rows: rows of the log in the order wanted; None for all as they arrived.

    Raises:
        NotSaved: with a sentence that says why.
    """
    target = Path(os.path.realpath(path))
    pieces = _FORMATS.get(target.suffix.lower(), _text_pieces)(log, _chosen(log, rows))
    try:
        _refuse_what_cannot_be_replaced(target)
        yield from _write_beside(target, pieces)
    except OSError as error:
        raise NotSaved(_why_not_saved(target, error)) from error


def _chosen(log: Log, rows: Sequence[int] | None) -> Sequence[int]:
    return range(len(log)) if rows is None else rows


def _write_beside(target: Path, pieces: Iterator[tuple[int, str]]) -> Steps:
    """Write a temporary file in the target's folder and move it onto the target."""
    handle, name = tempfile.mkstemp(
        dir=target.parent, prefix=f".{target.name[:100]}.", suffix=".part"
    )
    try:
        with open(handle, "w", encoding="utf-8", newline="") as file:
            for done, piece in pieces:
                file.write(piece)
                yield done
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, _mode_for(target))
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _mode_for(target: Path) -> int:
    """Return the old file's permissions, or those a new file usually gets."""
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _refuse_what_cannot_be_replaced(target: Path) -> None:
    """Raise where moving a file onto the target would do harm or go against its permissions."""
    if target.is_dir():
        raise IsADirectoryError(tr("it is a folder"))
    if target.exists() and not target.is_file():
        raise OSError(tr("it is not an ordinary file"))
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(tr("it is write-protected"))


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can; the file is whole."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)


def _why_not_saved(target: Path, error: OSError) -> str:
    """Return the sentence for the person."""
    reason = error.strerror or str(error)
    if target.is_file():
        return tr(
            "{name} could not be saved: {reason}. The file that was there is unchanged.",
            name=target.name,
            reason=reason,
        )
    return tr("{name} could not be saved: {reason}.", name=target.name, reason=reason)


def _text_pieces(log: Log, rows: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Yield the sentences, each with a line's end."""
    sentence_of = RowSentences(log).of_row
    for begin, piece in _stretches(rows):
        yield begin + len(piece), "".join([sentence_of(row) + "\n" for row in piece])


def _csv_pieces(log: Log, rows: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Yield a header and a line a row."""
    yield 0, ",".join(CSV_HEADER) + "\n"
    for begin, piece in _stretches(rows):
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(_fields(log, row) for row in piece)
        yield begin + len(piece), out.getvalue()


def _json_pieces(log: Log, rows: Sequence[int]) -> Iterator[tuple[int, str]]:
    """Yield an object with a list of objects, one a row; numbers are texts, to keep every digit."""
    yield 0, '{"program": "MultiSquare", "results": ['
    separator = "\n"
    for begin, piece in _stretches(rows):
        texts = []
        for row in piece:
            named = zip(CSV_HEADER, _fields(log, row), strict=True)
            fields = {name: None if value == "" else value for name, value in named}
            texts.append(separator + json.dumps(fields, ensure_ascii=False))
            separator = ",\n"
        yield begin + len(piece), "".join(texts)
    yield len(rows), "\n]}\n"


def _stretches(rows: Sequence[int]) -> Iterator[tuple[int, Sequence[int]]]:
    """Yield the rows a few at a time, each few with their place."""
    for begin in range(0, len(rows), ROWS_PER_STEP):
        yield begin, rows[begin : begin + ROWS_PER_STEP]


def _fields(log: Log, row: int) -> tuple[str | int, ...]:
    """Return a row's values in the order of `CSV_HEADER`, empty where there is none."""
    outcome, worker = log.row_outcome[row], log.row_worker[row]
    pid = "" if worker == NOBODY else log.workers[worker].pid
    failed = isinstance(outcome, Cause)
    name, origin = log.worker_name(row), log.origin_of(row)
    return (
        text_of(log.numbers[log.row_number[row]]),
        "" if isinstance(outcome, Cause) else text_of(outcome),
        name,
        "" if pid is None else pid,
        _since_requested(origin, log.row_taken[row]),
        "" if failed else _since_requested(origin, log.row_squared[row]),
        _since_requested(origin, log.row_received[row]),
        outcome.sentence(name) if isinstance(outcome, Cause) else "",
    )


def _since_requested(requested: int, at: int) -> str | int:
    """Return a time in whole microseconds since the run was asked for; empty for none."""
    if at == 0 or requested == 0:
        return ""
    return (at - requested + NS_PER_US // 2) // NS_PER_US


_FORMATS: dict[str, Callable[[Log, Sequence[int]], Iterator[tuple[int, str]]]] = {
    ".csv": _csv_pieces,
    ".json": _json_pieces,
}
