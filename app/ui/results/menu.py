"""The context menu of the results: take rows along, try failed ones again, act on the process.

GUI thread only.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from app.engine.actions import ProcessAction, offered_actions
from app.engine.log import NOBODY, Log
from app.engine.worker_record import WorkerRecord
from app.words import tr


def action_words(action: ProcessAction, name: str) -> str:
    """Return what an act on a worker's process is called in a menu."""
    return {
        ProcessAction.TERMINATE: tr("End {name}", name=name),
        ProcessAction.KILL: tr("Kill {name} at once", name=name),
        ProcessAction.SUSPEND: tr("Suspend {name}", name=name),
        ProcessAction.RESUME: tr("Resume {name}", name=name),
    }[action]


def possible_actions(record: WorkerRecord) -> list[ProcessAction]:
    """Return the acts that make sense for a worker now: none once it has ended."""
    if record.exited is not None or record.pid is None:
        return []
    useless = ProcessAction.SUSPEND if record.suspended else ProcessAction.RESUME
    return [action for action in offered_actions() if action is not useless]


def living_worker(log: Log, row: int | None) -> WorkerRecord | None:
    """Return the record of a row's worker if its process can still be acted on."""
    if row is None or log.row_worker[row] == NOBODY:
        return None
    record = log.workers[log.row_worker[row]]
    return record if possible_actions(record) else None


class ResultsMenu(QMenu):
    """The menu for what is selected at the moment it opens."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Results"))

    def offer(self, words: str, chosen: Callable[[], None], enabled: bool = True) -> None:
        """Add something that can be chosen."""
        action = self.addAction(words)
        action.setEnabled(enabled)
        action.triggered.connect(lambda _checked: chosen())

    def offer_acts(self, record: WorkerRecord, act: Callable[[int, ProcessAction], None]) -> None:
        """Add the acts that make sense for a worker.

        Args:
            record: the worker's.
            act: called with the worker and the act chosen.
        """
        self.addSeparator()
        for action in possible_actions(record):
            self.offer(action_words(action, record.name), partial(act, record.worker, action))
