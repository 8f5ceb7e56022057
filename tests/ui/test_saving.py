"""A save that has begun is finished, whatever the person does meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from app.controller import Controller
from app.engine.log import Log
from app.engine.way import Way, Work, WorkKind
from app.ui.look.appearance import Appearance
from app.ui.main_window import MainWindow
from app.ui.results.saver import ResultSaver
from app.ui.settings import Settings
from tests.hand_written_logs import five_processes, many_numbers
from tests.platforms import not_on_windows
from tests.ui.conftest import LONGEST_RUN_MS

ROWS = 100_000


@pytest.fixture(scope="module")
def long_log() -> Log:
    """Return a log that takes many slices to save."""
    return many_numbers(ROWS)


def lines_of(path: Path) -> int:
    """Return how many lines a file has; a folder of it holds nothing half written."""
    assert not list(path.parent.glob(".*.part"))
    return len(path.read_text(encoding="utf-8").splitlines())


def test_saves_wait_for_each_other(qtbot: QtBot, tmp_path: Path, long_log: Log) -> None:
    """Another file does not push out the one that is being written."""
    saver, first, second = ResultSaver(), tmp_path / "first.txt", tmp_path / "second.txt"
    said: list[str] = []
    saver.saved.connect(said.append)
    with qtbot.waitSignal(saver.drained, timeout=LONGEST_RUN_MS):
        saver.save(first, long_log)
        saver.save(tmp_path / "missing" / "squares.txt", five_processes())
        saver.save(second, five_processes())
        assert saver.busy
    assert (lines_of(first), lines_of(second)) == (ROWS, 5)
    assert len(said) == 2
    assert not saver.busy


def test_run_that_begins_meanwhile_leaves_the_file_whole(
    qtbot: QtBot, tmp_path: Path, window: MainWindow, long_log: Log
) -> None:
    """The file is finished, and its sentence is there beside the run's."""
    saver, path = window.saving.saver, tmp_path / "squares.txt"
    saver.save(path, long_log)
    window.page.form.square()
    qtbot.waitUntil(lambda: not saver.busy, timeout=LONGEST_RUN_MS)
    qtbot.waitUntil(lambda: not window.page.form.is_running, timeout=LONGEST_RUN_MS)
    assert lines_of(path) == ROWS
    assert window.page.status.words.text()


def test_failure_of_a_save_is_told_beside_a_run(
    qtbot: QtBot, tmp_path: Path, open_window: Callable[..., MainWindow]
) -> None:
    """What went wrong stands there until another run."""
    window = open_window("2", Way(work=Work(WorkKind.WAITING, 0.3)))
    window.page.form.square()
    window.saving.saver.save(tmp_path / "missing" / "squares.txt", five_processes())
    qtbot.waitUntil(lambda: not window.page.form.is_running, timeout=LONGEST_RUN_MS)
    assert "squares.txt could not be saved" in window.page.status.notes.text()
    assert window.page.status.notes.isVisible()
    window.page.form.square()
    assert not window.page.status.notes.isVisible()
    qtbot.waitUntil(lambda: not window.page.form.is_running, timeout=LONGEST_RUN_MS)


def test_window_that_is_closed_meanwhile_closes_when_the_file_is_whole(
    qtbot: QtBot, tmp_path: Path, window: MainWindow, long_log: Log
) -> None:
    """Closing twice is no more than closing once."""
    path = tmp_path / "squares.txt"
    window.saving.saver.save(path, long_log)
    window.close()
    window.close()
    assert window.isVisible()
    assert "as soon as the file is saved" in window.page.status.words.text()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=LONGEST_RUN_MS)
    assert lines_of(path) == ROWS


@not_on_windows("a file that is being written cannot be taken away")
def test_window_that_is_closed_stays_where_the_file_could_not_be_saved(
    qtbot: QtBot, tmp_path: Path, window: MainWindow, long_log: Log
) -> None:
    """Why must be read; then it can be closed."""
    folder = tmp_path / "folder"
    folder.mkdir()
    window.saving.saver.save(folder / "squares.txt", long_log)
    window.close()
    (folder / next(file.name for file in folder.iterdir())).unlink()
    qtbot.waitUntil(lambda: not window.saving.saver.busy, timeout=LONGEST_RUN_MS)
    assert window.isVisible()
    assert "squares.txt could not be saved" in window.page.status.words.text()
    assert window.close()


def test_settings_that_cannot_be_kept_say_so_once(qtbot: QtBot, appearance: Appearance) -> None:
    """In the window, with the file that cannot be written."""
    settings = Settings(QSettings("/proc/none/settings.ini", QSettings.Format.IniFormat))
    window = MainWindow(Controller(), settings, appearance)
    qtbot.addWidget(window)
    window.show()
    assert "/proc/none/settings.ini" in window.page.status.notes.text()
    assert settings.loss() == ""
    window.close()


def test_settings_that_are_kept_are_not_talked_about(window: MainWindow) -> None:
    """Nothing stands below the line."""
    assert not window.page.status.notes.isVisible()
