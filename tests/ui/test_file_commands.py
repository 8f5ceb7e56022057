"""Where dialogs that ask for a file begin."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.file_commands import FileCommands
from app.ui.settings import Settings

FOLDERS = {
    QStandardPaths.StandardLocation.HomeLocation: "home",
    QStandardPaths.StandardLocation.DocumentsLocation: "home-documents",
}


def test_dialogs_begin_where_the_last_file_was_or_where_the_person_has_files(
    qtbot: QtBot, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Never at the root of the disk, where the program works; a folder may have gone meanwhile."""
    places = {kind: tmp_path / name for kind, name in FOLDERS.items()}
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda kind: str(places[kind]))
    window = QWidget()
    qtbot.addWidget(window)
    files = FileCommands(window, settings)
    home, documents = places.values()
    assert files.folder == str(home)
    documents.mkdir()
    assert files.folder == str(documents)
    last = tmp_path / "lesson"
    last.mkdir()
    settings.keep_folder(str(last))
    assert files.folder == str(last)
    last.rmdir()
    assert files.folder == str(documents)
