"""The text of a file with numbers, or the sentence that says why it cannot be used.

Runs in the main process. Text files and tables saved as CSV are meant, as spreadsheets write them
on any system; what the text means is the parser's business.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from pathlib import Path
from typing import BinaryIO

from app.engine.numbers.parsing import MAX_CHARACTERS, NotUnderstood, parse
from app.words import tr

MAX_FILE_BYTES = MAX_CHARACTERS
"""The largest file that is read: the longest text the parser takes."""

TABLE_SUFFIXES = (".csv", ".tsv")
"""Files whose cells may be quoted and whose first line may be a heading."""

_BLOCK_BYTES = 1024 * 1024
_MEGABYTE = 1024 * 1024
_LONGEST_HEADING = 1000
# A cell with a separator inside stays quoted, for the parser to point at: "1,5" may mean 1.5.
_QUOTED_CELL = re.compile(r'"([^",;\t\r\n]*)"')
_DECIMAL_COMMA = re.compile(r"(?<=[0-9]),(?=[0-9])")
_SEPARATORS = re.compile(r"[,;\t]")


class UnreadableFile(Exception):  # noqa: N818 - a fact about the file, told to the reader
    """A file that numbers cannot be read from.

    Args:
        problem: a whole sentence for the reader.
    """

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def read_numbers_file(path: str | Path) -> str:
    """Return the text of a file for the parser, without a table's quotes and heading.

    In a table whose cells are separated by semicolons, a comma between digits is a decimal comma.

    Args:
        path: a text file in UTF-8, or in UTF-16 with its mark as spreadsheets write it, of up to
            `MAX_FILE_BYTES`.

    Raises:
        UnreadableFile: there is no such file, or it is a folder, not readable, too large, empty,
            or not text.
    """
    path = Path(path)
    text = _decoded(path, _content(path))
    if not text.strip():
        raise UnreadableFile(tr("The file “{name}” is empty.", name=path.name))
    if path.suffix.lower() in TABLE_SUFFIXES:
        if ";" in text:  # what spreadsheets separate with where the comma is the decimal sign
            text = _DECIMAL_COMMA.sub(".", text)
        text = _without_heading(_QUOTED_CELL.sub(r"\1", text))
    return text


def read_numbers_stream(stream: BinaryIO, name: str) -> str:
    """Return the text of a stream, such as standard input, for the parser.

    Args:
        stream: read to its end, up to `MAX_FILE_BYTES`.
        name: what the reader knows it by.

    Raises:
        UnreadableFile: it is too large or not text.
    """
    path = Path(name)
    return _decoded(path, _read_all(stream, path))


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


def _decoded(path: Path, content: bytes) -> str:
    """Return the text of `content`; a guess at older encodings could turn noise into numbers."""
    encoding = "utf-8"
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        encoding = "utf-16"
    elif content.startswith(BOM_UTF8):
        encoding = "utf-8-sig"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        problem = tr(
            "The file “{name}” is not a text file. Save the numbers as text (UTF-8) or CSV.",
            name=path.name,
        )
        raise UnreadableFile(problem)
    return text


def _without_heading(text: str) -> str:
    heading, _, rest = text.lstrip().partition("\n")
    if not rest.strip() or len(heading) > _LONGEST_HEADING:
        return text
    cells = [cell.strip() for cell in _SEPARATORS.split(heading) if cell.strip()]
    return rest if cells and all(_is_name(cell) for cell in cells) else text


def _is_name(cell: str) -> bool:
    """Return whether a cell is a column's name: words, and not one of a number's own."""
    if not cell[0].isalpha() or cell.lower().startswith(("nan", "inf")):
        return False
    try:
        parse(cell)
    except NotUnderstood:
        return True
    return False
