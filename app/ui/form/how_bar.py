"""The form's second row: how to share the numbers out, with what extra work. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QSpinBox,
    QWidget,
)

from app.engine.telling.durations import duration_text
from app.engine.way import (
    MOST_ALIVE,
    MOST_WORKERS,
    Housing,
    Kind,
    Sharing,
    Way,
    Work,
    WorkKind,
    plain_start_method,
    start_methods,
)
from app.ui.form.explained_box import ExplainedBox, Offer
from app.ui.form.kind_choice import KindChoice
from app.ui.form.labelled import LABEL_GAP_PX, labelled
from app.ui.form.wheel_guard import WheelGuard
from app.ui.form.work_time_box import WorkTimeBox
from app.ui.parts.flow_layout import FlowLayout
from app.words import tr

MS_PER_S = 1000
FIRST_WORK_MS = 50
SPIN_MARGIN_PX = 6
SPIN_FRAME_PX = 40
"""What a number box needs beside its digits: borders, margins and the two arrows."""

LONGEST_COUNT = "0000"
LONGEST_TIME = "0000 ms"
"""The longest texts people usually write; a longer one scrolls."""

GAP_X_PX = 12
GAP_Y_PX = 8


def start_method_offer(method: str, cost_ns: int | None = None) -> Offer:
    """Return what a start method does, and what it costs on this computer.

    Args:
        method: which.
        cost_ns: what one process costs with it, measured, in nanoseconds; None for not yet known.
    """
    sentences = {
        "fork": tr("Copies this running program, window and all: not safe here."),
        "forkserver": tr("Copies a small, clean server process."),
        "spawn": tr("Starts a new Python from nothing."),
    }
    told = [sentences.get(method, "")]
    if cost_ns is None:
        told.append(tr("What a process costs with it here is being measured."))
    else:
        told.append(tr("A process costs {cost} here.", cost=duration_text(cost_ns)))
    if method == plain_start_method():
        told.append(tr("A plain script uses it."))
    return Offer(method, method, " ".join(told))


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


class HowBar(QWidget):
    """Offers the ways; `way` holds what is chosen now.

    Signals:
        way_changed: something else was chosen.
        costs_wanted: the person looks at the start methods, and what they cost is to be measured.
    """

    way_changed = Signal()
    costs_wanted = Signal()

    def __init__(self, way: Way, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = KindChoice()
        self._workers = QSpinBox()
        self._alive = QSpinBox()
        self._method = ExplainedBox([start_method_offer(method) for method in start_methods()])
        self._work = ExplainedBox(work_offers())
        self._milliseconds = WorkTimeBox()
        self._set_up_spins()
        still = WheelGuard(self)
        for box in (self._method, self._work, self._workers, self._alive, self._milliseconds):
            still.watch(box)
        self._how = labelled(tr("Ho&w"), self._kind)
        self._workers_group = labelled(tr("&Processes"), self._workers)
        self._alive_group = labelled(tr("&At most"), self._alive)
        self._alive_group.label.setToolTip(self._alive.toolTip())
        self._method_group = labelled(tr("S&tart method"), self._method)
        self._work_group = labelled(tr("E&xtra work"), self._work, self._milliseconds)
        counts = (self._workers_group, self._alive_group)
        self._groups = (*counts, self._method_group, self._work_group)
        layout = FlowLayout(self, gap_x=GAP_X_PX, gap_y=GAP_Y_PX)
        for group in (self._how, *self._groups):
            layout.addWidget(group)
        self.set_way(way)
        self._method.opened.connect(self.costs_wanted)
        self._kind.kind_chosen.connect(self._on_changed)
        for box in (self._method, self._work):
            box.currentIndexChanged.connect(self._on_changed)
        for spin in (self._workers, self._alive, self._milliseconds):
            spin.valueChanged.connect(self._on_changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the names that fit."""
        super().resizeEvent(event)
        self._fit_names()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_spins()

    @property
    def way(self) -> Way:
        """Return what is chosen now."""
        kind = WorkKind(self._work.chosen)
        seconds = 0.0 if kind is WorkKind.NONE else self._milliseconds.value() / MS_PER_S
        return Way(
            *self._kind.kind,
            start_method=self._method.chosen,
            workers=self._workers.value(),
            alive_limit=self._alive.value(),
            work=Work(kind, seconds),
        )

    def set_way(self, way: Way) -> None:
        """Show another way; what this platform does not offer stays as it was."""
        self._kind.choose(way.kind)
        self._workers.setValue(way.workers)
        self._alive.setValue(way.alive_limit)
        self._method.choose(way.start_method)
        self._work.choose(way.work.kind.value)
        if way.work.kind is not WorkKind.NONE:
            self._milliseconds.setValue(way.work.seconds * MS_PER_S)
        self._show_what_applies()

    def set_work(self, work: Work) -> None:
        """Choose this extra work."""
        self._milliseconds.setValue(work.seconds * MS_PER_S or FIRST_WORK_MS)
        self._work.choose(work.kind.value)

    def set_process_cost(self, method: str, cost_ns: int) -> None:
        """Say what a process costs with a start method, in nanoseconds."""
        self._method.explain(start_method_offer(method, cost_ns))

    def choose_kind(self, kind: Kind) -> None:
        """Choose another way to share the numbers out."""
        self._kind.choose(kind)

    def _set_up_spins(self) -> None:
        """Give the number boxes their ranges and names."""
        for spin in (self._workers, self._alive, self._milliseconds):
            spin.lineEdit().setTextMargins(SPIN_MARGIN_PX, 0, 0, 0)
        self._workers.setRange(1, MOST_WORKERS)
        self._workers.setAccessibleName(tr("How many processes or threads"))
        self._alive.setRange(1, MOST_ALIVE)
        self._alive.setAccessibleName(tr("Processes alive at a time"))
        self._alive.setToolTip(
            tr("Alive at a time: at most this many processes live at the same moment.")
        )
        self._milliseconds.setValue(FIRST_WORK_MS)
        self._milliseconds.setAccessibleName(tr("Time of extra work for each number"))
        self._milliseconds.setToolTip(tr("Extra work for each number, such as 50 ms or 2 s."))
        self._fit_spins()
        self._method.setAccessibleName(tr("Start method"))
        self._work.setAccessibleName(tr("Extra work"))

    def _fit_spins(self) -> None:
        """Make the number boxes as narrow as what is written in them allows: room is scarce."""
        for spin, longest in (
            (self._workers, LONGEST_COUNT),
            (self._alive, LONGEST_COUNT),
            (self._milliseconds, LONGEST_TIME),
        ):
            spin.setFixedWidth(spin.fontMetrics().horizontalAdvance(longest) + SPIN_FRAME_PX)

    def _on_changed(self) -> None:
        """Show what belongs to the choice, and tell."""
        self._show_what_applies()
        self.way_changed.emit()

    def _show_what_applies(self) -> None:
        """Hide what has no meaning for the way chosen."""
        sharing, housing = self._kind.kind
        self._alive_group.setVisible(sharing is Sharing.EACH)
        self._workers_group.setVisible(sharing is Sharing.DYNAMIC)
        threads = housing is Housing.THREAD
        self._workers_group.label.setText(tr("Threa&ds") if threads else tr("&Processes"))
        self._milliseconds.setVisible(WorkKind(self._work.chosen) is not WorkKind.NONE)
        self._work_group.updateGeometry()
        self._fit_names()

    def _fit_names(self) -> None:
        """Call the ways by their full names where everything then still fits into one row."""
        others = [group for group in self._groups if not group.isHidden()]
        needed = self._how.label.sizeHint().width() + LABEL_GAP_PX + self._kind.full_width
        needed += sum(GAP_X_PX + group.sizeHint().width() for group in others)
        self._kind.show_full_names(needed <= self.width())
