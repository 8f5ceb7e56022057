"""The island as a small good editor: aids while typing, mistakes marked, all of it undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.engine.own.function import OwnFunction
from app.engine.plan import Plan
from app.engine.scripts.checking import LONGEST_SOURCE
from app.engine.way import Way
from app.ui.code.editor import IslandEditor
from app.ui.code.page import CodePage
from app.ui.look.appearance import Appearance
from app.ui.look.theme import current_theme

Key = Qt.Key
TYPED = {
    "def f(n):\nreturn n\nx": "def f(n):\n    return n\nx",
    "if a:\nif b:\npass\nc": "if a:\n    if b:\n        pass\n    c",
    "f(g[1": "f(g[1])",
    "f(1)+2": "f(1)+2",
    'print("a")': 'print("a")',
    "f'{n}'": "f'{n}'",
    "it's": "it's",
}


@pytest.fixture
def editor(qtbot: QtBot, appearance: Appearance) -> IslandEditor:
    """Return an empty editor with the keyboard."""
    editor = IslandEditor()
    qtbot.addWidget(editor)
    editor.edit("")
    editor.show()
    editor.activateWindow()
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    return editor


@pytest.fixture
def page(qtbot: QtBot, appearance: Appearance) -> CodePage:
    """Return a page with a plan, in which a function is being written."""
    page = CodePage()
    qtbot.addWidget(page)
    page.show_plan(Plan([2, 3], Way(start_method="spawn")))
    page.show()
    page.edit_own(OwnFunction("def double(n):\n    return n * 2", "double"))
    QApplication.processEvents()
    return page


def type_in(editor: IslandEditor, text: str) -> None:
    """Press a key for each sign."""
    for sign in text:
        if sign == "\n":
            QTest.keyClick(editor, Key.Key_Return)
        else:
            QTest.keyClick(editor, sign)  # type: ignore[call-overload]


def select(editor: IslandEditor, begin: int, end: int) -> None:
    """Select some of the text."""
    cursor = editor.textCursor()
    cursor.setPosition(begin)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)


@pytest.mark.parametrize("typed", TYPED)
def test_typing_is_helped_and_never_hindered(editor: IslandEditor, typed: str) -> None:
    """Lines are indented, brackets and quotes closed; who types on as usual gets just that."""
    type_in(editor, typed)
    assert editor.source == TYPED[typed]


def test_keys_indent_and_dedent(editor: IslandEditor) -> None:
    """Tab and Shift+Tab for a line or a selection, Backspace for a step."""
    editor.setPlainText("a\nb\n\nc")
    select(editor, 0, 4)
    QTest.keyClick(editor, Key.Key_Tab)
    assert editor.source == "    a\n    b\n\nc"
    QTest.keyClick(editor, Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert editor.source == "a\nb\n\nc"
    editor.undo()
    assert editor.source == "    a\n    b\n\nc"
    editor.setPlainText("")
    QTest.keyClick(editor, Key.Key_Tab)
    type_in(editor, " ")
    QTest.keyClick(editor, Key.Key_Tab)
    assert editor.source == " " * 8
    for left in (4, 0):
        QTest.keyClick(editor, Key.Key_Backspace)
        assert editor.source == " " * left


def test_pairs_are_taken_away_and_put_around(editor: IslandEditor) -> None:
    """An empty pair goes with one key; what is selected is set between."""
    type_in(editor, "(")
    QTest.keyClick(editor, Key.Key_Backspace)
    assert editor.source == ""
    editor.setPlainText("n")
    select(editor, 0, 1)
    type_in(editor, "[")
    assert editor.source == "[n]"
    editor.undo()
    assert editor.source == "n"


def test_text_that_is_too_long_is_not_pasted(qtbot: QtBot, editor: IslandEditor) -> None:
    """It would freeze the window, and be no function."""
    QGuiApplication.clipboard().setText("x" * (LONGEST_SOURCE + 1))
    with qtbot.waitSignal(editor.refused):
        editor.paste()
    assert editor.source == ""
    QGuiApplication.clipboard().setText("\tx")
    editor.paste()
    assert editor.source == "    x"


def test_wheel_is_left_to_the_page(page: CodePage) -> None:
    """A part is as high as its text; what scrolls is the page around it."""
    page.resize(900, 300)
    QApplication.processEvents()
    bar, part = page.listing.verticalScrollBar(), page.listing.island
    assert bar.maximum() > 0
    before = bar.value()
    place = part.viewport().mapTo(page, QPoint(50, 10))
    assert page.childAt(place) is part.viewport()
    QTest.wheelEvent(page.windowHandle(), QPointF(place), QPoint(0, -120))
    assert bar.value() > before


def test_mistake_is_marked_and_told_and_gone_again(qtbot: QtBot, page: CodePage) -> None:
    """At its line, in plain words below the function; nothing is handed on meanwhile."""
    island, told = page.listing.island, list[object]()
    page.own_changed.connect(told.append)
    island.moveCursor(QTextCursor.MoveOperation.End)
    with qtbot.waitSignal(page.own_changed):
        type_in(island, " +")
    assert page.listing.note.isVisible()
    assert page.listing.note.text() == "Python does not understand line 2 from the mark on."
    assert island.number_of(1) == "2"
    assert page.listing.tail.number_of(1) == ""
    assert island.lit_lines()[1].ground == current_theme().error_card
    with qtbot.waitSignal(page.own_changed):
        type_in(island, " 1")
    assert not page.listing.note.isVisible()
    assert island.lit_lines() == {}
    assert told == [None, OwnFunction("def double(n):\n    return n * 2 + 1", "double")]


def test_program_follows_what_is_written(qtbot: QtBot, page: CodePage) -> None:
    """The rest calls the function by its new name, and the cursor stays where it is."""
    island = page.listing.island
    select(island, 4, 10)
    with qtbot.waitSignal(page.own_changed):
        type_in(island, "work")
    QApplication.processEvents()
    assert page.text.count("def work(n):\n    return n * 2\n") == 1
    assert "result = work(number)" in page.listing.tail.toPlainText()
    assert "target=work_," in page.listing.tail.toPlainText()
    assert island.textCursor().position() == 8
    assert island.source == "def work(n):\n    return n * 2"


def test_undo_never_touches_what_the_form_has_written(qtbot: QtBot, page: CodePage) -> None:
    """However often: it ends with the text one began with."""
    island = page.listing.island
    head = page.listing.head.toPlainText()
    type_in(island, "# more\n")
    page.show_plan(Plan([7, 8, 9], Way(start_method="spawn")))
    QApplication.processEvents()
    for _ in range(30):
        island.undo()
    assert island.source == "def double(n):\n    return n * 2"
    assert page.listing.head.toPlainText() == head
    assert "numbers = [7, 8, 9]" in page.listing.tail.toPlainText()
    for part in (page.listing.head, page.listing.tail):
        QTest.keyClicks(part, "x")
        assert "x" not in part.toPlainText().split("\n")[0]
        assert part.isReadOnly()


def test_lesson_comes_back(qtbot: QtBot, page: CodePage) -> None:
    """One click, later: its function stands there again, and nobody writes in it."""
    with qtbot.waitSignal(page.own_changed) as told:
        page.show_lesson()
    assert told.args == [None]
    QApplication.processEvents()
    assert page.listing.island.isReadOnly()
    assert page.listing.island.source.startswith("def squarer(number):")
    QTest.keyClicks(page.listing.island, "x")
    assert page.listing.island.source.startswith("def squarer(number):")
