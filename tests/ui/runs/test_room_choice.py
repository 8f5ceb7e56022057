"""How much room kept runs may take is chosen in the Run menu."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from app.engine.storage.kept_run import MOST_RUNS
from app.engine.storage.library import Library
from app.ui.main_window import MainWindow
from app.ui.runs.keeper import Keeper
from app.ui.runs.room_choice import RoomChoice
from app.ui.settings import Settings
from tests.engine.storage.library_runs import kept, large


def test_choice_is_ticked_done_and_remembered(
    qtbot: QtBot, open_window: Callable[..., MainWindow], settings: Settings, tmp_path: Path
) -> None:
    """What was there stays until the next run needs the room."""
    path = tmp_path / "runs.sqlite3"
    library = Library(path)
    run = kept(library, large(50_000))
    library.close()
    keeper = Keeper(path, settings.room_megabytes)
    with qtbot.waitSignal(keeper.changed):
        window = open_window(keeper=keeper)
    choice = window.menus.room.findChild(RoomChoice)
    assert isinstance(choice, RoomChoice)
    assert [action.isChecked() for action in choice.actions.values()] == [False, True, False, False]
    window.menus.room.aboutToShow.emit()
    assert choice.taken.text() == f"1 run takes {run.size / 1e6:.1f} MB now"
    assert f"more than {MOST_RUNS:,} runs" in choice.rule.text()  # else they would go unannounced
    choice.actions[100].trigger()
    assert settings.room_megabytes == 100
    keeper.limit(0)
    with qtbot.waitSignal(keeper.changed):
        keeper.refresh()
    assert len(keeper.runs) == 1


def test_room_from_the_settings_file_is_offered_too(
    open_window: Callable[..., MainWindow], settings: Settings
) -> None:
    """Whoever wrote 50 there sees 50."""
    settings.keep_room_megabytes(50)
    choice = open_window().menus.room.findChild(RoomChoice)
    assert isinstance(choice, RoomChoice)
    assert [action.text() for action in choice.actions.values()] == [
        *("50 MB", "100 MB", "500 MB", "2 GB", "10 GB")
    ]
    assert choice.actions[50].isChecked()


def test_nonsense_in_the_settings_file_is_the_usual_room(tmp_path: Path) -> None:
    """Or the nearest that can be meant."""
    store = QSettings(str(tmp_path / "s.ini"), QSettings.Format.IniFormat)
    for value, room in (("much", 500), ("-3", 1), ("900000000", 100_000)):
        store.setValue("runs/room_megabytes", value)
        assert Settings(store).room_megabytes == room
