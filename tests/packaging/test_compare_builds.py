"""What compares two builds sees every difference that matters."""

from __future__ import annotations

import os
import runpy
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.program import REPOSITORY

SCRIPT = str(REPOSITORY / "packaging" / "compare_builds.py")


def _package(folder: Path) -> Path:
    """Return a folder with what a package has: a program, a link, a folder below it."""
    (folder / "inside").mkdir(parents=True)
    program = folder / "program"
    program.write_bytes(b"code")
    program.chmod(0o755)
    if sys.platform != "win32":  # where making one takes a right that few people have
        os.symlink("program", folder / "link")
    return folder


def test_two_equal_packages_are_equal(tmp_path: Path) -> None:
    """Wherever they lie, and whenever they were made."""
    contents_of = runpy.run_path(SCRIPT)["contents_of"]
    first, second = _package(tmp_path / "a"), _package(tmp_path / "b" / "c")
    os.utime(second / "program", (1, 1))
    assert contents_of(first) == contents_of(second)
    assert len(contents_of(first)) >= 2


def _change_content(folder: Path) -> None:
    (folder / "program").write_bytes(b"other code")


def _change_rights(folder: Path) -> None:
    (folder / "program").chmod(0o644)


def _change_link(folder: Path) -> None:
    (folder / "link").unlink()
    os.symlink("inside", folder / "link")


@pytest.mark.skipif(sys.platform == "win32", reason="has other rights, and no links for everybody")
@pytest.mark.parametrize("change", [_change_content, _change_rights, _change_link])
def test_every_difference_is_seen(tmp_path: Path, change: Callable[[Path], None]) -> None:
    """Content, rights and links."""
    contents_of = runpy.run_path(SCRIPT)["contents_of"]
    first, second = _package(tmp_path / "a"), _package(tmp_path / "b")
    change(second)
    assert contents_of(first) != contents_of(second)
