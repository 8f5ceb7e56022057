from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.ui.look.appearance import Appearance, Scheme
from app.ui.look.theme import current_theme
from app.ui.main_window import MainWindow
from app.ui.results.order import Order
from app.ui.results.saver import ResultSaver
from app.ui.settings import Settings
from tests.hand_written_logs import five_processes
from tests.ui.conftest import LONGEST_RUN_MS


@pytest.fixture
def finished(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """Return a window whose first run is over."""
    window.page.form.square()
    qtbot.waitUntil(lambda: not window.page.form.is_running, timeout=LONGEST_RUN_MS)
    return window


def test_what_needs_results_is_offered_when_there_are_some(
    qtbot: QtBot, window: MainWindow
) -> None:
    """A menu never offers what does nothing."""
    actions = (window.menus.save_results, window.menus.save_picture, window.menus.copy_all)
    assert not any(action.isEnabled() for action in actions)
    window.page.form.square()
    qtbot.waitUntil(lambda: not window.page.form.is_running, timeout=LONGEST_RUN_MS)
    assert all(action.isEnabled() for action in actions)


def test_copy_all_results_brings_every_sentence(qtbot: QtBot, finished: MainWindow) -> None:
    """Sentences as in the list, one a line."""
    finished.menus.copy_all.trigger()
    clipboard = QGuiApplication.clipboard()
    qtbot.waitUntil(lambda: "6 squared to 36 by: Process-" in clipboard.text())
    assert len(clipboard.text().splitlines()) == 5


def test_the_menu_and_the_list_agree_on_the_order(finished: MainWindow) -> None:
    """Two ways to the same choice."""
    ticked = [a.text() for a in finished.menus.order_actions() if a.isChecked()]
    assert ticked == ["In order of arrival"]
    finished.menus.order_actions()[1].trigger()
    assert finished.page.views.results.order is Order.ENTRY
    finished.page.views.results.set_order(Order.SIZE)
    ticked = [a.text() for a in finished.menus.order_actions() if a.isChecked()]
    assert ticked == ["In order of size"]


@pytest.mark.parametrize("suffix", [".txt", ".csv", ".json"])
def test_results_are_saved_and_said_to_be(qtbot: QtBot, tmp_path: Path, suffix: str) -> None:
    """The suffix chooses the format."""
    saver, path = ResultSaver(), tmp_path / f"squares{suffix}"
    with qtbot.waitSignal(saver.saved) as said:
        saver.save(path, five_processes())
    assert said.args == [f"5 rows saved to {path}"]
    text = path.read_text(encoding="utf-8")
    assert "36" in text
    assert suffix != ".json" or len(json.loads(text)["results"]) == 5


def test_a_failed_save_says_why(qtbot: QtBot, tmp_path: Path) -> None:
    """No such folder, no silent loss."""
    saver = ResultSaver()
    with qtbot.waitSignal(saver.failed) as said:
        saver.save(tmp_path / "missing" / "squares.txt", five_processes())
    assert said.args is not None
    assert "squares.txt" in said.args[0]


def test_dark_and_light_can_be_chosen_and_are_remembered(
    window: MainWindow, settings: Settings, appearance: Appearance
) -> None:
    """Every view reads the theme from the same place."""
    window.menus.schemes[Scheme.DARK].trigger()
    assert current_theme().dark
    assert settings.scheme is Scheme.DARK
    window.menus.schemes[Scheme.LIGHT].trigger()
    assert not current_theme().dark
    window.menus.schemes[Scheme.SYSTEM].trigger()
    assert appearance.scheme is Scheme.SYSTEM


def test_text_grows_for_the_projector_and_nothing_is_cut_off(
    qtbot: QtBot, window: MainWindow, appearance: Appearance
) -> None:
    """The last row reads it too, and the large buttons grow with their words."""
    usual = window.page.form.square_button.height()
    try:
        for _ in range(5):
            window.menus.bigger.trigger()
        assert appearance.scale_percent == 200
        qtbot.waitUntil(lambda: window.page.form.square_button.height() > 1.4 * usual)
        labels = [one for one in window.page.form.how.findChildren(QLabel) if one.isVisible()]
        qtbot.waitUntil(lambda: all(one.width() >= one.sizeHint().width() for one in labels))
    finally:
        window.menus.usual_size.trigger()
    assert appearance.scale_percent == 100
    qtbot.waitUntil(lambda: window.page.form.square_button.height() == usual)


def test_editing_commands_go_to_the_field(window: MainWindow) -> None:
    """Edit, Undo takes back what was typed."""
    field = window.page.form.entry.field
    QTest.keyClicks(field, "7, 8")
    window.menus.undo.trigger()
    assert field.toPlainText() != "7, 8"
    window.menus.redo.trigger()
    assert field.toPlainText() == "7, 8"
    window.menus.select_all.trigger()
    window.menus.copy.trigger()
    assert QGuiApplication.clipboard().text() == "7, 8"


def test_help_explains(qtbot: QtBot, window: MainWindow) -> None:
    """Guide, keys and About open, and close again."""
    for action in (window.menus.guide, window.menus.keys, window.menus.about):
        action.trigger()
        dialog = QGuiApplication.modalWindow()
        assert dialog is not None
        assert dialog.title() in ("How it works", "Keyboard shortcuts", "About MultiSquare")
        dialog.close()
        qtbot.waitUntil(lambda: QGuiApplication.modalWindow() is None)


def test_every_part_can_be_reached_by_tab(window: MainWindow) -> None:
    """From the field, Tab goes through the whole form and comes back."""
    seen: list[str] = []
    for _ in range(40):
        focused = window.focusWidget()
        seen.append(focused.accessibleName() or getattr(focused, "text", str)())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        if window.focusWidget() is window.page.form.entry.field:
            break
    else:
        pytest.fail(f"Tab never came back: {seen}")
    assert seen[:2] == ["Numbers", "Square"]
    assert {"Start method", "Extra work", "Results"} <= set(seen)


def test_a_replay_moves_list_and_words_together(qtbot: QtBot, finished: MainWindow) -> None:
    """At the first event nothing has arrived; at the end all is as it was."""
    list_model = finished.page.views.results.model
    finished.page.views.replay.moved.emit(finished.log.requested)
    assert list_model.rowCount() == 0
    assert "0 of 5 had arrived" in finished.page.status.words.text()
    third = sorted(finished.log.row_received)[2]
    finished.page.views.replay.moved.emit(third)
    qtbot.waitUntil(lambda: list_model.rowCount() == 3)
    finished.page.views.replay.moved.emit(None)
    qtbot.waitUntil(lambda: list_model.rowCount() == 5)
    assert finished.page.status.words.text().startswith("5 numbers squared by 5 processes in")


def test_the_same_keys_lead_to_one_place_only(
    open_window: Callable[..., MainWindow],
) -> None:
    """No two commands share a shortcut, and no two visible labels a letter."""
    window = open_window()
    keys = [key.toString() for action in window.menus.all() for key in action.shortcuts()]
    assert len(keys) == len(set(keys))
    menus = [action.text() for action in window.menuBar().actions()]
    labels = [label.text() for label in window.page.form.how.findChildren(QLabel)]
    buttons = [button.text() for button in window.page.form.how.findChildren(QPushButton)]
    letters = [
        text[text.index("&") + 1].lower() for text in menus + labels + buttons if "&" in text
    ]
    assert len(letters) == len(set(letters))
