"""Reads numbers from text in small steps, so that the window answers meanwhile. GUI thread only."""

from __future__ import annotations

from time import perf_counter_ns

from PySide6.QtCore import QObject, QTimer, Signal

from app.engine.numbers.exact import Number
from app.engine.numbers.parsing import NotUnderstood, parse_steps

SLICE_NS = 5_000_000
"""The longest the window is kept busy at a time: well under a picture of a 60 Hz screen."""

PAUSE_BEFORE_READING_MS = 150
SMALL_TEXT_CHARACTERS = 2_000
"""Up to this length reading is over at once, so there is no reason to wait for a pause."""


class NumberReader(QObject):
    """Turns a text into numbers while the event loop goes on.

    Signals:
        reading_finished: the text was read; `numbers` or `problem` say how it went.
    """

    reading_finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.text = ""
        self.numbers: list[Number] | None = None
        self.problem: NotUnderstood | None = None
        self._steps = iter(parse_steps(""))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._start)
        self._work = QTimer(self)
        self._work.setInterval(0)
        self._work.timeout.connect(self._read_slice)

    @property
    def is_reading(self) -> bool:
        """Return whether the outcome for the last text is still to come."""
        return self._pause.isActive() or self._work.isActive()

    def read(self, text: str) -> None:
        """Forget what was being read and read `text`; a small one at once."""
        self.text, self.numbers, self.problem = text, None, None
        self._work.stop()
        if len(text) <= SMALL_TEXT_CHARACTERS:
            self._pause.stop()
            self._start()
        else:
            self._pause.start(PAUSE_BEFORE_READING_MS)

    def hurry(self) -> None:
        """Do not wait for a pause in typing: the numbers are needed now."""
        if self._pause.isActive():
            self._pause.stop()
            self._start()

    def _start(self) -> None:
        """Begin with the text; what takes longer than a slice goes on from a timer."""
        self._steps = iter(parse_steps(self.text))
        self._work.start()
        self._read_slice()

    def _read_slice(self) -> None:
        """Read for a few milliseconds."""
        until = perf_counter_ns() + SLICE_NS
        try:
            while perf_counter_ns() < until:
                next(self._steps)
            return
        except StopIteration as finished:
            self.numbers = finished.value
        except NotUnderstood as problem:
            self.problem = problem
        self._work.stop()
        self.reading_finished.emit()
