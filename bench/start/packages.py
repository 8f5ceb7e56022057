"""Packages the program, and the least there is, both by the same recipe."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bench.contestant import REPOSITORY

BUILD = REPOSITORY / "build" / "start"
RECIPE = REPOSITORY / "build.spec"
LABEL = REPOSITORY / "bench" / "start" / "label.py"
OURS = ("app", "resources", "packaging")


def packaged_program() -> Path:
    """Return the executable of the program as it is now, packaged anew where need be."""
    sources = [path for folder in OURS for path in (REPOSITORY / folder).rglob("*.*")]
    return _packaged("MultiSquare", sources)


def packaged_label() -> Path:
    """Return the executable of a window with one label."""
    options = ("--", "--script", str(LABEL.relative_to(REPOSITORY)), "--name", "Label")
    return _packaged("Label", [LABEL], *options)


def _packaged(name: str, sources: list[Path], *options: str) -> Path:
    """Return an executable that is newer than its sources.

    Raises:
        subprocess.CalledProcessError: it cannot be packaged here.
    """
    executable = BUILD / name / name
    newest = max(path.stat().st_mtime for path in (*sources, RECIPE) if path.suffix != ".pyc")
    if not executable.is_file() or executable.stat().st_mtime < newest:
        folders = ("--distpath", str(BUILD), "--workpath", str(BUILD / "work"))
        command = (sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR")
        subprocess.run((*command, *folders, str(RECIPE), *options), cwd=REPOSITORY, check=True)
    return executable
