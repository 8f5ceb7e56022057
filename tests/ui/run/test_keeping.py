"""A run is on disk before the window says that it is done, and a slow disk holds nobody up."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.engine.plan import Plan
from app.engine.storage.library import Library
from app.engine.way import POOL, Way
from app.ui.main_window import MainWindow
from app.ui.run.keeping import PATIENCE_MS
from app.ui.runs.keeper import Keeper
from tests.ui.conftest import LONGEST_RUN_MS

Open = Callable[..., MainWindow]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the library is."""
    return tmp_path / "runs.sqlite3"


@pytest.fixture
def window(open_window: Open, path: Path, qtbot: QtBot) -> MainWindow:
    """Return a window whose library is open."""
    keeper = Keeper(path)
    with qtbot.waitSignal(keeper.changed, timeout=LONGEST_RUN_MS):
        return open_window(keeper=keeper)


def words(window: MainWindow) -> str:
    """Return what the status line says."""
    return window.page.status.words.text()


def wait_for_end(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until the window says that the run is done."""
    qtbot.waitUntil(lambda: not window.page.form.is_running, timeout=LONGEST_RUN_MS)


def test_run_is_on_disk_when_the_window_says_that_it_is_done(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    """Not a moment later: then the program may be killed."""
    found: list[int] = []

    def look() -> None:
        with closing(Library(path)) as library:
            found.extend(run.count for run in library.runs())

    window.page.session.run_ended.connect(look)
    window.page.form.square()
    wait_for_end(qtbot, window)
    assert found == [5]
    assert words(window).endswith("s")
    run = window.keeper.run_of(window.page.session.record)
    assert run == window.keeper.runs[0]


def test_slow_disk_holds_nobody_up(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    """After a second the run is done all the same, and said to be kept when it is."""
    window.page.session.keeping.patience.setInterval(PATIENCE_MS)
    with closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        window.page.form.square()
        wait_for_end(qtbot, window)
        assert words(window).endswith(" · being kept…")
        assert window.page.form.square_button.isEnabled()
        other.rollback()
    qtbot.waitUntil(lambda: words(window).endswith(" · kept"), timeout=LONGEST_RUN_MS)
    assert [run.count for run in window.keeper.runs] == [5]


def test_large_run_is_done_at_once_and_said_to_be_kept_later(
    qtbot: QtBot, window: MainWindow
) -> None:
    """What is being kept says so."""
    seen: list[str] = []
    window.page.session.run_ended.connect(lambda: seen.append(words(window)))
    window.page.session.start(Plan(range(50_000), Way(*POOL)))
    qtbot.waitUntil(lambda: words(window).endswith(" · kept"), timeout=LONGEST_RUN_MS)
    assert len(seen) == 1
    assert seen[0].endswith(" · being kept…")
    assert [run.count for run in window.keeper.runs] == [50_000]


def test_what_cannot_be_kept_is_said_below_and_the_run_is_done(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    """The summary does not pretend."""
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TRIGGER full BEFORE INSERT ON pieces BEGIN SELECT missing(); END")
        other.commit()
    window.page.form.square()
    wait_for_end(qtbot, window)
    assert "kept" not in words(window)
    assert "This could not be kept: " in window.page.status.notes.text()
    assert window.keeper.runs == []
    assert window.page.form.square_button.isEnabled()


def test_last_run_is_kept_although_the_window_is_closed_at_once(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    """A million numbers would be, too."""
    window.page.session.start(Plan(range(200_000), Way(*POOL)))
    with qtbot.waitSignal(window.page.session.run_ended, timeout=LONGEST_RUN_MS):
        pass
    window.close()
    with closing(Library(path)) as library:
        assert [run.count for run in library.runs()] == [200_000]


def test_time_one_after_another_is_kept_with_the_run(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    """It is measured after the run has been kept."""
    window.page.form.square()
    wait_for_end(qtbot, window)
    record = window.page.session.record
    record.besides.in_turn = None
    window.keeper.note_in_turn(record, 1_234_567)
    window.keeper.note_in_turn(record, None)  # as a measurement that was stopped tells
    run = window.keeper.run_of(record)
    assert run is not None
    window.close()
    keeper = Keeper(path)
    with qtbot.waitSignal(keeper.opened, timeout=LONGEST_RUN_MS) as told:
        keeper.open(run.id)
    keeper.shut_down()
    assert told.args is not None
    assert told.args[1].besides.in_turn == 1_234_567


def test_without_sqlite_all_else_goes_on(
    qtbot: QtBot, open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some builds of Python lack it; that is said once, and every run ends once."""
    monkeypatch.setitem(sys.modules, "app.ui.runs.keeper_thread", None)
    window, ends, told = open_window(), list[None](), list[str]()
    window.keeper.problem.connect(told.append)
    window.page.session.run_ended.connect(lambda: ends.append(None))
    assert "built without SQLite" in window.page.status.notes.text()
    for plan in (Plan([2, 3]), Plan(range(20_000), Way(*POOL)), Plan([4])):
        with qtbot.waitSignal(window.page.session.run_ended, timeout=LONGEST_RUN_MS):
            window.page.session.start(plan)
        assert "kept" not in words(window)
    assert len(ends) == 3
    assert told == []
    assert not window.page.session.keeping.patience.isActive()
