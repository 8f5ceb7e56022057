"""The Code page: follows the form, marks what has changed, and is taken along."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar
from pytestqt.qtbot import QtBot

from app.engine.scripts.script import Version, script_of
from app.engine.way import ONE_AFTER_ANOTHER, POOL, Way, Work, WorkKind
from app.ui.code.page import CodePage
from app.ui.look.appearance import Appearance, Scheme
from app.ui.look.code_colours import code_colours
from app.ui.look.theme import current_theme
from app.ui.main_window import MainWindow
from tests.ui.conftest import LONGEST_RUN_MS

SPAWN = Way(start_method="spawn")


def code_page(window: MainWindow) -> CodePage:
    """Open the Code page with a click on its tab, and return it."""
    (tabs,) = window.page.views.findChildren(QTabBar)
    place = next(i for i in range(tabs.count()) if tabs.tabText(i) == "Code")
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(place).center())
    (page,) = window.findChildren(CodePage)
    return page


def settle(page: CodePage) -> CodePage:
    """Let the page take in what was changed, as it does before the next picture."""
    QApplication.processEvents()
    assert not page.is_stale
    return page


def shown_text(page: CodePage) -> str:
    """Return what stands in the three parts, one below the other."""
    parts = [part for part in page.listing.parts if part.isVisible()]
    return "".join(f"{part.toPlainText()}\n" for part in parts)


def choose(window: MainWindow, **choices: object) -> None:
    """Change something in the How row."""
    how = window.page.form.how
    how.set_way(replace(how.way, **choices))  # type: ignore[arg-type]
    how.way_changed.emit()


def type_numbers(window: MainWindow, text: str) -> None:
    """Type other numbers in place of those that stand there."""
    field = window.page.form.entry.field
    field.selectAll()
    QTest.keyClicks(field, text)


def test_page_is_built_when_it_is_first_looked_at(window: MainWindow) -> None:
    """Who never opens it cannot tell that it is there."""
    assert window.findChildren(CodePage) == []
    assert shown_text(code_page(window)).startswith('"""Square numbers')
    code_page(window)
    assert len(window.findChildren(CodePage)) == 1


def test_page_shows_the_classic_lesson(open_window: Callable[..., MainWindow]) -> None:
    """All of the program, the function on its own ground, with the lines' numbers."""
    page = code_page(open_window(choices=SPAWN))
    lesson = Path(__file__).parents[2] / "engine" / "scripts" / "lesson.py.txt"
    assert shown_text(page) == page.text == lesson.read_text(encoding="utf-8")
    island = page.listing.island
    assert island.toPlainText().startswith("def squarer(number):\n")
    lines = page.text.splitlines()
    assert lines[int(island.number_of(0)) - 1] == "def squarer(number):"
    assert int(page.listing.tail.number_of(0)) == int(island.number_of(0)) + island.blockCount()
    assert page.listing.marked_lines() == []


def test_page_follows_the_form_and_marks_what_has_changed(
    open_window: Callable[..., MainWindow],
) -> None:
    """Numbers while they are typed, and every choice with all that belongs to it."""
    window = open_window(choices=SPAWN)
    page = code_page(window)
    type_numbers(window, "7, 8")
    assert settle(page).listing.marked_lines() == ["    numbers = [7, 8]"]
    choose(window, alive_limit=1, work=Work(WorkKind.WAITING, 0.25))
    marked = settle(page).listing.marked_lines()
    assert "        while len(active_children()) == 1:" in marked
    assert "    sleep(0.25)" in marked
    assert "    numbers = [7, 8]" not in marked
    assert "" not in marked
    page.choice.choose(Version.QUEUE)
    marked = settle(page).listing.marked_lines()
    assert "    results = Queue()" in marked
    assert "    sleep(0.25)" not in marked


def test_page_keeps_the_last_program_while_numbers_are_unfinished(window: MainWindow) -> None:
    """Half a number is no reason for an empty page."""
    page = code_page(window)
    type_numbers(window, "7, 8, x")
    assert "numbers = [7, 8]" in settle(page).text
    type_numbers(window, "9")
    assert "numbers = [9]" in settle(page).text


