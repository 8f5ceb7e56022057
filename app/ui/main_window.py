"""The main window: lays out the form and the panels and wires them; they do the work.

GUI thread only. The window owns the one `Log` of a run and feeds it with the controller's events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QMainWindow,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.engine.events import Event
from app.engine.log import Log
from app.engine.plan import Plan
from app.ui.appearance import Appearance
from app.ui.choices import Choices
from app.ui.file_commands import FileCommands, save_words
from app.ui.menus import Menus
from app.ui.numbers_form import NumbersForm
from app.ui.run_status import RunStatus
from app.ui.settings import Settings
from app.ui.window_commands import WindowCommands
from app.words import tr

if TYPE_CHECKING:
    from app.controller import Controller

FIRST_NUMBERS = "2, 3, 4, 5, 6"
FIRST_SIZE = QSize(1280, 800)
SMALLEST_SIZE = QSize(360, 300)
SIDE_BY_SIDE_FROM_PX = 820
MARGIN_PX = 20
GAP_PX = 12


class MainWindow(QMainWindow):
    """The program's one window.

    Args:
        controller: runs plans and yields events.
        settings: what the window remembers.
        appearance: how the application looks.
        numbers_text: what the Numbers field opens with.
        choices: how to square, where not as remembered (the command line said so).
        parent: the parent widget, if any.
    """

    def __init__(
        self,
        controller: Controller,
        settings: Settings,
        appearance: Appearance,
        numbers_text: str = FIRST_NUMBERS,
        choices: Choices | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._settings = settings
        self._appearance = appearance
        self._plan = Plan(())
        self._log = Log(())
        self.setWindowTitle(tr("MultiSquare"))
        self.setAcceptDrops(True)
        self.setMinimumSize(SMALLEST_SIZE)
        self.form = NumbersForm(numbers_text, choices or settings.choices)
        self.status = RunStatus()
        self.menus = Menus(self)
        self._tabs = QTabWidget()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._files = FileCommands(self, settings)
        self._lay_out()
        WindowCommands(self, self.menus, appearance, settings)
        self._wire_form()
        self._wire_controller()
        self._restore()
        self.form.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def log(self) -> Log:
        """Return the log of the last run, or an empty one before the first."""
        return self._log

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the window, stop the run and leave no process."""
        self._settings.keep_bytes("window/geometry", self.saveGeometry())
        self._settings.keep_bytes("window/splitter", self._splitter.saveState())
        self._settings.keep_choices(self.form.choices)
        self._controller.shut_down()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set results and timeline side by side where there is room, else one above the other."""
        super().resizeEvent(event)
        wide = event.size().width() >= SIDE_BY_SIDE_FROM_PX
        self._splitter.setOrientation(
            Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        )

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
        layout.setContentsMargins(MARGIN_PX, MARGIN_PX - 4, MARGIN_PX, MARGIN_PX - 4)
        layout.setSpacing(GAP_PX)
        layout.addWidget(self.form)
        layout.addWidget(self.status)
        layout.addWidget(self._splitter, 1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(GAP_PX + 2)
        self._splitter.addWidget(_card(self._tabs))
        page = QScrollArea()
        page.setObjectName("page")
        page.setWidgetResizable(True)
        page.setFrameShape(QFrame.Shape.NoFrame)
        page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page.setWidget(content)
        page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCentralWidget(page)

    def _wire_form(self) -> None:
        """Let form and menus ask for runs."""
        self.form.run_requested.connect(self._start)
        self.form.stop_requested.connect(self._stop)
        self.form.process_cost_requested.connect(self._controller.measure_process_cost)
        self.form.choices_changed.connect(lambda: self._settings.keep_choices(self.form.choices))
        self.menus.open_numbers.triggered.connect(self._open_numbers)
        self.menus.save_results.triggered.connect(self._save_results)
        self.menus.numbers.triggered.connect(self.form.entry.setFocus)
        self.menus.square.triggered.connect(self.form.square)
        self.menus.stop.triggered.connect(self._stop)
        self.menus.square_again.triggered.connect(self._square_again)
        self.menus.quit.triggered.connect(self.close)

    def _wire_controller(self) -> None:
        """Follow the run."""
        self._controller.events_arrived.connect(self._on_events)
        self._controller.run_ended.connect(self._on_run_ended)
        self._controller.process_cost_measured.connect(self.form.set_process_cost)

    def _start(self, plan: Plan) -> None:
        """Start a run and clear the views for it."""
        self._plan, self._log = plan, Log(plan.numbers)
        self._show_running(running=True)
        self.status.show_running(self._log)
        self._controller.start_run(plan)

    def _stop(self) -> None:
        """End the run. A plain call: a signal would wait in line behind the run itself."""
        self._controller.stop_run()

    def _square_again(self) -> None:
        """Have another go at every number that was not squared."""
        failed = (row for row in range(len(self._log)) if not self._log.is_squared(row))
        self._have_another_go([self._log.row_number[row] for row in failed])

    def _have_another_go(self, numbers: list[int]) -> None:
        """Square numbers of the last run again; its log and its rows go on."""
        if numbers and not self.form.is_running:
            self._show_running(running=True)
            self._controller.square_again(numbers)

    def _open_numbers(self) -> None:
        """Ask for a file and take its numbers."""
        path = self._files.ask_for_numbers()
        if path:
            self.form.entry.open_file(path)

    def _save_results(self) -> None:
        """Ask where to, save the rows, and say how it went."""
        path = self._files.ask_where_to_save()
        if path is not None:
            words, saved = save_words(path, self._log)
            (self.status.say if saved else self.status.say_problem)(words)

    def _on_events(self, events: list[Event]) -> None:
        """Take a batch in and show it."""
        self._log.extend(events)
        self.status.show_running(self._log)

    def _on_run_ended(self) -> None:
        """Say what the run did."""
        self._show_running(running=False)
        self.status.show_finished(self._log, self._plan.strategy)

    def _show_running(self, *, running: bool) -> None:
        """Offer what can be done now."""
        self.form.set_running(running)
        self.menus.show_running(
            running, has_results=len(self._log) > 0, has_failures=self._log.not_squared > 0
        )

    def _restore(self) -> None:
        """Open as the person left it, or at a sensible size."""
        if not self.restoreGeometry(self._settings.bytes_of("window/geometry")):
            room = self.screen().availableGeometry().size()
            self.resize(FIRST_SIZE.boundedTo(room))
        self._splitter.restoreState(self._settings.bytes_of("window/splitter"))


def _card(content: QWidget) -> QFrame:
    """Return a card around a panel."""
    card = QFrame()
    card.setProperty("kind", "card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(1, 1, 1, 1)
    layout.addWidget(content)
    return card
