from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QMimeData, QPoint, QSize, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from app.engine.way import POOL, THREADS, Way, Work, WorkKind
from app.ui.main_window import MainWindow
from app.ui.settings import Settings
from tests.platforms import not_on_wine
from tests.ui.conftest import LONGEST_RUN_MS

SLOW = Way(work=Work(WorkKind.WAITING, 30.0))
SMALL_SCREEN = QSize(1016, 732)
"""What a screen of 1024 by 768 leaves to a window without its frame."""

SHORT = Work(WorkKind.COMPUTING, 0.005)


def _wait_for_end(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.page.form.is_running, timeout=LONGEST_RUN_MS)


def _workers_are_up(window: MainWindow, count: int) -> bool:
    return sum(worker.started is not None for worker in window.log.workers) == count


def test_enter_squares_the_numbers_the_field_opens_with(qtbot: QtBot, window: MainWindow) -> None:
    """The first key a person presses does the one obvious thing."""
    field = window.page.form.entry.field
    assert field.hasFocus()
    assert field.textCursor().selectedText() == "2, 3, 4, 5, 6"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert window.page.form.is_running
    _wait_for_end(qtbot, window)
    assert set(window.log.row_outcome) == {4, 9, 16, 25, 36}


def test_a_finished_run_says_how_many_numbers_processes_and_how_long(
    qtbot: QtBot, window: MainWindow
) -> None:
    """The sentence a class reads aloud when the last process has been joined."""
    QTest.mouseClick(window.page.form.square_button, Qt.MouseButton.LeftButton)
    _wait_for_end(qtbot, window)
    words = window.page.status.words.text()
    assert re.fullmatch(r"5 numbers squared by 5 processes in [\d.]+ (ms|s)", words)


