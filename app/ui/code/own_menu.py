"""Offers functions to begin with: what was written last, examples, a file. GUI thread only."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.engine.own.function import OwnFunction
from app.engine.scripts.examples import examples
from app.words import tr

EMPTY = OwnFunction("def f(n):\n    return n\n", "f")


class OwnMenu(QMenu):
    """A menu of functions.

    Signals:
        chosen: an `OwnFunction`, and numbers with which it shows its point, or an empty text.
        open_wanted: a function of a file.
    """

    chosen = Signal(object, str)
    open_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setToolTipsVisible(True)
        self._last = self.addAction("")
        self._function: OwnFunction | None = None
        self._last.triggered.connect(lambda: self.chosen.emit(self._function, ""))
        self.addAction(tr("An &empty one")).triggered.connect(partial(self._choose, EMPTY, ""))
        self.addAction(tr("From a &file…")).triggered.connect(self.open_wanted)
        self.addSeparator()
        for example in examples():
            action = self.addAction(example.title)
            action.setToolTip(example.point)
            function = OwnFunction(example.source, example.name)
            action.triggered.connect(partial(self._choose, function, example.numbers))
        self.offer_last(None)

    def offer_last(self, function: OwnFunction | None) -> None:
        """Offer what was written last, if anything was."""
        self._function = function
        self._last.setVisible(function is not None)
        if function is not None:
            self._last.setText(tr("Your &last one: {name}", name=function.name))

    def _choose(self, function: OwnFunction, numbers: str, _checked: bool = False) -> None:
        self.chosen.emit(function, numbers)
