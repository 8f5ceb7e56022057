"""Run files in the window: saved, opened in every way, refused in words, quick throughout."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.engine.events import WorkerRequested, WorkerStarted
from app.engine.plan import Plan
from app.engine.record import another_go, first_run
from app.engine.storage.run_file import save_run
from app.engine.storage.run_file_reading import open_run
from app.engine.way import Way, Work, WorkKind
from app.ui.file_commands import FileCommands
from app.ui.main_window import MainWindow
from app.ui.parts.one_line import OneLine
from app.ui.parts.plain import plain
from tests import hand_written_logs as logs
from tests.engine.storage.runs import assert_same
from tests.engine.storage.test_record_lines import carried_out
from tests.ui.conftest import LONGEST_RUN_MS
from tests.ui.silence import SilenceMeter

SLOW = Way(work=Work(WorkKind.WAITING, 30.0))
MANY = 200_000
LONGEST_SILENCE_NS = 150_000_000
"""What a test asserts; `python -m bench window` measures what people feel."""


@pytest.fixture
def five(tmp_path: Path) -> Path:
    """Return a file with the run of the lesson."""
    path = tmp_path / "five & more.json.gz"
    save_run(path, logs.record_of(logs.five_processes()))
    return path


def drop(window: MainWindow, path: Path) -> None:
    """Drop a file on the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    place, actions = QPoint(5, 5), Qt.DropAction.CopyAction
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(place, actions, data, buttons, keys))


