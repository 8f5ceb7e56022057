"""The start: what the first picture does without, and that the rest follows by itself."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.parts.first_picture import FirstPicture
from app.warming import NEEDED_LATER, Warming

REPOSITORY = Path(__file__).resolve().parent.parent
LONGEST_S = 60
LONGEST_MS = 20_000

LATER = {
    *NEEDED_LATER,
    "app.terminal",
    "app.engine.running.child",
    "app.engine.telling.export",
    "app.engine.scripts.script",
    "app.ui.about",
    "app.ui.licences",
    "app.ui.code.page",
    "app.ui.compare",
    "app.engine.comparing",
    "app.ui.fault_dialog",
    "app.ui.timeline.picture",
    "app.ui.runs.keeper_thread",
    "app.engine.storage.library",
    "app.engine.storage.run_file",
    "app.engine.storage.run_file_reading",
    "gzip",
    "hashlib",
    "sqlite3",
    "json",
    "html",
    "multiprocessing.connection",
    "multiprocessing.forkserver",
    "PySide6.QtSvg",
}
"""Modules that take long to load and that nothing on the first picture needs."""


def test_first_picture_does_without_what_is_needed_later() -> None:
    """Whoever has double-clicked looks at nothing until it stands."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.start.first_picture"],
        cwd=REPOSITORY,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=LONGEST_S,
    )
    imported = set(done.stdout.split())
    assert "app.ui.main_window" in imported
    assert imported & LATER == set()


def test_first_picture_is_told_once(qtbot: QtBot) -> None:
    """What follows it must not follow every painting."""
    widget, told = QWidget(), list[None]()
    qtbot.addWidget(widget)
    first = FirstPicture(widget)
    first.stands.connect(lambda: told.append(None))
    with qtbot.waitSignal(first.stands, timeout=LONGEST_MS):
        widget.show()
    widget.repaint()
    with qtbot.waitSignal(widget.destroyed, timeout=LONGEST_MS):
        widget.deleteLater()
    assert len(told) == 1


def test_what_is_needed_later_is_imported_by_itself(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits for it when it is needed."""
    done: list[str] = []
    monkeypatch.setattr("app.warming.get_ready", lambda method, **_: done.append(method))
    monkeypatch.setattr("app.warming.import_module", done.append)
    widget = QWidget()
    qtbot.addWidget(widget)
    warming = Warming("fork", widget)
    with qtbot.waitSignal(warming.finished, timeout=LONGEST_MS):
        warming.begin()
        assert len(done) == 2, "one at a time, with what the person does in between"
    assert done == ["fork", *NEEDED_LATER]


def test_what_is_needed_later_is_there() -> None:
    """A module that has moved is not imported by its old name."""
    assert [name for name in NEEDED_LATER if find_spec(name) is None] == []
