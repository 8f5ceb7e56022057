"""The card that says why: a headline, a paragraph, something to try, and the stacked bar.

GUI thread only.
"""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui.why.phase_bar import PhaseBar
from app.words import tr

GAP_PX = 12


class WhyWords(QFrame):
    """Says something, offers something to try, and shows what the time went into.

    Attributes:
        bar: the stacked bar; hidden or shown from outside.

    Signals:
        try_pressed: the person wants to try what is offered.
    """

    try_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._words, self._try, self.bar = QLabel(), QPushButton(), PhaseBar()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._try.setProperty("kind", "link")
        self._try.setCursor(Qt.CursorShape.PointingHandCursor)
        self._try.clicked.connect(self.try_pressed)
        self._told = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._told.setSpacing(GAP_PX)
        self._told.addWidget(self._words, 1)
        self._told.addWidget(self._try, 0, Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(8)
        layout.addLayout(self._told)
        layout.addWidget(self.bar)

    @property
    def text(self) -> str:
        """Return what is said, as plain words."""
        return self._words.accessibleName()

    @property
    def try_button(self) -> QPushButton:
        """Return the button that tries what is offered."""
        return self._try

    def say(self, headline: str, paragraph: str, strong: str = "") -> None:
        """Write the words, the headline and what matters most in bold."""
        words = escape(paragraph)
        if strong:
            words = words.replace(escape(strong), f"<b>{escape(strong)}</b>")
        self._words.setText(f"<b>{escape(headline)}</b> {words}")
        self._words.setAccessibleName(f"{headline} {paragraph}")

    def offer(self, try_words: str) -> None:
        """Offer something to try; nothing with empty words."""
        self._try.setText(tr("{words} ›", words=try_words))
        self._try.setAccessibleName(try_words)
        self._try.setVisible(bool(try_words))

    def set_side_by_side(self, wide: bool) -> None:
        """Set the button beside the words where there is room, else below."""
        direction = QBoxLayout.Direction
        self._told.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
