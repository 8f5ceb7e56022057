"""Ties the page that compares to the form, the session and the views. GUI thread only.

The page is built when somebody first looks at it. While a comparison goes on nothing else runs.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.ui.form.numbers_form import NumbersForm
from app.ui.run.session import RunSession
from app.ui.run.status import RunStatus
from app.ui.run.views import RunViews
from app.ui.runs.keeper import Keeper
from app.words import tr

if TYPE_CHECKING:
    from app.controller import Controller
    from app.engine.comparing.comparison import Asked
    from app.ui.compare.page import ComparePage


class Comparisons(QObject):
    """What goes on between the page that compares and the rest.

    Args:
        controller: carries out the runs.
        keeper: keeps comparisons.
        form: has the numbers, the work and the task.
        session: lets no run begin beside a comparison.
        status: says what goes on.
        views: has a place for the page.

    Signals:
        running_changed: a comparison begins or is over.
        run_wanted: a repetition is to be shown: its `Record`, and which it is, in words.
        picture_wanted: the chart is to be saved.
    """

    running_changed = Signal(bool)
    run_wanted = Signal(object, str)
    picture_wanted = Signal()

    def __init__(
        self,
        controller: Controller,
        keeper: Keeper,
        form: NumbersForm,
        session: RunSession,
        status: RunStatus,
        views: RunViews,
    ) -> None:
        super().__init__(form)
        self._controller, self._keeper = controller, keeper
        self._form, self._session, self._status, self._views = form, session, status, views
        self._later = views.add_page(tr("Compare"), self._build, lambda: self._built.choices)
        views.page_shown.connect(self._show_one_button)
        self._run_goes_on = False

    @property
    def page(self) -> ComparePage | None:
        """Return the page; None until somebody has looked at it."""
        page: Any = self._later.built
        return page  # type: ignore[no-any-return]

    @property
    def is_running(self) -> bool:
        """Return whether a comparison goes on."""
        return self.page is not None and self.page.is_running

    @property
    def is_in_sight(self) -> bool:
        """Return whether the page is the one that is shown."""
        return self._views.is_in_sight(self._later)

    def bring(self) -> ComparePage:
        """Show the page and return it."""
        page: Any = self._views.bring(self._later)
        return page  # type: ignore[no-any-return]

    def stop(self) -> None:
        """End the comparison that goes on."""
        if self.page is not None:
            self.page.stop()

    def set_running(self, running: bool) -> None:
        """Begin nothing while an ordinary run goes on."""
        self._run_goes_on = running
        if self.page is not None:
            self.page.set_run_going_on(running)

    def save_picture(self, path: Path) -> None:
        """Write the chart as a picture.

        Raises:
            OSError: it could not be written, in words.
        """
        if self.page is not None:
            self.page.save_picture(path)

    @property
    def _built(self) -> ComparePage:
        """Return the page, built where nobody has looked at it yet."""
        page: Any = self._later.page()
        return page  # type: ignore[no-any-return]

    def _build(self) -> QWidget:
        """Return a new page."""
        from app.ui.compare.page import ComparePage  # the first picture does without

        page, form = ComparePage(self._controller), self._form
        form.plan_changed.connect(lambda: page.show_plan(form.plan, form.problem))
        page.begin_wanted.connect(self._begin)
        page.running_changed.connect(self._on_running_changed)
        page.shown.connect(self._session.note_rows_beside)
        page.run_wanted.connect(self.run_wanted)
        page.picture_wanted.connect(self.picture_wanted)
        self._tie_to_keeper(page)
        page.show_plan(form.plan, form.problem)
        page.set_run_going_on(self._run_goes_on)
        return page

    def _tie_to_keeper(self, page: ComparePage) -> None:
        """Have comparisons kept, and earlier ones offered."""
        keeper, earlier = self._keeper, page.result.earlier
        page.found.connect(keeper.keep_comparison)
        earlier.open_wanted.connect(keeper.open_comparison)
        earlier.rename_wanted.connect(keeper.rename_comparison)
        earlier.remove_wanted.connect(keeper.remove_comparison)
        keeper.comparisons_listed.connect(earlier.show_list)
        keeper.comparison_kept.connect(lambda kept, row: page.note_kept(kept, row.id))
        keeper.comparison_opened.connect(lambda ident, read: page.show_comparison(read, ident))
        keeper.list_comparisons()

    def _begin(self, asked: Asked) -> None:
        """Begin a comparison, unless its function may not be run."""
        if not self._session.is_busy and self._session.may_run(asked.task):
            self._built.compare(asked)

    def _on_running_changed(self, running: bool) -> None:
        """Let nothing else run meanwhile."""
        self._session.hold(running)
        self.running_changed.emit(running)
        page = self.page
        if page is not None:
            from app.ui.compare.going_on import going_on_words  # as above

            self._status.say(going_on_words() if running else page.ended_words())

    def _show_one_button(self) -> None:
        """Let only one button be filled: the page's own while it is in sight."""
        self._form.step_back(self.is_in_sight)
