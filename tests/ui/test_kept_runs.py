"""Kept runs in the window: shown again, put into the form, run again, compared."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.engine.own.task import own_task
from app.engine.plan import Plan
from app.engine.way import KINDS, Way, Work, WorkKind
from app.ui.main_window import MainWindow
from app.ui.parts.process_card import ProcessCard
from app.ui.settings import Settings
from tests.ui.conftest import LONGEST_RUN_MS

POOL = Way(*KINDS["pool"], workers=3, work=Work(WorkKind.WAITING, 0.01))
HALF = "def half(number):\n    return number / 2\n"


def run(qtbot: QtBot, window: MainWindow, plan: Plan | None = None) -> None:
    """Run a plan, or what stands in the form, and wait for it to be kept."""
    before = len(window.keeper.runs)
    if plan is None:
        window.page.form.square()
    else:
        window.page.session.start(plan)
    qtbot.waitUntil(lambda: len(window.keeper.runs) > before, timeout=LONGEST_RUN_MS)
    qtbot.waitUntil(lambda: not window.page.form.is_running, timeout=LONGEST_RUN_MS)


def test_drop_down_leads_to_earlier_runs(qtbot: QtBot, window: MainWindow) -> None:
    """It is not there before there is a choice; then cards show the latest runs."""
    drop_down = window.page.runs
    assert not drop_down.isVisible()
    run(qtbot, window)
    assert not drop_down.isVisible()
    run(qtbot, window, Plan([7, 8], POOL))
    qtbot.waitUntil(lambda: drop_down.accessibleName() == "Run 2 of 2")
    QTest.mouseClick(drop_down, Qt.MouseButton.LeftButton)
    popup = drop_down._popup
    assert popup is not None
    assert popup.list.cards.rowCount() == 2
    QTest.keyClick(popup.list, Qt.Key.Key_Down)
    QTest.keyClick(popup.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: drop_down.accessibleName() == "Run 1 of 2")
    assert list(window.log.numbers) == [2, 3, 4, 5, 6]
    assert "An earlier run" in window.page.status.notes.text()
    assert not popup.isVisible()


def test_panel_opens_closes_and_is_remembered(
    qtbot: QtBot, window: MainWindow, settings: Settings
) -> None:
    """Ctrl+H, and the cross; the keyboard goes to the cards."""
    run(qtbot, window)
    window.menus.runs.trigger()
    panel = window.kept_runs._panel
    assert panel is not None
    assert panel.isVisible()
    assert settings.runs_shown
    qtbot.waitUntil(panel.list.hasFocus)
    panel.close_wanted.emit()
    assert not panel.isVisible()
    assert not window.menus.runs.isChecked()
    assert not settings.runs_shown


def test_panel_that_was_open_leaves_the_keyboard_to_the_numbers(
    qtbot: QtBot, window: MainWindow, settings: Settings
) -> None:
    """Whoever starts the program and types is not understood by a list of old runs."""
    run(qtbot, window)
    window.activateWindow()
    window.page.form.entry.setFocus()
    settings.keep_runs_shown(True)
    window.kept_runs.restore()
    panel = window.kept_runs._panel
    assert panel is not None
    qtbot.waitUntil(panel.list.isVisible)
    assert not panel.list.hasFocus()
    assert window.page.form.entry.hasFocus()


def test_narrow_window_gives_the_panel_the_results_place(qtbot: QtBot, window: MainWindow) -> None:
    """So that the page is not crushed; a wide one has room for both."""
    window.resize(QSize(1016, 732))
    window.menus.runs.trigger()
    assert not window.page.views.results.isVisible()
    assert window.page.views.timeline.isVisible()
    window.resize(QSize(1600, 800))
    qtbot.waitUntil(window.page.views.results.isVisible)
    window.resize(QSize(1016, 732))
    window.menus.runs.trigger()
    assert window.page.views.results.isVisible()


def test_page_keeps_its_share_beside_the_panel_in_large_text(
    qtbot: QtBot, window: MainWindow
) -> None:
    """Else nothing of a run could be seen beside the list of runs."""
    window.resize(QSize(1280, 760))
    window.menus.runs.trigger()
    panel = window.kept_runs._panel
    assert panel is not None
    for _ in range(10):  # to the largest
        window.menus.bigger.trigger()
    qtbot.waitUntil(lambda: panel.fontMetrics().height() > 30)
    qtbot.waitUntil(lambda: panel.width() < 0.46 * window.width())
    assert panel.width() > window.width() / 3


def test_numbers_and_choices_come_back_into_the_form(qtbot: QtBot, window: MainWindow) -> None:
    """All of them, as they were."""
    run(qtbot, window, Plan([7, -8, 10**40], POOL))
    window.kept_runs.put_into_form(window.keeper.runs[0])
    wanted = [7, -8, 10**40]
    qtbot.waitUntil(lambda: window.page.form.entry.numbers == wanted)
    assert window.page.form.way == POOL


def test_run_again_is_a_new_run_of_the_same(qtbot: QtBot, window: MainWindow) -> None:
    """Kept beside the old one."""
    run(qtbot, window, Plan([7, 8], POOL))
    window.kept_runs.run_again(window.keeper.runs[0])
    qtbot.waitUntil(lambda: len(window.keeper.runs) == 2, timeout=LONGEST_RUN_MS)
    assert list(window.log.numbers) == [7, 8]
    assert window.page.session.plan.way == POOL
    assert not window.page.session.record.opened


def test_own_function_comes_back_as_text(qtbot: QtBot, window: MainWindow) -> None:
    """It stands on the Code page, and runs when the person asks for that."""
    run(qtbot, window, Plan([7, 8], POOL, own_task(HALF, "half")))
    window.kept_runs.put_into_form(window.keeper.runs[0])
    qtbot.waitUntil(lambda: window.page.form.task.name == "half")
    assert window.page.form.task.source.strip() == HALF.strip()
    assert len(window.keeper.runs) == 1


def test_deleted_run_leaves_the_list_and_comes_back(qtbot: QtBot, window: MainWindow) -> None:
    """Undo brings it back where it was."""
    run(qtbot, window)
    window.menus.runs.trigger()
    panel = window.kept_runs._panel
    assert panel is not None
    panel.list.setCurrentIndex(panel.list.cards.index(0))
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: panel.list.cards.rowCount() == 0)
    panel.undo()
    qtbot.waitUntil(lambda: panel.list.cards.rowCount() == 1)


def test_two_runs_are_compared(qtbot: QtBot, open_window: Callable[..., MainWindow]) -> None:
    """Read from where they are kept, the older above."""
    window = open_window()
    run(qtbot, window)
    run(qtbot, window, Plan([2, 3, 4, 5, 6], POOL))
    newer, older = window.keeper.runs
    window.kept_runs.compare(older, newer)
    qtbot.waitUntil(lambda: window.kept_runs._beside is not None)
    beside = window.kept_runs._beside
    assert beside is not None
    qtbot.waitUntil(lambda: "Adding" not in beside.sentence.text())
    assert beside.canvases[0].accessibleName().startswith("A process for each")
    beside.close()


def test_system_is_asked_unless_that_is_switched_off(
    qtbot: QtBot, window: MainWindow, settings: Settings
) -> None:
    """By the Run menu, remembered; the card of a process says which."""
    assert window.menus.asks.isChecked()
    run(qtbot, window, Plan([7, 8], POOL))
    assert any(worker.system is not None for worker in window.log.workers)
    card = ProcessCard(window.log.workers[0], window)
    assert "Process id" in card.facts
    card.close()
    window.menus.asks.trigger()
    assert not settings.asks_system
    run(qtbot, window, Plan([7, 8], POOL))
    assert all(worker.system is None for worker in window.log.workers)
