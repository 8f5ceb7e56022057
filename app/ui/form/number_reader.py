"""Reads numbers from text in small steps, so that the window answers meanwhile. GUI thread only."""

from __future__ import annotations

from time import perf_counter_ns

from PySide6.QtCore import QObject, QTimer, Signal

from app.engine.numbers.dialects import Commas, Dialect, Question, dialect_of, read_as
from app.engine.numbers.exact import Number
from app.engine.numbers.parsing import NotUnderstood, Parser

SLICE_NS = 5_000_000
"""The longest the window is kept busy at a time: well under a picture of a 60 Hz screen."""

PAUSE_BEFORE_READING_MS = 150
SMALL_TEXT_CHARACTERS = 2_000
"""Up to this length reading is over at once, so there is no reason to wait for a pause."""


class NumberReader(QObject):
    """Turns a text into numbers while the event loop goes on.

    Attributes:
        text: what is read.
        numbers: the numbers, once all of it was understood.
        problems: the pieces that are no numbers, once it was read.
        question: what only the person can know of how the text is written; then nothing is read.
        dialect: how it is read.

    Signals:
        reading_finished: `numbers`, `problems` or `question` say how it went.
    """

    reading_finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.text = ""
        self.numbers: list[Number] | None = None
        self.problems: list[NotUnderstood] = []
        self.question: Question | None = None
        self.dialect = Dialect()
        self._separator = ""
        self._commas: Commas | None = None
        self._parser = Parser("")
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

    def read(self, text: str, *, separator: str = "", commas: Commas | None = None) -> None:
        """Forget what was being read and read `text`; a small one at once.

        Args:
            text: the numbers.
            separator: what separates a table's cells, as `dialect_of` takes it.
            commas: what the person has said a comma means here, if they have been asked.
        """
        self.text, self.numbers, self.problems, self.question = text, None, [], None
        self._separator, self._commas = separator, commas
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
        answer = dialect_of(self.text, self._separator)
        dialect = read_as(answer, self._commas)
        if dialect is None and isinstance(answer, Question):
            self.question = answer
            self.reading_finished.emit()
            return
        self.dialect = dialect or Dialect()
        self._parser = Parser(self.text, dialect=self.dialect)
        self._work.start()
        self._read_slice()

    def _read_slice(self) -> None:
        """Read for a few milliseconds."""
        until = perf_counter_ns() + SLICE_NS
        try:
            while self._parser.step():
                if perf_counter_ns() >= until:
                    return
            self.numbers = self._parser.numbers
        except NotUnderstood as problem:
            self.problems = self._parser.problems or [problem]
        self._work.stop()
        self.reading_finished.emit()
