"""Says what of MultiSquare goes where on a Linux system, whoever puts it there.

The folders below a prefix are the usual ones (`bin`, `lib`, `share`), so that the Debian package
(prefix /usr) and `make install` (prefix ~/.local) lay out the same things.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
ICON = ROOT / "resources/icons/multisquare.svg"
METAINFO = "org.multisquare.MultiSquare.metainfo.xml"
TYPES = "multisquare.xml"
"""Says which files are runs."""

HOME = PurePosixPath("lib/multisquare")
"""The folder of the program below the prefix."""

ICON_SIZES_PX = (16, 22, 24, 32, 48, 64, 128, 256, 512)


@dataclass(frozen=True, slots=True)
class Entry:
    """One file, and what becomes of it.

    Attributes:
        path: where it goes, below the prefix.
        content: the file to be copied, or the bytes to be written, or where a link leads.
        executable: whether it may be run.
    """

    path: PurePosixPath
    content: Path | bytes | str
    executable: bool = False

    def write(self, target: Path) -> None:
        """Write it to `target`, whose folder is there; rights do not depend on the umask."""
        if isinstance(self.content, str):
            target.symlink_to(self.content)
            return
        if isinstance(self.content, Path):
            shutil.copyfile(self.content, target)
        else:
            target.write_bytes(self.content)
        target.chmod(0o755 if self.executable else 0o644)


def entries(program: Path, command: str) -> Iterator[Entry]:
    """Yield everything that is installed.

    Args:
        program: the folder that `make package` has built.
        command: what the desktop runs: `multisquare`, or a path where that is on nobody's PATH.
    """
    yield from program_entries(program)
    yield Entry(PurePosixPath("bin/multisquare"), f"../{HOME}/MultiSquare")
    share = PurePosixPath("share")
    desktop = (HERE / "multisquare.desktop").read_text(encoding="utf-8")
    launch = desktop.replace("Exec=multisquare", f"Exec={quoted(command)}")
    yield Entry(share / "applications/multisquare.desktop", launch.encode())
    yield Entry(share / "metainfo" / METAINFO, HERE / METAINFO)
    yield Entry(share / "mime/packages" / TYPES, HERE / TYPES)
    manual = gzip.compress((HERE / "multisquare.1").read_bytes(), mtime=0)
    yield Entry(share / "man/man1/multisquare.1.gz", manual)
    icons = share / "icons/hicolor"
    yield Entry(icons / "scalable/apps/multisquare.svg", ICON)
    for size, picture in pictures().items():
        yield Entry(icons / f"{size}x{size}/apps/multisquare.png", picture)


def program_entries(program: Path) -> Iterator[Entry]:
    """Yield the program's own folder, in an order that is always the same."""
    for path in sorted(program.rglob("*")):
        place = HOME / path.relative_to(program).as_posix()
        if path.is_symlink():
            yield Entry(place, os.readlink(path))
        elif path.is_file():
            yield Entry(place, path, executable=path == program / "MultiSquare")


def quoted(command: str) -> str:
    """Return a command as the desktop entry specification wants it after `Exec=`."""
    if all(letter.isalnum() or letter in "/._-" for letter in command):
        return command
    for letter in '\\"`$':
        command = command.replace(letter, f"\\{letter}")
    # A text of a desktop file takes backslashes once more, and a percent sign begins a field.
    command = command.replace("\\", "\\\\").replace("%", "%%")
    return f'"{command}"'


def pictures() -> dict[int, bytes]:
    """Return the icon as PNG by its size in pixels, painted from the one SVG."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(str(ICON))
    painted = {}
    for size in ICON_SIZES_PX:
        image = QImage(size, size, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")
        painted[size] = bytes(buffer.data().data())
    return painted


def moment() -> int:
    """Return the time, in seconds since 1970, that everything built of this source bears."""
    asked = os.environ.get("SOURCE_DATE_EPOCH")
    if asked:
        return int(asked)
    last = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    try:
        return int(subprocess.run(last, capture_output=True, check=True, text=True).stdout)
    except (OSError, subprocess.CalledProcessError, ValueError):
        return int((HERE.parents[1] / "CHANGELOG.md").stat().st_mtime)  # not from a repository


def require_program(program: Path) -> None:
    """End with a sentence where there is no program to be packed."""
    if not (program / "MultiSquare").is_file():
        sys.exit(f"{program} has no program: `make package` builds it.")
