"""Saves results to a file while the window goes on, and says how it went. GUI thread only."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.engine.log import Log
from app.engine.telling.export import save_steps
from app.ui.slices import Slices, Steps
from app.words import tr, tr_count


class ResultSaver(QObject):
    """Writes a file in slices; another one begun drops the one before, its file left as it was.

    Signals:
        progressed: how far it is, in words.
        saved: where to, in words.
        failed: why not, in words.
    """

    progressed = Signal(str)
    saved = Signal(str)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._slices = Slices(self)

    def save(self, path: Path, log: Log) -> None:
        """Save every row of a log; the path's suffix chooses the format."""
        words = tr_count("{count} row", "{count} rows", len(log) + log.stopped_numbers)
        self._slices.start(
            self._steps(path, log),
            lambda problem: self._tell(
                problem, tr("{rows} saved to {path}", rows=words, path=path)
            ),
        )

    def stop(self) -> None:
        """Give up what is being saved; an old file stays as it was."""
        self._slices.stop()

    def _steps(self, path: Path, log: Log) -> Steps[str]:
        """Save step by step; return why it failed, or an empty text."""
        count = f"{len(log) + log.stopped_numbers:,}"
        try:
            for done in save_steps(path, log):
                self.progressed.emit(tr("Saving… {done} of {all}", done=f"{done:,}", all=count))
                yield
        except OSError as problem:
            return str(problem)
        return ""

    def _tell(self, problem: str, success: str) -> None:
        """Say how it ended."""
        if problem:
            self.failed.emit(problem)
        else:
            self.saved.emit(success)
