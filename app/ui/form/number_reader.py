"""Reads numbers from text in small steps, so that the window answers meanwhile. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.engine.numbers.dialects import Commas, Dialect, Question, dialect_of, read_as
from app.engine.numbers.exact import Number
from app.engine.numbers.parsing import NotUnderstood, Parser
from app.ui.parts.slices import Slices, Steps

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
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._start)
        self._work = Slices(self)

    @property
    def is_reading(self) -> bool:
        """Return whether the outcome for the last text is still to come."""
        return self._pause.isActive() or self._work.busy

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
        parser = Parser(self.text, dialect=self.dialect)
        self._work.start(_read(parser), lambda problems: self._finish(parser, problems))

    def _finish(self, parser: Parser, problems: list[NotUnderstood]) -> None:
        """Keep what came out of it."""
        self.problems = problems
        self.numbers = None if problems else parser.numbers
        self.reading_finished.emit()


def _read(parser: Parser) -> Steps[list[NotUnderstood]]:
    """Read step by step; return the pieces that are no numbers."""
    try:
        while parser.step():
            yield
    except NotUnderstood as problem:
        return parser.problems or [problem]
    return []
