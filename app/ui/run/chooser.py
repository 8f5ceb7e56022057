"""The drop-down that leads to the goes before the one shown, once there is more than one.

GUI thread only.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.engine.record import Record
from app.engine.telling.run_words import record_words
from app.words import tr


class RunChooser(QPushButton):
    """Says which run is shown, and offers the others; not there while there is only one.

    Signals:
        record_chosen: the person wants to see this `Record`.
    """

    record_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "menu")
        self.setToolTip(tr("Show another run: timeline, replay and Why follow"))
        self._runs = QMenu(self)
        self._group = QActionGroup(self)
        self.setMenu(self._runs)
        self.hide()

    def show_records(self, records: Sequence[Record], shown: Record) -> None:
        """Offer these runs, in order, and tick the one that is shown."""
        self._runs.clear()
        for action in self._group.actions():
            self._group.removeAction(action)
        for record in records:
            self._offer(record, shown)
        self.setText(tr("Run {number} of {all}", number=shown.number, all=len(records)))
        self.setAccessibleName(self.text())
        self.setVisible(len(records) > 1)

    def set_running(self, running: bool) -> None:
        """While a run goes on, that is the one that is shown."""
        self.setEnabled(not running)

    def _offer(self, record: Record, shown: Record) -> None:
        """Add one run to the menu."""
        action = QAction(record_words(record), self._runs)
        action.setCheckable(True)
        action.setChecked(record is shown)
        action.triggered.connect(lambda _checked=False: self.record_chosen.emit(record))
        self._group.addAction(action)
        self._runs.addAction(action)
