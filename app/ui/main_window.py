"""The main window: lays out the form and the panels and wires them; they do the work.

GUI thread only. The window owns the one `Log` of a run and feeds it with the controller's events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QSize, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from app.engine.events import Event
from app.engine.log import Log
from app.engine.plan import LESSON_NUMBERS
from app.engine.way import Way, Work
from app.ui.appearance import Appearance
from app.ui.file_commands import FileCommands
from app.ui.form.numbers_form import NumbersForm
from app.ui.menus import Menus
from app.ui.page import Page
from app.ui.run_chooser import RunChooser
from app.ui.run_session import RunSession
from app.ui.run_status import RunStatus
from app.ui.run_views import RunViews
from app.ui.saving import Saving
from app.ui.settings import Settings
from app.ui.why.panel import WhyPanel
from app.ui.window_commands import WindowCommands
from app.words import tr

if TYPE_CHECKING:
    from app.controller import Controller

FIRST_SIZE = QSize(1280, 800)
FRAME = QMargins(4, 32, 4, 4)
"""Room for the title bar and the frame, which nobody tells before the window is shown."""
SMALLEST_SIZE = QSize(360, 300)
MARGIN_PX = 20
MARGIN_Y_PX = 8
GAP_PX = 8


class MainWindow(QMainWindow):
    """The program's one window.

    Args:
        controller: runs plans and yields events.
        settings: what the window remembers.
        appearance: how the application looks.
        numbers_text: what the Numbers field opens with.
        way: how to square, where not as remembered (the command line said so).
        parent: the parent widget, if any.
    """

    def __init__(
        self,
        controller: Controller,
        settings: Settings,
        appearance: Appearance,
        numbers_text: str = LESSON_NUMBERS,
        way: Way | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._settings = settings
        self._appearance = appearance
        self.session = RunSession(controller, self)
        self.setWindowTitle(tr("MultiSquare"))
        self.setAcceptDrops(True)
        self.setMinimumSize(SMALLEST_SIZE)
        self.form = NumbersForm(numbers_text, way or settings.way)
        self.form.entry.remember_commas_with(settings)
        self.status = RunStatus()
        self.runs = RunChooser()
        self.menus = Menus(self)
        self.views = RunViews()
        self.why = WhyPanel()
        self._files = FileCommands(self, settings)
        self.saving = Saving(self, self._files, self.session, self.status)
        self._lay_out()
        WindowCommands(self, self.menus, appearance, settings)
        self._wire_form()
        self._wire_views()
        self._wire_session()
        self._show_running(running=False)
        self._restore()
        self._tell_loss()
        self.form.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def log(self) -> Log:
        """Return the log of the run shown, an empty one before the first."""
        return self.session.log

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window, stop the run, leave no process; what is being saved comes first."""
        self._settings.keep_bytes("window/geometry", self.saveGeometry())
        self._settings.keep_bytes("window/splitter", self.views.state())
        self._keep_way()
        if not self.saving.lets_close():
            self.session.stop()
            event.ignore()
            return
        self._controller.shut_down()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file of numbers, wherever on the window it is dropped."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the dropped file."""
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.form.entry.open_file(files[0])

    def _lay_out(self) -> None:
        """Put the parts in their places."""
        content = QWidget()
        content.setObjectName("page_content")
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
        self._page = Page(content)
        self.setCentralWidget(self._page)

    def _wire_form(self) -> None:
        """Let form and menus ask for runs."""
        self.form.run_requested.connect(self.session.start)
        self.form.stop_requested.connect(self.session.stop)
        self.form.process_cost_requested.connect(self._controller.measure_process_cost)
        self.form.way_changed.connect(self._keep_way)
        self.menus.open_numbers.triggered.connect(self._open_numbers)
        self.menus.numbers.triggered.connect(self.form.entry.setFocus)
        self.menus.square.triggered.connect(self.form.square)
        self.menus.stop.triggered.connect(self.session.stop)
        self.menus.square_again.triggered.connect(self.session.run_failed_again)
        self.menus.quit.triggered.connect(self.close)

    def _wire_views(self) -> None:
        """Let views ask for acts, and menus act on views."""
        menus, views = self.menus, self.views
        views.square_again_requested.connect(self.session.run_again)
        views.action_requested.connect(self.session.act)
        views.moment_shown.connect(self.status.show_moment)
        views.moment_shown.connect(self.why.set_now)
        self.why.try_requested.connect(self._try_work)
        self.why.in_turn_wanted.connect(self.session.measure_in_turn)
        self.why.card.sums_button.toggled.connect(self._scroll_to_sums)
        self.why.in_turn_unwanted.connect(self.session.stop_measuring_in_turn)
        menus.save_results.triggered.connect(self.saving.save_results)
        menus.save_picture.triggered.connect(lambda: self.saving.save_picture(views.timeline))
        menus.copy_all.triggered.connect(views.results.copy_all)
        menus.find.triggered.connect(views.results.open_find)
        menus.offer_orders(views.results.set_order)
        views.results.order_changed.connect(menus.show_order)
        menus.show_order(views.results.order)

    def _wire_session(self) -> None:
        """Follow the run."""
        session, controller = self.session, self._controller
        session.record_replaced.connect(self._show_record)
        session.standing_replaced.connect(self._show_standing)
        session.run_begun.connect(self._on_run_begun)
        session.log_extended.connect(self._on_log_extended)
        session.run_ended.connect(self._on_run_ended)
        self.runs.record_chosen.connect(session.show)
        controller.in_turn_measured.connect(self.why.take_in_turn)
        controller.process_cost_measured.connect(self.form.set_process_cost)

    def _keep_way(self) -> None:
        """Remember how numbers are to be squared."""
        self._settings.keep_way(self.form.way)
        self._tell_loss()

    def _tell_loss(self) -> None:
        """Say, once, that nothing can be remembered."""
        loss = self._settings.loss()
        if loss:
            self.status.note(loss)

    def _scroll_to_sums(self, shown: bool) -> None:
        """Bring the small print into sight where the window is too low for it."""
        self._page.reveal(self.why.card.sums if shown else None)

    def _show_record(self) -> None:
        """Show another run."""
        record = self.session.record
        self.views.set_record(record)
        self.why.set_record(record)
        self.status.show_record(record)
        self.runs.show_records(self.session.records, record)

    def _show_standing(self) -> None:
        """Show in the list where each number stands."""
        self.views.set_standing(self.session.standing)

    def _on_run_begun(self) -> None:
        """Offer to stop."""
        self._show_running(running=True)
        self.status.begin()

    def _on_log_extended(self, events: list[Event], changed_rows: list[int]) -> None:
        """Show what the log has taken in."""
        self.views.log_extended(changed_rows)
        self.why.log_extended()
        self.status.take(events)

    def _on_run_ended(self) -> None:
        """Say what the run did."""
        self._show_running(running=False)
        self.status.finish()

    def _try_work(self, work: Work) -> None:
        """Square the same numbers again with this extra work, and show it in the form."""
        if not self.session.is_running:
            self.form.how.set_work(work)
            self.session.try_work(work)

    def _open_numbers(self) -> None:
        """Ask for a file and take its numbers."""
        path = self._files.ask_for_numbers()
        if path:
            self.form.entry.open_file(path)

    def _show_running(self, *, running: bool) -> None:
        """Offer what can be done now."""
        self.form.set_running(running)
        self.runs.set_running(running)
        self.menus.show_running(
            running,
            has_results=len(self.session.standing) > 0,
            has_failures=self.session.standing.not_done > 0,
        )

    def _restore(self) -> None:
        """Open as the person left it, or at a sensible size."""
        if not self.restoreGeometry(self._settings.bytes_of("window/geometry")):
            room = self.screen().availableGeometry().size().shrunkBy(FRAME)
            self.resize(FIRST_SIZE.boundedTo(room))
        self.views.restore_state(self._settings.bytes_of("window/splitter"))
