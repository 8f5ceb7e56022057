"""The packages for Linux, and a Debian package laid out for a test."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import app
from tests.e2e.program import REPOSITORY

DIST = REPOSITORY / "dist"
PROGRAM = DIST / "MultiSquare"
NAME = "multisquare"


def packed(pattern: str) -> Path:
    """Return the one package of this version whose name matches."""
    found = list(DIST.glob(pattern.format(version=app.__version__)))
    assert len(found) == 1, "`make package-linux` packs the program first"
    return found[0]


def debian_package() -> Path:
    """Return the Debian package."""
    return packed("multisquare_{version}_*.deb")


def archive() -> Path:
    """Return the archive to be unpacked anywhere."""
    return packed("multisquare-{version}-linux-*.tar.xz")


def output_of(*command: str | Path) -> str:
    """Run a program to its end and return what it says; it must succeed."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def may_install() -> bool:
    """Tell whether a test may install into the system: asked for, as root, nobody's in the way."""
    asked = os.environ.get("CI") == "true" and os.geteuid() == 0 and shutil.which("dpkg")
    return bool(asked) and subprocess.run(["dpkg", "-s", NAME], capture_output=True).returncode != 0


@contextmanager
def installed(folder: Path) -> Iterator[Path]:
    """Lay out the Debian package and take it away again.

    Into the system where that may be, so that dpkg sees to what it depends on; elsewhere below
    `folder`, which changes nothing outside.

    Args:
        folder: an empty folder.

    Yields:
        The root below which it lies.
    """
    if not may_install():
        output_of("dpkg-deb", "-x", debian_package(), folder)
        yield folder
        shutil.rmtree(folder)
        return
    output_of("dpkg", "-i", debian_package())
    try:
        yield Path("/")
    finally:
        output_of("dpkg", "--purge", NAME)
