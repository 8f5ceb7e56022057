"""Runs the real window and measures its silences while numbers are squared. GUI thread."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import Any

from PySide6.QtCore import QTimer

import app.window
from app.arguments import understand
from app.ui.main_window import MainWindow
from bench.window.silence import SilenceMeter
from bench.window.watcher import Watcher

CALM_MS = 1_500
"""How long the window is left alone before."""

AFTER_MS = 500
"""How long is measured on when the last row is there: the window explains the run then."""

WORTH_TELLING_NS = 17_000_000
MOST_TOLD = 40


class MeasuredWindow(MainWindow):
    """The main window, squaring by itself once it is open."""

    numbers = ""
    trace = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._meter = SilenceMeter()
        self._watcher: Watcher | None = None
        self.page.session.run_ended.connect(self._wait_a_moment)
        QTimer.singleShot(CALM_MS, self._enter)

    def _enter(self) -> None:
        self.page.form.entry.set_text(self.numbers)
        self._begin_when_read()

    def _begin_when_read(self) -> None:
        if self.page.form.entry.is_reading:
            QTimer.singleShot(100, self._begin_when_read)
        else:
            QTimer.singleShot(CALM_MS, self._begin)

    def _begin(self) -> None:
        if self.trace:
            self._watcher = Watcher(self._meter)
        self._meter.start()
        QTimer.singleShot(5, self._press)

    def _press(self) -> None:
        self.page.form.square_button.click()
        if self.page.form.question.isVisible():
            self.page.form.question.go_on_chosen.emit()

    def _wait_a_moment(self) -> None:
        QTimer.singleShot(AFTER_MS, self._finish)

    def _finish(self) -> None:
        self._meter.stop()
        gaps, told = self._meter.gaps(), []
        if self._watcher is not None:
            self._watcher.stop()
            longest = sorted(gaps, key=lambda gap: -gap.wall_ns)[:MOST_TOLD]
            told = [
                {**asdict(gap), "seen": self._watcher.seen_in(gap.start)}
                for gap in longest
                if gap.wall_ns > WORTH_TELLING_NS
            ]
        log = self.log
        assert log.requested is not None
        assert log.finished is not None
        result = {
            "gaps": [gap.wall_ns for gap in gaps],
            "cpu": [gap.cpu_ns for gap in gaps],
            "told": told,
            "requested": log.requested,
            "finished": log.finished,
            "start": gaps[0].start,
            "rows": len(log),
        }
        print(json.dumps(result), flush=True)
        self.close()


def measure(strategy: str, numbers: str, trace: bool) -> None:
    """Open the window, square, print what was measured."""
    MeasuredWindow.numbers, MeasuredWindow.trace = numbers, trace
    vars(app.window)["MainWindow"] = MeasuredWindow  # the real program, with a meter put in
    app.window.run_window(understand(["--strategy", strategy]), sys.exit)
