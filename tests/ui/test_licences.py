"""The licences of what a package brings along, and what is said where there is none."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtWidgets import QListWidget, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.ui.about import from_source_words
from app.ui.licences import BILL, TEXT, licences_in, package_folder, show_licences


def write_package(folder: Path) -> None:
    """Write what the build does, for two components and the texts themselves."""
    parts: list[dict[str, object]] = [{"type": "data", "name": "texts of licences"}]
    for name in ("Alpha", "Beta"):
        text = f"{name}.txt"
        (folder / text).write_text(f"All of {name} may be used.", encoding="utf-8")
        parts.append(
            {
                "type": "library",
                "name": name,
                "version": "1.2",
                "licenses": [{"expression": "MIT"}],
                "externalReferences": [{"url": f"https://{name}.example"}],
                "properties": [{"name": TEXT, "value": text}, {"name": "other", "value": "none"}],
            }
        )
    (folder / BILL).write_text(json.dumps({"components": parts}), encoding="utf-8")


def test_every_component_can_be_read(qtbot: QtBot, tmp_path: Path) -> None:
    """Its name, its licence's name, where its source is, and the text, chosen from a list."""
    write_package(tmp_path)
    window = QWidget()
    qtbot.addWidget(window)
    dialog = show_licences(window, licences_in(tmp_path))
    names, words = dialog.findChild(QListWidget), dialog.findChild(QPlainTextEdit)
    assert isinstance(names, QListWidget)
    assert isinstance(words, QPlainTextEdit)
    assert [names.item(row).text() for row in range(names.count())] == ["Alpha 1.2", "Beta 1.2"]
    names.setCurrentRow(1)
    told = words.toPlainText()
    assert told == "Beta 1.2\nMIT\nhttps://Beta.example\n\nAll of Beta may be used."
    dialog.close()


def test_from_source_there_are_none(tmp_path: Path) -> None:
    """Then Python and Qt are somebody else's, and the page says so."""
    assert licences_in(package_folder()) == licences_in(tmp_path) == []
    assert "MIT" in from_source_words()
