"""How the field tells what it read: two readings are asked about, every wrong piece is shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.engine.numbers.dialects import Commas
from app.engine.numbers.parsing import parse
from app.ui.form.numbers_entry import NumbersEntry
from app.ui.look.appearance import Appearance
from app.ui.settings import MOST_KNOWN_FILES, Settings

TWO_READINGS = "These numbers can be read in two ways."


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return settings in a file of their own."""
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def entry(qtbot: QtBot, appearance: Appearance, settings: Settings) -> Iterator[NumbersEntry]:
    """Return an empty entry with what belongs to it, in sight and with the keyboard."""
    parent = QWidget()
    qtbot.addWidget(parent)
    entry = NumbersEntry("", parent)
    entry.remember_commas_with(settings)
    layout = QVBoxLayout(parent)
    for part in (entry, entry.hint, entry.question):
        layout.addWidget(part)
    parent.resize(700, 240)
    parent.show()
    entry.field.setFocus()
    qtbot.waitUntil(entry.field.hasFocus)
    yield entry
    parent.close()


def marked(entry: NumbersEntry) -> list[str]:
    """Return the pieces that are marked."""
    return [selection.cursor.selectedText() for selection in entry.field.extraSelections()]


def test_a_comma_that_may_be_a_decimal_sign_is_asked_about(
    qtbot: QtBot, entry: NumbersEntry
) -> None:
    """Nothing runs before; the answer is what was wanted all the time."""
    entry.set_text("1,5 2,5")
    assert entry.hint.words == TWO_READINGS
    assert entry.question.words == "Does “1,5” mean 1.5, or 1 and 5?"
    assert [button.text() for button in entry.question.buttons] == [
        "1.5\n1.5, 2.5",
        "1 and 5\n1, 5, 2, 5",
    ]
    with qtbot.assertNotEmitted(entry.numbers_ready):
        entry.request()
    assert entry.question.buttons[0].hasFocus()
    with qtbot.waitSignal(entry.numbers_ready) as ready:
        QTest.keyClick(entry.question.buttons[0], Qt.Key.Key_Space)
    assert ready.args == [parse("1.5 2.5")]
    assert entry.question.isHidden()
    assert entry.hint.words == "2 numbers · “1,5” is 1.5"


def test_escape_leaves_the_question_open_and_goes_back_to_the_field(
    qtbot: QtBot, entry: NumbersEntry
) -> None:
    """To write it in another way is an answer too."""
    entry.set_text("1,5 2,5")
    entry.request()
    QTest.keyClick(entry.question.buttons[0], Qt.Key.Key_Escape)
    assert entry.field.hasFocus()
    with qtbot.assertNotEmitted(entry.numbers_ready):
        entry.set_text("1.5 2.5")
    assert entry.question.isHidden()
    assert entry.hint.words == "2 numbers"


def test_an_answer_holds_while_one_types_on(entry: NumbersEntry) -> None:
    """Nobody is asked again at every sign; a new text is a new question."""
    entry.set_text("1,5 2,5")
    entry.question.answered.emit(entry.question.answers[0])
    entry.field.moveCursor(entry.field.textCursor().MoveOperation.End)
    QTest.keyClicks(entry.field, " 3,5")
    assert entry.hint.words == "3 numbers · “1,5” is 1.5"
    entry.set_text("1,5 2,5")
    assert entry.hint.words == TWO_READINGS


def test_what_was_decided_can_be_read_otherwise(qtbot: QtBot, entry: NumbersEntry) -> None:
    """The hint says how, and its link leads to the other reading and back."""
    QTest.keyClicks(entry.field, "0,5; 1,5")
    assert entry.hint.words == "2 numbers · “0,5” is 0.5"
    assert entry.hint.link_words == "Read 0 and 5 instead"
    entry.hint.link_followed.emit()
    assert entry.hint.words == "4 numbers · “0,5” is 0 and 5"
    with qtbot.waitSignal(entry.numbers_ready) as ready:
        entry.request()
    assert ready.args == [[0, 5, 1, 5]]
    assert entry.hint.link_words == "Read 0.5 instead"


def test_a_lone_number_with_a_comma_can_be_read_as_one(entry: NumbersEntry) -> None:
    """Half of the world writes 0,5; nobody is asked while a list is typed."""
    QTest.keyClicks(entry.field, "0,5")
    assert entry.hint.words == "2 numbers · “0,5” is 0 and 5"
    assert entry.question.isHidden()
    entry.hint.link_followed.emit()
    assert entry.hint.words == "1 number · “0,5” is 0.5"


def test_the_answer_is_remembered_for_that_file(
    entry: NumbersEntry, tmp_path: Path, settings: Settings
) -> None:
    """Tomorrow the same table is not asked about again; its answer can still be changed."""
    table, other = tmp_path / "my table.csv", tmp_path / "other.csv"
    for file in (table, other):
        file.write_text("x\n1,5\n2,5\n")
    entry.open_file(str(table))
    entry.question.buttons[1].click()
    assert entry.hint.words == "4 numbers · “1,5” is 1 and 5 · heading “x” left out"
    entry.open_file(str(other))
    assert entry.hint.words == TWO_READINGS
    again = NumbersEntry("")
    again.remember_commas_with(settings)
    again.open_file(str(table))
    assert again.hint.words == "4 numbers · “1,5” is 1 and 5 · heading “x” left out"
    again.hint.link_followed.emit()
    again.open_file(str(table))
    assert again.hint.words == "2 numbers · “1,5” is 1.5 · heading “x” left out"


