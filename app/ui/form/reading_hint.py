"""What the line beneath the field says of what was read, and what is marked. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from app.engine.numbers.dialects import Commas
from app.engine.numbers.exact import Number
from app.engine.numbers.parsing import NotUnderstood
from app.engine.telling.readings import other_reading_words, reading_facts
from app.ui.form.entry_words import (
    comma_words,
    count_words,
    is_unfinished,
    is_whole,
    problem_words,
    so_far_words,
)
from app.ui.form.hint_line import HintLine
from app.ui.form.number_reader import NumberReader
from app.ui.form.numbers_field import NumbersField
from app.words import tr

STOPPED_TYPING_MS = 700
"""After such a pause a piece that reads like a whole one is taken for it."""


class ReadingHint(QObject):
    """Tells how many numbers there are and how they were read, or which pieces are none.

    Args:
        reader: what has read the text.
        field: where wrong pieces are marked.
        hint: where it is said.
        parent: the owner.

    Attributes:
        can_bring_back: whether a long text was removed that can be had again.

    Signals:
        changed: something else is said, though nothing was read anew.
    """

    changed = Signal()

    def __init__(
        self, reader: NumberReader, field: NumbersField, hint: HintLine, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.can_bring_back = False
        self._reader = reader
        self._field = field
        self._hint = hint
        self._is_aside = False
        self._named = 0
        self._typing = QTimer(self, singleShot=True, interval=STOPPED_TYPING_MS)
        self._typing.timeout.connect(self.take_as_meant)
        hint.problem_stepped.connect(self._step)

    def begin(self) -> None:
        """Take the marks away: another text is read."""
        self._field.unmark()
        self._typing.stop()

    def tell(self, note: str, *, asked: bool, is_aside: bool) -> None:
        """Say what the reader has come to.

        Args:
            note: what there is to know of the file the text came from, or an empty text.
            asked: whether the person wants the numbers now.
            is_aside: whether the text is too long to be shown.
        """
        self._is_aside = is_aside
        if self._reader.question is not None:
            self._hint.say(tr("These numbers can be read in two ways."))
        elif self._reader.problems:
            self._say_problems(asked)
        elif self._reader.numbers is not None:
            self._say_count(self._reader.numbers, note)

    def take_as_meant(self) -> None:
        """Name also an unfinished last piece: the person has stopped typing."""
        self._typing.stop()
        if self._reader.problems and self._reader.text.strip() and not self._hint.is_problem:
            self._show_problems(self._reader.problems)
            self.changed.emit()

    def _say_count(self, numbers: list[Number], note: str) -> None:
        """Say how many numbers were understood, and how."""
        dialect, words = self._reader.dialect, count_words(numbers)
        if dialect.commas is Commas.SEPARATE and dialect.other is None:
            words = comma_words(words, self._reader.text)
        self._hint.say(" · ".join([words, *reading_facts(dialect, note)]), link=self._link_words())

    def _link_words(self) -> str:
        """Return what the link behind the count does, or an empty text for none."""
        other = other_reading_words(self._reader.dialect)
        if other or self._is_aside or not self.can_bring_back:
            return other
        return tr("Bring the long text back")

    def _say_problems(self, asked: bool) -> None:
        """Name what was not understood; while it is still being typed, let it wait."""
        text, problems = self._reader.text, self._reader.problems
        if not asked and not text.strip():
            self._hint.say(
                tr("Numbers, separated by commas or spaces; 2..6 stands for 2, 3, 4, 5, 6")
            )
            return
        last = problems[-1]
        if not asked and self._is_unfinished(last, text):
            if is_whole(text[last.start :]):
                self._typing.start()
            problems = problems[:-1]
        if not problems:
            self._hint.say(so_far_words(text[: last.start], self._reader.dialect))
            return
        self._show_problems(problems)
        if asked and not self._is_aside:
            self._field.go_to_mark()

    def _is_unfinished(self, problem: NotUnderstood, text: str) -> bool:
        """Return whether the wrong piece is the last one and may yet become a number."""
        at_end = problem.end >= len(text.rstrip()) and self._field.textCursor().atEnd()
        return self._field.hasFocus() and at_end and is_unfinished(text[problem.start :])

    def _show_problems(self, problems: list[NotUnderstood]) -> None:
        """Mark the pieces that are no numbers and name the first."""
        if not self._is_aside:
            self._field.mark([(problem.start, problem.end) for problem in problems])
        self._named = 0
        self._name(problems)

    def _name(self, problems: list[NotUnderstood]) -> None:
        """Say what is wrong with one of the pieces."""
        start, several = problems[self._named].start, len(problems) > 1
        line = self._reader.text.count("\n", 0, start) + 1 if self._is_aside else 0
        place = tr("{place} of {count}", place=self._named + 1, count=len(problems))
        self._hint.say_problem(problem_words(problems, self._named, line), place if several else "")

    def _step(self, by: int) -> None:
        """Name the next piece that is no number, or the one before, and show it."""
        problems = self._reader.problems
        self._named = (self._named + by) % len(problems)
        self._name(problems)
        if not self._is_aside:
            self._field.go_to_mark(self._named)
