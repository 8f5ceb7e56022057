"""One line of words beneath the field: a count, or what is wrong. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from app.ui.parts.announcing import announce
from app.ui.parts.restyle import set_look
from app.words import tr


class HintLine(QWidget):
    """Says one thing at a time, quietly or as a problem, perhaps with a link behind it.

    Signals:
        link_followed: the link was pressed.
        problem_stepped: another problem is to be shown: 1 for the next, -1 for the one before.
    """

    link_followed = Signal()
    problem_stepped = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel()
        self._label.setObjectName("hint")
        self._label.setWordWrap(True)
        self._label.setProperty("kind", "muted")
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._link = QPushButton()
        self._link.setProperty("kind", "link")
        self._link.setAutoDefault(True)
        self._link.setVisible(False)
        self._link.clicked.connect(self.link_followed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 0, 2, 0)
        layout.addWidget(self._label, 1)
        layout.addWidget(self._link)
        self._place = QLabel()
        self._place.setProperty("kind", "error")
        self.before = self._stepper("‹", tr("The one before that is not a number"), -1)
        self.after = self._stepper("›", tr("The next one that is not a number"), 1)
        self._tour = (self.before, self._place, self.after)
        for part in self._tour:
            part.setVisible(False)
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self.is_problem = False

    @property
    def words(self) -> str:
        """Return what is said."""
        return self._label.text()

    @property
    def link_words(self) -> str:
        """Return what the link is called, or an empty text where there is none."""
        return self._link.text()

    @property
    def place(self) -> str:
        """Return which of several problems is told, such as ``1 of 3``, or an empty text."""
        return self._place.text()

    def say(self, words: str, link: str = "") -> None:
        """Say something in passing."""
        self._show(words, link, is_problem=False)

    def say_problem(self, words: str, place: str = "") -> None:
        """Say what is wrong.

        Args:
            words: the sentence.
            place: where several are wrong, which one this is, such as ``1 of 3``.
        """
        self._show(words, "", place, is_problem=True)
        announce(self, words)

    def _stepper(self, sign: str, words: str, by: int) -> QToolButton:
        """Return a button that leads to another problem."""
        button = QToolButton()
        button.setText(sign)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self.problem_stepped.emit(by))
        return button

    def _show(self, words: str, link: str, place: str = "", *, is_problem: bool) -> None:
        """Show words and link."""
        self.is_problem = is_problem
        set_look(self._label, "error" if is_problem else "muted", "kind")
        self._label.setText(words)
        self._link.setText(link)
        self._link.setVisible(bool(link))
        self._place.setText(place)
        for part in self._tour:
            part.setVisible(bool(place))
