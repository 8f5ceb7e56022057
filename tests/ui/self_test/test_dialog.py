"""Help, Self test: beside the window, the verdict first, and nothing left when it is closed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.controller import Controller
from app.engine.plan import Plan
from app.engine.tasks import SQUARE
from app.self_test.check import Check, Details, UnfulfilledError
from app.self_test.errands import never_end
from app.self_test.suite import SelfTest
from app.self_test.trial import Trial
from app.ui.file_commands import FileCommands
from app.ui.main_window import MainWindow
from app.ui.self_test.dialog import SelfTestDialog
from app.ui.self_test.thread import SelfTestThread
from app.ui.settings import Settings

LONGEST_TEST_MS = 60_000


def _works(_trial: Trial) -> Details:
    return {}


def _fails(_trial: Trial) -> Details:
    raise UnfulfilledError("It is broken.")


def _never_ends(trial: Trial) -> Details:
    trial.carry_out(Plan([2, 3], task=replace(SQUARE, function=never_end)))
    return {}


GOOD, BAD = Check("good", "Something works.", _works), Check("bad", "Another too.", _fails)
ENDLESS = Check("endless", "It goes on.", _never_ends)

Open = Callable[..., SelfTestDialog]


@pytest.fixture
def open_test(window: MainWindow, settings: Settings) -> Open:
    """Return a function that opens the page with some checks."""

    def open_one(*checks: Check) -> SelfTestDialog:
        dialog = SelfTestDialog(FileCommands(window, settings), window, SelfTest(checks))
        dialog.open()
        return dialog

    return open_one


def _threads() -> list[SelfTestThread]:
    application = QCoreApplication.instance()
    assert application is not None
    return application.findChildren(SelfTestThread)


def _finished(qtbot: QtBot, dialog: SelfTestDialog) -> SelfTestDialog:
    qtbot.waitUntil(lambda: dialog.report is not None, timeout=LONGEST_TEST_MS)
    return dialog


def test_the_menu_tries_everything(qtbot: QtBot, window: MainWindow) -> None:
    """The real checks, all of them."""
    window.menus.self_test.trigger()
    dialog = window.findChild(SelfTestDialog)
    assert isinstance(dialog, SelfTestDialog)
    assert dialog.verdict.text().startswith("Trying… 0 of ")
    _finished(qtbot, dialog)
    assert dialog.verdict.text() == "✓ Everything works on this computer"
    lines = [dialog.lines.item(row).text() for row in range(dialog.lines.count())]
    assert len(lines) > 10
    assert all(line.startswith("✓ ") for line in lines)
    assert "Python" in dialog.note.text()


def test_it_waits_until_the_run_is_over(window: MainWindow) -> None:
    """It would take the cores from what is being measured."""
    window.menus.show_running(True, has_run=False, has_results=False, has_failures=False)
    assert not window.menus.self_test.isEnabled()
    window.menus.show_running(False, has_run=False, has_results=False, has_failures=False)
    assert window.menus.self_test.isEnabled()


def test_it_disturbs_no_measurement(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, open_window: Callable[..., MainWindow]
) -> None:
    """What is measured while other processes take the cores would not be true."""
    given_up: list[bool] = []
    monkeypatch.setattr(Controller, "stop_measuring_in_turn", lambda _: given_up.append(True))
    window = open_window()
    window.menus.self_test.trigger()
    assert given_up == [True]
    dialog = window.findChild(SelfTestDialog)
    assert isinstance(dialog, SelfTestDialog)
    dialog.close()
    qtbot.waitUntil(lambda: not _threads())


def test_what_does_not_work_is_said_first_and_can_be_copied_and_saved(
    qtbot: QtBot, open_test: Open, tmp_path: Path
) -> None:
    """Somebody else is to read it."""
    dialog = _finished(qtbot, open_test(GOOD, BAD))
    assert dialog.verdict.text() == "✗ 1 thing does not work on this computer"
    assert "It is broken." in dialog.lines.item(1).text()
    dialog.copy_button.click()
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("1 thing does not work on this computer.\nMultiSquare ")
    assert "✗ Another too." in copied
    dialog.save_to(tmp_path / "report.json")
    assert json.loads((tmp_path / "report.json").read_text())["checks"][1]["ok"] is False
    assert "report.json" in dialog.note.text()
    dialog.save_to(tmp_path / "missing" / "report.json")
    assert "could not be saved" in dialog.note.text()


def test_stop_ends_it_and_says_so(qtbot: QtBot, open_test: Open) -> None:
    """The page answers while a check goes on; what was found so far stays."""
    dialog = open_test(GOOD, ENDLESS)
    qtbot.waitUntil(lambda: dialog.lines.count() == 1)
    assert not dialog.save_button.isEnabled()
    dialog.stop_button.click()
    _finished(qtbot, dialog)
    assert dialog.verdict.text() == "✗ The self test was stopped before everything was tried"
    assert dialog.lines.count() == 1


@pytest.mark.parametrize("leave", [SelfTestDialog.close, SelfTestDialog.reject])
def test_closing_ends_it_and_leaves_no_process(
    qtbot: QtBot, open_test: Open, leave: Callable[[SelfTestDialog], object]
) -> None:
    """By the frame or by Escape; the leak guard holds that no process or thread is left."""
    dialog = open_test(GOOD, ENDLESS)
    qtbot.waitUntil(lambda: dialog.lines.count() == 1)
    with qtbot.waitSignal(dialog.destroyed):
        leave(dialog)
    qtbot.waitUntil(lambda: not _threads())


def test_the_programs_end_waits_for_it(open_test: Open) -> None:
    """A thread that outlived the application would take the program down with a crash."""
    dialog = open_test(ENDLESS)
    (thread,) = _threads()
    application = QCoreApplication.instance()
    assert application is not None
    application.aboutToQuit.emit()
    assert thread.isFinished()
    dialog.close()
