"""A function that came with a file is shown, and run only after the person has said so, once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from app.engine.own.function import OwnFunction
from app.engine.own.task import own_task
from app.engine.plan import Plan
from app.engine.record import first_run
from app.engine.storage.run_file import save_run
from app.ui.main_window import MainWindow
from app.ui.settings import Settings
from tests.engine.storage.test_record_lines import carried_out
from tests.ui.conftest import LONGEST_RUN_MS

SOURCE = "def half(n):\n    return n / 2 if n else 1 / n\n"
HALF = OwnFunction(SOURCE, "half")

Answers = list[str]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Answers, list[str]]]:
    """Let questions be answered by the words on a button; return answers to give, and questions."""
    answers, questions = list[str](), list[str]()

    def answer(box: QMessageBox) -> int:
        questions.append(box.text())
        assert box.defaultButton() is box.button(QMessageBox.StandardButton.Cancel)
        wanted = answers.pop(0)
        button = next(b for b in box.buttons() if b.text().replace("&", "") == wanted)
        button.click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    yield answers, questions
    assert answers == []


@pytest.fixture
def halves(tmp_path: Path) -> Path:
    """Return a file with a run of a function, for one number of which it failed."""
    path = tmp_path / "halves.json.gz"
    save_run(path, carried_out(first_run(Plan([4, 0], task=own_task(SOURCE, "half")))))
    return path


@pytest.fixture
def window(qtbot: QtBot, open_window: Callable[..., MainWindow], halves: Path) -> MainWindow:
    """Return a window in which the file has been opened."""
    window = open_window("4")
    window.opening.open(str(halves))
    qtbot.waitUntil(lambda: not window.opening.runs.busy, timeout=LONGEST_RUN_MS)
    return window


def wait_for_end(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until no run goes on."""
    qtbot.waitUntil(lambda: not window.page.form.is_running, timeout=LONGEST_RUN_MS)


def test_function_of_a_file_is_shown_and_nothing_is_run(
    window: MainWindow, settings: Settings, asked: tuple[Answers, list[str]]
) -> None:
    """The window squares as before, until the person brings the function to the Code page."""
    assert "Its function half came with the file." in window.page.status.notes.text()
    assert window.page.form.square_button.text() == "Square"
    assert window.menus.show_function.isEnabled()
    window.menus.show_function.trigger()
    code = window.page.code_page
    assert code is not None
    assert code.own is not None
    assert code.own.source.strip() == SOURCE.strip()
    assert window.page.form.square_button.text() == "Run"
    assert not window.page.form.is_running
    assert settings.own_function is None, "what is kept would be offered later without a question"
    assert asked[1] == []


def test_asked_once_before_it_is_run(
    qtbot: QtBot, window: MainWindow, asked: tuple[Answers, list[str]]
) -> None:
    """No leaves everything as it is; yes holds until the window is closed."""
    answers, questions = asked
    window.menus.show_function.trigger()
    answers.append("Cancel")
    window.page.form.square()
    assert not window.page.form.is_running
    answers.append("Run it")
    window.page.form.square()
    assert window.page.form.is_running
    wait_for_end(qtbot, window)
    window.page.form.square()
    wait_for_end(qtbot, window)
    assert len(questions) == 2
    assert questions[0] == ("The function half came with the file halves.json.gz. Run it?")


def test_asked_also_where_the_text_is_not_quite_what_came(
    qtbot: QtBot,
    open_window: Callable[..., MainWindow],
    tmp_path: Path,
    asked: tuple[Answers, list[str]],
) -> None:
    """An editor changes some signs by itself; and to begin to write is not to know what it does."""
    path, (answers, questions) = tmp_path / "signs.json", asked
    source = "def half(n):\r\n    # a\u00a0b\u2028\n    return n / 2\r\n"
    save_run(path, carried_out(first_run(Plan([4], task=own_task(source, "half")))))
    window = open_window("4")
    window.opening.open(str(path))
    qtbot.waitUntil(lambda: not window.opening.runs.busy, timeout=LONGEST_RUN_MS)
    window.menus.show_function.trigger()
    answers.append("Cancel")
    window.page.form.square()
    code = window.page.code_page
    assert code is not None
    for answer in ("Cancel", "Run it"):
        code.listing.island.insertPlainText("# more\n")
        code.listing.island.check()
        answers.append(answer)
        window.page.form.square()
    wait_for_end(qtbot, window)
    code.listing.island.insertPlainText("# and more\n")
    code.listing.island.check()
    window.page.form.square()
    wait_for_end(qtbot, window)
    assert len(questions) == 3


@pytest.mark.parametrize("way", ["again", "try"])
def test_asked_before_another_run_of_the_opened_one(
    qtbot: QtBot, window: MainWindow, asked: tuple[Answers, list[str]], way: str
) -> None:
    """Every way to a run leads past the question."""
    from app.engine.way import Work, WorkKind

    session, (answers, questions) = window.page.session, asked

    def run() -> None:
        if way == "again":
            window.menus.square_again.trigger()
        else:
            session.try_work(Work(WorkKind.WAITING, 0.001))

    answers.append("Cancel")
    run()
    assert not session.is_running
    assert len(session.records) == 1
    answers.append("Run it")
    run()
    wait_for_end(qtbot, window)
    assert len(questions) == 2


def test_it_can_be_looked_at_first(window: MainWindow, asked: tuple[Answers, list[str]]) -> None:
    """That is no yes."""
    asked[0].append("Show it first")
    window.menus.square_again.trigger()
    assert not window.page.session.is_running
    code = window.page.code_page
    assert code is not None
    assert code.own is not None


def test_own_function_that_comes_back_is_not_asked_about(
    qtbot: QtBot,
    open_window: Callable[..., MainWindow],
    halves: Path,
    asked: tuple[Answers, list[str]],
) -> None:
    """The person has run it before the file was opened."""
    window = open_window("4")
    window.page.own.begin(HALF)
    window.page.form.square()
    wait_for_end(qtbot, window)
    window.opening.open(str(halves))
    qtbot.waitUntil(lambda: not window.opening.runs.busy, timeout=LONGEST_RUN_MS)
    window.page.form.square()
    wait_for_end(qtbot, window)
    assert asked[1] == []
