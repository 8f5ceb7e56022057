"""Lets the person run a function of their own: keeps the Code page and the form in step.

It is run by the big button and by nothing else; here it is text. GUI thread only.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QInputDialog, QWidget

from app.engine.log import Log
from app.engine.outcome import Cause
from app.engine.own.function import OwnFunction
from app.engine.plan import LESSON_NUMBERS
from app.engine.tasks import SQUARE
from app.engine.telling.row_sentences import row_sentence
from app.ui.form.numbers_form import NumbersForm
from app.ui.run.strangers import Strangers
from app.words import tr

if TYPE_CHECKING:
    from app.ui.code.page import CodePage


MOST_FAILURES = 1_000
"""So many failures of a run are looked at for their lines."""


class FunctionMemory(Protocol):
    """Remembers what was written from one time to the next."""

    @property
    def own_function(self) -> OwnFunction | None:
        """Return what was written last, or None."""

    def keep_own_function(self, function: OwnFunction) -> None:
        """Remember what is written now."""


class NoMemory:
    """Remembers nothing."""

    own_function: OwnFunction | None = None

    def keep_own_function(self, function: OwnFunction) -> None:
        """Forget it."""


class OwnFunctions(QObject):
    """What goes on between the page with the code and the form.

    Args:
        form: asks for runs.
        code_page: returns the page, in sight.
        strangers: knows the functions that came with a file.

    Signals:
        open_wanted: the person wants a function of a file.
    """

    open_wanted = Signal()

    def __init__(
        self, form: NumbersForm, code_page: Callable[[], CodePage], strangers: Strangers
    ) -> None:
        super().__init__(form)
        self._strangers = strangers
        self._form = form
        self._code_page = code_page
        self._memory: FunctionMemory = NoMemory()
        self._page: CodePage | None = None
        self._begun: OwnFunction | None = None
        self._numbers_brought = {LESSON_NUMBERS}
        form.chip.code_wanted.connect(self._show_code)
        form.chip.back_wanted.connect(self.back)
        strangers.show_wanted.connect(self.begin)

    def remember_with(self, memory: FunctionMemory) -> None:
        """Ask `memory` for what was written last, and tell it what is written."""
        self._memory = memory

    def tie(self, page: CodePage) -> None:
        """Let a page that has just been built begin functions and tell of what is written."""
        self._page = page
        page.own_changed.connect(lambda _own: self._take(page))
        page.begin_wanted.connect(self.begin)
        page.open_wanted.connect(self.open_wanted)
        page.back_wanted.connect(self.back)
        page.offer_last(self._memory.own_function)

    def begin(self, function: OwnFunction, numbers: str = "") -> None:
        """Let this function be written on and run.

        Args:
            function: what to begin with.
            numbers: with which it shows its point; they take the place of numbers that came in
                this way or are the lesson's, never of the person's own.
        """
        self._begun = function
        self._code_page().edit_own(function)
        if numbers and self._form.entry.text.strip() in self._numbers_brought:
            self._form.entry.set_text(numbers)
            self._numbers_brought.add(numbers)

    def back(self) -> None:
        """Square again."""
        self._code_page().show_lesson()
        if self._form.entry.text.strip() in self._numbers_brought - {LESSON_NUMBERS}:
            self._form.entry.set_text(LESSON_NUMBERS)

    def open_file(self, path: str, window: QWidget) -> None:
        """Show a function of a file; which, where it has several, the person says."""
        from app.engine.scripts.checking import functions_in
        from app.engine.scripts.function_files import UnreadableFunction, function_of, read_source

        try:
            source = read_source(path)
            names = functions_in(source) if len(source) else []
            if len(names) > 1:
                words = tr("Which function of {name}?", name=Path(path).name)
                title = tr("Open function")
                name, wanted = QInputDialog.getItem(window, title, words, names, 0, False)
                if not wanted:
                    return
                function = function_of(source, name)
            else:
                function = function_of(source)
        except UnreadableFunction as problem:
            self._form.entry.hint.say_problem(str(problem))
            return
        self.begin(function)

    def tell_of(self, log: Log) -> None:
        """Mark in the function what failed in a run of it that is over."""
        page = self._page
        if page is None or page.own is None or log.task.source != page.own.source:
            return
        failures: dict[int, str] = {}
        for row in log.failed_rows[:MOST_FAILURES]:
            cause = log.row_outcome[row]
            if isinstance(cause, Cause) and cause.line:
                failures.setdefault(cause.line - 1, row_sentence(log, row, short=True))
        page.show_failures(failures)

    def _show_code(self) -> None:
        self._code_page()

    def _take(self, page: CodePage) -> None:
        """Let the form run what stands on the page now, or say why that cannot be run."""
        from app.engine.own.task import own_task

        own = page.own
        if own is None:
            self._form.set_task(SQUARE)
        else:
            self._form.set_task(own_task(own.source, own.name), page.mistake)
            if self._begun is not None:
                self._strangers.note_changed(own, self._begun)
            if not self._strangers.is_strange(own):  # what is kept is not asked about again
                self._memory.keep_own_function(own)
                page.offer_last(own)