def wait_until_opened(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until no file is being read any more."""
    qtbot.waitUntil(lambda: not window.opening.runs.busy, timeout=LONGEST_RUN_MS)


def test_dropped_run_is_shown(qtbot: QtBot, window: MainWindow, five: Path) -> None:
    """As it was, with where it came from; the form stays as the person left it."""
    drop(window, five)
    wait_until_opened(qtbot, window)
    page = window.page
    assert page.status.words.text() == "5 numbers squared by 5 processes in 15 ms"
    assert "Opened from five & more.json.gz." in page.status.notes.text()
    assert page.status.notes.textFormat() == Qt.TextFormat.PlainText
    assert page.views.results.model.rowCount() == 5
    assert page.form.entry.text == "2, 3, 4, 5, 6"
    assert not page.form.is_running
    assert window.menus.save_run.isEnabled()


def test_names_in_a_file_are_words_wherever_they_are_shown(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    """Whoever wrote the file writes no page into the window."""
    name = "<img src='file:///etc/hostname'>"
    events = [
        replace(event, name=name) if isinstance(event, WorkerRequested | WorkerStarted) else event
        for event in logs.one_killed_events()
    ]
    path = tmp_path / "run.json"
    save_run(path, logs.record_of(logs.log_of([2, 3, 4, 5, 6], events)))
    drop(window, path)
    wait_until_opened(qtbot, window)
    qtbot.waitUntil(lambda: window.page.why.card.headline not in ("", "Does it pay?"))
    window.page.views.results.open_find()
    assert window.log.workers[0].name == name
    for label in window.findChildren(QLabel):
        if name in label.text():
            assert label.textFormat() == Qt.TextFormat.PlainText, label.text()
    tips = [widget.toolTip() for widget in window.findChildren(QWidget)]
    assert not [tip for tip in tips if name in tip]
    line = OneLine()
    qtbot.addWidget(line)
    line.say(name)
    assert name not in line.toolTip()
    assert plain("3 squared to 9") == "3 squared to 9"


def test_run_is_opened_from_the_menu(
    qtbot: QtBot, window: MainWindow, five: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing happens where the dialog is left."""
    monkeypatch.setattr(FileCommands, "ask_for_run", lambda _self: "")
    window.menus.open_run.trigger()
    assert not window.page.session.records
    monkeypatch.setattr(FileCommands, "ask_for_run", lambda _self: str(five))
    window.menus.open_run.trigger()
    wait_until_opened(qtbot, window)
    assert len(window.log) == 5


def test_saved_run_has_all_goes_in_it(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also while an earlier one is shown; what is saved is what was made."""
    path = tmp_path / "saved.json.gz"
    monkeypatch.setattr(FileCommands, "ask_where_to_save_run", lambda _self: path)
    assert not window.menus.save_run.isEnabled()
    first = first_run(Plan(logs.one_killed().numbers))
    first.log.extend(logs.one_killed_events())
    go = carried_out(another_go(first, first.log.not_done_spans()))
    window.page.show_opened(go)
    window.page.session.show(first)
    window.menus.save_run.trigger()
    qtbot.waitUntil(lambda: not window.saving.saver.busy, timeout=LONGEST_RUN_MS)
    assert window.page.status.words.text() == f"Run saved to {path}"
    assert_same(go, open_run(path))


def test_run_that_was_just_made_is_saved(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And opened again it is the same."""
    path = tmp_path / "saved.json"
    monkeypatch.setattr(FileCommands, "ask_where_to_save_run", lambda _self: path)
    window.page.form.square()
    qtbot.waitUntil(lambda: not window.page.form.is_running, timeout=LONGEST_RUN_MS)
    record = window.page.session.record
    window.menus.save_run.trigger()
    qtbot.waitUntil(lambda: not window.saving.saver.busy, timeout=LONGEST_RUN_MS)
    drop(window, path)
    wait_until_opened(qtbot, window)
    assert window.page.session.record.opened
    assert_same(record, window.page.session.record)


def test_file_that_has_no_run_leaves_what_was_shown(
    qtbot: QtBot, window: MainWindow, five: Path, tmp_path: Path
) -> None:
    """And says why, with its name."""
    window.page.show_opened(open_run(five))
    path = tmp_path / "other & more.json"
    path.write_text('{"traceEvents": [{"ph": "X"}]}')
    drop(window, path)
    wait_until_opened(qtbot, window)
    words = window.page.status.words
    assert "other" in words.text()
    assert "a trace, but not of MultiSquare" in words.text()
    assert words.textFormat() == Qt.TextFormat.PlainText
    assert len(window.log) == 5
    window.opening.open(str(tmp_path / "missing.json.gz"))
    wait_until_opened(qtbot, window)
    assert words.text() == "“missing.json.gz” was not opened. There is no such file."


def test_file_is_not_opened_beside_a_run(
    qtbot: QtBot, open_window: Callable[..., MainWindow], tmp_path: Path
) -> None:
    """The run that goes on is the one that is shown; nothing is even read."""
    path = tmp_path / "many.json.gz"
    save_run(path, logs.record_of(logs.many_numbers(MANY)))
    window = open_window("2, 3", SLOW)
    window.page.form.square()
    drop(window, path)
    assert "Open “many.json.gz” again when it is over." in window.page.status.notes.text()
    assert not window.opening.runs.busy
    window.page.session.stop()
    qtbot.waitUntil(lambda: not window.page.form.is_running, timeout=LONGEST_RUN_MS)
    assert list(window.log.numbers) == [2, 3]


def test_opening_gives_way_to_a_run(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    """What the person asked for last is what counts."""
    path = tmp_path / "many.json.gz"
    save_run(path, logs.record_of(logs.many_numbers(MANY)))
    drop(window, path)
    assert window.opening.runs.busy
    window.page.form.square()
    assert not window.opening.runs.busy
    assert "A run goes on." in window.page.status.notes.text()
    qtbot.waitUntil(lambda: not window.page.form.is_running, timeout=LONGEST_RUN_MS)
    assert len(window.log) == 5


def test_second_file_takes_the_place_of_the_first(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, five: Path
) -> None:
    """While that was still being read."""
    path = tmp_path / "many.json.gz"
    save_run(path, logs.record_of(logs.many_numbers(MANY)))
    drop(window, path)
    drop(window, five)
    wait_until_opened(qtbot, window)
    assert len(window.log) == 5


def test_window_answers_while_many_numbers_are_saved_and_opened(
    qtbot: QtBot, window: MainWindow, silence: SilenceMeter, tmp_path: Path
) -> None:
    """It says how far it is."""
    path, record = tmp_path / "many.json.gz", logs.record_of(logs.many_numbers(MANY))
    window.page.show_opened(replace(record))
    said: set[str] = set()
    window.saving.saver.progressed.connect(said.add)
    with silence.measured():
        window.saving.saver.carry_out(window.saving.run_saving(path))
        qtbot.waitUntil(lambda: not window.saving.saver.busy, timeout=LONGEST_RUN_MS)
    assert silence.longest_ns < LONGEST_SILENCE_NS
    assert len(said) > 5
    with silence.measured():
        drop(window, path)
        wait_until_opened(qtbot, window)
    assert silence.longest_ns < LONGEST_SILENCE_NS
    assert len(window.log) == MANY


def test_window_that_is_closed_while_a_file_is_read_reads_no_further(
    qtbot: QtBot, open_window: Callable[..., MainWindow], tmp_path: Path
) -> None:
    """Nobody waits for it."""
    path = tmp_path / "many.json.gz"
    save_run(path, logs.record_of(logs.many_numbers(MANY)))
    window = open_window("2")
    drop(window, path)
    assert window.opening.runs.busy
    window.close()
    assert not window.opening.runs.busy
    assert not window.isVisible()
