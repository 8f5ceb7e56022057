"""Builds the last commit twice, under other circumstances, and compares every file.

    python packaging/compare_builds.py [--packages]        (make compare-builds)

Each time from a fresh clone in a folder of its own, with another home, time zone and language. The
exit status is 0 if both builds have the same files with the same content, links and rights; else 1,
and what differs is listed. With --packages Linux's archive and Debian package are packed and
compared too, which takes minutes. What makes them the same: packages pinned by hash, the moment of
the commit in place of the clock (SOURCE_DATE_EPOCH), and an order of sets that does not change with
each start of Python (PYTHONHASHSEED).
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = "--packages"
"""Asks for the archive and the Debian package to be compared as well."""

CIRCUMSTANCES = (
    ("here", {"TZ": "UTC", "LANG": "C.UTF-8"}),
    ("in-another-place", {"TZ": "Asia/Tokyo", "LANG": "de_DE.UTF-8"}),
)


def main() -> int:
    """Build twice, say what differs, and return the exit status."""
    with tempfile.TemporaryDirectory(prefix="builds-") as place:
        first, second = (
            contents_of(build(Path(place, name), variables)) for name, variables in CIRCUMSTANCES
        )
    differing = sorted(name for name in {*first, *second} if first.get(name) != second.get(name))
    for name in differing:
        print(f"differs: {name}")
    print(f"{len(first)} files, {len(differing)} differ between two builds of one commit")
    return 1 if differing else 0


def build(folder: Path, variables: dict[str, str]) -> Path:
    """Clone the last commit into a folder, package it there, and return where the packages are."""
    home = folder.with_name(f"{folder.name}-home")
    home.mkdir()
    _run("git", "clone", "--quiet", str(ROOT), str(folder))
    moment = _run("git", "-C", str(folder), "log", "-1", "--format=%ct").strip()
    always = {"SOURCE_DATE_EPOCH": moment, "PYTHONHASHSEED": "0", "HOME": str(home)}
    _run(
        *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"),
        "build.spec",
        folder=folder,
        variables={**always, **variables},
    )
    if PACKAGES in sys.argv:
        packer = "packaging/linux/pack.py"
        _run(sys.executable, packer, "dist", folder=folder, variables={**always, **variables})
    return folder / "dist"


def contents_of(folder: Path) -> dict[str, str]:
    """Return what is in each file, link and folder, with its rights, by its name."""
    return {path.relative_to(folder).as_posix(): _content(path) for path in folder.rglob("*")}


def _content(path: Path) -> str:
    """Return what two equal files have in common."""
    if path.is_symlink():
        return f"link to {os.readlink(path)}"
    rights = oct(path.stat().st_mode & 0o777)
    if path.is_dir():
        return f"folder {rights}"
    return f"{rights} {hashlib.sha256(path.read_bytes()).hexdigest()}"


def _run(*command: str, folder: Path = ROOT, variables: dict[str, str] | None = None) -> str:
    """Run a program to its end and return what it printed; where it fails, so does this."""
    environment = {**os.environ, **(variables or {})}
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
