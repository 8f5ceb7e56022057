"""The list of what is inside the package, held against the package."""

from __future__ import annotations

import hashlib
import json
import platform
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

import app
from tests.e2e.program import REPOSITORY

PACKAGE = REPOSITORY / "dist" / "MultiSquare"
BILL = "multisquare.cdx.json"
TEXT = "multisquare:licence"

packaged = [
    pytest.mark.packaged,
    pytest.mark.skipif(not shutil.which("dpkg"), reason="licences are collected on Debian"),
]


def parts() -> list[dict[str, Any]]:
    """Return the components of the packaged program."""
    read: list[dict[str, Any]] = json.loads((PACKAGE / BILL).read_text("utf-8"))["components"]
    return read


def test_a_file_that_nobody_claims_fails_the_build(tmp_path: Path) -> None:
    """It is named; nothing is handed out whose licence nobody has looked at."""
    (tmp_path / "_internal").mkdir()
    (tmp_path / "_internal/libstray.so.1").write_bytes(b"stray")
    finish = REPOSITORY / "packaging/finish.py"
    done = subprocess.run([sys.executable, finish, tmp_path], capture_output=True, text=True)
    assert done.returncode == 1
    assert "_internal/libstray.so.1" in done.stderr
    assert not (tmp_path / BILL).exists()


class TestPackage:
    """What the build has written."""

    pytestmark = packaged

    def test_lists_every_file_with_its_hash(self) -> None:
        """No file more, no file less, each once."""
        listed = [file for part in parts() for file in part.get("components", ())]
        told = {file["name"]: file["hashes"][0]["content"] for file in listed}
        assert len(told) == len(listed)
        assert told == {
            path.relative_to(PACKAGE).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in PACKAGE.rglob("*")
            if path.is_file() and not path.is_symlink() and path.name != BILL
        }

    def test_every_component_has_a_licence_and_its_text(self) -> None:
        """An expression for machines, words for people."""
        for part in parts():
            if part["type"] == "data":
                continue
            texts = [told["value"] for told in part["properties"] if told["name"] == TEXT]
            assert part["licenses"][0]["expression"]
            assert texts, part["name"]
            assert all((PACKAGE / text).stat().st_size > 300 for text in texts)

    def test_versions_are_those_packed(self) -> None:
        """Of Python and its packages, and of the distribution's."""
        told = {part["name"]: part.get("version") for part in parts()}
        assert told["MultiSquare"] == app.__version__
        assert told["Python"] == platform.python_version()
        assert told["PySide6"] == told["Qt"] == version("PySide6-Essentials")
        assert told["shiboken6"] == version("shiboken6")
        assert told["PyInstaller bootloader"] == version("pyinstaller")
        query = ["dpkg-query", "-W", "-f", "${Version}", "libx11-6"]
        assert told["libx11-6"] == subprocess.check_output(query, text=True)

    def test_qt_may_be_replaced_and_says_so(self) -> None:
        """What its licence asks of those who pass it on: separate files, notice, sources."""
        qt = next(part for part in parts() if part["name"] == "Qt")
        texts = {told["value"] for told in qt["properties"]}
        assert texts >= {"licenses/LGPL-3.0.txt", "licenses/GPL-3.0.txt", "licenses/Qt notice.txt"}
        assert any("libQt6Core" in file["name"] for file in qt["components"])
        assert qt["externalReferences"][0]["type"] == "source-distribution"
