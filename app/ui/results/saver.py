"""Saves results to a file while the window goes on, and says how it went. GUI thread only."""

from __future__ import annotations

from collections import deque
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.engine.rows import Rows
from app.ui.parts.slices import Slices, Steps
from app.words import tr, tr_count


class ResultSaver(QObject):
    """Writes files in slices, one after another; whatever else happens, each is finished.

    Signals:
        progressed: how far it is, in words.
        saved: where to, in words.
        failed: why not, in words.
        drained: nothing is left to be saved; comes after the words.
    """

    progressed = Signal(str)
    saved = Signal(str)
    failed = Signal(str)
    drained = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._slices = Slices(self)
        self._waiting: deque[tuple[Path, Rows]] = deque()

    @property
    def busy(self) -> bool:
        """Return whether a file is being written or waits for that."""
        return self._slices.busy or bool(self._waiting)

    def save(self, path: Path, log: Rows) -> None:
        """Save every row of a log that no longer grows; the path's suffix chooses the format."""
        self._waiting.append((path, log))
        if not self._slices.busy:
            self._begin()

    def stop(self) -> None:
        """Give up what is being saved; an old file stays as it was."""
        self._waiting.clear()
        self._slices.stop()

    def _begin(self) -> None:
        """Begin with the next file."""
        path, log = self._waiting.popleft()
        words = tr_count("{count} row", "{count} rows", len(log))
        self._slices.start(
            self._steps(path, log),
            lambda problem: self._end(problem, tr("{rows} saved to {path}", rows=words, path=path)),
        )

    def _steps(self, path: Path, log: Rows) -> Steps[str]:
        """Save step by step; return why it failed, or an empty text."""
        from app.engine.telling.export import save_steps

        count = f"{len(log):,}"
        try:
            for done in save_steps(path, log):
                self.progressed.emit(tr("Saving… {done} of {all}", done=f"{done:,}", all=count))
                yield
        except OSError as problem:
            return str(problem)
        return ""

    def _end(self, problem: str, success: str) -> None:
        """Say how it ended, and go on with the next."""
        if problem:
            self.failed.emit(problem)
        else:
            self.saved.emit(success)
        if self._waiting:
            self._begin()
        else:
            self.drained.emit()
