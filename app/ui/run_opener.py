"""Opens run files while the window goes on, and shows what is in them. GUI thread only."""

from __future__ import annotations

from collections.abc import Generator
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QObject

from app.engine.own.task import own_function_of
from app.engine.record import Record
from app.ui.parts.slices import Slices, Steps
from app.ui.run.collecting import CalmCollecting
from app.ui.run.page import RunPage
from app.words import tr

WORDS = "app.ui.runs.card_words"
"""Says of an opened run from when and where it is; takes a moment to be imported."""


class RunOpener(QObject):
    """Reads one file at a time; what is in it is shown, and never run by itself.

    Args:
        page: shows runs.
    """

    def __init__(self, page: RunPage) -> None:
        super().__init__(page)
        self._page = page
        self._slices = Slices(self)
        self._collecting = CalmCollecting()
        self._name = ""
        page.session.run_begun.connect(self._give_way)

    @property
    def busy(self) -> bool:
        """Return whether a file is being read."""
        return self._slices.busy

    def open(self, path: str) -> None:
        """Show the run of a file, or say why not; then what was shown stays."""
        self._name = Path(path).name
        if self._page.session.is_busy:
            self._say_busy()
            return
        from app.engine.storage.run_file_reading import open_run_steps  # not needed to start

        self._collecting.put_off()
        self._slices.start(self._reading(open_run_steps(path)), self._show)

    def stop(self) -> None:
        """Read no further."""
        if self._slices.busy:
            self._slices.stop()
            self._collecting.allow(0)

    def _reading(self, steps: Generator[int, None, Record]) -> Steps[Record | str]:
        """Read step by step; return the run, or why there is none."""
        from app.engine.storage.checks import UnreadableRecord
        from app.engine.storage.run_file import OF_ALL

        said = -1
        try:
            while True:
                percent = 100 * next(steps) // OF_ALL
                if percent != said:
                    said = percent
                    words = tr("Opening {name}… {percent} %", name=self._name, percent=percent)
                    self._page.status.say(words)
                yield
        except StopIteration as done:
            record: Record = done.value
            yield  # what shows it is a step of its own
            import_module(WORDS)
            yield
            return record
        except UnreadableRecord as problem:
            return str(problem)
        finally:
            steps.close()

    def _show(self, read: Record | str) -> None:
        """Show what was read."""
        self._collecting.allow(0)
        status = self._page.status
        if isinstance(read, str):
            words = tr("“{name}” was not opened. {why}", name=self._name, why=read)
            status.say_problem(words)
            return
        self._page.strangers.note(read, self._name)
        if not self._page.show_opened(read):
            self._say_busy()
            return
        from app.ui.runs.card_words import earlier_words_now  # `WORDS`

        status.note(earlier_words_now(read))
        status.note(tr("Opened from {name}.", name=self._name))
        own = own_function_of(read.plan.task)
        if own is not None:
            words = tr(
                "Its function {function} came with the file. You see it with Run ▸ Show the "
                "function of this run; nothing of it is run by itself.",
                function=own.name,
            )
            status.note(words)

    def _give_way(self) -> None:
        """Leave it at the run that the person has asked for meanwhile."""
        if self._slices.busy:
            self.stop()
            self._say_busy()

    def _say_busy(self) -> None:
        """Say when the file can be opened."""
        words = tr("A run goes on. Open “{name}” again when it is over.", name=self._name)
        self._page.status.note(words)