def test_page_hidden_again_does_nothing_until_it_is_looked_at(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Typing costs what it did before."""
    page, written = code_page(window), list[None]()
    window.page.views.show_page(0)
    monkeypatch.setattr(
        "app.ui.code.page.script_of",
        lambda *asked: written.append(None) or script_of(*asked),  # type: ignore[func-returns-value]
    )
    type_numbers(window, "7, 8")
    choose(window, alive_limit=1)
    QApplication.processEvents()
    assert written == []
    window.page.views.show_page(1)
    assert len(written) == 1
    assert "numbers = [7, 8]" in page.text


def test_page_says_where_there_is_no_program(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    """Nothing to read yet, or too much to be read."""
    window = open_window("no number")
    page = code_page(window)
    assert page.message.isVisible()
    assert not page.copy_button.isEnabled()
    type_numbers(window, "4")
    assert settle(page).listing.isVisible()
    assert page.copy_button.isEnabled()
    type_numbers(window, "1..10000 5")
    qtbot.waitUntil(page.message.isVisible)
    assert page.message.isVisible()
    assert "10,001 numbers" in page.message.text()
    assert not page.save_button.isEnabled()
    type_numbers(window, "1..1000000")
    qtbot.waitUntil(lambda: "range(1, 1000001)" in shown_text(page), timeout=LONGEST_RUN_MS)


def test_changed_line_is_brought_into_sight(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    """A choice whose line is below the page's edge is seen all the same."""
    window = open_window("1..40 0.5", choices=replace(SPAWN, alive_limit=2))
    window.resize(1016, 732)
    page = code_page(window)
    bar = page.listing.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert bar.value() == 0
    choose(window, alive_limit=3)
    part = page.listing.tail

    def in_sight() -> bool:
        line = part.toPlainText().split("\n").index("        while len(active_children()) == 3:")
        y = part.mapTo(page.listing.viewport(), part.rect().topLeft()).y() + line * part.line_px
        return 0 <= y < page.listing.viewport().height()

    qtbot.waitUntil(lambda: bar.value() > 0)
    assert in_sight()


def test_copied_and_saved_program_runs(
    qtbot: QtBot,
    tmp_path: Path,
    open_window: Callable[..., MainWindow],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What one takes along is the whole program."""
    window = open_window("2, 3", choices=replace(SPAWN, sharing=ONE_AFTER_ANOTHER[0]))
    page, file = code_page(window), tmp_path / "squarer.py"
    page.copy_button.click()
    assert QGuiApplication.clipboard().text() == page.text
    monkeypatch.setattr(
        "app.ui.file_commands.FileCommands.ask_where_to_save_program", lambda _self: file
    )
    page.save_button.click()
    assert window.page.status.words.text() == f"Program saved to {file}"
    assert file.read_text(encoding="utf-8") == page.text
    done = subprocess.run(
        [sys.executable, str(file)], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "2 squared to 4 by: Process-1\n3 squared to 9 by: Process-1\n"


def test_program_that_cannot_be_saved_is_told(
    tmp_path: Path, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence names the file."""
    monkeypatch.setattr(
        "app.ui.file_commands.FileCommands.ask_where_to_save_program",
        lambda _self: tmp_path / "missing" / "squarer.py",
    )
    code_page(window).save_button.click()
    assert "squarer.py could not be saved" in window.page.status.words.text()


def test_code_follows_the_size_of_text_and_the_colours(
    window: MainWindow, appearance: Appearance
) -> None:
    """It is read from the last row, light and dark."""
    page = code_page(window)
    parts = page.listing.parts
    heights = [part.height() for part in parts]
    try:
        appearance.choose_scale(200)
        for part, height in zip(parts, heights, strict=True):
            assert part.font().pixelSize() >= 28
            assert QFontInfo(part.font()).fixedPitch()
            assert part.height() > 1.6 * height
            lines = part.toPlainText().split("\n")
            assert part.height() >= len(lines) * part.fontMetrics().height()
        appearance.choose_scheme(Scheme.DARK)
        for part in parts:
            colours = code_colours(current_theme())
            assert part.colours == colours
            ground = colours.island if part.is_island else colours.rest
            assert part.palette().base().color() == ground
            assert part.palette().text().color() == colours.text
    finally:
        appearance.choose_scale(100)
        appearance.choose_scheme(Scheme.SYSTEM)


def test_pool_has_its_own_program(window: MainWindow) -> None:
    """The strategy is the first of the choices."""
    page = code_page(window)
    window.page.form.how.choose_kind(POOL)
    assert "with Pool(" in settle(page).text
    assert "import Pool, current_process" in page.text
