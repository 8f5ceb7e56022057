"""The real program with a meter put in: opens a run, saves it again, says how long that took.

    python -m bench.files FILE SAVED

Prints one line of JSON. A program of its own, so that every measurement begins afresh.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer

import app.window
from app.arguments import understand
from app.ui.main_window import MainWindow
from bench.window.inside import AFTER_MS, CALM_MS
from bench.window.silence import SilenceMeter

LOOK_EVERY_MS = 5


class MeasuredWindow(MainWindow):
    """The main window, opening and saving by itself once it is open."""

    file = saved = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._measured: dict[str, Any] = {}
        QTimer.singleShot(CALM_MS, self._open)

    def _open(self) -> None:
        self._measure(
            "open",
            lambda: self.opening.open(self.file),
            lambda: self.opening.runs.busy,
            lambda: QTimer.singleShot(CALM_MS, self._save),
        )

    def _save(self) -> None:
        saver = self.saving.saver
        self._measure(
            "save",
            lambda: saver.carry_out(self.saving.run_saving(Path(self.saved))),
            lambda: saver.busy,
            self._finish,
        )

    def _finish(self) -> None:
        self._measured["rows"] = len(self.log)
        print(json.dumps(self._measured), flush=True)
        self.close()

    def _measure(
        self,
        name: str,
        begin: Callable[[], None],
        goes_on: Callable[[], bool],
        then: Callable[[], None],
    ) -> None:
        """Begin something and measure until a moment after its end, when the views show it."""
        meter, begun = SilenceMeter(), time.perf_counter()
        meter.start()

        def look() -> None:
            if goes_on():
                QTimer.singleShot(LOOK_EVERY_MS, look)
                return
            self._measured[f"{name}_s"] = time.perf_counter() - begun
            QTimer.singleShot(AFTER_MS, end)

        def end() -> None:
            meter.stop()
            self._measured[f"{name}_gaps"] = [gap.wall_ns for gap in meter.gaps()]
            then()

        begin()
        look()


def main() -> None:
    """Measure as the command line says."""
    MeasuredWindow.file, MeasuredWindow.saved = sys.argv[1:3]
    vars(app.window)["MainWindow"] = MeasuredWindow  # the real program, with a meter put in
    app.window.run_window(understand([]), sys.exit)


if __name__ == "__main__":
    main()
