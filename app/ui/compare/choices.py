"""What to compare: the question, the ways, and the one button that begins. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.engine.comparing.comparison import USUAL_LIMIT_S, Question
from app.engine.telling.durations import seconds_text
from app.engine.way import (
    ONE_AFTER_ANOTHER,
    POOL,
    PROCESS_FOR_EACH,
    THREADS,
    start_methods,
)
from app.ui.compare.questions import KINDS_OF, question_offers
from app.ui.compare.way_choice import Chips, WayChoice
from app.ui.compare.wish import MOST_EACH, Wish, counts_offered, usual_count
from app.ui.form.explained_box import ExplainedBox
from app.ui.form.labelled import labelled
from app.ui.form.wheel_guard import WheelGuard
from app.ui.parts.restyle import set_look
from app.words import tr, tr_count

MARGIN_PX = 14
GAP_PX = 10
REPETITIONS = (None, 3, 5, 10, 20, 30)
LIMITS_S = (10.0, 30.0, USUAL_LIMIT_S, 180.0, 600.0)
PROGRESS_HEIGHT_PX = 4


class CompareChoices(QFrame):
    """Offers what can be compared; `wish` holds what is chosen now.

    Attributes:
        button: begins, or stops what goes on.

    Signals:
        changed: something else is chosen.
        begin_wanted: the comparison is to begin.
        stop_wanted: it is to end, with what is there.
    """

    changed = Signal()
    begin_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._running = False
        self.question = ExplainedBox(question_offers())
        self.question.setAccessibleName(tr("Question"))
        self.ways = self._way_choices()
        self.more = QToolButton()
        self.methods = Chips([(method, method) for method in start_methods()])
        self.repetitions = QComboBox()
        self.limit = QComboBox()
        self._details = QWidget()
        self.button = QPushButton(tr("Compare"))
        self.estimate = QLabel()
        self.progress = QProgressBar()
        self._set_up()
        self._lay_out()
        self._connect()
        self._show_what_applies()

    @property
    def wish(self) -> Wish:
        """Return what is chosen."""
        question = Question(self.question.chosen)
        by_kind = {way.kind: way for way in self.ways}
        ticked = [way.kind for way in self.ways if way.box.isChecked() and way.box.isEnabled()]
        if question is Question.CHUNK:
            ticked = [POOL]
        return Wish(
            question=question,
            kinds=frozenset(kind for kind in ticked if kind in KINDS_OF[question]),
            pools=tuple(by_kind[POOL].counts),
            threads=tuple(by_kind[THREADS].counts),
            methods=tuple(self.methods.chosen),
            repetitions=REPETITIONS[self.repetitions.currentIndex()],
            limit_s=LIMITS_S[self.limit.currentIndex()],
        )

    def show_numbers(self, count: int) -> None:
        """Offer what makes sense for so many numbers."""
        for way in self.ways:
            if way.kind == PROCESS_FOR_EACH:
                way.box.setEnabled(count <= MOST_EACH and not self._running)
                way.box.setToolTip(
                    tr("For more than {most} numbers this is not compared.", most=f"{MOST_EACH:,}")
                    if count > MOST_EACH
                    else ""
                )

    def show_ready(self, words: str, *, ready: bool) -> None:
        """Say under the button how long it takes, or why it cannot begin.

        Args:
            words: what to say.
            ready: whether it can begin.
        """
        self.button.setEnabled(ready)
        self.estimate.setText(words)

    def show_running(self, *, running: bool) -> None:
        """Offer Stop while a comparison goes on, and nothing else."""
        self._running = running
        had_focus = self.button.hasFocus()
        self.button.setText(tr("Stop") if running else tr("Compare"))
        self.button.setEnabled(True)
        set_look(self.button, "" if running else "primary", "kind")
        for part in (self.question, *self.ways, self._details):
            part.setEnabled(not running)
        set_look(self.progress, "running" if running else "")
        self.progress.setValue(0)
        if had_focus:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_progress(self, done: int, expected: int, words: str) -> None:
        """Say how far it is."""
        self.progress.setRange(0, max(1, expected))
        self.progress.setValue(done)
        self.estimate.setText(words)

    def _way_choices(self) -> list[WayChoice]:
        """Return the kinds of ways; the usual number of workers is ticked."""
        usual = [str(usual_count())]
        pools = [(str(n), tr("A pool of {count}", count=n)) for n in counts_offered()]
        threads = [
            (str(n), tr_count("{count} thread", "{count} threads", n)) for n in counts_offered()
        ]
        one, each = tr("One after another"), tr("A process for each number")
        pool, many_threads = tr("A pool of this many"), tr("Threads, this many")
        return [
            WayChoice(ONE_AFTER_ANOTHER, one, one),
            WayChoice(PROCESS_FOR_EACH, each, each),
            WayChoice(POOL, pool, tr("A pool of processes"), Chips(pools, usual)),
            WayChoice(THREADS, many_threads, tr("Threads in one process"), Chips(threads, usual)),
        ]

    def _set_up(self) -> None:
        """Fill the boxes and name everything."""
        self.repetitions.addItems(
            [tr("as often as it takes") if count is None else f"{count:,}" for count in REPETITIONS]
        )
        self.repetitions.setAccessibleName(tr("Repetitions of each way"))
        self.limit.addItems([seconds_text(limit) for limit in LIMITS_S])
        self.limit.setCurrentIndex(LIMITS_S.index(USUAL_LIMIT_S))
        self.limit.setAccessibleName(tr("Time limit"))
        self.methods.setAccessibleName(tr("Start methods"))
        self.more.setText(tr("▸ More"))
        self.more.setCheckable(True)
        self.more.setProperty("kind", "disclosure")
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._details.setVisible(False)
        self.button.setObjectName("compare")
        self.button.setProperty("kind", "primary")
        self.button.setAutoDefault(True)
        self.estimate.setProperty("kind", "muted")
        self.estimate.setTextFormat(Qt.TextFormat.PlainText)
        self.estimate.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.estimate.setWordWrap(True)
        self.progress.setObjectName("progress")
        self.progress.setTextVisible(False)
        self.progress.setFixedHeight(PROGRESS_HEIGHT_PX)
        self.progress.setAccessibleName(tr("Progress of the comparison"))
        guard = WheelGuard(self)
        for box in (self.question, self.repetitions, self.limit):
            guard.watch(box)

    def _lay_out(self) -> None:
        """Put the choices above each other, and the button where it stays in sight."""
        title = QLabel(tr("What to compare"))
        title.setProperty("kind", "summary")
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(MARGIN_PX, 0, MARGIN_PX, 0)
        column.setSpacing(GAP_PX)
        for part in (self.question, *self.ways, self.more, self._details):
            column.addWidget(part)
        column.addStretch(1)
        details = QVBoxLayout(self._details)
        details.setContentsMargins(0, 0, 0, 0)
        details.setSpacing(GAP_PX)
        details.addWidget(_titled(tr("Start methods (none: the form's)"), self.methods))
        details.addWidget(labelled(tr("Repetitions"), self.repetitions))
        details.addWidget(labelled(tr("Time limit"), self.limit))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        for part in (scroll.viewport(), content):
            part.setBackgroundRole(QPalette.ColorRole.Base)
        foot = QVBoxLayout()
        foot.setContentsMargins(MARGIN_PX, 0, MARGIN_PX, 0)
        foot.setSpacing(6)
        for part in (self.progress, self.button, self.estimate):
            foot.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, MARGIN_PX, 1, MARGIN_PX)
        layout.setSpacing(GAP_PX)
        head = QVBoxLayout()
        head.setContentsMargins(MARGIN_PX, 0, MARGIN_PX, 0)
        head.addWidget(title)
        layout.addLayout(head)
        layout.addWidget(scroll, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        """Tell of every change."""
        for way in self.ways:
            way.changed.connect(self.changed)
        self.methods.changed.connect(self.changed)
        self.question.currentIndexChanged.connect(self._on_question)
        self.repetitions.currentIndexChanged.connect(self.changed)
        self.limit.currentIndexChanged.connect(self.changed)
        self.more.toggled.connect(self._show_more)
        self.button.clicked.connect(self._on_button)

    def _on_question(self) -> None:
        """Another question is asked."""
        self._show_what_applies()
        self.changed.emit()

    def _on_button(self) -> None:
        """Begin or stop."""
        (self.stop_wanted if self._running else self.begin_wanted).emit()

    def _show_more(self, shown: bool) -> None:
        """Show what a beginner does without, or hide it."""
        self.more.setText(tr("▾ Less") if shown else tr("▸ More"))
        self._details.setVisible(shown)

    def _show_what_applies(self) -> None:
        """Hide what has no meaning for the question."""
        question = Question(self.question.chosen)
        for way in self.ways:
            way.setVisible(way.kind in KINDS_OF[question])
            way.ask_counts(question is not Question.PROCESSES)


def _titled(words: str, part: QWidget) -> QWidget:
    """Return a part with its title above it."""
    both = QWidget()
    title = QLabel(words)
    title.setProperty("kind", "muted")
    title.setWordWrap(True)
    layout = QVBoxLayout(both)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    layout.addWidget(title)
    layout.addWidget(part)
    return both
