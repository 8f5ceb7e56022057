"""The menu bar: every command with its name, key and menu; what they do is wired elsewhere.

GUI thread only.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from app.engine.tasks import Task
from app.engine.telling.task_words import tr_task
from app.ui.look.appearance import Scheme
from app.ui.results.order import Order, order_words
from app.words import tr

Keys = QKeySequence.StandardKey


class Menus:
    """All commands of the window.

    Attributes:
        save_picture, copy_all and so on: one action for each command.
        room: what kept runs may take; filled elsewhere.
        schemes: the choice of colours, one action for each `Scheme`.
    """

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._actions: list[QAction] = []
        self._orders: dict[Order, QAction] = {}
        self._fill_file()
        self._fill_edit()
        self._fill_run()
        self._fill_view()
        self._fill_help()

    def show_running(
        self,
        running: bool,
        *,
        has_run: bool,
        has_results: bool,
        has_failures: bool,
        has_function: bool = False,
    ) -> None:
        """Offer what can be done now."""
        self.square.setEnabled(not running)
        self.stop.setEnabled(running)
        self.self_test.setEnabled(not running)  # it would take cores from what is being measured
        self.square_again.setEnabled(has_failures and not running)
        for action in (self.copy_all, self.find):
            action.setEnabled(has_results or running)
        for action in (self.save_results, self.save_picture):
            action.setEnabled(has_results and not running)
        for action in (self.save_run, self.save_report):
            action.setEnabled(has_run and not running)
        self.show_function.setEnabled(has_function)

    def speak_of(self, task: Task) -> None:
        """Name what is done with the numbers."""
        self.square.setText(tr_task(task, square="&Square", give="&Run {function}"))
        again = tr_task(task, square="Square &again what failed", give="Run &again for what failed")
        self.square_again.setText(again)

    def offer_orders(self, choose: Callable[[Order], None]) -> None:
        """Offer the orders of results; `choose` is told which one is wanted."""
        group = QActionGroup(self._window)
        for order in Order:
            action = self._action(self._order_menu, order_words(order).capitalize())
            action.setCheckable(True)
            action.triggered.connect(lambda _checked=False, order=order: choose(order))
            group.addAction(action)
            self._orders[order] = action

    def order_actions(self) -> list[QAction]:
        """Return the orders' commands, in the order of `Order`."""
        return list(self._orders.values())

    def all(self) -> list[QAction]:
        """Return every command, in the order in which the menus show them."""
        return list(self._actions)

    def show_order(self, order: Order) -> None:
        """Tick the order in which results stand."""
        self._orders[order].setChecked(True)

    def _fill_file(self) -> None:
        menu = self._menu(tr("&File"))
        self.open_numbers = self._action(menu, tr("&Open numbers…"), Keys.Open)
        self.open_function = self._action(menu, tr("Open &function…"))
        self.open_run = self._action(menu, tr("Open r&un…"), QKeySequence("Ctrl+Shift+O"))
        menu.addSeparator()
        self.save_run = self._action(menu, tr("Save ru&n…"), QKeySequence("Ctrl+Shift+S"))
        self.save_results = self._action(menu, tr("&Save results as…"), Keys.Save)
        self.save_report = self._action(menu, tr("Save re&port…"))
        menu.addSeparator()
        self.quit = self._action(menu, tr("&Quit"), QKeySequence("Ctrl+Q"))
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)

    def _fill_edit(self) -> None:
        menu = self._menu(tr("&Edit"))
        self.undo = self._action(menu, tr("&Undo"), Keys.Undo)
        self.redo = self._action(menu, tr("&Redo"), Keys.Redo)
        menu.addSeparator()
        self.cut = self._action(menu, tr("Cu&t"), Keys.Cut)
        self.copy = self._action(menu, tr("&Copy"), Keys.Copy)
        self.paste = self._action(menu, tr("&Paste"), Keys.Paste)
        self.select_all = self._action(menu, tr("Select &all"), Keys.SelectAll)
        menu.addSeparator()
        self.copy_all = self._action(menu, tr("Copy all &results"), QKeySequence("Ctrl+Shift+C"))
        self.find = self._action(menu, tr("&Find in the results…"), Keys.Find)

    def _fill_run(self) -> None:
        menu = self._menu(tr("&Run"))
        self.square = self._action(menu, tr("&Square"), QKeySequence("Ctrl+Return"))
        self.stop = self._action(menu, tr("S&top"), QKeySequence("Esc"))
        self.stop.setEnabled(False)
        menu.addSeparator()
        self.square_again = self._action(
            menu, tr("Square &again what failed"), QKeySequence("Ctrl+R")
        )
        self.show_function = self._action(menu, tr("Show the &function of this run"))
        self.numbers = self._action(menu, tr("Go to the &numbers"), QKeySequence("Ctrl+L"))
        menu.addSeparator()
        self.asks = self._action(menu, tr("As&k the system about processes"))
        self.asks.setCheckable(True)
        self.asks.setToolTip(
            tr("Who waited for a core, memory, bytes: takes less than a thirtieth of a run")
        )
        self.room = menu.addMenu(tr("Roo&m for kept runs"))

    def _fill_view(self) -> None:
        menu = self._menu(tr("&View"))
        self.runs = self._action(menu, tr("&Runs"), QKeySequence("Ctrl+H"))
        self.runs.setCheckable(True)
        self._order_menu = menu.addMenu(tr("&Order of results"))
        menu.addSeparator()
        self.bigger = self._action(menu, tr("&Bigger text"), Keys.ZoomIn, QKeySequence("Ctrl+="))
        self.smaller = self._action(menu, tr("&Smaller text"), Keys.ZoomOut)
        self.usual_size = self._action(menu, tr("&Usual text size"), QKeySequence("Ctrl+0"))
        menu.addSeparator()
        colours = menu.addMenu(tr("&Colours"))
        self._scheme_group = QActionGroup(self._window)
        self.schemes = {
            Scheme.SYSTEM: self._action(colours, tr("As the &system")),
            Scheme.LIGHT: self._action(colours, tr("&Light")),
            Scheme.DARK: self._action(colours, tr("&Dark")),
        }
        for action in self.schemes.values():
            action.setCheckable(True)
            self._scheme_group.addAction(action)
        menu.addSeparator()
        self.save_picture = self._action(menu, tr("Save &picture of the timeline…"))
        menu.addSeparator()
        self.full_screen = self._action(menu, tr("&Full screen"), QKeySequence("F11"))
        self.full_screen.setCheckable(True)

    def _fill_help(self) -> None:
        menu = self._menu(tr("&Help"))
        self.guide = self._action(menu, tr("&How it works"), QKeySequence("F1"))
        self.keys = self._action(menu, tr("&Keyboard shortcuts"))
        self.self_test = self._action(menu, tr("Self &test…"))
        self.log_folder = self._action(menu, tr("Open the &log folder"))
        menu.addSeparator()
        self.licences = self._action(menu, tr("L&icences"))
        self.about = self._action(menu, tr("&About MultiSquare"))
        self.about.setMenuRole(QAction.MenuRole.AboutRole)

    def _menu(self, name: str) -> QMenu:
        """Return a new menu of the bar."""
        return self._window.menuBar().addMenu(name)

    def _action(
        self, menu: QMenu, name: str, *keys: QKeySequence | QKeySequence.StandardKey
    ) -> QAction:
        """Return a new command of a menu."""
        action = QAction(name, self._window)
        action.setShortcuts([QKeySequence(key) for key in keys])
        menu.addAction(action)
        self._actions.append(action)
        return action
