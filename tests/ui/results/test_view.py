"""The list with real keys and a real mouse, with five rows and with a million."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFont, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot

from app.engine.log import Log
from app.ui.results.model import AnyIndex, ResultsModel
from app.ui.results.view import ResultsView
from tests.hand_written_logs import five_processes, one_killed
from tests.ui.results.runs import CHUNK, MILLION, arrived, begun, message, million

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton


class CountedModel(ResultsModel):
    """Counts how often it is asked, which tells slow views from quick ones on any machine."""

    asked = 0

    def log_row(self, row: int) -> int:
        """Count and answer."""
        self.asked += 1
        return super().log_row(row)

    def rowCount(self, *args: AnyIndex) -> int:
        """Count and answer."""
        self.asked += 1
        return super().rowCount(*args)

    def data(self, index: AnyIndex, role: int = 0) -> object:
        """Count and answer."""
        self.asked += 1
        return super().data(index, role)


def shown(qtbot: QtBot, log: Log, height: int = 500) -> ResultsView:
    """Return a view on the screen that shows a log."""
    model = CountedModel()
    view = ResultsView(model)
    model.setParent(view)
    qtbot.addWidget(view)
    model.set_log(log)
    view.resize(420, height)
    with qtbot.waitExposed(view):
        view.show()
    view.activateWindow()
    view.setFocus()
    return view


def counted(view: ResultsView) -> CountedModel:
    """Return the view's model."""
    model = view.model()
    assert isinstance(model, CountedModel)
    return model


def selected(view: ResultsView) -> list[tuple[int, int]]:
    """Return the selected rows as ranges, both ends included."""
    return sorted(
        (part.top(), part.bottom()) for part in view.selectionModel().selection().toList()
    )


def middle_of(view: ResultsView, row: int) -> QPoint:
    """Return the middle of a row."""
    return view.visualRect(view.model().index(row, 0)).center()


@pytest.fixture(scope="module")
def a_million() -> Log:
    """Return a run with a million rows; tests do not change it."""
    return million()


@pytest.fixture
def huge(qtbot: QtBot, a_million: Log) -> Iterator[ResultsView]:
    """Return a view that shows a million rows, nothing asked so far."""
    view = shown(qtbot, a_million)
    QApplication.processEvents()
    counted(view).asked = 0
    yield view
    assert counted(view).asked < 3_000, "something was asked once a row"


def test_it_is_a_list_view_with_a_name(qtbot: QtBot) -> None:
    """Screen readers and tests find it as what it is."""
    view = shown(qtbot, five_processes())
    assert isinstance(view, QListView)
    assert view.accessibleName() == "Results"


def test_rows_lie_one_below_the_other_and_are_found_again(qtbot: QtBot) -> None:
    """Where a row is and which row is there agree."""
    view = shown(qtbot, five_processes())
    for row in range(5):
        rect = view.visualRect(view.model().index(row, 0))
        assert rect.top() == row * view.row_height()
        assert view.indexAt(rect.topLeft()).row() == row
        assert view.indexAt(rect.bottomRight()).row() == row
    assert not view.indexAt(QPoint(10, 5 * view.row_height() + 1)).isValid()


def test_arrow_keys_move_row_by_row(qtbot: QtBot) -> None:
    """Down, down, up; and no further than the ends."""
    view = shown(qtbot, five_processes())
    view.setCurrentIndex(view.model().index(0, 0))
    for which in (Key.Key_Down, Key.Key_Down, Key.Key_Up):
        QTest.keyClick(view, which)
    assert selected(view) == [(1, 1)]
    QTest.keyClick(view, Key.Key_End)
    QTest.keyClick(view, Key.Key_Down)
    assert view.currentIndex().row() == 4
    QTest.keyClick(view, Key.Key_Home)
    QTest.keyClick(view, Key.Key_Up)
    assert view.currentIndex().row() == 0


def test_first_arrow_key_lands_on_the_first_row(qtbot: QtBot) -> None:
    """Tab brings one into the list, the next key onto a row."""
    view = shown(qtbot, five_processes())
    view.setCurrentIndex(view.model().index(-1, 0))
    QTest.keyClick(view, Key.Key_Down)
    assert view.currentIndex().row() == 0


