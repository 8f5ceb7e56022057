"""The main window: its menus, its page, and what is asked of both; they do the work.

GUI thread only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QSize, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from app.engine.log import Log
from app.engine.plan import LESSON_NUMBERS
from app.engine.telling.task_words import is_own
from app.engine.way import Way
from app.ui.file_commands import FileCommands
from app.ui.kept_runs import KeptRuns
from app.ui.look.appearance import Appearance
from app.ui.menus import Menus
from app.ui.opening import Opening
from app.ui.run.page import RunPage
from app.ui.runs.keeper import Keeper
from app.ui.runs.room_choice import RoomChoice
from app.ui.saving import Saving
from app.ui.settings import Settings
from app.ui.window_commands import WindowCommands
from app.words import tr

if TYPE_CHECKING:
    from app.controller import Controller

FIRST_SIZE = QSize(1280, 800)
FRAME = QMargins(4, 32, 4, 4)
"""Room for the title bar and the frame, which nobody tells before the window is shown."""
SMALLEST_SIZE = QSize(360, 300)


class MainWindow(QMainWindow):
    """The program's one window.

    Args:
        controller: runs plans and yields events.
        settings: what the window remembers.
        appearance: how the application looks.
        numbers_text: what the Numbers field opens with.
        way: how to square, where not as remembered (the command line said so).
        keeper: keeps finished runs; by default until the window is closed.
        parent: the parent widget, if any.

    Attributes:
        keeper: keeps finished runs.
        page: where runs are asked for and shown.
        menus: the commands.
        opening: opens files.
        saving: finishes and tells what is being saved.
    """

    def __init__(
        self,
        controller: Controller,
        settings: Settings,
        appearance: Appearance,
        numbers_text: str = LESSON_NUMBERS,
        way: Way | None = None,
        keeper: Keeper | None = None,
        parent: QWidget | None = None,
    ) -> None:
        # First: until the application runs, what is built already does not hear of another font.
        appearance.choose_scheme(settings.scheme)
        appearance.choose_scale(settings.scale_percent)
        super().__init__(parent)
        self._controller = controller
        self._settings = settings
        self.setWindowTitle(tr("MultiSquare"))
        self.setAcceptDrops(True)
        self.setMinimumSize(SMALLEST_SIZE)
        self.keeper = keeper or Keeper()
        self.page = RunPage(controller, self.keeper, numbers_text, way or settings.way)
        self.page.form.entry.remember_commas_with(settings)
        self.page.own.remember_with(settings)
        self.setCentralWidget(self.page)
        self.menus = Menus(self)
        self._files = FileCommands(self, settings)
        self.opening = Opening(self, self._files, self.page)
        self.saving = Saving(self, self._files, self.page.session, self.page.status)
        WindowCommands(self, self.menus, appearance, settings)
        self.kept_runs = KeptRuns(self, self.menus, self.page, self.keeper, settings)
        RoomChoice(self.menus.room, self.keeper, settings)
        self._wire_runs()
        self._wire_results()
        self._offer(running=False)
        self._restore()
        self._tell_loss()
        self.page.form.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def log(self) -> Log:
        """Return the log of the run shown, an empty one before the first."""
        return self.page.session.log

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window, stop the run, leave no process; what is being saved comes first."""
        self._settings.keep_bytes("window/geometry", self.saveGeometry())
        self._settings.keep_bytes("window/splitter", self.page.views.state())
        self._keep_way()
        if not self.saving.lets_close():
            self.page.stop()
            event.ignore()
            return
        self.opening.runs.stop()
        self._controller.shut_down()
        self.hide()  # what is still being kept is finished unseen
        self.keeper.shut_down()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file, wherever on the window it is dropped."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the dropped file."""
        self.opening.take_dropped(event)

    def _wire_runs(self) -> None:
        """Let menus ask for runs, and offer what can be done while one goes on."""
        menus, page = self.menus, self.page
        page.running_changed.connect(lambda running: self._offer(running=running))
        page.form.way_changed.connect(self._keep_way)
        self.opening.wire(menus)
        page.form.plan_changed.connect(lambda: menus.speak_of(page.form.task))
        menus.numbers.triggered.connect(page.form.entry.setFocus)
        menus.square.triggered.connect(page.form.square)
        menus.stop.triggered.connect(page.stop)
        menus.square_again.triggered.connect(page.session.run_failed_again)
        # It takes the cores, so what it disturbs is given up.
        menus.self_test.triggered.connect(self._controller.stop_measuring_in_turn)
        menus.asks.toggled.connect(self._ask_system)
        menus.asks.setChecked(self._settings.asks_system)
        menus.quit.triggered.connect(self.close)

    def _wire_results(self) -> None:
        """Let menus act on what a run brought."""
        menus, views = self.menus, self.page.views
        menus.save_results.triggered.connect(self.saving.save_results)
        menus.save_run.triggered.connect(self.saving.save_run)
        menus.save_report.triggered.connect(lambda: self.saving.save_report(self.page))
        save, timeline, comparisons = self.saving, views.timeline, self.page.comparisons
        menus.save_picture.triggered.connect(
            lambda: save.save_picture(timeline.save_picture, tr("timeline"))
        )
        comparisons.picture_wanted.connect(
            lambda: save.save_picture(comparisons.save_picture, tr("comparison"))
        )
        self.page.script_save_requested.connect(self.saving.save_program)
        menus.copy_all.triggered.connect(views.results.copy_all)
        menus.find.triggered.connect(views.results.open_find)
        menus.offer_orders(views.results.set_order)
        views.results.order_changed.connect(menus.show_order)
        menus.show_order(views.results.order)

    def _offer(self, *, running: bool) -> None:
        """Offer in the menus what can be done now."""
        session = self.page.session
        self.menus.show_running(
            running,
            has_run=bool(session.records),
            has_results=len(session.standing) > 0,
            has_failures=session.standing.not_done > 0,
            has_function=bool(session.records) and is_own(session.plan.task),
        )

    def _keep_way(self) -> None:
        """Remember how numbers are to be squared."""
        self._settings.keep_way(self.page.form.way)
        self._tell_loss()

    def _ask_system(self, asks: bool) -> None:
        """Let runs ask the operating system what it did with their workers, or not."""
        self._controller.asks = asks
        self._settings.keep_asks_system(asks)

    def _tell_loss(self) -> None:
        """Say, once, that nothing can be remembered."""
        loss = self._settings.loss()
        if loss:
            self.page.status.note(loss)

    def _restore(self) -> None:
        """Open as the person left it, or at a sensible size."""
        if not self.restoreGeometry(self._settings.bytes_of("window/geometry")):
            room = self.screen().availableGeometry().size().shrunkBy(FRAME)
            self.resize(FIRST_SIZE.boundedTo(room))
        self.page.views.restore_state(self._settings.bytes_of("window/splitter"))
