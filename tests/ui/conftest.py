"""A main window over a real controller, with settings of its own, closed at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.controller import Controller
from app.engine.plan import LESSON_NUMBERS
from app.engine.way import Way
from app.ui.look.appearance import Appearance
from app.ui.main_window import MainWindow
from app.ui.runs.keeper import Keeper
from app.ui.settings import Settings
from tests.ui.silence import SilenceMeter

LONGEST_RUN_MS = 20_000
"""How long a test waits for a run that takes a moment on a computer with nothing else to do."""


@pytest.fixture(scope="session")
def appearance(qapp: QApplication) -> Appearance:
    """Return the one that dresses the tests' application."""
    return Appearance(qapp)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return settings in a file of the test's own."""
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def open_window(
    qtbot: QtBot, appearance: Appearance, settings: Settings
) -> Iterator[Callable[..., MainWindow]]:
    """Return a function that opens a main window, with text and choices if wanted."""
    windows: list[MainWindow] = []

    def open_one(
        text: str = LESSON_NUMBERS, choices: Way | None = None, keeper: Keeper | None = None
    ) -> MainWindow:
        window = MainWindow(Controller(), settings, appearance, text, choices, keeper)
        window.keeper.begin()
        # A busy computer is no slow disk: the sentence that sums up has nothing behind it.
        window.page.session.keeping.patience.setInterval(LONGEST_RUN_MS)
        windows.append(window)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    yield open_one
    for window in windows:
        window.close()


@pytest.fixture
def window(open_window: Callable[..., MainWindow]) -> MainWindow:
    """Return a main window as it opens."""
    return open_window()


@pytest.fixture
def silence(qapp: QApplication) -> SilenceMeter:
    """Return a meter of how long the window did not answer."""
    return SilenceMeter()
