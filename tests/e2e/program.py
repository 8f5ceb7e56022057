"""The real program on a desktop, handled as a person would."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import psutil

from tests.e2e.accessibility import Widget
from tests.e2e.desktop import MARK, Desktop
from tests.e2e.waiting import processes_with, wait_until

REPOSITORY = Path(__file__).resolve().parent.parent.parent
FROM_SOURCE = (sys.executable, "-m", "app")
PACKAGED = (str(REPOSITORY / "dist" / "MultiSquare" / "MultiSquare"),)
TITLE = "MultiSquare"


class Program:
    """MultiSquare, started with a window and looked at from outside.

    Args:
        desktop: where it shows its window.
        command: the program: from source or packaged.
        arguments: its command line.
    """

    def __init__(self, desktop: Desktop, command: tuple[str, ...], arguments: tuple[str, ...]):
        self.desktop = desktop
        self.said = desktop.folder / "program.txt"
        with self.said.open("wb") as record:
            self._process = subprocess.Popen(
                [*command, *arguments],
                cwd=REPOSITORY,
                env={**desktop.environment, MARK: desktop.mark},
                stdin=subprocess.DEVNULL,
                stdout=record,
                stderr=record,
            )
        self._window = Widget(desktop.reader, "", "")
        wait_until(self._has_opened, "the window")
        wait_until(lambda: desktop.has_keyboard(TITLE), "the keyboard to go to the window")

    @property
    def pid(self) -> int:
        """Return the process id of the program itself."""
        return self._process.pid

    def widget(self, name: str) -> Widget:
        """Return the widget in sight with an accessible name, once it is there."""
        return wait_until(lambda: self._find(name), f"{name!r} in the window")

    def texts(self) -> str:
        """Return the name of everything in sight in the window, a line each."""
        return "\n".join(name for name, _ in self._window.in_sight())

    def rows(self) -> list[str]:
        """Return the rows of the list of results, if it is in sight, as a screen reader does."""
        results = self._find("Results")
        return [row.name for row in results.children if row.name] if results else []

    def click(self, name: str) -> None:
        """Click a widget with the mouse."""
        self.desktop.mouse(*self.widget(name).centre)

    def enter_numbers(self, text: str) -> None:
        """Put the cursor into the Numbers field and type something instead of what is there."""
        self.click("Numbers")
        self.desktop.keys("ctrl+a")
        self.desktop.type(text)

    def workers(self) -> list[psutil.Process]:
        """Return the processes that square: those below the program, without servants."""
        try:
            children = psutil.Process(self.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return []
        return [child for child in children if not self._is_servant(child)]

    def processes(self) -> list[psutil.Process]:
        """Return every living process of this program: itself, servants, workers, orphans."""
        return processes_with(MARK, self.desktop.mark)

    def wait_for_end(self, timeout_s: float = 10.0) -> int:
        """Return the exit status; negative is the signal that ended it."""
        return self._process.wait(timeout_s)

    def end(self) -> None:
        """Make an end of whatever is left."""
        for process in self.processes():
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self._process.wait(10)

    def _has_opened(self) -> bool:
        """Find the window; the program must not have ended meanwhile."""
        status = self._process.poll()
        assert status is None, f"the program ended ({status}): {self.said.read_text()}"
        for program in self.desktop.reader.programs():
            for window in program.children:
                if window.name.startswith(TITLE) and window.is_showing:
                    self._window = window
                    return True
        return False

    def _find(self, name: str) -> Widget | None:
        found = (widget for seen, widget in self._window.in_sight() if seen == name)
        return next(found, None)

    def _is_servant(self, child: psutil.Process) -> bool:
        """Tell the fork server and the resource tracker; the server's copies look like it."""
        try:
            command = " ".join(child.cmdline())
            return (child.ppid() == self.pid and ".forkserver" in command) or "_tracker" in command
        except psutil.NoSuchProcess:
            return True
