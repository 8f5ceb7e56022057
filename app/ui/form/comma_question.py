"""The question what a comma means, where a text can be read in two ways. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from app.engine.numbers.dialects import Commas, Dialect, Question
from app.engine.telling.readings import meaning, preview, question_words
from app.ui.form.question_frame import QuestionFrame
from app.ui.parts.announcing import announce
from app.words import tr


class CommaQuestion(QuestionFrame):
    """Two buttons, each with the numbers that would be squared; nothing runs while it stands.

    Attributes:
        buttons: one for each reading.
        answers: what a comma means in each.

    Signals:
        answered: with the `Commas` chosen.
        declined: Esc was pressed.
    """

    answered = Signal(object)
    declined = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        buttons = [QPushButton(), QPushButton()]
        super().__init__(buttons, parent)
        self.buttons = buttons
        self._words.setProperty("kind", "summary")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self.answers: list[Commas] = []
        for place, button in enumerate(self.buttons):
            button.clicked.connect(lambda _checked, place=place: self._answer(place))

    def ask(self, text: str, question: Question) -> None:
        """Show the question.

        Args:
            text: what it is about.
            question: the two readings.
        """
        words = question_words(question)
        if self.isHidden() or words != self.words:
            announce(self, words)
        self._say(words)
        readings = (question.first, question.second)
        self.answers = [dialect.commas for dialect in readings]
        for button, dialect in zip(self.buttons, readings, strict=True):
            self._offer(button, dialect, preview(text, dialect))
        self.setVisible(True)

    def take_keyboard(self) -> None:
        """Let the keyboard answer."""
        self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def withdraw(self) -> None:
        """Take the question away."""
        self.setVisible(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the question open and goes back to the field."""
        if event.key() == Qt.Key.Key_Escape:
            self.declined.emit()
        else:
            super().keyPressEvent(event)

    def _offer(self, button: QPushButton, dialect: Dialect, shown: str) -> None:
        """Let a button stand for a reading."""
        means = meaning(dialect)
        button.setText(f"{means}\n{shown}".replace("&", "&&"))
        button.setAccessibleName(
            tr("{meaning}: the numbers are {shown}", meaning=means, shown=shown)
        )

    def _answer(self, place: int) -> None:
        """Tell what was chosen."""
        self.answered.emit(self.answers[place])
