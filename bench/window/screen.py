"""A screen of its own for the program measured: nobody sees it, nobody clicks into it."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

SIZE = "1280x800x24"
NEEDED = ("Xvfb", "openbox", "xdotool")
PATIENCE_S = 10.0


class Screen:
    """An X server, a window manager and an empty home for the program's settings.

    Args:
        folder: where the home may lie.
        managed: whether there is a window manager.
    """

    def __init__(self, folder: Path, *, managed: bool = True) -> None:
        self._servants: list[subprocess.Popen[bytes]] = []
        self.environment = {**os.environ, "HOME": str(folder)}
        for kind in ("config", "data", "state", "cache"):
            self.environment[f"XDG_{kind.upper()}_HOME"] = str(folder / kind)
        for variable in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY"):
            self.environment.pop(variable, None)
        self.environment["DISPLAY"] = self._start_server()
        if managed:
            self._start("openbox", "--sm-disable")
            self._wait_for_manager()

    def close(self) -> None:
        """End what was started."""
        for servant in reversed(self._servants):
            servant.kill()
            servant.wait()

    def tool(self, *command: str) -> str:
        """Run a small program on this screen and return what it printed."""
        done = subprocess.run(
            command,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            check=True,
            timeout=PATIENCE_S,
        )
        return done.stdout

    def _start(self, *command: str, pass_fds: tuple[int, ...] = ()) -> None:
        servant = subprocess.Popen(
            command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=pass_fds,
        )
        self._servants.append(servant)

    def _start_server(self) -> str:
        reading, writing = os.pipe()
        options = ("-screen", "0", SIZE, "-nolisten", "tcp", "-dpi", "96", "-noreset")
        self._start("Xvfb", "-displayfd", str(writing), *options, pass_fds=(writing,))
        os.close(writing)
        with os.fdopen(reading) as pipe:
            return f":{pipe.readline().strip()}"

    def _wait_for_manager(self) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while not self._is_managed():
            if time.monotonic() > deadline:
                raise RuntimeError("the window manager did not start")
            time.sleep(0.05)

    def _is_managed(self) -> bool:
        try:
            return bool(self.tool("xdotool", "get_num_desktops").strip())
        except subprocess.CalledProcessError:
            return False


def lacking() -> list[str]:
    """Return the programs a screen needs that are not here."""
    return [program for program in NEEDED if shutil.which(program) is None]
