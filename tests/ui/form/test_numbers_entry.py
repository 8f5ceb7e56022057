from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.form.numbers_entry import NumbersEntry
from app.ui.look.appearance import Appearance
from app.ui.parts.slices import SLICE_S
from tests.ui.silence import SilenceMeter

MOST_READING_MS = 20_000


@pytest.fixture
def entry(qtbot: QtBot, appearance: Appearance) -> Iterator[NumbersEntry]:
    """Return an entry with nothing in it, in sight and with the keyboard."""
    parent = QWidget()
    qtbot.addWidget(parent)
    entry = NumbersEntry("", parent)
    entry.hint.setParent(parent)
    entry.resize(600, 60)
    parent.resize(600, 100)
    parent.show()
    entry.field.setFocus()
    qtbot.waitUntil(entry.field.hasFocus)
    yield entry
    parent.close()


def _wait(qtbot: QtBot, entry: NumbersEntry) -> None:
    qtbot.waitUntil(lambda: not entry.is_reading, timeout=MOST_READING_MS)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("7", "1 number"),
        ("2, 3", "2 numbers"),
        ("2, 3,", "2 numbers"),
        ("1..2500", "2,500 numbers"),
        ("9" * 40, "1 number, 40 digits"),
    ],
)
def test_it_says_while_one_types_how_many_numbers_it_understood(
    qtbot: QtBot, entry: NumbersEntry, typed: str, said: str
) -> None:
    """The person sees at once that the program reads what they mean."""
    QTest.keyClicks(entry.field, typed)
    qtbot.waitUntil(lambda: entry.hint.words == said)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1,000", "2 numbers: a comma separates numbers; write 1000 or 1_000 for one number"),
        (
            "5 -12,345,678",
            "4 numbers: a comma separates numbers; write -12345678 or -12_345_678 for one number",
        ),
        ("1,000, 2", "3 numbers: a comma separates numbers; write 1000 or 1_000 for one number"),
    ],
)
def test_a_number_with_commas_for_thousands_is_hinted_at(
    qtbot: QtBot, entry: NumbersEntry, typed: str, said: str
) -> None:
    """It is read as several numbers, which may not be what is meant; it is no problem either."""
    QTest.keyClicks(entry.field, typed)
    assert entry.hint.words == said
    assert not entry.hint.is_problem


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1, 000", "2 numbers"),
        ("100,200,3", "3 numbers"),
        ("1,00,", "2 numbers"),
        ("1000,200,", "2 numbers"),
        ("1.5,200", "2 numbers"),
        ("100,200,300,400,500", "5 numbers"),
        ("1_000", "1 number"),
    ],
)
def test_commas_between_numbers_are_passed_over_in_silence(
    qtbot: QtBot, entry: NumbersEntry, typed: str, said: str
) -> None:
    """A hint that comes too often is read by nobody."""
    QTest.keyClicks(entry.field, typed)
    assert entry.hint.words == said


@pytest.mark.parametrize("typed", ["2, -", "2, 1/", "1..", "0..9 step", "2, 1e", "0x", "3+"])
def test_an_unfinished_last_piece_may_wait(qtbot: QtBot, entry: NumbersEntry, typed: str) -> None:
    """Nobody is told off in the middle of a number."""
    QTest.keyClicks(entry.field, typed)
    assert not entry.hint.is_problem
    assert entry.field.extraSelections() == []


def test_what_is_finished_is_counted_meanwhile(qtbot: QtBot, entry: NumbersEntry) -> None:
    """The count does not come and go with every sign one types."""
    QTest.keyClicks(entry.field, "2, 3, 1/")
    assert entry.hint.words == "2 numbers so far…"
    QTest.keyClicks(entry.field, "3")
    assert entry.hint.words == "3 numbers"


@pytest.mark.parametrize("typed", ["2, -", "1/", "1.."])
def test_asked_for_an_unfinished_piece_is_named(
    qtbot: QtBot, entry: NumbersEntry, typed: str
) -> None:
    """On Square everything is said in full, and nothing is handed on."""
    QTest.keyClicks(entry.field, typed)
    with qtbot.assertNotEmitted(entry.numbers_ready):
        entry.request()
    assert entry.hint.is_problem
    assert entry.hint.words
    assert entry.text == typed


