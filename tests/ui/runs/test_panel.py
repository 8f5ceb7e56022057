"""The panel with all kept runs, with keys and mouse."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.engine.storage.kept_run import KeptRun
from app.ui.look.appearance import Appearance
from app.ui.runs.card_words import when_words
from app.ui.runs.panel import RunsPanel
from tests.ui.runs.kept import kept_run

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=timezone.utc)
RUNS = [
    kept_run(3, name="Monday's <b>class</b>", note="all at once"),
    kept_run(2, numbers_text="7, 8", failed=1, done=1, count=2),
    kept_run(1, stopped=True),
]


@pytest.fixture
def panel(qtbot: QtBot, appearance: Appearance) -> RunsPanel:
    """Return a panel with three runs."""
    panel = RunsPanel()
    qtbot.addWidget(panel)
    panel.resize(320, 600)
    panel.show_runs(RUNS)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def choose(panel: RunsPanel, *rows: int) -> None:
    """Choose rows with the mouse, all but the first with Ctrl."""
    for place, row in enumerate(rows):
        at = panel.list.visualRect(panel.list.cards.index(row)).center()
        keys = Qt.KeyboardModifier.ControlModifier if place else Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, keys, at)


def test_cards_say_everything_to_whoever_hears_them(panel: RunsPanel) -> None:
    """Name, numbers, way, time, trouble and note, in one line."""
    model = panel.list.cards
    words = [model.data(model.index(row), Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]
    assert "Monday's <b>class</b>. 2, 3, 4, 5, 6. A process for each number" in words[0]
    assert "all at once" in words[0]
    assert "15 ms" in words[0]
    assert "1 failed" in words[1]
    assert "stopped" in words[2]


def test_enter_and_double_click_show_a_run(qtbot: QtBot, panel: RunsPanel) -> None:
    """The run that has the keyboard, or is under the pointer."""
    shown: list[KeptRun] = []
    panel.show_wanted.connect(shown.append)
    choose(panel, 1)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    at = panel.list.visualRect(panel.list.cards.index(2)).center()
    QTest.mouseDClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert [run.id for run in shown] == [2, 1]
    panel.set_running(running=True)
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    assert len(shown) == 2


def test_name_is_typed_in_its_place(qtbot: QtBot, panel: RunsPanel) -> None:
    """F2, a name, Enter; Esc leaves it as it was."""
    named: list[tuple[int, str]] = []
    panel.renamed.connect(lambda run, name: named.append((run, name)))
    choose(panel, 0)
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
        QTest.keyClick(panel.list, Qt.Key.Key_F2)
        field = panel.list.findChild(QLineEdit)
        assert isinstance(field, QLineEdit)
        assert field.text() == "Monday's <b>class</b>"
        QTest.keyClicks(field, "Tuesday")
        QTest.keyClick(field, key)
        qtbot.waitUntil(lambda: panel.list.findChild(QLineEdit) is None)
    assert named == [(3, "Tuesday")]


def test_name_being_typed_outlives_the_end_of_a_run(qtbot: QtBot, panel: RunsPanel) -> None:
    """The list grows only when the name has been typed."""
    named: list[tuple[int, str]] = []
    panel.renamed.connect(lambda run, name: named.append((run, name)))
    choose(panel, 1)
    QTest.keyClick(panel.list, Qt.Key.Key_F2)
    field = panel.list.findChild(QLineEdit)
    assert field is not None
    QTest.keyClicks(field, "before ")
    panel.show_runs([kept_run(4), *RUNS])
    QTest.keyClicks(field, "and after")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(panel.list.cards.runs) == 4)
    assert named == [(2, "before and after")]
    assert panel.list.hasFocus()


def test_after_deleting_the_keyboard_is_at_the_next_run(panel: RunsPanel) -> None:
    """Whoever deletes the fortieth need not come all the way from the top again."""
    choose(panel, 1)
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    panel.show_runs([RUNS[0], RUNS[2]])
    assert panel.list.currentIndex().row() == 1
    assert panel.list.chosen == [RUNS[2]]
    deleted: list[tuple[int, ...]] = []
    panel.delete_wanted.connect(deleted.append)
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    assert deleted == [(1,)]
    panel.show_runs([RUNS[0]])
    assert panel.list.currentIndex().row() == 0


def test_tool_tips_show_notes_and_names_as_they_were_typed(panel: RunsPanel) -> None:
    """Also what looks like a page; a note of a whole book is cut."""
    note = "<img src='/somewhere'> & " + "x" * 100_000
    panel.show_runs([kept_run(1, name="<b>fat</b>", note=note)])
    model = panel.list.cards
    tip = model.data(model.index(0), Qt.ItemDataRole.ToolTipRole)
    assert "&lt;img src=" in tip
    assert len(tip) < 2_000
    choose(panel, 0)
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    tips = [label.toolTip() for label in panel.undo_bar.findChildren(QLabel)]
    assert "Deleted: &lt;b&gt;fat&lt;/b&gt;" in tips[0]


def test_note_can_be_written_and_left_with_keys(qtbot: QtBot, panel: RunsPanel) -> None:
    """Tab goes on to the buttons instead of into the note."""
    noted: list[tuple[int, str]] = []
    panel.annotated.connect(lambda run, note: noted.append((run, note)))
    choose(panel, 1)
    actions: list[QAction] = panel._menu_for(panel.list.chosen).actions()
    next(each for each in actions if "&Note" in each.text()).trigger()
    dialog = panel.findChild(QInputDialog)
    assert dialog is not None
    field = dialog.findChild(QPlainTextEdit)
    assert field is not None
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "as in the book")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: not field.hasFocus())
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert noted == [(2, "as in the book")]


def test_deleted_runs_can_be_brought_back(panel: RunsPanel) -> None:
    """By the bar's button, and by Undo where the keyboard is; the last deletion first."""
    deleted: list[tuple[int, ...]] = []
    restored: list[tuple[int, ...]] = []
    panel.delete_wanted.connect(deleted.append)
    panel.restore_wanted.connect(restored.append)
    choose(panel, 0, 2)
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    assert deleted == [(3, 1)]
    assert panel.undo_bar.isVisible()
    choose(panel, 1)
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    panel.undo_bar.button.click()
    panel.list.undo()
    panel.list.undo()
    assert restored == [(2,), (3, 1)]
    assert not panel.undo_bar.isVisible()


