"""What the menus' commands do, beyond starting and stopping runs. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

import app
from app.faults import FaultLog
from app.ui.look.appearance import Appearance
from app.ui.menus import Menus
from app.ui.settings import Settings
from app.words import tr

EDITING = ("undo", "redo", "cut", "copy", "paste", "selectAll")


class WindowCommands(QObject):
    """Wires the commands that change how things look, edit text, and explain.

    Args:
        window: the window with the menu bar.
        menus: the commands.
        appearance: what the View menu changes.
        settings: where the person's choices are remembered.
    """

    def __init__(
        self, window: QMainWindow, menus: Menus, appearance: Appearance, settings: Settings
    ) -> None:
        super().__init__(window)
        self._window = window
        self._menus = menus
        self._appearance = appearance
        self._settings = settings
        self._wire_edit()
        self._wire_view()
        self._wire_help()
        self._show_look()

    def _wire_edit(self) -> None:
        """Let the editing commands go to whatever has the keyboard."""
        menus = self._menus
        actions = (menus.undo, menus.redo, menus.cut, menus.copy, menus.paste, menus.select_all)
        for action, name in zip(actions, EDITING, strict=True):
            action.triggered.connect(lambda _checked=False, name=name: self._edit(name))

    def _wire_view(self) -> None:
        """Let the View menu change the look."""
        menus, look = self._menus, self._appearance
        for scheme, action in menus.schemes.items():
            action.triggered.connect(lambda _checked=False, s=scheme: look.choose_scheme(s))
        menus.bigger.triggered.connect(lambda: look.step_scale(1))
        menus.smaller.triggered.connect(lambda: look.step_scale(-1))
        menus.usual_size.triggered.connect(lambda: look.choose_scale(100))
        menus.full_screen.triggered.connect(self._show_full_screen)
        look.changed.connect(self._show_look)

    def _wire_help(self) -> None:
        """Let the Help menu explain."""
        menus = self._menus
        menus.guide.triggered.connect(self._show_guide)
        menus.keys.triggered.connect(self._show_keys)
        menus.self_test.triggered.connect(self._test_computer)
        menus.log_folder.triggered.connect(self._open_log_folder)
        menus.about.triggered.connect(self._show_about)
        menus.licences.triggered.connect(self._show_licences)

    # What explains is imported when it is asked for: the first picture does without.

    def _show_guide(self) -> None:
        """Explain how it works."""
        from app.ui.about import guide_words, show_words

        show_words(self._window, tr("How it works"), guide_words())

    def _show_keys(self) -> None:
        """List the keys."""
        from app.ui.about import keys_words, show_words

        show_words(self._window, tr("Keyboard shortcuts"), keys_words(self._menus.all()))

    def _show_licences(self) -> None:
        """Show the licences that came with the package; from source there is only our own."""
        from app.ui.about import from_source_words, show_words
        from app.ui.licences import licences_in, package_folder, show_licences

        licences = licences_in(package_folder())
        if licences:
            show_licences(self._window, licences)
        else:
            show_words(self._window, tr("Licences"), from_source_words())

    def _show_about(self) -> None:
        """Say what this program is."""
        from app.ui.about import about_words, show_words

        show_words(self._window, tr("About MultiSquare"), about_words(app.__version__))

    def _test_computer(self) -> None:
        """Try everything on this computer."""
        from app.ui.file_commands import FileCommands
        from app.ui.self_test.dialog import SelfTestDialog

        SelfTestDialog(FileCommands(self._window, self._settings), self._window).open()

    def _open_log_folder(self) -> None:
        """Show where errors are written down."""
        from app.ui.fault_dialog import open_log_folder

        open_log_folder(FaultLog())

    def _edit(self, name: str) -> None:
        """Do to the widget with the keyboard what the Edit menu says, if it can."""
        widget: QWidget | None = QApplication.focusWidget()
        command = getattr(widget, name, None)
        if callable(command):
            command()

    def _show_full_screen(self, full: bool) -> None:
        """Fill the screen, or go back to a window."""
        state = Qt.WindowState.WindowFullScreen
        states = self._window.windowState()
        self._window.setWindowState(states | state if full else states & ~state)

    def _show_look(self) -> None:
        """Remember the look and tick it in the menu."""
        self._menus.schemes[self._appearance.scheme].setChecked(True)
        self._settings.keep_scheme(self._appearance.scheme)
        self._settings.keep_scale_percent(self._appearance.scale_percent)
