from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.form.numbers_field import (
    LONGEST_TEXT_CHARACTERS,
    MOST_LINES,
    NumbersField,
    utf16_offset,
)
from app.ui.look.appearance import Appearance


@pytest.fixture
def field(qtbot: QtBot, appearance: Appearance) -> NumbersField:
    """Return a field in sight, with the keyboard."""
    field = NumbersField()
    qtbot.addWidget(field)
    field.resize(500, field.height())
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    return field


def _text(words: str) -> QMimeData:
    data = QMimeData()
    data.setText(words)
    return data


def test_enter_asks_to_square_and_shift_enter_makes_a_line(
    qtbot: QtBot, field: NumbersField
) -> None:
    """Enter is the default button's key even in a field of several lines."""
    field.replace_text("1")
    with qtbot.waitSignal(field.entered):
        QTest.keyClick(field, Qt.Key.Key_Return)
    with qtbot.waitSignal(field.entered):
        QTest.keyClick(field, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert field.toPlainText() == "1"
    with qtbot.assertNotEmitted(field.entered):
        QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert field.toPlainText() == "1\n"


def test_it_grows_with_its_lines_up_to_a_few(field: NumbersField) -> None:
    """One calm line at first; a long list does not push the results out of sight."""
    one = field.height()
    field.replace_text("1\n2")
    two = field.height()
    field.replace_text("\n".join(map(str, range(MOST_LINES))))
    full = field.height()
    field.replace_text("\n".join(map(str, range(50))))
    assert one < two < full == field.height()
    field.replace_text("1")
    assert field.height() == one


def test_tab_leaves_the_field(qtbot: QtBot, appearance: Appearance) -> None:
    """The keyboard is never trapped."""
    parent = QWidget()
    qtbot.addWidget(parent)
    field, other = NumbersField(parent), NumbersField(parent)
    parent.show()
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Tab)
    qtbot.waitUntil(other.hasFocus)
    assert field.toPlainText() == ""


def test_cells_pasted_from_a_spreadsheet_stay_as_they_are(field: NumbersField) -> None:
    """Tabs and line ends are separators, and one Undo takes the paste back."""
    field.replace_text("1")
    field.selectAll()
    field.insertFromMimeData(_text("1\t2\r\n3\t4\n"))
    assert field.toPlainText() == "1\t2\n3\t4\n"
    field.undo()
    assert field.toPlainText() == "1"


def test_a_huge_paste_is_handed_on_with_what_stood_around_it(
    qtbot: QtBot, field: NumbersField
) -> None:
    """Qt cannot lay out megabytes in a line; not a character may get lost on the way round."""
    field.replace_text("😀1, , 9")
    cursor = field.textCursor()
    cursor.setPosition(5)
    field.setTextCursor(cursor)
    huge = "8" * (LONGEST_TEXT_CHARACTERS + 1)
    with qtbot.waitSignal(field.large_text_arrived) as arrived:
        field.insertFromMimeData(_text(huge))
    assert arrived.args == [f"😀1, {huge}, 9"]
    assert field.toPlainText() == "😀1, , 9"


def test_a_dropped_file_is_handed_on(qtbot: QtBot, field: NumbersField, tmp_path: Path) -> None:
    """A file's path is not its content."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "n.txt"))])
    assert field.canInsertFromMimeData(data)
    with qtbot.waitSignal(field.file_arrived) as arrived:
        field.insertFromMimeData(data)
    assert arrived.args == [str(tmp_path / "n.txt")]


def test_the_marked_pieces_are_those_meant_even_after_an_emoji(field: NumbersField) -> None:
    """Qt counts some characters twice where Python counts them once."""
    field.replace_text("😀😀, oops, 3")
    field.mark([(0, 2), (4, 8)])
    marked = [selection.cursor.selectedText() for selection in field.extraSelections()]
    assert marked == ["😀😀", "oops"]
    field.go_to_mark(1)
    assert field.textCursor().selectedText() == "oops"
    field.unmark()
    assert field.extraSelections() == []


@pytest.mark.parametrize(("text", "index", "offset"), [("abc", 2, 2), ("a😀b", 2, 3), ("", 0, 0)])
def test_offsets_are_counted_as_qt_does(text: str, index: int, offset: int) -> None:
    """A character beyond the basic plane takes two places."""
    assert utf16_offset(text, index) == offset
