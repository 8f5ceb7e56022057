"""The page of runs: the form, how a run goes, what it brought, and why; wired to the session.

GUI thread only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.engine.events import Event
from app.engine.record import Record
from app.engine.way import Way, Work
from app.ui.form.numbers_form import NumbersForm
from app.ui.parts.scroll_page import ScrollPage
from app.ui.run.comparisons import Comparisons
from app.ui.run.own_functions import OwnFunctions
from app.ui.run.session import RunSession
from app.ui.run.status import RunStatus
from app.ui.run.strangers import Strangers
from app.ui.run.views import RunViews
from app.ui.runs.drop_down import RunsDropDown
from app.ui.runs.keeper import Keeper
from app.ui.why.panel import WhyPanel
from app.words import tr

if TYPE_CHECKING:
    from app.controller import Controller
    from app.ui.code.page import CodePage

MARGIN_PX = 20
MARGIN_Y_PX = 8
GAP_PX = 8


class RunPage(ScrollPage):
    """Asks for runs and shows them.

    Args:
        controller: runs plans and yields events.
        keeper: keeps finished ones.
        numbers_text: what the Numbers field opens with.
        way: how to square at first.

    Attributes:
        session: the runs.
        form: where they are asked for.
        status: says how one goes.
        runs: chooses which of them is shown.
        views: the list, the timeline and the replay.
        why: explains it.
        comparisons: compares ways.
        own: lets the person run a function of their own.

    Signals:
        running_changed: a run has begun or ended; whether one goes on.
        script_save_requested: the program on the Code page is to be saved; its text.
    """

    running_changed = Signal(bool)
    script_save_requested = Signal(str)

    def __init__(self, controller: Controller, keeper: Keeper, numbers_text: str, way: Way) -> None:
        content = QWidget()
        content.setObjectName("page_content")
        super().__init__(content)
        self.strangers = Strangers(self)
        self.session = RunSession(controller, keeper, self.strangers, self)
        self.form = NumbersForm(numbers_text, way)
        self.status = RunStatus()
        self.runs = RunsDropDown()
        self.views = RunViews()
        self.why = WhyPanel()
        self._code = self.views.add_page(tr("Code"), self._build_code_page)
        self.comparisons = Comparisons(
            controller, keeper, self.form, self.session, self.status, self.views
        )
        self.own = OwnFunctions(self.form, self._code_page_in_sight, self.strangers)
        self._lay_out(content)
        self._wire_form(controller)
        self._wire_views()
        self._wire_session(controller)
        self._wire_comparisons()
        self._wire_keeper(controller, keeper)

    def stop(self) -> None:
        """End what goes on: a run, or a comparison."""
        self.comparisons.stop()
        self.session.stop()

    def show_opened(self, record: Record) -> bool:
        """Show a run from elsewhere, or from earlier, as the one just made is shown.

        Args:
            record: one that is over; the goes before it can be chosen too.

        Returns:
            Whether it is shown: never while a run goes on.
        """
        shown = self.session.open(record)
        if shown:
            self._show_running(False)
        return shown

    @property
    def code_page(self) -> CodePage | None:
        """Return the page that shows the program; None until somebody has looked at it."""
        page: Any = self._code.built
        return page  # type: ignore[no-any-return]

    def _lay_out(self, content: QWidget) -> None:
        """Put the parts in their places."""
        layout = QVBoxLayout(content)
        layout.setContentsMargins(MARGIN_PX, MARGIN_Y_PX, MARGIN_PX, MARGIN_Y_PX)
        layout.setSpacing(GAP_PX)
        layout.addWidget(self.form)
        told = QHBoxLayout()
        told.addWidget(self.status, 1)
        told.addWidget(self.runs)
        layout.addLayout(told)
        layout.addWidget(self.views, 1)
        layout.addWidget(self.why)

    def _wire_form(self, controller: Controller) -> None:
        """Let the form ask for runs."""
        self.form.run_requested.connect(self.session.start)
        self.form.stop_requested.connect(self.stop)
        self.form.process_cost_requested.connect(controller.measure_process_cost)
        controller.process_cost_measured.connect(self.form.set_process_cost)

    def _wire_views(self) -> None:
        """Let views ask for acts."""
        views, why = self.views, self.why
        views.square_again_requested.connect(self.session.run_again)
        views.action_requested.connect(self.session.act)
        views.moment_shown.connect(self.status.show_moment)
        views.moment_shown.connect(why.set_now)
        why.try_requested.connect(self._try_work)
        why.way_requested.connect(self._try_way)
        why.outcome_shown.connect(self.reveal)
        why.in_turn_wanted.connect(self.session.measure_in_turn)
        why.in_turn_unwanted.connect(self.session.stop_measuring_in_turn)
        why.card.sums_button.toggled.connect(self._scroll_to_sums)

    def _code_page_in_sight(self) -> CodePage:
        """Return the page that shows the program behind the form, and show it."""
        page: Any = self.views.bring(self._code)
        return page  # type: ignore[no-any-return]

    def _build_code_page(self) -> QWidget:
        """Return a new page that shows the program behind the form."""
        from app.ui.code.page import CodePage  # the first picture does without

        page, form = CodePage(), self.form
        self.own.tie(page)
        form.plan_changed.connect(lambda: page.show_plan(form.plan))
        page.save_requested.connect(self.script_save_requested)
        page.show_plan(form.plan)
        return page

    def _wire_session(self, controller: Controller) -> None:
        """Follow the run."""
        session = self.session
        session.record_replaced.connect(self._show_record)
        session.standing_replaced.connect(self._show_standing)
        session.run_begun.connect(self._on_run_begun)
        session.log_extended.connect(self._on_log_extended)
        session.run_ended.connect(self._on_run_ended)
        controller.in_turn_measured.connect(self.why.take_in_turn)

    def _wire_comparisons(self) -> None:
        """Let ways be compared, with nothing beside that."""
        comparisons, views = self.comparisons, self.views
        comparisons.running_changed.connect(self._show_running)
        comparisons.run_wanted.connect(self._show_repetition)
        views.page_shown.connect(lambda: self.why.setVisible(not comparisons.is_in_sight))

    def _wire_keeper(self, controller: Controller, keeper: Keeper) -> None:
        """Say what becomes of runs that are over; what is found out later is kept too."""
        controller.in_turn_measured.connect(keeper.note_in_turn)
        self.running_changed.connect(keeper.set_running)
        self.session.keeping.caught_up.connect(self.status.say_kept)
        keeper.problem.connect(self.status.note)

    def _scroll_to_sums(self, shown: bool) -> None:
        """Bring the small print into sight where the window is too low for it, from its top on."""
        card = self.why.card
        self.reveal(card.sums if shown else None, keep=card.sums_button if shown else None)

    def _show_record(self) -> None:
        """Show another run."""
        record = self.session.record
        self.views.set_record(record)
        self.why.set_record(record)
        self.status.show_record(record)

    def _show_standing(self) -> None:
        """Show in the list where each number stands."""
        self.views.set_standing(self.session.standing)

    def _on_run_begun(self) -> None:
        """Offer to stop."""
        self._show_running(True)
        self.status.begin()

    def _on_log_extended(self, events: list[Event], changed_rows: list[int]) -> None:
        """Show what the log has taken in."""
        self.views.log_extended(changed_rows)
        self.why.log_extended()
        self.status.take(events)

    def _on_run_ended(self) -> None:
        """Say what the run did."""
        self._show_running(False)
        self.status.finish(is_kept=self.session.keeping.late is None)
        self.own.tell_of(self.session.log)

    def _show_repetition(self, record: Record, which: str) -> None:
        """Show a run of a comparison as an ordinary one, and say which it is."""
        if self.show_opened(record):
            self.views.show_page(0)
            self.status.note(which)

    def _try_work(self, work: Work) -> None:
        """Square the same numbers again with this extra work, and show it in the form."""
        if not self.session.is_busy:
            self.form.how.set_work(work)
            self.session.try_work(work)

    def _try_way(self, way: Way) -> None:
        """Do the same with the same numbers in another way, and show it in the form."""
        if not self.session.is_busy:
            self.form.how.set_way(way)
            self.session.try_way(way)

    def _show_running(self, running: bool) -> None:
        """Offer what can be done now."""
        self.form.set_running(running)
        self.runs.set_running(running)
        self.comparisons.set_running(running)
        self.running_changed.emit(running)
