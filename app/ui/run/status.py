"""The line above the results: how far the run is, and then what it did. GUI thread only."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

from app.engine.events import (
    Event,
    StartMethodReplaced,
    WorkerExited,
    WorkerResumed,
    WorkerSuspended,
)
from app.engine.log import Log
from app.engine.plan import Plan
from app.engine.record import Record, first_run
from app.engine.telling.run_words import (
    detour_words,
    moment_words,
    progress_words,
    summary_words,
    suspended_words,
)
from app.ui.parts.announcing import announce
from app.ui.parts.restyle import set_look
from app.words import tr

PROGRESS_HEIGHT_PX = 4
PROGRESS_STEPS = 10_000
SHOWN_EVERY_MS = 100
"""Words that change more often than this cannot be read, and each change lays the page out."""


class RunStatus(QWidget):
    """Says in words and with a thin bar how the run goes.

    Attributes:
        words: the label that says it.
        notes: what has to be said besides, hidden where there is nothing.
        progress: the bar.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel(tr("Press Square: every number will be squared by a real process."))
        self.words.setObjectName("summary")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setProperty("kind", "muted")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.notes = QLabel()
        self.notes.setTextFormat(Qt.TextFormat.PlainText)
        self.notes.setProperty("kind", "warning")
        self.notes.setWordWrap(True)
        self.notes.setVisible(False)
        self.progress = QProgressBar()
        self.progress.setObjectName("progress")
        self.progress.setAccessibleName(tr("Progress"))
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(PROGRESS_HEIGHT_PX)
        self.progress.setRange(0, PROGRESS_STEPS)
        self._record = first_run(Plan(()))
        self._suspended: dict[int, str] = {}
        self._note = ""
        self._kept = ""
        self._next = QTimer(self, singleShot=True, interval=SHOWN_EVERY_MS)
        self._next.timeout.connect(self._show_running)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 0, 2, 0)
        layout.setSpacing(4)
        layout.addWidget(self.words)
        layout.addWidget(self.notes)
        layout.addWidget(self.progress)

    def show_record(self, record: Record) -> None:
        """Speak of this run from now on; of one that is over, say what it did."""
        self._record = record
        self._suspended.clear()
        self._kept = ""
        detour = record.log.detour
        self._note = "" if detour is None else detour_words(detour)
        self._show_trouble()
        if record.log.finished is not None:
            self._say(self._summary(), "summary")

    def begin(self) -> None:
        """Follow the run; one that is over in a moment goes straight to its summary."""
        self._next.start()

    @property
    def _log(self) -> Log:
        return self._record.log

    def take(self, events: Iterable[Event]) -> None:
        """Take in what has happened; it is shown a few times a second."""
        for event in events:
            if isinstance(event, WorkerSuspended):
                self._suspended[event.worker] = self._log.workers[event.worker].name
            elif isinstance(event, WorkerResumed | WorkerExited):
                self._suspended.pop(event.worker, None)
            elif isinstance(event, StartMethodReplaced):
                self.note(detour_words(event))
        if not self._next.isActive():
            self._next.start()

    def show_moment(self, now: int | None) -> None:
        """Say what had arrived at a moment of a replay; None for all of the run."""
        log = self._log
        if log.requested is None or log.finished is None:
            return
        words = self._summary() if now is None else moment_words(log, now)
        self._say(words, "summary")

    def finish(self, *, is_kept: bool = True) -> None:
        """Say what the run did, and where it is so that it is still being kept."""
        self._next.stop()
        self._kept = "" if is_kept else tr("being kept…")
        self._say(self._summary(), "summary")
        announce(self, self.words.text())
        self._suspended.clear()
        self._show_trouble()
        self.progress.setValue(0)
        set_look(self.progress, "")

    def say_kept(self, is_kept: bool) -> None:
        """Say that the run is kept at last; if it could not be, a note has said why."""
        before, self._kept = self._summary(), tr("kept") if is_kept else ""
        if self.words.text() == before:  # else something else is being said
            self._say(self._summary(), "summary")
            if is_kept:
                announce(self, self._kept)

    def _summary(self) -> str:
        """Return what the run did."""
        words = summary_words(self._record)
        return tr("{summary} · {state}", summary=words, state=self._kept) if self._kept else words

    def _show_running(self) -> None:
        """Say how far the run is."""
        log = self._log
        self._say(progress_words(self._record), "summary")
        self.progress.setValue(PROGRESS_STEPS * len(log) // max(1, len(log.numbers)))
        set_look(self.progress, "running")
        self._show_trouble()

    def note(self, words: str) -> None:
        """Say something beside how the run goes, until another run is shown."""
        if words not in self._note:
            self._note = f"{self._note}\n{words}".strip()
            announce(self, words)
        self._show_trouble()

    def _show_trouble(self) -> None:
        """Show what stands below the line, if there is anything."""
        suspended = suspended_words(list(self._suspended.values()))
        trouble = f"{suspended}\n{self._note}".strip()
        self.notes.setText(trouble)
        self.notes.setVisible(bool(trouble))

    def say(self, words: str) -> None:
        """Say something else, such as where a file was saved."""
        self._say(words, "summary")

    def say_problem(self, words: str) -> None:
        """Say what went wrong, such as why a file could not be saved."""
        self._say(words, "error")
        announce(self, words)

    def _say(self, words: str, kind: str) -> None:
        """Show words in the look of their kind."""
        set_look(self.words, kind, "kind")
        self.words.setText(words)
