"""One line of words beneath the field: a count, or what is wrong. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.ui.announcing import announce
from app.ui.restyle import set_look


class HintLine(QWidget):
    """Says one thing at a time, quietly or as a problem, perhaps with a link behind it.

    Signals:
        link_followed: the link was pressed.
    """

    link_followed = Signal()

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
        self.is_problem = False

    @property
    def words(self) -> str:
        """Return what is said."""
        return self._label.text()

    def say(self, words: str, link: str = "") -> None:
        """Say something in passing."""
        self._show(words, link, is_problem=False)

    def say_problem(self, words: str) -> None:
        """Say what is wrong."""
        self._show(words, "", is_problem=True)
        announce(self, words)

    def _show(self, words: str, link: str, *, is_problem: bool) -> None:
        """Show words and link."""
        self.is_problem = is_problem
        set_look(self._label, "error" if is_problem else "muted", "kind")
        self._label.setText(words)
        self._link.setText(link)
        self._link.setVisible(bool(link))
