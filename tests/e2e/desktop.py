"""A desktop of its own for one test: screen, window manager, message bus, home."""

from __future__ import annotations

import os
import shutil
import subprocess
import uuid
from pathlib import Path

import psutil

from tests.e2e.accessibility import Reader
from tests.e2e.waiting import wait_until

SIZE = "1280x800x24"
MARK = "MULTISQUARE_END_TO_END"
"""Environment variable that marks every process of a program, orphans included."""

NEEDED = ("Xvfb", "openbox", "xdotool", "import", "xclip", "dbus-daemon")


class Desktop:
    """A screen nobody else sees, ready to start programs on.

    Args:
        folder: where its home and its records may lie.
        pictures: where screenshots are kept.
        name: how they are called.
    """

    def __init__(self, folder: Path, pictures: Path, name: str) -> None:
        missing = [program for program in NEEDED if shutil.which(program) is None]
        assert not missing, f"`make test` installs what is not here: {missing}"
        self.folder = folder
        self.mark = uuid.uuid4().hex
        self._pictures = pictures
        self._name = name
        self._taken = 0
        self._servants: list[subprocess.Popen[bytes]] = []
        self.environment = self._private_environment()
        try:
            self.environment["DISPLAY"] = self._start_screen()
            self.environment["DBUS_SESSION_BUS_ADDRESS"] = self._start_bus()
            self._start_window_manager()
            self.reader = Reader(self.environment["DBUS_SESSION_BUS_ADDRESS"])
        except BaseException:
            self._end_servants()
            raise

    def close(self) -> None:
        """End everything that was started here."""
        self.reader.close()
        self._end_servants()

    def _end_servants(self) -> None:
        for servant in reversed(self._servants):
            for process in psutil.Process(servant.pid).children(recursive=True):
                process.kill()
            servant.kill()
            servant.wait()

    def tool(self, *command: str, text: str | None = None) -> str:
        """Run a small program to its end and return what it printed.

        Args:
            *command: its name and arguments.
            text: what it reads from standard input.

        Raises:
            subprocess.CalledProcessError: it failed.
        """
        return subprocess.run(
            command,
            env=self.environment,
            input=text,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            check=True,
            timeout=20,
        ).stdout

    def finds(self, *command: str) -> bool:
        """Tell whether a small program succeeds and prints something."""
        try:
            return bool(self.tool(*command).strip())
        except subprocess.CalledProcessError:
            return False

    def has_keyboard(self, title: str) -> bool:
        """Tell whether key presses go to a window whose title begins so."""
        try:
            return self.tool("xdotool", "getwindowfocus", "getwindowname").startswith(title)
        except subprocess.CalledProcessError:  # nobody has it at this moment
            return False

    def mouse(self, x: int, y: int, button: int = 1) -> None:
        """Move the mouse to a place on the screen and click."""
        self.tool("xdotool", "mousemove", str(x), str(y), "click", str(button))

    def keys(self, *names: str) -> None:
        """Press keys one after another, such as ``Return`` or ``ctrl+a``."""
        self.tool("xdotool", "key", *names)

    def type(self, text: str) -> None:
        """Type a text on the keyboard."""
        self.tool("xdotool", "type", "--delay", "8", text)

    def clipboard(self) -> str:
        """Return what has been copied, or nothing."""
        try:
            return self.tool("xclip", "-out", "-selection", "clipboard")
        except subprocess.CalledProcessError:
            return ""

    def screenshot(self) -> Path:
        """Keep a picture of the screen and return where."""
        self._taken += 1
        self._pictures.mkdir(parents=True, exist_ok=True)
        path = self._pictures / f"{self._name}-{self._taken}.png"
        self.tool("import", "-window", "root", str(path))
        return path

    def _private_environment(self) -> dict[str, str]:
        kept = ("PATH", "LANG", "PYTHONPATH", "VIRTUAL_ENV")
        environment = {name: os.environ[name] for name in kept if name in os.environ}
        environment.setdefault("LANG", "C.UTF-8")
        environment["QT_LINUX_ACCESSIBILITY_ALWAYS_ON"] = "1"
        places = {"HOME": "home", "XDG_RUNTIME_DIR": "run"}
        places |= {
            f"XDG_{kind.upper()}_HOME": kind for kind in ("config", "data", "state", "cache")
        }
        for variable, name in places.items():
            path = self.folder / name
            path.mkdir(mode=0o700)
            environment[variable] = str(path)
        return environment

    def _start(self, *command: str, pass_fds: tuple[int, ...] = ()) -> None:
        record = (self.folder / f"{command[0]}.txt").open("wb")
        with record:
            servant = subprocess.Popen(
                command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=record,
                stderr=record,
                pass_fds=pass_fds,
            )
        self._servants.append(servant)

    def _start_screen(self) -> str:
        reading, writing = os.pipe()
        # Without -noreset the server begins anew whenever its last client leaves, as the first
        # small program does that asks it something, and throws out who is just coming in.
        options = ("-screen", "0", SIZE, "-nolisten", "tcp", "-dpi", "96", "-noreset")
        self._start("Xvfb", "-displayfd", str(writing), *options, pass_fds=(writing,))
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        assert number, "Xvfb found no free display"
        return f":{number}"

    def _start_bus(self) -> str:
        reading, writing = os.pipe()
        options = ("--session", "--nofork", "--nopidfile", f"--print-address={writing}")
        self._start("dbus-daemon", *options, pass_fds=(writing,))
        os.close(writing)
        with os.fdopen(reading) as pipe:
            return pipe.readline().strip()

    def _start_window_manager(self) -> None:
        self._start("openbox", "--sm-disable")
        managed = ("xdotool", "get_num_desktops")
        wait_until(lambda: self.finds(*managed), "the window manager")
