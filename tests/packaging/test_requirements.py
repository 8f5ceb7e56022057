"""What is installed is what was looked at: every package pinned, every file known by its hash."""

from __future__ import annotations

import re

import pytest

from tests.e2e.program import REPOSITORY

NAMES = ("requirements", "requirements-dev", "requirements-bench")
FOR_EVERY_PLATFORM = {"pyside6-essentials": 5, "shiboken6": 5, "psutil": 10, "pyinstaller": 10}
"""Packages with files of their own for each system: so many at least."""


def hashes_of(name: str) -> dict[str, int]:
    """Return how many files are known of each pinned package of a requirements file."""
    text = (REPOSITORY / f"{name}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    pinned: dict[str, int] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            found = re.match(r"([a-z0-9.-]+)==[0-9][0-9a-z.]*( ;[^\\]*?)? +--hash=sha256:", line)
            assert found, f"not pinned, or without a hash: {line[:60]}"
            pinned[found[1]] = pinned.get(found[1], 0) + line.count("--hash=sha256:")
    return pinned


@pytest.mark.parametrize("name", NAMES)
def test_everything_asked_for_is_pinned_with_hashes(name: str) -> None:
    """`make update-requirements` has been run since something was added."""
    wanted = (REPOSITORY / f"{name}.in").read_text(encoding="utf-8").splitlines()
    packages = {
        re.split("[<~=]", line.lower())[0] for line in wanted if line and line[0] not in "#-"
    }
    assert packages
    assert packages <= {*hashes_of(name)}


def test_files_of_every_platform_are_known() -> None:
    """Linux, Windows and macOS install from the same list."""
    pinned = hashes_of("requirements")
    assert {n for n, count in FOR_EVERY_PLATFORM.items() if pinned[n] < count} == set()
