"""Functions that came with a file: before one is run the person is asked, once. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.engine.own.function import OwnFunction
from app.engine.own.task import own_function_of
from app.engine.record import Record, goes_up_to
from app.engine.tasks import Task
from app.words import tr


class Strangers(QObject):
    """Knows which functions nobody here has agreed to run yet.

    A function is known by its text; one that somebody has begun to change is still the stranger it
    was. What is agreed to holds until the window is closed.

    Args:
        window: what the question belongs to.

    Signals:
        show_wanted: the person wants to see this `OwnFunction` first.
    """

    show_wanted = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._known: set[str] = set()
        self._origins: dict[str, str] = {}
        self._files: dict[str, str] = {}

    def note(self, record: Record, file: str) -> None:
        """Take note of the functions of a run that came with a file.

        Args:
            record: the run; the goes before it may have others.
            file: its name, as the person knows it.
        """
        for go in goes_up_to(record):
            own = own_function_of(go.plan.task)
            if own is not None:
                text = _text_of(own)
                self._origins.setdefault(text, text)
                self._files.setdefault(text, file)

    def note_changed(self, function: OwnFunction, before: OwnFunction) -> None:
        """Take note that a function is what has become of another one, by whatever has changed it.

        An editor alone may change some signs in a text.
        """
        if self.is_strange(before):
            self._origins.setdefault(_text_of(function), self._origins[_text_of(before)])

    def is_strange(self, function: OwnFunction) -> bool:
        """Return whether a function came with a file and was never run or agreed to here."""
        text = _text_of(function)
        origin = self._origins.get(text)
        return origin is not None and not {text, origin} & self._known

    def may_run(self, task: Task) -> bool:
        """Return whether a task may be run; the person is asked where that is not known."""
        own = own_function_of(task)
        if own is None:
            return True
        if self.is_strange(own) and not self._ask(own):
            return False
        text = _text_of(own)
        self._known |= {text, self._origins.get(text, text)}
        return True

    def _ask(self, own: OwnFunction) -> bool:
        """Ask the person; to look at it first is no yes."""
        from PySide6.QtWidgets import QMessageBox  # to show it to Python takes long

        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(tr("Run this function?"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(
            tr(
                "The function {function} came with the file {file}. Run it?",
                function=own.name,
                file=self._files[self._origins[_text_of(own)]],
            )
        )
        box.setInformativeText(
            tr(
                "It is a program that somebody has written. It runs with your rights: it can read, "
                "change and delete your files. Run it only if you know what it does."
            )
        )
        run = box.addButton(tr("&Run it"), QMessageBox.ButtonRole.AcceptRole)
        show = box.addButton(tr("&Show it first"), QMessageBox.ButtonRole.ActionRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)
        box.exec()
        chosen = box.clickedButton()
        box.deleteLater()
        if chosen is show:
            self.show_wanted.emit(own)
        return chosen is run


def _text_of(function: OwnFunction) -> str:
    """Return a function's text without what lies behind it, and how it is called."""
    return f"{function.name}\n{function.source.strip()}"