def test_clicks_select_with_shift_and_ctrl(qtbot: QtBot) -> None:
    """As in any list."""
    view, port = shown(qtbot, five_processes()), None
    port = view.viewport()
    QTest.mouseClick(port, LEFT, pos=middle_of(view, 1))
    assert selected(view) == [(1, 1)]
    QTest.mouseClick(port, LEFT, SHIFT, pos=middle_of(view, 3))
    assert selected(view) == [(1, 3)]
    QTest.mouseClick(port, LEFT, CTRL, pos=middle_of(view, 2))
    assert selected(view) == [(1, 1), (3, 3)]
    QTest.mouseClick(port, LEFT, pos=QPoint(10, view.viewport().height() - 3))
    assert selected(view) == []


def test_dragging_selects_what_is_drawn_over(qtbot: QtBot) -> None:
    """From one row to another with the button down."""
    view = shown(qtbot, five_processes())
    QTest.mousePress(view.viewport(), LEFT, pos=middle_of(view, 1))
    for row in (2, 3, 4):
        QTest.mouseMove(view.viewport(), middle_of(view, row))
    QTest.mouseRelease(view.viewport(), LEFT, pos=middle_of(view, 4))
    assert selected(view) == [(1, 4)]


def test_a_million_rows_are_painted_by_what_is_in_sight(huge: ResultsView) -> None:
    """Painting asks for the rows in sight, wherever they are."""
    for row in (0, MILLION // 2, MILLION - 1):
        huge.scrollTo(huge.model().index(row, 0))
        counted(huge).asked = 0
        huge.viewport().repaint()
        assert counted(huge).asked < 10 * len(huge.rows_in_sight())


def test_the_last_of_a_million_rows_is_reached_by_keys(huge: ResultsView, qtbot: QtBot) -> None:
    """End, Home, Page Down and shift work at every size."""
    QTest.keyClick(huge, Key.Key_End)
    assert huge.currentIndex().row() == MILLION - 1
    assert huge.rows_in_sight()[-1] == MILLION - 1
    QTest.keyClick(huge, Key.Key_Home, SHIFT)
    assert selected(huge) == [(0, MILLION - 1)]
    assert huge.rows_in_sight()[0] == 0
    QTest.keyClick(huge, Key.Key_PageDown)
    page = huge.currentIndex().row()
    assert 1 < page < 20
    QTest.keyClick(huge, Key.Key_PageUp)
    assert huge.currentIndex().row() == 0


def test_a_million_rows_are_selected_as_one_range(huge: ResultsView, qtbot: QtBot) -> None:
    """Ctrl+A does not go through the rows."""
    QTest.keyClick(huge, Key.Key_A, CTRL)
    assert selected(huge) == [(0, MILLION - 1)]


def test_typing_letters_does_not_look_through_a_million_rows(
    huge: ResultsView, qtbot: QtBot
) -> None:
    """Qt's own search by typing would freeze the window for seconds."""
    QTest.keyClick(huge, Key.Key_5)
    assert huge.currentIndex().row() <= 0


def test_the_wheel_scrolls_and_the_pointer_marks_a_row(huge: ResultsView, qtbot: QtBot) -> None:
    """Scrolling leaves nothing behind and costs what comes into sight."""
    middle, down = QPoint(100, 100), QPoint(0, -120)
    wheel = QWheelEvent(
        middle,
        huge.viewport().mapToGlobal(middle),
        QPoint(),
        down,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(huge.viewport(), wheel)
    assert huge.verticalOffset() > 0
    QTest.mouseMove(huge.viewport(), middle)


def test_screen_readers_hear_the_sentences_of_a_million_rows(huge: ResultsView) -> None:
    """Any row is spoken as its sentence, and is where it is painted."""
    spoken = QAccessible.queryAccessibleInterface(huge)
    assert spoken.text(QAccessible.Text.Name) == "Results"
    assert spoken.childCount() == MILLION
    last = spoken.child(MILLION - 1)
    sentence = huge.model().index(MILLION - 1, 0).data()
    assert last.text(QAccessible.Text.Name) == sentence
    top = huge.viewport().mapToGlobal(QPoint(0, 0)).y()
    assert spoken.child(3).rect().top() == top + 3 * huge.row_height()


def test_a_screen_reader_makes_a_million_rows_no_slower(
    huge: ResultsView, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one listening, moving and selecting announce one row each and list none."""
    told: list[tuple[QAccessible.Event, int]] = []

    def note(event: QAccessibleEvent) -> None:
        told.append((event.type(), event.child()))

    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", note)
    QAccessible.setActive(True)
    try:
        QTest.keyClick(huge, Key.Key_End)
        QTest.keyClick(huge, Key.Key_A, CTRL)
        counted(huge).set_visible_rows(10)
        counted(huge).set_visible_rows(None)
    finally:
        QAccessible.setActive(False)
    assert (QAccessible.Event.Focus, MILLION - 1) in told
    assert (QAccessible.Event.SelectionAdd, 0) in told


@pytest.mark.parametrize("scrolled_up", [True, False])
def test_an_insert_costs_the_same_at_any_size(qtbot: QtBot, scrolled_up: bool) -> None:
    """A batch after a million rows asks the model a handful of times."""
    log = million(20 * CHUNK)
    view = shown(qtbot, log)
    QApplication.processEvents()
    if not scrolled_up:
        view.scrollToBottom()
    for turn in range(20):
        first = MILLION + turn * CHUNK
        log.extend([message(0, first, range(first, first + CHUNK))])
        counted(view).asked = 0
        counted(view).take_new_rows()
        QApplication.processEvents()
        assert counted(view).asked < 300
    assert view.follows_the_tail() is not scrolled_up


def test_the_tail_is_followed_until_the_person_scrolls_up(qtbot: QtBot) -> None:
    """New rows push the old ones up; but not away from somebody who is reading."""
    log = Log(range(300))
    log.extend(begun(1))
    view = shown(qtbot, log)
    for first in range(0, 200, 50):
        log.extend([message(0, first, range(first, first + 50))])
        counted(view).take_new_rows()
        assert view.rows_in_sight()[-1] == first + 49
    view.verticalScrollBar().setValue(30 * view.row_height())
    log.extend([message(0, 200, range(200, 300))])
    counted(view).take_new_rows()
    assert view.rows_in_sight()[0] == 30
    view.scrollToBottom()
    assert view.rows_in_sight()[-1] == 299


def test_a_bigger_font_makes_higher_rows_and_keeps_the_place(qtbot: QtBot) -> None:
    """Row heights come from the font, and the row at the top stays there."""
    view = shown(qtbot, arrived(list(range(200)), list(range(200))))
    view.verticalScrollBar().setValue(50 * view.row_height())
    before, font = view.row_height(), QFont(view.font())
    font.setPixelSize(view.fontInfo().pixelSize() * 2)
    view.setFont(font)
    assert view.row_height() > 1.7 * before
    assert view.rows_in_sight()[0] == 50


def test_resizing_keeps_the_tail_in_sight(qtbot: QtBot) -> None:
    """A smaller window still ends with the last row."""
    view = shown(qtbot, arrived(list(range(100)), list(range(100))))
    view.scrollToBottom()
    view.resize(420, 250)
    assert view.rows_in_sight()[-1] == 99
    assert view.follows_the_tail()


def test_a_failed_row_is_told_by_more_than_colour(qtbot: QtBot) -> None:
    """A mark stands before it: its picture differs from a square's where that has nothing."""
    view = shown(qtbot, one_killed())
    failed = next(row for row in range(5) if not one_killed().is_done(row))
    picture = view.viewport().grab().toImage()
    rect = view.visualRect(view.model().index(failed, 0))
    row = {picture.pixelColor(x, rect.center().y()).name() for x in range(40, 70)}
    assert len(row) > 1


def test_an_empty_list_says_what_will_appear(qtbot: QtBot) -> None:
    """Calm words instead of a void."""
    view = shown(qtbot, Log([]))
    blank = view.viewport().grab().toImage()
    view.set_empty_words("Your results will appear here", "Each row says which process did it.")
    assert view.viewport().grab().toImage() != blank
