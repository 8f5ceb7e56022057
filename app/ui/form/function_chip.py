"""Names the person's own function beside the numbers, and leads back. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from app.engine.tasks import Task
from app.engine.telling.task_words import is_own
from app.words import tr

LONGEST_NAME = 18
"""A name with more letters is shortened in the middle."""


class FunctionChip(QPushButton):
    """There while the numbers are not simply squared.

    Signals:
        code_wanted: the person wants to see the function.
        back_wanted: the person wants to square again.
    """

    code_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("function")
        self.setProperty("kind", "choices")
        self.setAutoDefault(True)
        menu = QMenu(self)
        menu.addAction(tr("Show its &code")).triggered.connect(self.code_wanted)
        menu.addAction(tr("&Back to squarer")).triggered.connect(self.back_wanted)
        self.setMenu(menu)
        self.hide()

    def show_task(self, task: Task) -> None:
        """Name a task's function; nothing where that is the square."""
        self.setVisible(is_own(task))
        name = task.name
        if len(name) > LONGEST_NAME:
            half = LONGEST_NAME // 2
            name = f"{name[:half]}…{name[1 - half :]}"
        self.setText(name)
        words = tr("Each number goes through your function {function}", function=task.name)
        self.setToolTip(words)
        self.setAccessibleName(words)
        self.setSizePolicy(self.sizePolicy().Policy.Maximum, self.sizePolicy().Policy.Fixed)
        self.setCursor(Qt.CursorShape.ArrowCursor)
