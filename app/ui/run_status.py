"""The line above the results: how far the run is, and then what it did. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from app.engine.log import Log
from app.engine.plan import Strategy
from app.ui.restyle import set_look
from app.ui.run_words import progress_words, summary_words, suspended_words
from app.words import tr

PROGRESS_HEIGHT_PX = 4
PROGRESS_STEPS = 10_000


class RunStatus(QWidget):
    """Says in words and with a thin bar how the run goes.

    Attributes:
        words: the label that says it.
        progress: the bar.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel(tr("Press Square: every number will be squared by a real process."))
        self.words.setObjectName("summary")
        self.words.setWordWrap(True)
        self.words.setProperty("kind", "muted")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._trouble = QLabel()
        self._trouble.setProperty("kind", "warning")
        self._trouble.setWordWrap(True)
        self._trouble.setVisible(False)
        self.progress = QProgressBar()
        self.progress.setObjectName("progress")
        self.progress.setAccessibleName(tr("Progress"))
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(PROGRESS_HEIGHT_PX)
        self.progress.setRange(0, PROGRESS_STEPS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 0, 2, 0)
        layout.setSpacing(6)
        layout.addWidget(self.words)
        layout.addWidget(self._trouble)
        layout.addWidget(self.progress)

    def show_running(self, log: Log) -> None:
        """Say how far the run is."""
        self._say(progress_words(log), "summary")
        self.progress.setValue(PROGRESS_STEPS * len(log) // max(1, len(log.numbers)))
        set_look(self.progress, "running")
        trouble = suspended_words(log)
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))

    def show_finished(self, log: Log, strategy: Strategy) -> None:
        """Say what the run did."""
        self._say(summary_words(log, strategy), "summary")
        self._trouble.setVisible(False)
        self.progress.setValue(0)
        set_look(self.progress, "")

    def say(self, words: str) -> None:
        """Say something else, such as where a file was saved."""
        self._say(words, "summary")

    def say_problem(self, words: str) -> None:
        """Say what went wrong, such as why a file could not be saved."""
        self._say(words, "error")

    def _say(self, words: str, kind: str) -> None:
        """Show words in the look of their kind."""
        set_look(self.words, kind, "kind")
        self.words.setText(words)
