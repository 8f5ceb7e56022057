"""Opening files: numbers, functions, runs; chosen in a dialog, dropped, or from the command line.

GUI thread only.
"""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from app.engine.own.task import own_function_of
from app.engine.storage.places import RUN_SUFFIXES
from app.ui.file_commands import FileCommands
from app.ui.menus import Menus
from app.ui.parts.local_files import local_files
from app.ui.run.page import RunPage
from app.ui.run_opener import RunOpener

FUNCTION_SUFFIXES = (".py", ".pyw")


class Opening(QObject):
    """What the window does with files.

    Args:
        window: what dialogs belong to.
        files: asks the person which.
        page: shows what is in them.

    Attributes:
        runs: opens those with runs.
    """

    def __init__(self, window: QWidget, files: FileCommands, page: RunPage) -> None:
        super().__init__(window)
        self._window = window
        self._files = files
        self._page = page
        self.runs = RunOpener(page)

    def wire(self, menus: Menus) -> None:
        """Let menus and the page ask for files."""
        menus.open_numbers.triggered.connect(self._ask_for_numbers)
        menus.open_function.triggered.connect(self._ask_for_function)
        menus.open_run.triggered.connect(self._ask_for_run)
        menus.show_function.triggered.connect(self._show_function)
        self._page.own.open_wanted.connect(self._ask_for_function)

    def open(self, path: str) -> None:
        """Open a file; its name says what is in it."""
        name = path.lower()
        if name.endswith(FUNCTION_SUFFIXES):
            self._page.own.open_file(path, self._window)
        elif name.endswith(RUN_SUFFIXES):
            self.runs.open(path)
        else:
            self._page.form.entry.open_file(path)

    def take_dropped(self, event: QDropEvent) -> None:
        """Open the first file of those that were dropped."""
        files = local_files(event.mimeData())
        event.acceptProposedAction()
        if files:
            self.open(files[0])

    def _ask_for_numbers(self) -> None:
        """Ask for a file and take its numbers."""
        path = self._files.ask_for_numbers()
        if path:
            self._page.form.entry.open_file(path)

    def _ask_for_function(self) -> None:
        """Ask for a Python file and show a function of it."""
        path = self._files.ask_for_function()
        if path:
            self._page.own.open_file(path, self._window)

    def _ask_for_run(self) -> None:
        """Ask for a file and show its run."""
        path = self._files.ask_for_run()
        if path:
            self.runs.open(path)

    def _show_function(self) -> None:
        """Show the function of the run that is shown, where it may be read and changed."""
        own = own_function_of(self._page.session.plan.task)
        if own is not None:
            self._page.own.begin(own)
