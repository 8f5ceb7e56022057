"""The context menu of the results: take rows along, try failed ones again, act on the process.

GUI thread only.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from app.engine.rows import NOBODY, Rows
from app.engine.worker_record import WorkerRecord
from app.ui.parts.process_menu import Act, add_acts
from app.words import tr


def worker_of_row(log: Rows, row: int | None) -> WorkerRecord | None:
    """Return the record of a row's worker, None where there was none."""
    if row is None or log.row_worker[row] == NOBODY:
        return None
    return log.workers[log.row_worker[row]]


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

    def offer_acts(self, record: WorkerRecord, act: Act) -> None:
        """Add the acts on a worker's process.

        Args:
            record: the worker's.
            act: called with the worker and the act chosen.
        """
        self.addSeparator()
        add_acts(self, record, act)
