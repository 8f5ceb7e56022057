"""The results panel: orders while rows stream in, finding, copying, acting, replaying."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelection, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from app.engine.actions import ProcessAction
from app.engine.events import RunFinished, WorkerExited, WorkerSuspended
from app.engine.log import Log
from app.engine.outcome import Cause, CauseKind
from app.ui.parts.slices import Slices
from app.ui.results.order import Order
from app.ui.results.panel import ResultsPanel
from app.ui.results.selection import Flag
from tests.hand_written_logs import five_events, five_processes, one_killed
from tests.platforms import WINDOWS
from tests.ui.results.runs import MILLION, arrived, begun, failure, message, million

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
LONG_MS = 30_000


def panel_with(qtbot: QtBot, log: Log) -> ResultsPanel:
    """Return a panel on the screen that shows a log."""
    panel = ResultsPanel()
    qtbot.addWidget(panel)
    panel.resize(420, 500)
    panel.set_log(log)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.activateWindow()
    panel.view.setFocus()
    return panel


def settle(qtbot: QtBot, panel: ResultsPanel) -> None:
    """Wait until nothing is being sorted, selected, looked for or copied any more."""
    slices = panel.findChildren(Slices)
    qtbot.waitUntil(
        lambda: not panel._sorter.busy and not any(work.busy for work in slices), timeout=LONG_MS
    )


def numbers_shown(panel: ResultsPanel) -> list[object]:
    """Return the numbers of the rows, from the top."""
    log, model = panel.model.log, panel.model
    return [log.numbers[log.row_number[model.log_row(row)]] for row in range(model.rowCount())]


def select(panel: ResultsPanel, first: int, last: int) -> None:
    """Select rows of the list."""
    model = panel.model
    rows = QItemSelection(model.index(first, 0), model.index(last, 0))
    panel.view.selectionModel().select(rows, Flag.Select)


def find_field(panel: ResultsPanel) -> QLineEdit:
    """Return the field of the find bar."""
    field = panel.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    return field


def menu_actions(panel: ResultsPanel) -> dict[str, QAction]:
    """Return what the context menu offers now, by its words."""
    menu = panel.menu_for_selection()
    return {action.text(): action for action in menu.actions() if not action.isSeparator()}


def clipboard() -> str:
    """Return the text on the clipboard."""
    return QApplication.clipboard().text()


# Orders.


def test_rows_appear_the_moment_they_arrive(qtbot: QtBot) -> None:
    """Each event shows at once."""
    log = Log([2, 3, 4, 5, 6])
    panel = panel_with(qtbot, log)
    for event in five_events():
        log.extend([event])
        panel.log_extended()
        assert panel.model.rowCount() == len(log)
    assert numbers_shown(panel) == [3, 2, 4, 5, 6]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.ARRIVAL, [9, 4, -1, 2, 7]),
        (Order.ENTRY, [4, -1, 9, 2, 7]),
        (Order.SIZE, [-1, 2, 4, 7, 9]),
    ],
)
def test_small_runs_are_in_order_at_once(qtbot: QtBot, order: Order, expected: list[int]) -> None:
    """The chooser in the header puts rows into the order chosen."""
    panel = panel_with(qtbot, arrived([4, -1, 9, 2, 7], [2, 0, 1, 3, 4]))
    chooser = panel.findChild(QComboBox)
    assert isinstance(chooser, QComboBox)
    chooser.setCurrentIndex(list(Order).index(order))
    settle(qtbot, panel)
    assert numbers_shown(panel) == expected
    assert panel.order is order


def test_the_order_can_be_set_from_a_menu(qtbot: QtBot) -> None:
    """The View menu and the chooser agree, and whoever asks is told."""
    panel = panel_with(qtbot, five_processes())
    with qtbot.waitSignal(panel.order_changed) as told:
        panel.set_order(Order.SIZE)
    assert told.args == [Order.SIZE]
    chooser = panel.findChild(QComboBox)
    assert isinstance(chooser, QComboBox)
    assert chooser.currentText() == "in order of size"


@pytest.mark.parametrize("order", [Order.ENTRY, Order.SIZE])
def test_rows_stay_in_order_while_they_stream_in(qtbot: QtBot, order: Order) -> None:
    """Both with few rows and with many that are sorted in later."""
    count = 6_000
    log = Log(list(range(count)))
    log.extend(begun(2))
    panel = panel_with(qtbot, log)
    panel.set_order(order)
    settle(qtbot, panel)
    for first in (*range(3_000, 6_000, 500), 10, 5, *range(500, 3_000, 500)):
        size = 500 if first >= 500 else 1
        numbers = log.numbers[first : first + size]
        log.extend([message(first % 2, first, numbers)])
        panel.log_extended()
    assert panel.model.rowCount() == len(log)
    settle(qtbot, panel)
    shown = numbers_shown(panel)
    assert shown == sorted(shown)  # type: ignore[type-var]
    assert len(shown) == len(log)


def test_the_wanted_order_stays_for_the_next_run(qtbot: QtBot) -> None:
    """A person chooses once."""
    panel = panel_with(qtbot, five_processes())
    panel.set_order(Order.ENTRY)
    settle(qtbot, panel)
    panel.set_log(arrived([30, 10, 20], [2, 1, 0]))
    settle(qtbot, panel)
    assert numbers_shown(panel) == [30, 10, 20]


def test_selection_and_current_row_follow_their_numbers(qtbot: QtBot) -> None:
    """What was selected stays selected, wherever it goes."""
    panel = panel_with(qtbot, arrived([4, -1, 9, 2, 7], [2, 0, 1, 3, 4]))
    panel.view.setCurrentIndex(panel.model.index(0, 0))
    select(panel, 3, 3)
    panel.set_order(Order.SIZE)
    settle(qtbot, panel)
    shown = numbers_shown(panel)
    chosen = [shown[row] for begin, end in panel.selected_rows() for row in range(begin, end)]
    assert chosen == [2, 9]
    assert shown[panel.view.currentIndex().row()] == 9


def test_a_million_rows_are_put_in_order_while_the_window_answers(qtbot: QtBot) -> None:
    """Sorting happens in many slices, with a half of the rows selected, and ends right."""
    panel = panel_with(qtbot, million())
    turns: list[int] = []
    select(panel, 0, MILLION // 2 - 1)
    panel.set_order(Order.SIZE)
    while panel._sorter.busy:
        QApplication.processEvents()
        turns.append(1)
    assert len(turns) > 20
    assert numbers_shown(panel) == list(range(1, MILLION + 1))
    assert panel.selected_rows() == [(0, MILLION // 2)]


# Finding.


def test_find_goes_to_the_next_row_with_the_text_and_round(qtbot: QtBot) -> None:
    """Ctrl+F, typing, F3, Shift+F3, and on from the top after the last row."""
    panel = panel_with(qtbot, five_processes())
    panel.view.setCurrentIndex(panel.model.index(1, 0))
    QTest.keyClick(panel.view, Key.Key_F, CTRL)
    QTest.keyClicks(find_field(panel), "process")
    settle(qtbot, panel)
    assert panel.view.currentIndex().row() == 1
    for expected in (2, 3, 4, 0):
        QTest.keyClick(find_field(panel), Key.Key_F3)
        settle(qtbot, panel)
        assert panel.view.currentIndex().row() == expected
    QTest.keyClick(find_field(panel), Key.Key_F3, SHIFT)
    settle(qtbot, panel)
    assert panel.view.currentIndex().row() == 4
    QTest.keyClick(find_field(panel), Key.Key_Return)
    settle(qtbot, panel)
    assert panel.view.currentIndex().row() == 0


@pytest.mark.parametrize(
    ("text", "row"), [("36", 4), ("squared to 16", 2), ("by: process-4", 3), ("5", 3)]
)
def test_find_looks_at_the_whole_sentence(qtbot: QtBot, text: str, row: int) -> None:
    """Numbers, squares, words and names, whatever the case."""
    panel = panel_with(qtbot, five_processes())
    panel.open_find()
    QTest.keyClicks(find_field(panel), text)
    settle(qtbot, panel)
    assert panel.view.currentIndex().row() == row


def test_find_finds_failures_by_their_cause(qtbot: QtBot) -> None:
    """SIGTERM leads to the killed row."""
    panel = panel_with(qtbot, one_killed())
    panel.open_find()
    QTest.keyClicks(find_field(panel), "sigterm")
    settle(qtbot, panel)
    current = panel.view.currentIndex()
    assert "was not squared" in current.data()


def test_find_says_when_no_row_contains_the_text(qtbot: QtBot) -> None:
    """And the list stays where it is; Esc closes the bar and goes back to the list."""
    panel = panel_with(qtbot, five_processes())
    panel.view.setCurrentIndex(panel.model.index(2, 0))
    panel.open_find()
    QTest.keyClicks(find_field(panel), "7777")
    settle(qtbot, panel)
    assert panel._find_bar.message.text() == "no row contains “7777”"
    assert panel.view.currentIndex().row() == 2
    QTest.keyClick(find_field(panel), Key.Key_Escape)
    assert not find_field(panel).isVisible()
    assert panel.view.hasFocus()


def test_another_run_ends_what_find_said_of_the_last_one(qtbot: QtBot) -> None:
    """What was typed stays, to be looked for again from the top."""
    panel = panel_with(qtbot, five_processes())
    panel.open_find()
    QTest.keyClicks(find_field(panel), "7777")
    settle(qtbot, panel)
    panel.set_log(five_processes())
    assert not panel._find_bar.message.isVisible()
    assert panel._find_bar.message.text() == ""
    assert find_field(panel).text() == "7777"


def test_find_stops_looking_when_another_run_comes(qtbot: QtBot) -> None:
    """A search half-way through the last run's rows says nothing about this one's."""
    panel = panel_with(qtbot, million())
    panel.open_find()
    find_field(panel).setText("999999000000")
    panel.find_next()
    assert panel._find_bar.message.text() == "looking…"
    panel.set_log(five_processes())
    settle(qtbot, panel)
    assert panel._find_bar.message.text() == ""


def test_find_looks_through_a_million_rows_in_slices(qtbot: QtBot) -> None:
    """The window answers while it looks, and the one row is found."""
    panel = panel_with(qtbot, million())
    panel.open_find()
    field = find_field(panel)
    field.setText("999999000000")
    panel.find_next()
    turns = 0
    while panel._find_bar.message.text() == "looking…":
        QApplication.processEvents()
        turns += 1
    assert turns > 5
    assert panel._find_bar.message.text() == "no row contains “999999000000”"
    field.setText("999998000001")
    panel.find_next()
    settle(qtbot, panel)
    assert "999999 squared to 999998000001" in panel.view.currentIndex().data()


# Copying.


def test_ctrl_c_copies_the_selected_rows_in_the_order_shown(qtbot: QtBot) -> None:
    """All selected rows, not only the one under the cursor."""
    panel = panel_with(qtbot, five_processes())
    panel.set_order(Order.ENTRY)
    settle(qtbot, panel)
    select(panel, 0, 1)
    QTest.keyClick(panel.view, Key.Key_C, CTRL)
    settle(qtbot, panel)
    assert clipboard() == "2 squared to 4 by: Process-1\n3 squared to 9 by: Process-2"


def test_copying_gives_every_digit(qtbot: QtBot) -> None:
    """The row is shortened, the copy is not."""
    huge = 10**3_000
    panel = panel_with(qtbot, arrived([huge], [0]))
    panel.copy_all()
    settle(qtbot, panel)
    number, square = "1" + "0" * 3_000, "1" + "0" * 6_000
    assert clipboard() == f"{number} squared to {square} by: PoolWorker-1"


def test_nothing_selected_leaves_the_clipboard_alone(qtbot: QtBot) -> None:
    """An accidental Ctrl+C does not throw away what was copied elsewhere."""
    panel = panel_with(qtbot, five_processes())
    QApplication.clipboard().setText("precious")
    panel.view.clearSelection()
    panel.copy_selected()
    assert clipboard() == "precious"


def test_many_rows_are_copied_in_slices(qtbot: QtBot) -> None:
    """Copying 100,000 rows does not hold up the window; the end is as it should be."""
    panel = panel_with(qtbot, arrived(list(range(100_000)), list(range(100_000))))
    panel.copy_all()
    assert panel._copier._slices.busy
    settle(qtbot, panel)
    lines = clipboard().split("\n")
    assert len(lines) == 100_000
    assert lines[-1] == "99999 squared to 9999800001 by: PoolWorker-1"


# Workers and their processes.


def test_moving_to_a_row_tells_its_worker(qtbot: QtBot) -> None:
    """The timeline can follow."""
    panel = panel_with(qtbot, five_processes())
    with qtbot.waitSignal(panel.worker_selected) as told:
        QTest.mouseClick(panel.view.viewport(), LEFT, pos=QPoint(50, 10))
    assert told.args == [1]


def test_selecting_a_worker_selects_its_rows_and_tells_nobody(qtbot: QtBot) -> None:
    """The list follows the timeline without an echo."""
    panel = panel_with(qtbot, arrived(list(range(9)), list(range(9))))
    with qtbot.assertNotEmitted(panel.worker_selected):
        panel.select_worker(1)
        settle(qtbot, panel)
    assert panel.selected_rows() == [(1, 2), (4, 5), (7, 8)]
    panel.select_worker(99)
    assert panel.selected_rows() == []


def test_a_view_that_follows_back_does_not_move_the_cursor(qtbot: QtBot) -> None:
    """List and timeline follow each other; the row just chosen stays chosen."""
    panel = panel_with(qtbot, arrived(list(range(9)), list(range(9))))
    panel.worker_selected.connect(panel.select_worker)
    panel.view.setCurrentIndex(panel.model.index(4, 0))
    assert panel.view.currentIndex().row() == 4


def test_a_living_process_can_be_acted_on(qtbot: QtBot) -> None:
    """End, kill and suspend while it runs; resume instead once it is suspended."""
    log = Log([5, 6])
    log.extend([*begun(1), message(0, 0, [5])])
    panel = panel_with(qtbot, log)
    panel.view.setCurrentIndex(panel.model.index(0, 0))
    offered = menu_actions(panel)
    acts = {"Kill PoolWorker-1 at once", "Suspend PoolWorker-1"}
    assert acts <= {words for words, action in offered.items() if action.isEnabled()}
    assert not offered["Resume PoolWorker-1"].isEnabled()
    if not WINDOWS:  # which cannot ask
        assert "it does not listen; kill it" in offered["Ask PoolWorker-1 to end"].toolTip()
    with qtbot.waitSignal(panel.action_requested) as asked:
        offered["Kill PoolWorker-1 at once"].trigger()
    assert asked.args == [0, ProcessAction.KILL]
    log.extend([WorkerSuspended(0, 30_000)])
    assert "Resume PoolWorker-1" in menu_actions(panel)
    log.extend([WorkerExited(0, 0, None, 40_000)])
    greyed = {words for words, action in menu_actions(panel).items() if not action.isEnabled()}
    assert acts <= greyed  # as in the timeline: told, and not to be chosen any more


def test_failed_numbers_can_be_squared_again(qtbot: QtBot) -> None:
    """Once the run has ended, for the failed rows among the selected ones."""
    log = Log([5, 6, 7])
    log.extend([*begun(1), failure(0, 2), message(0, 0, [5]), failure(None, 1)])
    panel = panel_with(qtbot, log)
    panel.view.selectAll()
    assert not menu_actions(panel)["Square again"].isEnabled()
    log.extend([RunFinished(50_000, stopped=False)])
    with qtbot.waitSignal(panel.square_again_requested) as asked:
        menu_actions(panel)["Square again"].trigger()
    assert asked.args == [[(1, 1), (2, 1)]]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_opens_with_the_right_button(qtbot: QtBot) -> None:
    """At the pointer, and is gone afterwards."""
    panel = panel_with(qtbot, five_processes())
    panel.view.customContextMenuRequested.emit(QPoint(40, 40))
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.close()


def test_a_failure_of_nobody_tells_no_worker(qtbot: QtBot) -> None:
    """A number that no process had taken up has no lane."""
    log = Log([5])
    log.extend([*begun(1), failure(None, 0, Cause(CauseKind.STOPPED))])
    panel = panel_with(qtbot, log)
    with qtbot.assertNotEmitted(panel.worker_selected):
        panel.view.setCurrentIndex(panel.model.index(0, 0))


# Replay and emptiness.


def test_replay_shows_arrivals_and_then_the_wanted_order_again(qtbot: QtBot) -> None:
    """While the run is played again the list is what it was at that moment."""
    panel = panel_with(qtbot, arrived([4, -1, 9, 2, 7], [2, 0, 1, 3, 4]))
    panel.set_order(Order.SIZE)
    settle(qtbot, panel)
    panel.set_visible_rows(3)
    assert numbers_shown(panel) == [9, 4, -1]
    panel.set_visible_rows(0)
    assert numbers_shown(panel) == []
    panel.set_visible_rows(None)
    settle(qtbot, panel)
    assert numbers_shown(panel) == [-1, 2, 4, 7, 9]


def test_a_new_run_begins_at_the_top(qtbot: QtBot) -> None:
    """However far down the run before was read."""
    panel = panel_with(qtbot, arrived(list(range(200)), list(range(200))))
    panel.view.scrollToBottom()
    panel.set_log(arrived(list(range(300)), list(range(300))))
    settle(qtbot, panel)
    assert panel.view.rows_in_sight()[0] == 0


def test_find_counts_the_rows_and_marks_them(qtbot: QtBot) -> None:
    """One knows how many there are, and sees them."""
    panel = panel_with(qtbot, arrived([3, 13, 4, 30, 5], [0, 1, 2, 3, 4]))
    panel.resize(420, 400)
    panel.show()
    before = panel.view.grab().toImage()
    panel.open_find()
    QTest.keyClicks(panel._find_bar.field, "3 squared")
    qtbot.waitUntil(lambda: panel._find_bar.message.text() == "1 of 2")
    panel.find_next()
    qtbot.waitUntil(lambda: panel._find_bar.message.text() == "2 of 2")
    assert panel.view.grab().toImage() != before
    panel._find_bar.close_bar()
    assert not panel._find_bar.message.isVisible()


def test_order_of_entry_shows_the_numbers_of_entry(qtbot: QtBot) -> None:
    """A teacher can say: look at the third one."""
    panel = panel_with(qtbot, arrived([5, 6, 7], [2, 0, 1]))
    assert [panel.model.place_of(panel.model.log_row(row)) for row in range(3)] == [1, 2, 3]
    panel.set_order(Order.ENTRY)
    qtbot.waitUntil(lambda: panel.model.order is Order.ENTRY)
    assert [panel.model.place_of(panel.model.log_row(row)) for row in range(3)] == [1, 2, 3]
    assert panel.model.index(0, 0).data().startswith("5 squared")
    panel.set_order(Order.SIZE)
    qtbot.waitUntil(lambda: panel.model.order is Order.SIZE)
    assert [panel.model.place_of(panel.model.log_row(row)) for row in range(3)] == [2, 3, 1]