def test_a_wrong_piece_is_marked_while_typing(qtbot: QtBot, entry: NumbersEntry) -> None:
    """A word that can never become a number is shown where it stands."""
    QTest.keyClicks(entry.field, "2, pear, 4")
    assert entry.hint.is_problem
    assert "pear" in entry.hint.words
    assert entry.field.extraSelections()[0].cursor.selectedText() == "pear"
    entry.field.undo()
    entry.set_text("2, 4")
    assert not entry.hint.is_problem
    assert entry.field.extraSelections() == []


def test_an_empty_field_asks_for_numbers_when_squared(qtbot: QtBot, entry: NumbersEntry) -> None:
    """Empty is quiet until somebody presses Square."""
    assert not entry.hint.is_problem
    with qtbot.assertNotEmitted(entry.numbers_ready):
        entry.request()
    assert entry.hint.is_problem


def test_a_million_numbers_are_read_without_freezing(
    qtbot: QtBot, entry: NumbersEntry, silence: SilenceMeter
) -> None:
    """Square waits for the end of the reading; the window does not."""
    text = ", ".join(map(str, range(1_000_000)))
    entry.set_text(text)
    assert entry.is_reading
    with (
        qtbot.waitSignal(entry.numbers_ready, timeout=MOST_READING_MS) as ready,
        silence.measured(),
    ):
        entry.request()
    assert ready.args is not None
    assert len(ready.args[0]) == 1_000_000
    assert entry.hint.words == "1,000,000 numbers"
    assert silence.longest_ns < 20 * SLICE_S * 1e9


def test_a_text_set_aside_can_be_removed_and_brought_back(
    qtbot: QtBot, entry: NumbersEntry
) -> None:
    """Nothing that was typed or pasted is lost by a click."""
    QTest.keyClicks(entry.field, "1, 2")
    entry.field.selectAll()
    data = QMimeData()
    data.setText("5 " * 20_000)
    one_line = entry.height()
    entry.field.insertFromMimeData(data)
    _wait(qtbot, entry)
    assert entry.hint.words == "20,000 numbers"
    assert entry.height() == one_line
    entry.undo()
    assert entry.text == "1, 2"
    assert entry.hint.words == "2 numbers"
    entry.hint.link_followed.emit()
    _wait(qtbot, entry)
    assert entry.hint.words == "20,000 numbers"


def test_pasting_over_a_text_set_aside_replaces_it(qtbot: QtBot, entry: NumbersEntry) -> None:
    """Paste means the same whether the text is shown or set aside."""
    entry.set_text("5 " * 20_000)
    QGuiApplication.clipboard().setText("6, 7")
    QTest.keyClick(entry.focusWidget() or entry, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert entry.text == "6, 7"


def test_an_unreadable_file_is_a_sentence_and_what_was_typed_stays(
    qtbot: QtBot, entry: NumbersEntry, tmp_path: Path
) -> None:
    """A picture dropped by mistake costs nothing."""
    QTest.keyClicks(entry.field, "1, 2")
    picture = tmp_path / "cat.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    entry.open_file(str(picture))
    assert entry.text == "1, 2"
    assert entry.hint.is_problem
    assert "cat.png" in entry.hint.words


def test_a_file_of_many_numbers_is_named(qtbot: QtBot, entry: NumbersEntry, tmp_path: Path) -> None:
    """The chip in the field's place says where the numbers came from."""
    file = tmp_path / "many.csv"
    file.write_text("\n".join(map(str, range(30_000))))
    entry.open_file(str(file))
    _wait(qtbot, entry)
    assert entry.hint.words == "30,000 numbers"
    assert "many.csv" in entry.set_aside.words


def test_a_number_of_a_million_digits_is_one_number(qtbot: QtBot, entry: NumbersEntry) -> None:
    """Length alone is no problem."""
    entry.set_text("7" * 1_000_000)
    _wait(qtbot, entry)
    assert entry.hint.words == "1 number, 1,000,000 digits"
