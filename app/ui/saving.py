"""Saving results, pictures, programs: asks where to, says how it went, lets files be finished.

GUI thread only.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.engine.record import Record
from app.ui.file_commands import FileCommands
from app.ui.results.saver import ResultSaver
from app.ui.results.saver import Saving as SavingSteps
from app.ui.run.page import RunPage
from app.ui.run.session import RunSession
from app.ui.run.status import RunStatus
from app.words import tr


class Saving(QObject):
    """What becomes of a save that has been asked for: it is finished, and told.

    Args:
        window: the window, closed at last when it only waited for a file.
        files: asks the person where to.
        session: whose results are saved.
        status: where it is said how it went.

    Attributes:
        saver: writes the files.
    """

    def __init__(
        self, window: QWidget, files: FileCommands, session: RunSession, status: RunStatus
    ) -> None:
        super().__init__(window)
        self._window = window
        self._files = files
        self._session = session
        self._status = status
        self._closing = False
        self.saver = ResultSaver(self)
        self.saver.progressed.connect(self._show_progress)
        self.saver.saved.connect(self._on_saved)
        self.saver.failed.connect(self._on_failed)
        self.saver.drained.connect(self._on_drained)

    def save_results(self) -> None:
        """Ask where to and save the rows."""
        path = self._files.ask_where_to_save_results()
        if path is not None:
            self.saver.save(path, self._session.standing)

    def save_run(self) -> None:
        """Ask where to and save the run that is shown."""
        path = self._files.ask_where_to_save_run()
        if path is not None:
            self.saver.carry_out(self.run_saving(path))

    def run_saving(self, path: Path) -> SavingSteps:
        """Return what saves the run that is shown, with all goes at its numbers."""
        return _saving_run(path, self._session.records[-1])

    def save_report(self, page: RunPage) -> None:
        """Ask where to and save the report of the run that the page shows."""
        path = self._files.ask_where_to_save_run_report()
        if path is None:
            return
        from app.engine.reporting.comparison import belongs_to, comparison_section
        from app.engine.reporting.report import Subject
        from app.engine.scripts.script import Version
        from app.ui.report.saving import report_saving

        session, code = self._session, page.code_page
        compare_page = page.comparisons.page
        found = None if compare_page is None else compare_page.findings
        goes_with_it = found is not None and belongs_to(found, session.record)
        subject = Subject(
            record=session.record,
            rows=session.standing,
            goes=tuple(session.records),
            version=Version.PRINT if code is None else code.choice.version,
            extra=(comparison_section(found),) if found is not None and goes_with_it else (),
        )
        pids_shown = page.views.timeline.pids.isChecked()
        self.saver.carry_out(report_saving(path, subject, pids_shown))

    def save_program(self, text: str) -> None:
        """Ask where to and save a Python program."""
        path = self._files.ask_where_to_save_program()
        if path is None:
            return
        from app.engine.telling.whole_files import save_text

        try:
            save_text(path, text)
        except OSError as problem:
            self._on_failed(str(problem))
        else:
            self._on_saved(tr("Program saved to {path}", path=path))

    def save_picture(self, save: Callable[[Path], None], name: str) -> None:
        """Ask where to and save a picture.

        Args:
            save: writes it; raises OSError, in words, where that cannot be done.
            name: what its file is called, unless the person says otherwise.
        """
        path = self._files.ask_where_to_save_picture(name)
        if path is None:
            return
        try:
            save(path)
        except OSError as problem:
            self._status.say_problem(str(problem))
        else:
            self._status.say(tr("Picture saved to {path}", path=path))

    def lets_close(self) -> bool:
        """Return whether the window may close now; else it is closed when the file is whole."""
        self._closing = self.saver.busy
        if self._closing:
            self._status.say(tr("The window closes as soon as the file is saved…"))
        return not self._closing

    def _show_progress(self, words: str) -> None:
        """Say how far the saving is, unless there is something else to say."""
        if not self._session.is_busy and not self._closing:
            self._status.say(words)

    def _on_saved(self, words: str) -> None:
        """Say that a file is whole, beside how the run goes where one has begun meanwhile."""
        (self._status.note if self._session.is_busy else self._status.say)(words)

    def _on_failed(self, words: str) -> None:
        """Say why a file could not be saved, which must not be lost in a window that closes."""
        self._closing = False
        (self._status.note if self._session.is_busy else self._status.say_problem)(words)

    def _on_drained(self) -> None:
        """Close the window, if it only waited for this."""
        if self._closing:
            self._closing = False
            self._window.close()


def _saving_run(path: Path, record: Record) -> SavingSteps:
    """Save a run step by step."""
    from app.engine.storage.run_file import OF_ALL, save_run_steps

    for done in save_run_steps(path, record):
        yield tr("Saving… {percent} %", percent=100 * done // OF_ALL)
    return tr("Run saved to {path}", path=path)
