"""A desktop knows which files are runs while the program is installed, and no longer."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.ui.file_commands import FileCommands
from tests.e2e.program import REPOSITORY

KIND = "application/x-multisquare-run"
SOURCES = REPOSITORY / "packaging/linux"
ASK = """
import sys
from PySide6.QtCore import QMimeDatabase
print(*[QMimeDatabase().mimeTypeForFile(name).name() for name in sys.argv[1:]])
"""

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="desktops elsewhere have other ways"),
    pytest.mark.skipif(
        not shutil.which("update-mime-database"), reason="shared-mime-info is not installed"
    ),
]


def installation(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the module that installs for one user."""
    monkeypatch.syspath_prepend(str(SOURCES))
    return importlib.import_module("install")


def kinds_of(share: Path, *names: str) -> list[str]:
    """Return what a desktop takes files for, by their names."""
    done = subprocess.run(
        [sys.executable, "-c", ASK, *names],
        env={**os.environ, "XDG_DATA_HOME": str(share)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_runs_are_known_while_the_program_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By both endings that are offered; other files of the format stay what they are."""
    program = tmp_path / "MultiSquare"
    program.mkdir()
    (program / "MultiSquare").touch()
    share = tmp_path / "home/share"
    share.mkdir(parents=True)
    install = installation(monkeypatch)
    installed = install.Installation(tmp_path / "home", share)
    installed.install(program)
    names = ("a.multisquare.json.gz", "b.multisquare.json", "c.json")
    assert kinds_of(share, *names)[:2] == [KIND, KIND]
    assert KIND not in kinds_of(share, names[2])
    assert f"MimeType={KIND};" in (share / "applications/multisquare.desktop").read_text()
    assert installed.uninstall()
    left = [path for path in share.rglob("*") if path.name != "mimeinfo.cache"]
    assert left == [share / "applications"] or left == []


def test_names_that_are_offered_are_those_the_desktop_knows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Else a double-click would open something else."""
    offered: list[str] = []

    def note(_self: FileCommands, _title: str, _name: str, kinds: dict[str, str]) -> None:
        offered.extend(kinds.values())

    monkeypatch.setattr(FileCommands, "_ask_where", note)
    FileCommands.ask_where_to_save_run(FileCommands.__new__(FileCommands))
    types = (SOURCES / "multisquare.xml").read_text(encoding="utf-8")
    assert sorted(offered) == ["multisquare.json", "multisquare.json.gz"]
    assert all(f'"*.{suffix}"' in types for suffix in offered)
