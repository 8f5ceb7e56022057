"""The question before a run that starts far more processes than makes sense. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.engine.computer import available_cores
from app.engine.plan import Plan
from app.engine.telling.durations import duration_text
from app.engine.units import NS_PER_S
from app.engine.way import Sharing, WorkKind
from app.ui.form.question_frame import QuestionFrame
from app.words import tr, tr_count

SENSIBLE_PROCESSES = 1_000


def needs_asking(plan: Plan) -> bool:
    """Return whether the plan starts far more processes than makes sense."""
    return plan.way.sharing is Sharing.EACH and len(plan.numbers) > SENSIBLE_PROCESSES


def estimate_ns(plan: Plan, process_cost_ns: int) -> int:
    """Return about how long a run with a process for each number takes.

    Args:
        plan: the run.
        process_cost_ns: what one process costs from start to join, measured on this computer.
    """
    starting = len(plan.numbers) * process_cost_ns
    working = round(len(plan.numbers) * plan.way.work.seconds * NS_PER_S)
    if plan.way.work.kind is WorkKind.COMPUTING:
        return starting + round(working / available_cores())
    if plan.way.work.kind is WorkKind.WAITING:
        return max(starting, working // plan.way.alive_limit)
    return starting


class CostQuestion(QuestionFrame):
    """A calm question beneath the form; while it stands nothing has been started.

    Signals:
        go_on_chosen: start all those processes.
        pool_chosen: use a pool instead.
        declined: do nothing.
    """

    go_on_chosen = Signal()
    pool_chosen = Signal()
    declined = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        go_on, pool = QPushButton(), QPushButton(tr("Use a &pool instead"))
        cancel = QPushButton(tr("Cancel"))
        super().__init__([pool, go_on, cancel], parent)
        self._go_on, self._pool = go_on, pool
        pool.setProperty("kind", "primary")
        go_on.clicked.connect(self.go_on_chosen)
        pool.clicked.connect(self.pool_chosen)
        cancel.clicked.connect(self.declined)

    def ask(self, plan: Plan, process_cost_ns: int | None) -> None:
        """Show the question.

        Args:
            plan: the run asked for.
            process_cost_ns: what one process costs, or None while that is being measured.
        """
        count = len(plan.numbers)
        self._say(_question(plan, process_cost_ns))
        self._go_on.setText(tr_count("&Start {count} process", "&Start {count} processes", count))
        newly = not self.isVisible()
        self.setVisible(True)
        if newly:
            self._pool.setFocus(Qt.FocusReason.OtherFocusReason)


def _question(plan: Plan, process_cost_ns: int | None) -> str:
    """Return the words of the question."""
    count = len(plan.numbers)
    processes = tr_count("{count} process", "{count} processes", count)
    if process_cost_ns is None:
        return tr(
            "Starting {processes}, one for each number: measuring how long that takes on this "
            "computer…",
            processes=processes,
        )
    duration = duration_text(_rounded(estimate_ns(plan, process_cost_ns)))
    pool = tr_count("{count} process", "{count} processes", plan.way.workers)
    if plan.way.work.kind is WorkKind.NONE:
        return tr(
            "Starting {processes}, one for each number, takes about {duration} on this computer. "
            "A pool of {pool} squares the same numbers much faster.",
            processes=processes,
            duration=duration,
            pool=pool,
        )
    return tr(
        "Starting {processes}, one for each number, and letting each do its extra work takes "
        "about {duration} on this computer. A pool of {pool} starts far fewer.",
        processes=processes,
        duration=duration,
        pool=pool,
    )


def _rounded(ns: int) -> int:
    """Return an estimate with two digits: it is not known better than that."""
    scale: int = 10 ** max(0, len(str(ns)) - 2)
    return round(ns / scale) * scale