def test_answers_for_files_do_not_pile_up(settings: Settings) -> None:
    """The settings file stays small for whoever opens a table a day."""
    for number in range(MOST_KNOWN_FILES + 1):
        settings.keep_commas(f"/table {number}.csv", Commas.DECIMAL)
    assert settings.commas_of("/table 0.csv") is None
    assert settings.commas_of("/table 1.csv") is Commas.DECIMAL


@pytest.mark.parametrize("damage", ["", "decimal", "what /a.csv", ["", "decimal"]])
def test_damaged_answers_are_none(tmp_path: Path, damage: object) -> None:
    """A settings file may hold anything."""
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    store.setValue("files/commas", damage)
    assert Settings(store).commas_of("/a.csv") is None


def test_older_text_and_headings_are_told(entry: NumbersEntry, tmp_path: Path) -> None:
    """Whatever was left out or taken for granted is said."""
    table = tmp_path / "table.csv"
    table.write_bytes("Länge;Breite\n1,5;2\n".encode("cp1252"))
    entry.open_file(str(table))
    assert entry.hint.words == (
        "2 numbers · “1,5” is 1.5 · heading “Länge;Breite” left out · read as Windows-1252 text"
    )


def test_what_blanks_between_thousands_mean_is_told_as_it_is_read(
    entry: NumbersEntry, tmp_path: Path
) -> None:
    """With the decimal sign the program writes, not as the cell stands there."""
    table = tmp_path / "table.csv"
    table.write_text("x;y\n1 234,5;2\n")
    entry.open_file(str(table))
    assert entry.hint.words == "2 numbers · “1 234,5” is 1234.5 · heading “x;y” left out"


def test_a_no_break_space_that_was_pasted_parts_thousands(entry: NumbersEntry) -> None:
    """It is what a web page or a spreadsheet puts there, and it looks like one number."""
    data = QMimeData()
    data.setText("1\xa0234 5")
    entry.field.insertFromMimeData(data)
    assert entry.hint.words == "2 numbers"
    assert entry.text == "1\xa0234 5"


def test_every_wrong_piece_is_marked_and_counted(entry: NumbersEntry) -> None:
    """One round of corrections, not three; the arrows lead from one to the next."""
    entry.set_text("2, pear, 3, 1/0, 4, x7, 5")
    assert marked(entry) == ["pear", "1/0", "x7"]
    assert entry.hint.words.startswith("3 are not numbers. “pear”")
    assert entry.hint.place == "1 of 3"
    entry.hint.after.click()
    assert "divided by zero" in entry.hint.words
    assert entry.field.textCursor().selectedText() == "1/0"
    entry.hint.before.click()
    entry.hint.before.click()
    assert entry.hint.place == "3 of 3"
    assert entry.field.textCursor().selectedText() == "x7"


def test_in_a_text_set_aside_the_line_is_told(qtbot: QtBot, entry: NumbersEntry) -> None:
    """Nothing can be marked there."""
    entry.set_text("5\n" * 9_000 + "pear\n")
    qtbot.waitUntil(lambda: not entry.is_reading)
    assert entry.hint.words.startswith("Line 9,001: “pear”")


def test_beyond_a_thousand_wrong_pieces_nobody_counts(qtbot: QtBot, entry: NumbersEntry) -> None:
    """A novel opened by mistake is told at once."""
    entry.set_text("pear " * 2_000)
    qtbot.waitUntil(lambda: not entry.is_reading)
    assert entry.hint.words.startswith("1,000 or more are not numbers. ")


@pytest.mark.parametrize("typed", ["2, 1/0", "1-5", "2 1e999999999"])
def test_what_reads_like_a_whole_piece_is_explained_as_one_stops_typing(
    qtbot: QtBot, entry: NumbersEntry, typed: str
) -> None:
    """In the middle of 1/05 nobody is told off; after a pause it is what was meant."""
    QTest.keyClicks(entry.field, typed)
    assert not entry.hint.is_problem
    qtbot.waitUntil(lambda: entry.hint.is_problem)
    assert marked(entry) == [typed.split()[-1]]


def test_what_cannot_be_all_of_it_waits_until_one_turns_to_something_else(
    qtbot: QtBot, entry: NumbersEntry
) -> None:
    """2, 1/ is explained when the person leaves the field."""
    QTest.keyClicks(entry.field, "2, 1/")
    entry.hint.after.setFocus()
    entry.field.clearFocus()
    qtbot.waitUntil(lambda: entry.hint.is_problem)
    assert marked(entry) == ["1/"]


def test_a_message_quotes_what_stands_there(entry: NumbersEntry) -> None:
    """Not what reading has made of it on the way."""
    entry.set_text("1,5; ٣y; 2")
    assert "“٣y”" in entry.hint.words
