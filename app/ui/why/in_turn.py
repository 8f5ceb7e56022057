"""The place beside the bars: the break-even, or the offer to measure one after another.

GUI thread only. Nothing is claimed before it has been measured.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.engine.telling.wording import about_text
from app.ui.why.break_even_scale import BreakEvenScale
from app.words import tr

if TYPE_CHECKING:
    from app.engine.telling.explanation import Scale


class Measuring(Enum):
    """How it stands with the measurement."""

    IDLE = "nobody asked for it"
    BRIEF = "asked for by itself; takes a moment"
    LONG = "asked for by the person; can be stopped"


class InTurn(QWidget):
    """Shows what a run one after another has told, or offers to make one.

    Attributes:
        scale: the break-even.
        button: measures, or stops measuring.

    Signals:
        measurement_wanted: the person wants one after another to be measured.
        stop_wanted: the person does not want it any more.
    """

    measurement_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scale, self._words, self.button = BreakEvenScale(), QLabel(), QPushButton()
        self._words.setProperty("kind", "muted")
        self._words.setWordWrap(True)
        self._measuring = Measuring.IDLE
        self.button.clicked.connect(self._press)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.scale)
        layout.addWidget(self._words)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        self.show_known(None, "")

    @property
    def text(self) -> str:
        """Return what is said in words."""
        return self.scale.told if self.scale.isVisibleTo(self) else self._words.text()

    def show_known(self, scale: Scale | None, never: str) -> None:
        """Show what has been measured.

        Args:
            scale: the break-even, None where there is none.
            never: why sharing computing out like this cannot pay, empty where it can.
        """
        self.scale.show_scale(scale)
        self.scale.setVisible(scale is not None)
        self._say(never if scale is None else "", "")

    def show_measuring(self, measuring: Measuring, expected_ns: int) -> None:
        """Offer to measure, or say that it goes on.

        Args:
            measuring: how it stands.
            expected_ns: how long it should take, in nanoseconds.
        """
        self._measuring = measuring
        self.scale.hide()
        if measuring is Measuring.BRIEF:
            self._say(tr("Measuring one after another…"), "")
        elif measuring is Measuring.LONG:
            self._say(tr("Measuring one after another…"), tr("Stop measuring"))
        else:
            about = about_text(expected_ns)
            words = tr("A run one after another would tell from how much work on it pays.")
            self._say(words, tr("Measure one after another (about {duration})", duration=about))

    def _say(self, words: str, button: str) -> None:
        """Show words and a button; neither where empty."""
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.button.setText(button)
        self.button.setVisible(bool(button))

    def _press(self) -> None:
        """Ask for what the button offers."""
        if self._measuring is Measuring.LONG:
            self.stop_wanted.emit()
        else:
            self.measurement_wanted.emit()
