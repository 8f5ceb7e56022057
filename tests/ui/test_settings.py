from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from app.engine.way import MOST_ALIVE, MOST_WORKERS, POOL, PROCESS_FOR_EACH, Way, Work, WorkKind
from app.ui.look.appearance import Scheme
from app.ui.settings import Settings


def _store(path: Path) -> QSettings:
    return QSettings(str(path / "s.ini"), QSettings.Format.IniFormat)


def test_choices_are_the_same_in_the_next_window(tmp_path: Path) -> None:
    """What is kept in a file comes back from the file."""
    wanted = Way(
        *POOL, workers=3, alive_limit=11, work=Work(WorkKind.COMPUTING, 0.25), start_method="spawn"
    )
    store = _store(tmp_path)
    Settings(store).keep_way(wanted)
    Settings(store).keep_scheme(Scheme.DARK)
    store.sync()
    again = Settings(_store(tmp_path))
    assert again.way == wanted
    assert again.scheme is Scheme.DARK


@pytest.mark.parametrize("nonsense", ["", "nonsense", "-5", "1e99", "\0", "999999999999"])
def test_damaged_settings_never_stop_the_window(tmp_path: Path, nonsense: str) -> None:
    """A settings file edited by hand gives usual or possible values."""
    store = _store(tmp_path)
    for key in ("strategy", "start_method", "workers", "alive_limit", "work", "work_seconds"):
        store.setValue(f"choices/{key}", nonsense)
    store.setValue("look/scheme", nonsense)
    store.setValue("look/scale_percent", nonsense)
    store.setValue("window/geometry", nonsense)
    settings = Settings(store)
    way = settings.way
    assert way.kind == PROCESS_FOR_EACH
    assert 1 <= way.workers <= MOST_WORKERS
    assert 1 <= way.alive_limit <= MOST_ALIVE
    assert way.work == Work()
    assert settings.scheme is Scheme.SYSTEM
    assert settings.bytes_of("window/geometry").isEmpty()
    assert isinstance(settings.scale_percent, int)
