"""Installs the packaged program for one user, and takes it away again.

    python packaging/linux/install.py install [PREFIX]
    python packaging/linux/install.py uninstall [PREFIX]

The prefix is ~/.local; without one named, what desktops read goes where XDG_DATA_HOME says. A list
of everything made is kept in the program's folder: uninstall removes what is on it, nothing else.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from layout import HOME, ROOT, Entry, entries, require_program

PROGRAM = ROOT / "dist/MultiSquare"
LIST = "installed.txt"
TYPE_NOTES = (
    *("XMLnamespaces", "aliases", "generic-icons", "globs", "globs2", "icons", "magic"),
    *("mime.cache", "subclasses", "treemagic", "types", "version"),
)
"""What the desktop writes down of the kinds of files that it was told of."""


class Installation:
    """The program in the folders of one user.

    Args:
        prefix: where `bin` and `lib` are.
        share: where desktops look for applications and icons.
    """

    def __init__(self, prefix: Path, share: Path) -> None:
        self._prefix = prefix
        self._share = share
        self._list = prefix / HOME / LIST

    def install(self, program: Path) -> None:
        """Put everything into its place; an earlier version makes room first."""
        if self._list.exists():
            self.uninstall()
        planned = list(entries(program, str(self._prefix / "bin/multisquare")))
        taken = [path for path in map(self._place, planned) if os.path.lexists(path)]
        if taken:
            sys.exit(f"Not installed: {taken[0]} is there already, and not by this installation.")
        made: list[Path] = []
        try:
            for entry in planned:
                place = self._place(entry)
                made += make_folders(place.parent)
                made.append(place)
                entry.write(place)
        finally:
            if self._list.parent.is_dir():
                self._list.write_text("".join(f"{path}\n" for path in made), encoding="utf-8")
        refresh(self._share)

    def uninstall(self) -> bool:
        """Remove what was installed; tell whether anything was."""
        if not self._list.exists():
            return False
        made = [Path(line) for line in self._list.read_text(encoding="utf-8").splitlines()]
        self._list.unlink()
        for path in reversed(made):
            if not any(path.is_relative_to(own) for own in (self._prefix, self._share)):
                continue
            if not path.is_dir() or path.is_symlink():
                path.unlink(missing_ok=True)
        refresh(self._share)
        for path in reversed(made):
            if path.is_dir() and not path.is_symlink() and not any(path.iterdir()):
                path.rmdir()
        return True

    def _place(self, entry: Entry) -> Path:
        parts = entry.path.parts
        return (
            self._share.joinpath(*parts[1:]) if parts[0] == "share" else self._prefix / entry.path
        )


def make_folders(folder: Path) -> list[Path]:
    """Make a folder with those above it and return the new ones, outermost first."""
    new = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return new[::-1]


def refresh(share: Path) -> None:
    """Let the desktop know what kinds of files there are, and which program opens which."""
    refresh_types(share / "mime")
    refresh_programs(share)


def refresh_types(folder: Path) -> None:
    """Let the desktop know what kinds of files there are; its notes go with the last of them."""
    packages = folder / "packages"
    if not packages.is_dir():
        return
    if shutil.which("update-mime-database"):
        subprocess.run(["update-mime-database", folder], check=False, stderr=subprocess.DEVNULL)
    if not any(packages.glob("*.xml")):
        for name in TYPE_NOTES:
            (folder / name).unlink(missing_ok=True)
        kinds = folder / "application"
        if kinds.is_dir() and not any(kinds.iterdir()):
            kinds.rmdir()


def refresh_programs(share: Path) -> None:
    """Let the desktop know which program opens which file; its notes go with the last program."""
    folder = share / "applications"
    if not folder.is_dir():
        return
    if not any(folder.glob("*.desktop")):
        (folder / "mimeinfo.cache").unlink(missing_ok=True)
    elif shutil.which("update-desktop-database"):
        subprocess.run(["update-desktop-database", "-q", folder], check=False)


def main(job: str, prefix: str = "") -> None:
    """Do what the command line asks for."""
    home = Path(prefix).absolute() if prefix else Path.home() / ".local"
    data = "" if prefix else os.environ.get("XDG_DATA_HOME", "")
    installation = Installation(home, Path(data) if os.path.isabs(data) else home / "share")
    if job == "install":
        require_program(PROGRAM)
        installation.install(PROGRAM)
        print(f"MultiSquare is among your programs now, and {home}/bin/multisquare starts it.")
    elif installation.uninstall():
        print("MultiSquare is no longer installed.")
    else:
        print(f"There was no MultiSquare installed in {home}.")


if __name__ == "__main__":
    main(*sys.argv[1:])
