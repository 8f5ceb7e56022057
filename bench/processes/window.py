"""The whole program: from the click on Square to the last row in the list. GUI thread."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from app.controller import Controller
from app.engine.way import Way
from app.ui.look.appearance import Appearance
from app.ui.main_window import MainWindow
from app.ui.settings import Settings
from app.window import SWITCH_INTERVAL_S
from bench.contestant import requests

SETTLED_MS = 400
"""So long after a run the window may still explain it."""


class Clicker:
    """Clicks on Square, and notes when the rows are there."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._rows = 0
        self._last = self._finished = 0.0
        self._loop = QEventLoop()
        window.page.session.log_extended.connect(self._note_rows)
        window.page.session.run_ended.connect(self._note_end)

    def measure(self, count: int) -> dict[str, float]:
        """Square so many numbers; return the seconds."""
        self._rows, self._last = count, 0.0
        self._window.page.form.entry.set_text(f"2..{count + 1}")
        self._wait(SETTLED_MS)
        begun = time.perf_counter()
        self._window.page.form.square_button.click()
        self._loop.exec()
        return {"last": self._last - begun, "finished": self._finished - begun}

    def _note_rows(self) -> None:
        if not self._last and len(self._window.log) == self._rows:
            self._last = time.perf_counter()

    def _note_end(self) -> None:
        self._finished = time.perf_counter()
        self._loop.quit()

    def _wait(self, milliseconds: int) -> None:
        QTimer.singleShot(milliseconds, self._loop.quit)
        self._loop.exec()


def serve(start_method: str) -> None:
    """Square as often as asked."""
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    application = QApplication(sys.argv[:1])
    controller = Controller()
    with tempfile.TemporaryDirectory() as folder:
        store = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        window = MainWindow(
            controller,
            Settings(store),
            Appearance(application),
            way=Way(start_method=start_method),
        )
        window.show()
        clicker = Clicker(window)
        for request, answer in requests():
            answer(clicker.measure(int(request)))
        window.close()
        controller.shut_down()
