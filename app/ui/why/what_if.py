"""What the run would have taken otherwise: estimates, and buttons that really run what can be run.

GUI thread only.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.engine.telling.what_if_words import Told
from app.ui.why.folding_rows import FoldingRows, words
from app.words import tr


class WhatIfTable(QWidget):
    """Shows estimates, each beside the run, and what came of those that were run.

    Signals:
        run_pressed: the person wants to see whether this estimate, a `Told`, comes true.
    """

    run_pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._rows = words(tr("What if?"), bold=True), FoldingRows()
        self._outcomes, self._rule = words("", "plain"), words("", "muted")
        self.buttons: list[QPushButton] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self._title, self._rows, self._outcomes, self._rule):
            layout.addWidget(part)

    @property
    def outcomes(self) -> list[str]:
        """Return what was predicted and run, line by line."""
        return self._outcomes.text().splitlines()

    def show_estimates(self, estimates: Sequence[Told], rule: str, *, may_run: bool) -> None:
        """Show estimates, or none.

        Args:
            estimates: what there is to tell.
            rule: how they come about.
            may_run: whether what can be run may be run here.
        """
        self.buttons = []
        self._rows.set_rows([self._row(told, may_run=may_run) for told in estimates])
        self._rows.setVisible(bool(estimates))
        self._rule.setText(rule)
        self._rule.setVisible(bool(rule))
        self._show_or_hide()

    def show_outcomes(self, outcomes: Sequence[str]) -> None:
        """Show predictions beside what came of them; one line each."""
        self._outcomes.setText("\n".join(outcomes))
        self._outcomes.setVisible(bool(outcomes))
        self._show_or_hide()

    def _show_or_hide(self) -> None:
        """Be there while there is something to say."""
        self.setVisible(bool(self._rule.text() or self._outcomes.text()))

    def _row(self, told: Told, *, may_run: bool) -> list[QWidget]:
        """Return one estimate's row."""
        run: QWidget = QWidget()
        if told.way is not None and may_run:
            run = self._button(told)
        return [
            words(told.question),
            words(told.value, bold=True),
            run,
            words(told.beside, "muted"),
        ]

    def _button(self, told: Told) -> QPushButton:
        """Return the button that runs what an estimate is about."""
        button = QPushButton(tr("Run it ›"))
        button.setProperty("kind", "link")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setAccessibleName(tr("Run it: {question}", question=told.question))
        button.setToolTip(tr("Runs the same numbers like this, and says how right this was"))
        button.clicked.connect(partial(self.run_pressed.emit, told))
        self.buttons.append(button)
        return button
