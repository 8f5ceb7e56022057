"""Files that are whole or not there: written beside their place, then moved onto it.

Usable in any thread of the main process; the steps are for one that must not freeze meanwhile.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import BinaryIO, cast

from app.words import tr

Steps = Generator[int, None, None]


class NotSaved(OSError):  # noqa: N818  it reads as what happened
    """A file could not be saved; its text is the sentence for the person."""


def save_text(path: str | Path, text: str) -> None:
    """Save a text as a file at once, as `write_steps` does.

    Args:
        path: where to; where it is a symbolic link, the file it points to is replaced.
        text: all of it.

    Raises:
        NotSaved: with a sentence that says why.
    """
    for _ in write_steps(Path(os.path.realpath(path)), iter([(0, text)])):
        pass


def write_steps(
    target: Path, pieces: Iterator[tuple[int, str | bytes]], *, packed: bool = False
) -> Steps:
    """Write a file in short steps, yielding how much is written.

    The file is written beside its final place and put there when it is whole, so that whoever
    reads the old one never sees half a file; if writing fails, or the generator is closed before
    its end, the old file stays as it was. An old file keeps its permissions.

    Args:
        target: where to; no symbolic link.
        pieces: how much is written after each piece, and the piece; text becomes UTF-8.
        packed: whether to pack the file with gzip; the same text gives the same bytes.

    Raises:
        NotSaved: with a sentence that says why.
    """
    try:
        _refuse_what_cannot_be_replaced(target)
        yield from _write_beside(target, pieces, packed)
    except OSError as error:
        raise NotSaved(_why_not_saved(target, error)) from error


def _write_beside(target: Path, pieces: Iterator[tuple[int, str | bytes]], packed: bool) -> Steps:
    """Write a temporary file in the target's folder and move it onto the target."""
    handle, name = tempfile.mkstemp(
        dir=target.parent, prefix=f".{target.name[:100]}.", suffix=".part"
    )
    try:
        with open(handle, "wb") as file:
            with _packing(file) if packed else nullcontext(file) as out:
                for done, piece in pieces:
                    out.write(piece.encode("utf-8") if isinstance(piece, str) else piece)
                    yield done
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, _mode_for(target))
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


@contextmanager
def _packing(file: BinaryIO) -> Iterator[BinaryIO]:
    """Pack with gzip what is written, into a file which stays open."""
    import gzip  # most files are not packed

    # Quick rather than small: it must keep pace with a window that answers meanwhile.
    with gzip.GzipFile(filename="", mode="wb", compresslevel=1, fileobj=file, mtime=0) as packer:
        yield cast("BinaryIO", packer)


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
