"""The form's second row: how to share the numbers out, with what extra work. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDoubleSpinBox,
    QFrame,
    QLabel,
    QSpinBox,
    QWidget,
)

from app.engine.plan import (
    Strategy,
    Work,
    WorkKind,
    most_alive,
    start_methods,
)
from app.ui.choices import Choices
from app.ui.explained_box import ExplainedBox, Offer
from app.ui.flow_layout import FlowLayout
from app.ui.labelled import labelled
from app.ui.segment import Segment
from app.ui.wheel_guard import WheelGuard
from app.words import tr

MS_PER_S = 1000
FIRST_WORK_MS = 50
LONGEST_WORK_MS = 60_000
MOST_WORKERS = 256
SPIN_MARGIN_PX = 6


def strategy_offers() -> list[tuple[Strategy, str, str]]:
    """Return the ways to share the numbers out: each with its name and a sentence about it."""
    return [
        (
            Strategy.ONE,
            tr("One after another"),
            tr("One process squares all numbers in turn."),
        ),
        (
            Strategy.EACH,
            tr("A process for each number"),
            tr("Every number gets a process of its own."),
        ),
        (
            Strategy.POOL,
            tr("A pool"),
            tr("A few processes take numbers until none is left."),
        ),
        (
            Strategy.THREADS,
            tr("Threads"),
            tr("Threads share one process, and only one of them can compute at a time."),
        ),
    ]


def start_method_offer(method: str) -> Offer:
    """Return what a start method does, in a sentence."""
    sentences = {
        "fork": tr("Copies this running program. Quick, but not safe here: see below."),
        "forkserver": tr("Copies a small, clean server process. Quick and safe."),
        "spawn": tr("Starts a new Python from scratch. Slower, but works everywhere."),
    }
    return Offer(method, method, sentences.get(method, ""))


def fork_warning() -> str:
    """Return what a person should know before choosing ``fork``."""
    return tr(
        "fork copies this program while its window and threads are at work. A copy can hang "
        "for ever on a lock that a thread held at that moment. Stop ends such a process."
    )


def work_offers() -> list[Offer]:
    """Return the kinds of extra work."""
    return [
        Offer(WorkKind.NONE.value, tr("none"), tr("Only the squaring itself.")),
        Offer(
            WorkKind.COMPUTING.value,
            tr("computing"),
            tr("Keeps a core busy for that long; the same work wherever it runs."),
        ),
        Offer(
            WorkKind.WAITING.value,
            tr("waiting"),
            tr("Waits for that long, as for a disk or a network; needs no core."),
        ),
    ]


class MillisecondsBox(QDoubleSpinBox):
    """A time in milliseconds, shown without idle zeros."""

    def textFromValue(self, value: float) -> str:
        """Return the shortest text for the value."""
        return f"{value:.3f}".rstrip("0").rstrip(".")


class HowBar(QWidget):
    """Offers the choices; `choices` holds what is chosen now.

    Signals:
        choices_changed: something else was chosen.
    """

    choices_changed = Signal()

    def __init__(self, choices: Choices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._segments = QButtonGroup(self)
        self._strategies = [strategy for strategy, _name, _sentence in strategy_offers()]
        self._workers = QSpinBox()
        self._alive = QSpinBox()
        self._method = ExplainedBox([start_method_offer(method) for method in start_methods()])
        self._work = ExplainedBox(work_offers())
        self._milliseconds = MillisecondsBox()
        self._set_up_spins()
        still = WheelGuard(self)
        for box in (self._method, self._work, self._workers, self._alive, self._milliseconds):
            still.watch(box)
        how = labelled(tr("Ho&w"), self._segmented())
        self._workers_group = labelled(tr("&Processes"), self._workers)
        self._alive_group = labelled(tr("&Alive at a time"), self._alive)
        self._method_group = labelled(tr("S&tart method"), self._method)
        self._work_group = labelled(tr("E&xtra work"), self._work, self._milliseconds)
        layout = FlowLayout(self, gap_x=18, gap_y=8)
        for group in (
            how,
            self._workers_group,
            self._alive_group,
            self._method_group,
            self._work_group,
        ):
            layout.addWidget(group)
        self.set_choices(choices)
        self._segments.idToggled.connect(self._on_changed)
        for box in (self._method, self._work):
            box.currentIndexChanged.connect(self._on_changed)
        for spin in (self._workers, self._alive, self._milliseconds):
            spin.valueChanged.connect(self._on_changed)

    @property
    def choices(self) -> Choices:
        """Return what is chosen now."""
        kind = WorkKind(self._work.chosen)
        seconds = 0.0 if kind is WorkKind.NONE else self._milliseconds.value() / MS_PER_S
        return Choices(
            strategy=self._strategies[self._segments.checkedId()],
            start_method=self._method.chosen,
            workers=self._workers.value(),
            alive_limit=self._alive.value(),
            work=Work(kind, seconds),
        )

    def set_choices(self, choices: Choices) -> None:
        """Show other choices; what this platform does not offer stays as it was."""
        self._segments.button(self._strategies.index(choices.strategy)).setChecked(True)
        self._workers.setValue(choices.workers)
        self._alive.setValue(choices.alive_limit)
        self._method.choose(choices.start_method)
        self._work.choose(choices.work.kind.value)
        if choices.work.kind is not WorkKind.NONE:
            self._milliseconds.setValue(choices.work.seconds * MS_PER_S)
        self._show_what_applies()

    def set_work(self, work: Work) -> None:
        """Choose this extra work."""
        self._milliseconds.setValue(work.seconds * MS_PER_S or FIRST_WORK_MS)
        self._work.choose(work.kind.value)

    def choose_strategy(self, strategy: Strategy) -> None:
        """Choose another way to share the numbers out."""
        self._segments.button(self._strategies.index(strategy)).setChecked(True)

    def _set_up_spins(self) -> None:
        """Give the number boxes their ranges and names."""
        for spin in (self._workers, self._alive, self._milliseconds):
            spin.lineEdit().setTextMargins(SPIN_MARGIN_PX, 0, 0, 0)
        self._workers.setRange(1, MOST_WORKERS)
        self._workers.setAccessibleName(tr("How many processes or threads"))
        self._alive.setRange(1, most_alive())
        self._alive.setAccessibleName(tr("Processes alive at a time"))
        self._alive.setToolTip(tr("At most this many processes live at the same moment."))
        self._milliseconds.setDecimals(3)
        self._milliseconds.setRange(0.001, LONGEST_WORK_MS)
        self._milliseconds.setValue(FIRST_WORK_MS)
        self._milliseconds.setSuffix(tr(" ms"))
        self._milliseconds.setAccessibleName(tr("Milliseconds of extra work for each number"))
        self._milliseconds.setToolTip(tr("Extra work for each number, in milliseconds."))
        self._method.setAccessibleName(tr("Start method"))
        self._work.setAccessibleName(tr("Extra work"))

    def _segmented(self) -> QFrame:
        """Return the row of buttons of which exactly one is down."""
        frame = QFrame()
        frame.setObjectName("segments")
        frame.setAccessibleName(tr("How"))
        layout = FlowLayout(frame, gap_x=2, gap_y=2)
        layout.setContentsMargins(2, 2, 2, 2)
        for place, (_strategy, name, sentence) in enumerate(strategy_offers()):
            button = Segment(name)
            button.setToolTip(sentence)
            button.setAccessibleDescription(sentence)
            self._segments.addButton(button, place)
            layout.addWidget(button)
        return frame

    def _on_changed(self) -> None:
        """Show what belongs to the choice, and tell."""
        self._show_what_applies()
        self.choices_changed.emit()

    def _show_what_applies(self) -> None:
        """Hide what has no meaning for the choices made."""
        strategy = self._strategies[self._segments.checkedId()]
        self._alive_group.setVisible(strategy is Strategy.EACH)
        self._workers_group.setVisible(strategy in (Strategy.POOL, Strategy.THREADS))
        threads = strategy is Strategy.THREADS
        self._workers_group.label.setText(tr("Threa&ds") if threads else tr("&Processes"))
        self._milliseconds.setVisible(WorkKind(self._work.chosen) is not WorkKind.NONE)
        self._work_group.updateGeometry()

    @property
    def start_method_label(self) -> QLabel:
        """Return the label in front of the start methods."""
        return self._method_group.label
