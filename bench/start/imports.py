"""What the start imports until its first picture, as Python's `-X importtime` tells it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass

from bench.contestant import REPOSITORY

PATIENCE_S = 60
BEGINNING = "import time:"
NO_SERVER = ("--start-method", "fork")
"""A fork server would tell of its own imports as well."""


@dataclass(frozen=True, slots=True)
class Import:
    """One module's import.

    Attributes:
        name: the module's.
        alone_us: what it took by itself, in microseconds.
    """

    name: str
    alone_us: int

    @property
    def is_ours(self) -> bool:
        """Return whether the module is one of the program's own."""
        return self.name == "app" or self.name.startswith("app.")


def imports_of_start() -> list[Import]:
    """Start the program without a screen, up to its first picture; return what it imported.

    Raises:
        subprocess.CalledProcessError: it did not get that far.
    """
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bench.start.first_picture", *NO_SERVER],
        cwd=REPOSITORY,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=True,
        timeout=PATIENCE_S,
    )
    lines = [line for line in done.stderr.splitlines() if line.startswith(BEGINNING)]
    return [_import_of(line) for line in lines if "|" in line and "[us]" not in line]


def _import_of(line: str) -> Import:
    """Return what a line such as ``import time: 12 | 34 | name`` tells."""
    alone, _with_others, name = line.removeprefix(BEGINNING).split("|")
    return Import(name.strip(), int(alone))
