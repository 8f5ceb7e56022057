"""A function of one's own in the window: written, run, told of, and left again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from app.engine.own.function import OwnFunction
from app.engine.plan import LESSON_NUMBERS
from app.engine.scripts.examples import examples
from app.engine.telling.row_sentences import row_sentence
from app.ui.main_window import MainWindow
from app.ui.settings import Settings
from tests.ui.conftest import LONGEST_RUN_MS

SOURCE = "def half(n):\n    print('halving', n)\n    return n / 2 if n else 1 / n"
HALF = OwnFunction(SOURCE, "half")


def run_to_end(qtbot: QtBot, window: MainWindow) -> list[str]:
    """Press the big button, wait, and return the rows."""
    window.page.form.square_button.click()
    assert window.page.form.is_running
    qtbot.waitUntil(lambda: not window.page.form.is_running, timeout=LONGEST_RUN_MS)
    return [row_sentence(window.log, row) for row in range(len(window.log))]


def test_written_function_is_run_by_the_button_alone(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    """Rows, chip, button and summary speak of it, and of squaring again after one click."""
    window = open_window("4, 0")
    form, own = window.page.form, window.page.own
    own.begin(HALF)
    assert not form.is_running
    assert form.chip.text() == "half"
    assert form.square_button.text() == "Run"
    rows = run_to_end(qtbot, window)
    assert sorted(rows) == [
        "0 was not done: ZeroDivisionError: division by zero, in line 3",
        "4 gives 2.0 by: Process-1",
    ]
    page = own._code_page()
    assert page.listing.island.lit_lines().keys() == {2}
    assert "division by zero" in page.listing.note.text()
    page.listing.island.insertPlainText(" ")
    assert not page.listing.island.lit_lines()
    assert "half run for 1 of 2 numbers" in window.page.status.words.text()
    own.back()
    assert not form.chip.isVisible()
    assert form.square_button.text() == "Square"
    assert sorted(run_to_end(qtbot, window)) == [
        "0 squared to 0 by: Process-2",
        "4 squared to 16 by: Process-1",
    ]


def test_mistake_is_told_instead_of_running_what_stood_there_before(
    open_window: Callable[..., MainWindow],
) -> None:
    """What is run is what one sees, or nothing."""
    window = open_window("4")
    window.page.own.begin(HALF)
    page = window.page.own._code_page()
    page.listing.island.selectAll()
    page.listing.island.insertPlainText("def half(n)\n    return n")
    page.listing.island.check()
    window.page.form.square()
    assert not window.page.form.is_running
    assert window.page.form.entry.hint.words == page.mistake != ""


def test_example_brings_its_numbers_but_takes_nobody_s(
    open_window: Callable[..., MainWindow],
) -> None:
    """The lesson's numbers and another example's give way; what a person typed stays."""
    prime, cube = (next(e for e in examples() if e.name == n) for n in ("is_prime", "cube"))
    window = open_window(LESSON_NUMBERS)
    entry, own = window.page.form.entry, window.page.own
    own.begin(OwnFunction(prime.source, prime.name), prime.numbers)
    assert entry.text == prime.numbers
    own.begin(OwnFunction(cube.source, cube.name), cube.numbers)
    assert entry.text == cube.numbers
    own.back()
    assert entry.text == LESSON_NUMBERS
    entry.set_text("10, 20")
    own.begin(OwnFunction(prime.source, prime.name), prime.numbers)
    assert entry.text == "10, 20"


def test_what_was_written_is_kept_and_not_run_by_itself(
    qtbot: QtBot, open_window: Callable[..., MainWindow], settings: Settings
) -> None:
    """The next window squares; the function waits where functions are begun."""
    open_window("4").page.own.begin(HALF)
    assert settings.own_function == HALF
    window = open_window("4")
    assert not window.page.form.chip.isVisible()
    page = window.page.own._code_page()
    last = page.own_button.menu().actions()[0]
    assert last.isVisible()
    assert "half" in last.text()
    last.trigger()
    assert page.own == HALF
    assert not window.page.form.is_running


def drop(window: MainWindow, path: Path) -> None:
    """Drop a file on the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    place, actions = QPoint(5, 5), Qt.DropAction.CopyAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(place, actions, data, buttons, keys))


def test_dropped_python_file_is_shown_not_run(
    tmp_path: Path, open_window: Callable[..., MainWindow]
) -> None:
    """It says what it would do; a file without a function says so."""
    window = open_window("4")
    path = tmp_path / "halves.py"
    path.write_text(HALF.source, encoding="utf-8")
    drop(window, path)
    assert window.page.own._code_page().own == HALF
    assert not window.page.form.is_running
    path.write_text("print('hello')", encoding="utf-8")
    drop(window, path)
    assert "There is no function yet" in window.page.form.entry.hint.words


@pytest.mark.parametrize("kind", ["Run half", "Run again for what failed"])
def test_menu_speaks_of_the_function(open_window: Callable[..., MainWindow], kind: str) -> None:
    """As the button does."""
    window = open_window("4")
    window.page.own.begin(HALF)
    names = {action.text().replace("&", "") for action in window.menus.all()}
    assert kind in names