def test_stop_is_offered_during_a_run_only_and_leaves_no_child(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    """Stop ends what would take half a minute, and Square is offered again."""
    window = open_window("2, 3, 4", SLOW)
    assert not window.page.form.stop_button.isEnabled()
    window.page.form.square()
    assert window.page.form.stop_button.isEnabled()
    assert not window.page.form.square_button.isEnabled()
    qtbot.waitUntil(lambda: _workers_are_up(window, 3), timeout=LONGEST_RUN_MS)
    QTest.mouseClick(window.page.form.stop_button, Qt.MouseButton.LeftButton)
    _wait_for_end(qtbot, window)
    assert window.page.status.words.text().startswith(
        "Stopped: 0 of 3 numbers squared by 3 processes"
    )
    assert window.page.form.square_button.isEnabled()
    assert not any(psutil.pid_exists(worker.pid or -1) for worker in window.log.workers)


def test_escape_stops_a_run(qtbot: QtBot, open_window: Callable[..., MainWindow]) -> None:
    """The key everyone tries first."""
    window = open_window("2, 3", SLOW)
    window.page.form.square()
    QTest.keyClick(window, Qt.Key.Key_Escape)
    _wait_for_end(qtbot, window)
    assert window.log.stopped


def test_closing_in_mid_run_leaves_no_process(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    """The window takes its children along, quickly."""
    window = open_window("2, 3, 4", SLOW)
    window.page.form.square()
    qtbot.waitUntil(lambda: _workers_are_up(window, 3), timeout=LONGEST_RUN_MS)
    window.close()
    assert not any(psutil.pid_exists(worker.pid or -1) for worker in window.log.workers)


def test_bad_input_starts_nothing_and_is_named_and_selected(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    """What was typed stays, and the cursor goes to what is wrong."""
    window = open_window("2, 3, apple, 5")
    window.page.form.square()
    assert not window.page.form.is_running
    field = window.page.form.entry.field
    assert field.toPlainText() == "2, 3, apple, 5"
    assert field.textCursor().selectedText() == "apple"
    assert "apple" in window.page.form.entry.hint.words
    assert window.page.form.entry.hint.is_problem


def test_numbers_that_failed_can_be_squared_again(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    """A killed process's number gets another go, in the same list of results."""
    window = open_window("2, 3", Way(work=Work(WorkKind.WAITING, 1.0)))
    window.page.form.square()
    qtbot.waitUntil(lambda: _workers_are_up(window, 2), timeout=LONGEST_RUN_MS)
    psutil.Process(window.log.workers[0].pid).kill()
    _wait_for_end(qtbot, window)
    assert window.log.not_done == 1
    assert "1 was not squared" in window.page.status.words.text()
    assert window.menus.square_again.isEnabled()
    window.menus.square_again.trigger()
    assert window.page.form.is_running
    _wait_for_end(qtbot, window)
    qtbot.waitUntil(lambda: window.page.session.standing.not_done == 0)
    assert window.page.session.record.parent is window.page.session.records[0]
    first, again = window.page.session.records
    assert first.log.not_done == 1
    assert window.page.status.words.text().startswith("Run 2 (")
    assert window.page.runs.accessibleName() == "Run 2 of 2"
    window.page.runs.show_wanted.emit(window.keeper.run_of(first))
    assert window.log is first.log
    assert "1 was not squared" in window.page.status.words.text()
    assert window.page.views.results.model.log is window.page.session.standing
    window.page.runs.show_wanted.emit(window.keeper.run_of(again))
    assert window.log is again.log
    assert not window.menus.square_again.isEnabled()


def test_far_too_many_processes_are_a_question_first(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    """Nothing starts before the person has seen about how long it takes, measured."""
    window = open_window("1..5000", Way())
    window.page.form.square()
    question = window.page.form.question
    assert question.isVisible()
    assert not window.page.form.is_running
    qtbot.waitUntil(lambda: "takes about" in question.words, timeout=LONGEST_RUN_MS)
    window.page.form.question.pool_chosen.emit()
    assert not question.isVisible()
    assert window.page.form.way.kind == POOL
    _wait_for_end(qtbot, window)
    assert window.log.done == 5000


def test_the_question_is_answered_with_a_key(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    """Esc means no and goes back to the field; Enter takes the sensible way."""
    window = open_window("1..5000", Way())
    window.page.form.square()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert not window.page.form.question.isVisible()
    assert window.page.form.entry.field.hasFocus()
    QTest.keyClick(window.page.form.entry.field, Qt.Key.Key_Return)
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Return)
    assert window.page.form.way.kind == POOL
    assert window.page.form.is_running
    _wait_for_end(qtbot, window)


def test_a_file_dropped_anywhere_fills_the_field(window: MainWindow, tmp_path: Path) -> None:
    """The whole window is the target, not only the field."""
    file = tmp_path / "numbers.csv"
    file.write_text("7\n8\n9\n")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    where, copy = QPoint(300, 500), Qt.DropAction.CopyAction
    no_keys, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    window.dropEvent(QDropEvent(where, copy, data, left, no_keys))
    assert window.page.form.entry.hint.words == "3 numbers"


@pytest.mark.parametrize("name", ["Square", "Stop"])
def test_the_buttons_have_the_names_assistive_tools_look_for(window: MainWindow, name: str) -> None:
    """Accessible names are part of the specification."""
    names = [button.accessibleName() for button in window.findChildren(QPushButton)]
    assert names.count(name) == 1
    assert window.page.form.entry.field.accessibleName() == "Numbers"


def test_choices_are_remembered(open_window: Callable[..., MainWindow], settings: Settings) -> None:
    """The next window opens as the last one was left."""
    first = open_window()
    first.page.form.how.choose_kind(THREADS)
    first.page.form.how.set_work(Work(WorkKind.WAITING, 0.02))
    first.close()
    second = open_window()
    assert second.page.form.way.kind == THREADS
    assert second.page.form.way.work == Work(WorkKind.WAITING, 0.02)


def test_the_window_opens_as_large_as_it_was_left(
    open_window: Callable[..., MainWindow],
) -> None:
    """A teacher arranges the window once."""
    first = open_window()
    first.resize(760, 610)
    first.close()
    assert open_window().size() == QSize(760, 610)


@pytest.mark.parametrize("width", [640, 1024, 1280])
def test_nothing_is_cut_off_at_any_width(window: MainWindow, width: int) -> None:
    """Every control of the form lies inside the window, at its full size."""
    window.resize(width, 700)
    for button in window.page.form.findChildren(QPushButton):
        if button.isVisible():
            right = button.mapTo(window, QPoint(button.width(), 0)).x()
            assert right <= width
            assert button.width() >= button.minimumSizeHint().width()


def test_what_was_suggested_can_be_tried(qtbot: QtBot, window: MainWindow) -> None:
    """The explanation's button squares the same numbers with more work for each."""
    window.page.form.square()
    _wait_for_end(qtbot, window)
    qtbot.waitUntil(lambda: window.page.why.explanation is not None, timeout=LONGEST_RUN_MS)
    window.page.why.try_requested.emit(Work(WorkKind.COMPUTING, 0.01))
    assert window.page.form.is_running
    _wait_for_end(qtbot, window)
    assert window.page.form.way.work == Work(WorkKind.COMPUTING, 0.01)
    assert window.log.done == 5


@not_on_wine("a process takes too long to start to be measured unasked")
def test_a_measurement_never_keeps_a_run_waiting(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    """Whoever presses Square gets their run; the measurement after the one before is dropped."""
    window = open_window("1..8", Way(*THREADS, workers=4, work=SHORT))
    with qtbot.waitSignal(window.page.why.in_turn_wanted, timeout=LONGEST_RUN_MS):
        window.page.form.square()
    window.page.form.square()
    _wait_for_end(qtbot, window)
    assert window.log.done == 8
    qtbot.waitUntil(lambda: window.page.why.explanation is not None, timeout=LONGEST_RUN_MS)


def test_first_state_and_result_fit_a_screen_of_1024_by_768(
    qtbot: QtBot, window: MainWindow
) -> None:
    """Without a scrollbar, the verdict, both bars and the sentence in sight."""
    window.resize(SMALL_SCREEN)
    page = window.centralWidget()
    assert isinstance(page, QScrollArea)
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() == 0)
    window.page.form.square()
    _wait_for_end(qtbot, window)
    qtbot.waitUntil(lambda: window.page.why.card.bars.isVisible(), timeout=LONGEST_RUN_MS)
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() == 0)


def test_the_sums_come_into_sight_when_they_are_asked_for(qtbot: QtBot, window: MainWindow) -> None:
    """On a low screen they lie below its edge."""
    window.resize(SMALL_SCREEN)
    page, card = window.centralWidget(), window.page.why.card
    assert isinstance(page, QScrollArea)
    window.page.form.square()
    _wait_for_end(qtbot, window)
    qtbot.waitUntil(card.sums_button.isVisible, timeout=LONGEST_RUN_MS)
    card.sums_button.click()
    qtbot.waitUntil(lambda: page.verticalScrollBar().value() > 0)


def test_what_was_pressed_for_the_sums_stays_in_sight(qtbot: QtBot, window: MainWindow) -> None:
    """However long they are: one reads from their top, and can hide them again."""
    window.resize(window.minimumSize())
    page, card = window.page, window.page.why.card
    page.form.square()
    _wait_for_end(qtbot, window)
    qtbot.waitUntil(card.sums_button.isVisible, timeout=LONGEST_RUN_MS)
    card.sums_button.click()
    qtbot.waitUntil(lambda: card.further is not None and card.sums.height() > 0)

    def top() -> int:
        return card.sums_button.mapTo(page.viewport(), QPoint(0, 0)).y()

    qtbot.waitUntil(lambda: 0 <= top() < page.viewport().height())
    assert card.height() > page.viewport().height()


def test_what_does_not_fit_can_be_scrolled_to(window: MainWindow) -> None:
    """In the smallest window, too, Stop can be reached with the mouse alone."""
    window.resize(window.minimumSize())
    page = window.centralWidget()
    assert isinstance(page, QScrollArea)
    page.ensureWidgetVisible(window.page.form.stop_button)
    stop = window.page.form.stop_button
    right = stop.mapTo(page.viewport(), QPoint(stop.width(), 0)).x()
    assert right <= page.viewport().width()


@not_on_wine("a process takes too long to start to be measured unasked")
def test_one_after_another_is_really_measured_after_a_brief_run(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    """The bar beside the run's is the time of a run, and so is the break-even."""
    window = open_window("1..4", Way(*THREADS, workers=4, work=SHORT))
    window.page.form.square()
    _wait_for_end(qtbot, window)

    def is_measured() -> bool:
        found = window.page.why.explanation
        return found is not None and "One after another" in [each.label for each in found.sums]

    qtbot.waitUntil(is_measured, timeout=LONGEST_RUN_MS)


@not_on_wine("processes take so long to start that another time is foretold")
def test_a_long_measurement_is_stopped_by_its_button_and_by_a_run(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    """It never stands in anybody's way."""
    work = Work(WorkKind.WAITING, 0.5)
    window = open_window("1..8", Way(work=work))
    window.page.form.square()
    _wait_for_end(qtbot, window)
    button = window.page.why.card.in_turn.button
    qtbot.waitUntil(lambda: button.text().startswith("Measure one after another (about 4"))
    button.click()
    assert button.text() == "Stop measuring"
    button.click()
    qtbot.waitUntil(lambda: button.text().startswith("Measure one"), timeout=LONGEST_RUN_MS)
    button.click()
    window.page.form.square()
    _wait_for_end(qtbot, window)
    assert window.log.done == 8
