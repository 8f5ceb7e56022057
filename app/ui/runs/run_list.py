"""The list of kept runs as cards, the newest first, quick with thousands. GUI thread only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QListView, QWidget

from app.engine.storage.library import KeptRun
from app.ui.parts.plain import plain
from app.ui.runs.card import RUN_ROLE, SHOWN_ROLE, RunCard
from app.ui.runs.card_words import whole_words
from app.words import tr

Index = QModelIndex | QPersistentModelIndex

LONGEST_TIP = 1_000
"""So many characters of a note are shown beside the pointer."""


class RunsModel(QAbstractListModel):
    """The runs that are offered.

    Signals:
        renamed: a run's id, and the name that was typed for it.
    """

    renamed = Signal(int, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._all: Sequence[KeptRun] = ()
        self._wanted = ""
        self._shown: int | None = None
        self.runs: list[KeptRun] = []

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many runs are offered."""
        return 0 if parent is not None and parent.isValid() else len(self.runs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what there is to know of a run."""
        if not 0 <= index.row() < len(self.runs):
            return None
        run = self.runs[index.row()]
        if role == RUN_ROLE:
            return run
        if role == SHOWN_ROLE:
            return run.id == self._shown
        if role == Qt.ItemDataRole.EditRole:
            return run.name
        spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if role in spoken:
            return whole_words(run, datetime.now().astimezone())
        if role == Qt.ItemDataRole.ToolTipRole and run.note:
            cut = len(run.note) > LONGEST_TIP
            return plain(f"{run.note[:LONGEST_TIP]}…" if cut else run.note)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for another name."""
        if role != Qt.ItemDataRole.EditRole or not 0 <= index.row() < len(self.runs):
            return False
        run = self.runs[index.row()]
        if str(value).strip() != run.name:
            self.renamed.emit(run.id, str(value))
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let names be typed."""
        return super().flags(index) | Qt.ItemFlag.ItemIsEditable

    def set_runs(self, runs: Sequence[KeptRun]) -> None:
        """Offer these runs, as far as they hold what is looked for."""
        self._all = runs
        self._filter()

    def look_for(self, words: str) -> None:
        """Offer only runs that hold all of these words, whatever their case."""
        self._wanted = words
        self._filter()

    def show_as_shown(self, run: int | None) -> None:
        """Mark the run that the window shows."""
        if run != self._shown:
            self._shown = run
            if self.runs:
                self.dataChanged.emit(self.index(0), self.index(len(self.runs) - 1), [SHOWN_ROLE])

    def row_of(self, run: int) -> int | None:
        """Return where a run stands, None where it is not offered."""
        return next((row for row, each in enumerate(self.runs) if each.id == run), None)

    def _filter(self) -> None:
        """Offer what is looked for."""
        self.beginResetModel()
        wanted = self._wanted.casefold().split()
        self.runs = list(self._all)
        if wanted:
            now = datetime.now().astimezone()
            told = [(run, whole_words(run, now).casefold()) for run in self._all]
            self.runs = [run for run, words in told if all(word in words for word in wanted)]
        self.endResetModel()


class RunList(QListView):
    """The cards.

    Signals:
        show_wanted: the person wants to see this `KeptRun` again.
        delete_wanted: these `KeptRun`s are to go.
        undo_wanted: the last deletion is to be taken back.
        chosen_changed: other runs are chosen.
    """

    show_wanted = Signal(object)
    delete_wanted = Signal(object)
    undo_wanted = Signal()
    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards = RunsModel(self)
        self._later: Sequence[KeptRun] | None = None
        self.setModel(self.cards)
        self.setItemDelegate(RunCard(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Runs"))
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())

    @property
    def chosen(self) -> list[KeptRun]:
        """Return the chosen runs, the newest first; with none chosen the one with the keyboard."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        if not rows and self.currentIndex().isValid():
            rows = [self.currentIndex().row()]
        return [self.cards.runs[row] for row in rows]

    def show_runs(self, runs: Sequence[KeptRun]) -> None:
        """Show these runs; what is chosen and where the list is stay as they are.

        While a name is being typed they are shown after it: another list would throw it away.
        """
        if self.state() is QAbstractItemView.State.EditingState:
            self._later = runs
            return
        kept = {self.cards.runs[index.row()].id for index in self.selectedIndexes()}
        row, current = self.currentIndex().row(), self.currentIndex().data(RUN_ROLE)
        scrolled = self.verticalScrollBar().value()
        self.cards.set_runs(runs)
        model = self.selectionModel()
        for place, run in enumerate(self.cards.runs if kept else ()):
            if run.id in kept:
                model.select(self.cards.index(place), model.SelectionFlag.Select)
        if isinstance(current, KeptRun):
            at = self.cards.row_of(current.id)
            if at is None:  # it has been deleted: the next one takes its place
                at = min(row, len(self.cards.runs) - 1)
            model.setCurrentIndex(self.cards.index(at), model.SelectionFlag.NoUpdate)
        self.verticalScrollBar().setValue(scrolled)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Show the runs that came while a name was being typed."""
        super().closeEditor(editor, hint)
        later, self._later = self._later, None
        if later is not None:
            self.show_runs(later)

    def rename(self) -> None:
        """Let the person type a name for the run that has the keyboard."""
        if self.currentIndex().isValid():
            self.edit(self.currentIndex())

    def undo(self) -> None:
        """Take the last deletion back: what Edit ▸ Undo does here."""
        self.undo_wanted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows a run, Delete deletes those chosen."""
        editing = self.state() is QAbstractItemView.State.EditingState
        run = self.currentIndex().data(RUN_ROLE)
        if not editing and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and run:
            self.show_wanted.emit(run)
        elif not editing and event.key() == Qt.Key.Key_Delete and self.chosen:
            self.delete_wanted.emit(self.chosen)
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Show the run under the pointer."""
        run = self.indexAt(event.position().toPoint()).data(RUN_ROLE)
        if run is not None and event.button() == Qt.MouseButton.LeftButton:
            self.show_wanted.emit(run)
        else:
            super().mouseDoubleClickEvent(event)
