"""The drop-down that leads to earlier runs: it says which is shown, and opens the latest as cards.

GUI thread only. What it shows is built when it is first opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from app.words import tr, tr_count

if TYPE_CHECKING:
    from app.engine.storage.library import KeptRun
    from app.ui.runs.run_list import RunList

OFFERED = 20
"""So many of the latest runs are offered here; the panel has all of them."""

WIDTH_LINES = 24
MOST_IN_SIGHT = 5


class RunsDropDown(QPushButton):
    """Says which run is shown, and offers the latest; not there while there is only one.

    Signals:
        show_wanted: the person wants to see this `KeptRun`.
        all_wanted: the person wants the panel.
    """

    show_wanted = Signal(object)
    all_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setToolTip(tr("Show an earlier run: list, timeline, replay and Why follow"))
        self._runs: Sequence[KeptRun] = ()
        self._shown: int | None = None
        self._popup: _Popup | None = None
        self.clicked.connect(self._open)
        self.hide()

    def show_runs(self, runs: Sequence[KeptRun], shown: int | None) -> None:
        """Offer these runs, the newest first, and say which of them is shown."""
        self._runs, self._shown = runs, shown
        count = len(runs)
        place = next((place for place, run in enumerate(runs) if run.id == shown), None)
        if place is None:
            words = tr_count("{count} earlier run", "{count} earlier runs", count)
        else:
            words = tr("Run {number} of {all}", number=f"{count - place:,}", all=f"{count:,}")
        self.setText(f"{words}  ▾")
        self.setAccessibleName(words)
        self.setVisible(count > (0 if place is None else 1))
        if self._popup is not None:
            self._popup.show_runs(runs[:OFFERED], shown)

    def set_running(self, running: bool) -> None:
        """While a run goes on, that is the one that is shown."""
        self.setEnabled(not running)

    def _open(self) -> None:
        """Show the cards beneath."""
        if self._popup is None:
            self._popup = popup = _Popup(self)
            popup.list.show_wanted.connect(self._choose)
            popup.list.clicked.connect(
                lambda index: self._choose(popup.list.cards.runs[index.row()])
            )
            popup.all_button.clicked.connect(self._want_all)
        self._popup.show_runs(self._runs[:OFFERED], self._shown)
        self._popup.open_at(self)

    def _choose(self, run: KeptRun) -> None:
        """Ask for a run to be shown."""
        if self._popup is not None:
            self._popup.close()
        self.show_wanted.emit(run)

    def _want_all(self) -> None:
        """Ask for the panel."""
        if self._popup is not None:
            self._popup.close()
        self.all_wanted.emit()


class _Popup(QFrame):
    """The latest runs as cards, and the way to all of them."""

    def __init__(self, parent: QWidget) -> None:
        from app.ui.runs.run_list import RunList

        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("kind", "card")
        self.list: RunList = RunList(self)
        self.list.setSelectionMode(RunList.SelectionMode.SingleSelection)
        self.list.setEditTriggers(RunList.EditTrigger.NoEditTriggers)
        self.all_button = QPushButton(tr("All runs… (Ctrl+H)"))
        self.all_button.setProperty("kind", "link")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.list)
        layout.addWidget(self.all_button)

    def show_runs(self, runs: Sequence[KeptRun], shown: int | None) -> None:
        """Show these runs."""
        self.list.show_runs(runs)
        self.list.cards.show_as_shown(shown)
        row = None if shown is None else self.list.cards.row_of(shown)
        self.list.setCurrentIndex(self.list.cards.index(row or 0))

    def open_at(self, button: QWidget) -> None:
        """Open beneath a button, or where there is room."""
        line = self.fontMetrics().height()
        card = self.list.sizeHintForRow(0)
        cards = min(MOST_IN_SIGHT, self.list.cards.rowCount()) * card + 4
        size = QSize(WIDTH_LINES * line, cards + self.all_button.sizeHint().height() + 24)
        room = button.screen().availableGeometry()
        size = size.boundedTo(room.size())
        place = button.mapToGlobal(QPoint(button.width() - size.width(), button.height() + 2))
        left = max(room.left(), min(place.x(), room.right() - size.width()))
        top = max(room.top(), min(place.y(), room.bottom() - size.height()))
        self.setGeometry(left, top, size.width(), size.height())
        self.show()
        self.list.setFocus(Qt.FocusReason.PopupFocusReason)
