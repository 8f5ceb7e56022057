"""The program without a window, started by a shell that has first made its surroundings."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence

from tests.e2e.program import REPOSITORY


def run(
    command: Sequence[str],
    *arguments: str,
    streams: str = "",
    before: str = "",
    around: Sequence[str] = (),
    **variables: str,
) -> subprocess.CompletedProcess[str]:
    """Run the program to its end, without a screen.

    Args:
        command: the program.
        *arguments: its command line.
        streams: what becomes of its standard streams, in the shell's words.
        before: what the shell does first.
        around: a program that runs the shell.
        **variables: more of the environment.
    """
    return subprocess.run(
        [*around, "sh", "-c", f'{before}\n"$@" {streams}', "sh", *command, *arguments],
        cwd=REPOSITORY,
        env={**without_screen(), "PYTHONPATH": str(REPOSITORY), **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def without_screen() -> dict[str, str]:
    """Return the environment without a screen."""
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return {name: value for name, value in os.environ.items() if name not in screens}
