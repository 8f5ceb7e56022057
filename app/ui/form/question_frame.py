"""A calm question beneath the form, with a row of answers. GUI thread only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.parts.flow_layout import FlowLayout


class QuestionFrame(QFrame):
    """Words with buttons under them; hidden until something is asked.

    Args:
        answers: the buttons, in order; where there is little room they wrap.
        parent: the parent widget, if any.
    """

    def __init__(self, answers: Sequence[QPushButton], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "question")
        self._words = QLabel()
        self._words.setWordWrap(True)
        buttons = QWidget()
        row = FlowLayout(buttons, gap_x=8, gap_y=6)
        for button in answers:
            button.setAutoDefault(True)
            row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(self._words)
        layout.addWidget(buttons)
        self.setVisible(False)

    @property
    def words(self) -> str:
        """Return the question."""
        return self._words.text()

    def _say(self, words: str) -> None:
        """Show the question in these words, also to a screen reader."""
        self._words.setText(words)
        self.setAccessibleName(words)
