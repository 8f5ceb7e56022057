"""Saves files while the window goes on, and says how it went. GUI thread only."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator
from pathlib import Path
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from app.engine.rows import Rows
from app.ui.parts.slices import Slices, Steps
from app.words import tr, tr_count

Saving: TypeAlias = Generator[str, None, str]
"""Writes a file in short steps: yields how far it is, in words, and returns what to say at the end.

It raises an `OSError` with a sentence where that fails. Nothing of it runs before its turn comes.
"""


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
        self._waiting: deque[Saving] = deque()

    @property
    def busy(self) -> bool:
        """Return whether a file is being written or waits for that."""
        return self._slices.busy or bool(self._waiting)

    def save(self, path: Path, log: Rows) -> None:
        """Save every row of a log that no longer grows; the path's suffix chooses the format."""
        self.carry_out(_saving_rows(path, log))

    def carry_out(self, saving: Saving) -> None:
        """Save something else, after what has been asked for before."""
        self._waiting.append(saving)
        if not self._slices.busy:
            self._begin()

    def stop(self) -> None:
        """Give up what is being saved; an old file stays as it was."""
        self._waiting.clear()
        self._slices.stop()

    def _begin(self) -> None:
        """Begin with the next file."""
        self._slices.start(self._steps(self._waiting.popleft()), self._end)

    def _steps(self, saving: Saving) -> Steps[tuple[bool, str]]:
        """Save step by step; return whether that worked, and what to say."""
        try:
            while True:
                self.progressed.emit(next(saving))
                yield
        except StopIteration as done:
            return True, str(done.value)
        except OSError as problem:
            return False, str(problem)
        finally:
            saving.close()

    def _end(self, ending: tuple[bool, str]) -> None:
        """Say how it ended, and go on with the next."""
        worked, words = ending
        (self.saved if worked else self.failed).emit(words)
        if self._waiting:
            self._begin()
        else:
            self.drained.emit()


def _saving_rows(path: Path, log: Rows) -> Saving:
    """Save rows step by step."""
    from app.engine.telling.export import save_steps

    count = f"{len(log):,}"
    for done in save_steps(path, log):
        yield tr("Saving… {done} of {all}", done=f"{done:,}", all=count)
    rows = tr_count("{count} row", "{count} rows", len(log))
    return tr("{rows} saved to {path}", rows=rows, path=path)
