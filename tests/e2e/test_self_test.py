"""The self test of the real program, from source and packaged."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from tests.e2e.program import REPOSITORY
from tests.e2e.terminal import without_screen

Command = tuple[str, ...]


def test_everything_works_without_a_screen(command: Command, tmp_path: Path) -> None:
    """A relative name is meant from where it was started; the report says what was tried."""
    done = subprocess.run(
        [*command, "--self-test", "report.json"],
        cwd=tmp_path,
        env={**without_screen(), "PYTHONPATH": str(REPOSITORY)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=110,
    )
    assert done.returncode == 0, done.stderr
    assert (done.stdout, os.listdir(tmp_path)) == ("", ["report.json"])
    report = json.loads((tmp_path / "report.json").read_text(encoding="ascii"))
    assert report["ok"]
    assert report["packaged"] == ("dist" in command[0])
    assert len(report["checks"]) == report["planned"] == len(done.stderr.splitlines()) - 1
