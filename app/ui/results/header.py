"""The line above the results: what it is, how far it is, and in which order. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from app.ui.look.theme import current_theme
from app.ui.results.order import Order, order_words
from app.words import tr

QUIET_MS = 200
"""Sorting that takes less is not worth a word."""
NOTE_MS = 4_000
QUIET_CHOOSER = """
QComboBox:!hover:!focus { border-color: transparent; color: palette(placeholder-text); }
"""
"""The order is a fact first and a choice second: it looks like words until it is approached."""


class ResultsHeader(QWidget):
    """Title, a quiet note, and the chooser for the order.

    Signals:
        order_chosen: the person wants the rows in another `Order`.
    """

    order_chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        title, bold = QLabel(tr("Results"), self), QFont()
        bold.setWeight(QFont.Weight.DemiBold)
        title.setFont(bold)
        self.note = QLabel(self)
        self.note.setProperty("kind", "muted")
        self.chooser = QComboBox(self)
        self.chooser.setAccessibleName(tr("Order of results"))
        self.chooser.setStyleSheet(QUIET_CHOOSER)
        for order in Order:
            self.chooser.addItem(order_words(order), order)
        self.chooser.currentIndexChanged.connect(self._tell_order)
        self._note_end = _once_after(NOTE_MS, self)
        self._note_end.timeout.connect(self.note.clear)
        self._sorting = _once_after(QUIET_MS, self)
        self._sorting.timeout.connect(lambda: self.say(tr("sorting…")))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 7, 10, 8)
        layout.addWidget(title)
        layout.addStretch(1)
        layout.addWidget(self.note)
        layout.addWidget(self.chooser)

    def choose(self, order: Order) -> None:
        """Choose an order as if the person had."""
        self.chooser.setCurrentIndex(self.chooser.findData(order))

    def say(self, words: str) -> None:
        """Show a few quiet words until there are others."""
        self._note_end.stop()
        self.note.setText(words)

    def say_briefly(self, words: str) -> None:
        """Show a few quiet words for a moment."""
        self.say(words)
        self._note_end.start()

    def show_sorting(self, busy: bool) -> None:
        """Say that rows are being sorted, unless it is over in a moment."""
        if busy:
            self._sorting.start()
        else:
            self._sorting.stop()
            if self.note.text() == tr("sorting…"):
                self.say("")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the hairline between header and list."""
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, current_theme().border)
        painter.end()

    def _tell_order(self) -> None:
        order = Order(self.chooser.currentData())
        self.chooser.setToolTip(_numbers_words(order))
        self.order_chosen.emit(order)


def _numbers_words(order: Order) -> str:
    """Return what the numbers before the rows count."""
    if order is Order.ENTRY:
        return tr("The numbers before the rows count in order of entry.")
    return tr("The numbers before the rows count in order of arrival.")


def _once_after(delay_ms: int, parent: QWidget) -> QTimer:
    """Return a timer that runs out once each time it is started."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(delay_ms)
    return timer
