"""A Windows of its own for one test, as far as Wine is one."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.e2e.desktop import MARK

REPOSITORY = Path(__file__).resolve().parents[2]
RUN = REPOSITORY / "packaging/windows/run.sh"
ICUUC = REPOSITORY / "build/windows/python/icuuc-for-wine.dll"
DIST = REPOSITORY / "dist/windows"
PROGRAM = DIST / "MultiSquare/MultiSquare.exe"

LONGEST_S = 120.0
"""What any program takes at most here, on a busy machine and with a new prefix."""


class Wine:
    """Runs Windows programs with a drive C, settings and a mark of their own.

    Args:
        prefix: where drive C lies; made when the first program runs.
        environment: what programs see of the outside.
        mark: by which their processes are known from outside.
    """

    def __init__(self, prefix: Path, environment: Mapping[str, str], mark: str) -> None:
        self.prefix = prefix
        self.mark = (MARK, mark)
        places = {"WINEPREFIX": str(prefix), "ICUUC": str(ICUUC), MARK: mark}
        self._started: list[subprocess.Popen[bytes]] = []
        self._environment = {**environment, **places}

    @property
    def drive_c(self) -> Path:
        """Return what its programs know as drive C."""
        return self.prefix / "drive_c"

    def run(self, program: Path | str, *arguments: str, text: str = "") -> tuple[int, str, str]:
        """Run a program to its end; return its exit status and what it printed on both streams."""
        done = subprocess.run(
            [RUN, program, *arguments],
            env=self._environment,
            input=text.encode(),
            capture_output=True,
            timeout=LONGEST_S,
            check=False,
        )
        streams = (stream.decode(errors="replace") for stream in (done.stdout, done.stderr))
        printed, said = (stream.replace("\r\n", "\n") for stream in streams)
        return done.returncode, printed, said

    def start(self, program: Path | str, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a program and return what waits for it."""
        started = subprocess.Popen(
            [RUN, program, *arguments],
            cwd=REPOSITORY,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._started.append(started)
        return started

    def end(self) -> None:
        """End whatever still runs."""
        wineserver = ["wineserver", "-k"]
        subprocess.run(wineserver, env=self._environment, check=False, timeout=LONGEST_S)
        while self._started:
            self._started.pop().wait(LONGEST_S)

    def written(self) -> set[str]:
        """Return the files on drive C, from there, but for those of Windows itself."""
        files = (path for path in self.drive_c.rglob("*") if path.is_file())
        return {
            str(path.relative_to(self.drive_c))
            for path in files
            if not path.is_relative_to(self.drive_c / "windows")
        }


def surroundings() -> dict[str, str]:
    """Return an environment with nothing of this program's in it."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
