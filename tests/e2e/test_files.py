"""Numbers from a file, results into a file, through the program's own dialogs."""

from __future__ import annotations

import json
import os
import signal
from pathlib import Path

import pytest

from tests.e2e.conftest import Start
from tests.e2e.desktop import Desktop
from tests.e2e.program import TITLE
from tests.e2e.waiting import wait_until


def answer_file_dialog(desktop: Desktop, title: str, path: Path) -> None:
    """Type a path into the file dialog with a title and confirm it."""
    wait_until(lambda: desktop.has_keyboard(title), "the file dialog")
    desktop.screenshot()
    desktop.keys("ctrl+a")
    desktop.type(str(path))
    desktop.keys("Return")
    wait_until(lambda: desktop.has_keyboard(TITLE), "the end of the file dialog")


def opens_save_dialog(desktop: Desktop) -> bool:
    """Ask for the dialog, which is offered once all results are in the list."""
    if not desktop.has_keyboard("Save"):
        desktop.keys("ctrl+s")
    return desktop.has_keyboard("Save")


def test_opens_a_spreadsheets_numbers(start: Start, desktop: Desktop) -> None:
    """A column with a heading, as a spreadsheet writes it, lands in the field."""
    table = desktop.folder / "numbers.csv"
    table.write_text("number\n11\n-12\n0.5\n", encoding="utf-8")
    program = start()
    desktop.keys("ctrl+o")
    answer_file_dialog(desktop, "Open", table)
    wait_until(lambda: "11" in program.widget("Numbers").text, "the numbers of the file")
    desktop.keys("ctrl+Return")
    wait_until(lambda: len(program.rows()) == 3, "three rows")
    assert "-12 squared to 144 by: Process-2" in program.rows()


def test_saves_the_results(start: Start, desktop: Desktop) -> None:
    """What was saved can be read by another program."""
    saved = desktop.folder / "squares.json"
    program = start()
    desktop.keys("Return")
    wait_until(lambda: len(program.rows()) == 5, "five rows")
    desktop.keys("ctrl+s")
    answer_file_dialog(desktop, "Save", saved)
    wait_until(saved.is_file, "the file")
    assert "Process-5" in json.dumps(json.loads(saved.read_text(encoding="utf-8")))


def test_saves_a_report(start: Start, desktop: Desktop) -> None:
    """From the menu, as a web page; the name's ending makes it a document to be printed."""
    page, document = desktop.folder / "report.html", desktop.folder / "report.pdf"
    program = start()
    desktop.keys("Return")
    wait_until(lambda: len(program.rows()) == 5, "five rows")
    for path in (page, document):
        desktop.keys("alt+f", "p")
        answer_file_dialog(desktop, "Save", path)
        wait_until(path.is_file, "the file")
    assert "Process-5" in page.read_text(encoding="utf-8")
    assert document.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_end_in_the_middle_of_a_save_leaves_a_whole_file(
    start: Start, desktop: Desktop, number: signal.Signals
) -> None:
    """The program ends when the file is finished."""
    count = 60_000
    saved = desktop.folder / "squares.txt"
    program = start(f"1..{count}", "--strategy", "pool")
    desktop.keys("Return")
    wait_until(program.workers, "processes at work")
    wait_until(lambda: not program.workers(), "the end of the run")
    wait_until(lambda: opens_save_dialog(desktop), "the offer to save")
    answer_file_dialog(desktop, "Save", saved)
    os.kill(program.pid, number)
    assert program.wait_for_end() == 0
    assert len(saved.read_text().splitlines()) == count
    assert list(desktop.folder.glob(".*.part")) == []
    wait_until(lambda: not program.processes(), "the end of all", 2.0)


def test_window_answers_while_a_run_goes_on(start: Start, desktop: Desktop) -> None:
    """One can type the next numbers while the processes are still at work."""
    program = start("2..9", "--work", "waiting:60")
    desktop.keys("Return")
    wait_until(lambda: len(program.workers()) == 8, "eight processes at work")
    program.enter_numbers("77")
    wait_until(lambda: program.widget("Numbers").text == "77", "what was typed", timeout_s=2)
    assert program.widget("Stop").is_enabled
    desktop.keys("Escape")
    wait_until(lambda: not program.workers(), "the end of all", timeout_s=2)