def test_deleting_everything_can_be_taken_back_for_as_long_as_nothing_is_there(
    qtbot: QtBot, panel: RunsPanel
) -> None:
    """With cards the offer goes after a while: Edit has Undo for them; without, it must stay."""
    panel.undo_bar.gone.setInterval(10)
    choose(panel, 0, 1, 2)
    QTest.keyClick(panel.list, Qt.Key.Key_Delete)
    panel.show_runs([])
    with qtbot.waitSignal(panel.undo_bar.gone.timeout):
        pass
    assert panel.undo_bar.isVisible()
    panel.show_runs(RUNS)
    qtbot.waitUntil(lambda: not panel.undo_bar.isVisible())


def test_search_finds_all_of_the_words(qtbot: QtBot, panel: RunsPanel) -> None:
    """In names, notes, numbers and ways, whatever their case; and says where there are none."""
    QTest.keyClicks(panel.search, "CLASS once")
    qtbot.waitUntil(lambda: [run.id for run in panel.list.cards.runs] == [3])
    QTest.keyClicks(panel.search, " nowhere")
    qtbot.waitUntil(lambda: not panel.list.isVisible())
    assert panel._empty.text() == "No run has these words in it."
    panel.search.clear()
    qtbot.waitUntil(lambda: len(panel.list.cards.runs) == 3)


def test_choice_and_place_stay_when_the_list_grows(panel: RunsPanel) -> None:
    """A run that has just ended must not move what is being looked at."""
    choose(panel, 1)
    panel.show_runs([kept_run(4), *RUNS])
    assert [run.id for run in panel.list.chosen] == [2]
    assert panel.list.currentIndex().row() == 2


def test_what_keeps_runs_from_lasting_is_said_as_long_as_it_is_so(panel: RunsPanel) -> None:
    """In plain words, also where a folder's name looks like a page."""
    assert not panel.warning.isVisible()
    panel.warn("Runs cannot be kept in <b>here</b>.")
    assert panel.warning.isVisible()
    assert panel.warning.textFormat() is Qt.TextFormat.PlainText
    panel.warn("")
    assert not panel.warning.isVisible()


def test_two_chosen_can_be_compared(panel: RunsPanel) -> None:
    """The older one first."""
    pairs: list[tuple[int, int]] = []
    panel.compare_wanted.connect(lambda one, other: pairs.append((one.id, other.id)))
    assert not panel.compare_button.isVisible()
    choose(panel, 0, 2)
    panel.compare_button.click()
    assert pairs == [(1, 3)]


def test_menu_offers_what_can_be_done(panel: RunsPanel) -> None:
    """For one run all but comparing; for two what makes sense for two; nothing while running."""

    def offered() -> list[str]:
        actions: list[QAction] = panel._menu_for(panel.list.chosen).actions()
        return [each.text().replace("&", "") for each in actions if each.isEnabled()]

    choose(panel, 0)
    assert "Show again" in offered()
    assert "Compare the two" not in offered()
    choose(panel, 0, 1)
    assert "Compare the two" in offered()
    assert "Show again" not in offered()
    panel.set_running(running=True)
    assert "Compare the two" not in offered()


def test_thousands_of_runs_are_shown_at_once(panel: RunsPanel) -> None:
    """Only cards in sight are painted."""
    many = [kept_run(number) for number in range(20)] * 500
    panel.show_runs(many)
    assert panel.list.cards.rowCount() == 10_000
    panel.list.scrollToBottom()
    panel.grab()


def test_first_card_can_be_seen_before_the_first_run(qtbot: QtBot) -> None:
    """An empty panel says what will be in it."""
    panel = RunsPanel()
    qtbot.addWidget(panel)
    panel.show_runs([])
    panel.show()
    assert panel._empty.isVisible()
    assert "kept here" in panel._empty.text()


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (1, "yesterday"), (3, "Monday"), (8, "2026"), (-1, "2026")],
)
def test_when_is_said_as_people_say_it(days: int, words: str) -> None:
    """Of a date in the future, as with a clock set wrong, the date."""
    told = when_words(NOON - timedelta(days=days), NOON)
    assert words in told or (words == "2026" and "26" in told)
