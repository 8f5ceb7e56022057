"""Reads the run file, believing nothing of it; any thread of the main process.

What is for other programs is not looked at: once the run itself is there whole, it is read.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Generator
from pathlib import Path
from typing import BinaryIO

from app.engine.record import Record
from app.engine.storage.bounded_lines import BoundedLines
from app.engine.storage.checks import UnreadableRecord, damaged
from app.engine.storage.foreign_files import record_of_rewritten, refuse_foreign
from app.engine.storage.places import RUN_SUFFIXES
from app.engine.storage.record_lines import RecordReader, refuse_newer
from app.engine.storage.run_file import CLOSING, FORMAT, HEAD, OF_ALL
from app.words import tr

Steps = Generator[int, None, Record]

LARGEST_REWRITTEN = 2 * 1024 * 1024
"""A file that another program has written anew is read as a whole: within a moment."""

_HEAD = re.compile(
    re.escape(HEAD.encode()) + rb'(\d{1,9}), "program": "[^"\\]{0,100}", "lines": \[\r?'
)
_VERSION = re.compile(re.escape(HEAD.encode()) + rb"(\d{1,9})\b")
_CLOSING = re.compile(re.escape(CLOSING.encode()) + rb'([0-9a-f]{64})"\}\},\r?')


def is_run_file(path: str) -> bool:
    """Return whether a file's name says that it has a run rather than numbers."""
    return path.lower().endswith(RUN_SUFFIXES)


def open_run(path: str | Path) -> Record:
    """Return the run of a file at once; see `open_run_steps`."""
    steps = open_run_steps(path)
    try:
        while True:
            next(steps)
    except StopIteration as done:
        record: Record = done.value
        return record


def open_run_steps(path: str | Path) -> Steps:
    """Read a run file in steps of about 2 milliseconds.

    Args:
        path: where; packed or not, whatever its name.

    Yields:
        How much is read, up to `OF_ALL`.

    Returns:
        The run; its `opened` is true, and nothing of it has been run.

    Raises:
        UnreadableRecord: it has none; its text is a sentence for the person.
    """
    try:
        with _opened(Path(path)) as file:
            record = yield from _read(file)
        return record
    except EOFError:
        raise _broken_off() from None
    except FileNotFoundError:
        raise UnreadableRecord(tr("There is no such file.")) from None
    except PermissionError:
        raise UnreadableRecord(tr("You are not allowed to read it.")) from None
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        if isinstance(error, UnreadableRecord):
            raise
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise UnreadableRecord(tr("It cannot be read: {reason}.", reason=reason)) from None


def _opened(path: Path) -> BinaryIO:
    """Return the file, opened; a pipe or a device might never end."""
    kind = stat.S_IFMT(path.stat().st_mode)
    if kind == stat.S_IFDIR:
        raise UnreadableRecord(tr("It is a folder. Choose a file in it."))
    if kind != stat.S_IFREG:
        raise UnreadableRecord(tr("It is not a file with a run."))
    return path.open("rb")


def _read(file: BinaryIO) -> Steps:
    """Read a file that has been opened."""
    source, size = BoundedLines(file), max(1, os.fstat(file.fileno()).st_size)
    if not _is_ours(next(source.head(0), b"")):
        record = yield from _read_other(source)
        return record
    reader, digest, begun = RecordReader(), hashlib.sha256(), False
    for line in source.lines():
        yield min(OF_ALL, OF_ALL * source.taken // size)
        if line is None:
            continue
        if not begun:
            begun = True
        elif line.startswith(CLOSING.encode()):
            _check_closing(line, digest.hexdigest())
            return reader.record()
        else:
            line = line.removesuffix(b"\r").removesuffix(b",")
            digest.update(line + b"\n")
            reader.take(_text(line))
    raise _broken_off()


def _read_other(source: BoundedLines) -> Steps:
    """Read a file that begins otherwise than this program's do."""
    beginning = b""
    for block in source.head(LARGEST_REWRITTEN):
        beginning += block
        yield 0
    if len(beginning) > LARGEST_REWRITTEN:
        raise refuse_foreign(beginning)
    record = yield from record_of_rewritten(beginning)
    return record


def _is_ours(beginning: bytes) -> bool:
    """Return whether a file begins with the first line that this program writes.

    Raises:
        UnreadableRecord: a newer version of it has written the file.
    """
    version = _VERSION.match(beginning)
    if version is not None and int(version[1]) > FORMAT:
        refuse_newer(int(version[1]), FORMAT)
    first, end, _ = beginning.partition(b"\n")
    return bool(end) and _HEAD.fullmatch(first) is not None


def _check_closing(line: bytes, digest: str) -> None:
    """See that all lines are there as they were written."""
    found = _CLOSING.fullmatch(line)
    if found is None or found[1].decode() != digest:
        words = tr(
            "It has been damaged or changed since it was saved, and was not opened. Get it again "
            "from where it came from."
        )
        raise UnreadableRecord(words, "the digest is another")


def _text(line: bytes) -> str:
    try:
        return line.decode("ascii")
    except UnicodeDecodeError:
        raise damaged("a line is not ASCII") from None


def _broken_off() -> UnreadableRecord:
    words = tr(
        "It breaks off in the middle: it was not copied or downloaded to its end. Get it again "
        "from where it came from."
    )
    return UnreadableRecord(words, "the end is missing")
