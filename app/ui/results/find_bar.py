"""The bar for finding a row of the results. GUI thread only."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from app.ui.parts.slices import Slices
from app.ui.results.model import ResultsModel
from app.ui.results.search import all_hits, find_row
from app.words import tr


class FindBar(QWidget):
    """Looks for a row, as one types and then from hit to hit.

    Signals:
        row_found: a row of the list contains what was typed.
        wanted_changed: what is looked for is another text now, empty for nothing.
        closed: the person is done with finding.
    """

    row_found = Signal(int)
    wanted_changed = Signal(str)
    closed = Signal()

    def __init__(self, model: ResultsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._start = 0
        self._slices, self._counting = Slices(self), Slices(self)
        self._hits: array[int] | None = None
        self._counted_rows = 0
        self._again: tuple[int, bool] | None = None
        self.field = QLineEdit(self)
        self.field.setAccessibleName(tr("Find in the results"))
        self.field.setPlaceholderText(tr("Find in the results"))
        self.field.setTextMargins(4, 3, 4, 3)
        self.field.textEdited.connect(self._look_from_start)
        self.message = QLabel(self)
        self.message.setProperty("kind", "muted")
        self.message.setWordWrap(True)
        self.message.hide()
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.field, 1)
        line.addWidget(self._button("↑", tr("Find the row before (Shift+F3)"), self.look_back))
        line.addWidget(self._button("↓", tr("Find the next row (F3)"), self.look_on))
        line.addWidget(self._button("✕", tr("Close (Esc)"), self.close_bar))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.message)
        model.modelReset.connect(self._look_again)

    def open_at(self, row: int) -> None:
        """Show the bar; looking begins at a row of the list."""
        self._start = max(0, row)
        self.show()
        self._count()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def close_bar(self) -> None:
        """Hide the bar and stop looking."""
        self._slices.stop()
        self._counting.stop()
        self.wanted_changed.emit("")
        self._say("")
        self.hide()
        self.closed.emit()

    def forget(self) -> None:
        """Stop looking and say nothing: the rows are another run's. What was typed stays."""
        self._slices.stop()
        self._counting.stop()
        self._hits = None
        self._start = 0
        self._say("")

    def look(self, row: int, forward: bool) -> None:
        """Look for what the field holds.

        Args:
            row: the row of the list to look at first.
            forward: down the list rather than up.
        """
        text = self.field.text()
        self._slices.stop()
        self._say("")
        if not text or not self._model.rowCount():
            self._say(tr("no row contains “{text}”", text=text) if text else "")
            return
        self._again = (row, forward)
        self._slices.start(find_row(self._model, text, row, forward), self._finish)
        if self._slices.busy:
            self._say(tr("looking…"))

    def event(self, event: QEvent) -> bool:
        """Claim Esc while the bar has the keyboard: it closes the bar rather than stop a run."""
        is_key = event.type() == QEvent.Type.ShortcutOverride
        if is_key and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next row, Shift+Enter back; Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            (self.look_back if back else self.look_on)()
        else:
            super().keyPressEvent(event)

    def set_start(self, row: int) -> None:
        """Note the row of the list from which to go on."""
        self._start = max(0, row)

    def look_on(self) -> None:
        """Go on to the next row that contains the text."""
        self.look(self._start + 1, forward=True)

    def look_back(self) -> None:
        """Go back to the row before that contains the text."""
        self.look(self._start - 1, forward=False)

    def _look_from_start(self) -> None:
        self._count()
        self.look(self._start, forward=True)

    def _count(self) -> None:
        """Count the rows that contain what the field holds, and let them be marked."""
        self._hits = None
        text = self.field.text()
        self.wanted_changed.emit(text)
        self._counted_rows = len(self._model.log)
        if text:
            self._counting.start(all_hits(self._model, text), self._take_hits)
        else:
            self._counting.stop()

    def _take_hits(self, hits: array[int]) -> None:
        """Say how many rows there are, and which of them the current one is."""
        self._hits = hits
        if not self._slices.busy:
            self._tell_place()

    def _tell_place(self) -> None:
        """Say which of the rows found the current one is."""
        if not self._hits:
            return
        place = bisect_left(self._hits, self._start)
        if place < len(self._hits) and self._hits[place] == self._start:
            counts = {"place": f"{place + 1:,}", "all": f"{len(self._hits):,}"}
            self._say(tr("{place} of {all}", **counts))

    def _look_again(self) -> None:
        """Begin anew when the rows have been put into another order."""
        if self.isVisible():
            self._count()
        if self._slices.busy and self._again is not None:
            self.look(*self._again)

    def _finish(self, row: int | None) -> None:
        """Tell what came of it."""
        if row is None:
            self._say(tr("no row contains “{text}”", text=self.field.text()))
        else:
            self._start = row
            self._say("")
            if self._hits is not None and len(self._model.log) != self._counted_rows:
                self._count()  # more rows have arrived
            self._tell_place()
            self.row_found.emit(row)

    def _say(self, words: str) -> None:
        self.message.setText(words)
        self.message.setVisible(bool(words))

    def _button(self, sign: str, name: str, slot: Callable[[], None]) -> QToolButton:
        button = QToolButton(self)
        button.setText(sign)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setAutoRaise(True)
        button.clicked.connect(slot)
        return button
