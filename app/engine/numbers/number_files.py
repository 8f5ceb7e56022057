"""The text of a file with numbers, or the sentence that says why it cannot be used.

Runs in the main process. Text files and tables saved as CSV are meant, as spreadsheets write them
on any system; what the text means is the parser's business.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.engine.numbers.parsing import MAX_CHARACTERS
from app.words import tr

MAX_FILE_BYTES = MAX_CHARACTERS
"""The largest file that is read: the longest text the parser takes."""

SEPARATORS = {".csv": ",", ".tsv": "\t"}
"""What separates the cells in files of tables."""

_BLOCK_BYTES = 1024 * 1024
_MEGABYTE = 1024 * 1024
_WINDOWS = "cp1252"
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
"""Bytes that no text in an encoding of one byte a character has."""


@dataclass(frozen=True, slots=True)
class NumbersFile:
    """What stands in a file with numbers.

    Attributes:
        text: all of it, as it is.
        separator: what separates a table's cells, as `dialect_of` takes it.
        note: what a person should know of how it was read, empty for nothing.
    """

    text: str
    separator: str = ""
    note: str = ""


class UnreadableFile(Exception):  # noqa: N818 - a fact about the file, told to the reader
    """A file that numbers cannot be read from.

    Args:
        problem: a whole sentence for the reader.
    """

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def read_numbers_file(path: str | Path) -> NumbersFile:
    """Return what stands in a file with numbers; how it is to be read is `dialect_of`'s business.

    Args:
        path: a text file in UTF-8, in UTF-16 with its mark as spreadsheets write it, or in
            Windows-1252, of up to `MAX_FILE_BYTES`.

    Raises:
        UnreadableFile: there is no such file, or it is a folder, not readable, too large, empty,
            or not text.
    """
    path = Path(path)
    text, note = _decoded(path, _content(path))
    if not text.strip():
        raise UnreadableFile(tr("The file “{name}” is empty.", name=path.name))
    return NumbersFile(text, SEPARATORS.get(path.suffix.lower(), ""), note)


def read_numbers_stream(stream: BinaryIO, name: str) -> str:
    """Return the text of a stream, such as standard input, for the parser.

    Args:
        stream: read to its end, up to `MAX_FILE_BYTES`.
        name: what the reader knows it by.

    Raises:
        UnreadableFile: it is too large or not text.
    """
    path = Path(name)
    return _decoded(path, _read_all(stream, path))[0]


def _content(path: Path) -> bytes:
    try:
        if path.is_dir():
            problem = tr("“{name}” is a folder. Choose a text or CSV file in it.", name=path.name)
            raise UnreadableFile(problem)
        if path.exists() and not path.is_file():  # a pipe or a device might never end
            raise UnreadableFile(tr("“{name}” is not a file with text.", name=path.name))
        with path.open("rb") as file:
            return _read_all(file, path)
    except FileNotFoundError:
        raise UnreadableFile(tr("There is no file “{name}”.", name=path.name)) from None
    except PermissionError:
        problem = tr("You are not allowed to read the file “{name}”.", name=path.name)
        raise UnreadableFile(problem) from None
    except (OSError, ValueError) as error:  # ValueError: a name no file can have
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        problem = tr("The file “{name}” cannot be read: {reason}.", name=path.name, reason=reason)
        raise UnreadableFile(problem) from None


def _read_all(file: BinaryIO, path: Path) -> bytes:
    content = bytearray()
    while block := file.read(_BLOCK_BYTES):
        content += block
        if len(content) > MAX_FILE_BYTES:
            raise UnreadableFile(_too_large(path))
    return bytes(content)


def _too_large(path: Path) -> str:
    return tr(
        "The file “{name}” is larger than {most} MB, the most that is read.",
        name=path.name,
        most=MAX_FILE_BYTES // _MEGABYTE,
    )


def _decoded(path: Path, content: bytes) -> tuple[str, str]:
    """Return the text of `content`, and a note where its encoding is an older one."""
    encoding, note = "utf-8", ""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        encoding = "utf-16"
    elif content.startswith(BOM_UTF8):
        encoding = "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text, note = _older_text(content, encoding)
    if "\0" in text:
        problem = tr(
            "The file “{name}” is not a text file. Save the numbers as text (UTF-8) or CSV.",
            name=path.name,
        )
        raise UnreadableFile(problem)
    return text, note


def _older_text(content: bytes, encoding: str) -> tuple[str, str]:
    """Return text as Windows wrote it in western Europe, with a note; a null where it is none.

    Its digits and signs are those of ASCII, so a number cannot be misread by it.
    """
    if encoding != "utf-8" or _NO_TEXT.search(content):
        return "\0", ""
    try:
        return content.decode(_WINDOWS), tr("read as Windows-1252 text")
    except UnicodeDecodeError:
        return "\0", ""
