"""The licences of everything the packaged program brings along, to be read. GUI thread only."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.words import tr

BILL = "multisquare.cdx.json"
TEXT = "multisquare:licence"
SIZE_PX = (860, 620)


@dataclass(frozen=True, slots=True)
class Licence:
    """What is to be said of one component.

    Attributes:
        title: its name and version.
        words: the name of its licence, where its source is, and the licence itself.
    """

    title: str
    words: str


def package_folder() -> Path | None:
    """Return the folder of the packaged program; None where it runs from its source."""
    return Path(sys.executable).parent if getattr(sys, "frozen", False) else None


def licences_in(folder: Path | None) -> list[Licence]:
    """Return what the build has written about the components.

    Args:
        folder: the packaged program's; None or a folder without a list has no licences to show.
    """
    if folder is None or not (folder / BILL).is_file():
        return []
    parts = json.loads((folder / BILL).read_text(encoding="utf-8"))["components"]
    return [_licence(folder, part) for part in parts if part["type"] != "data"]


def _licence(folder: Path, part: dict[str, Any]) -> Licence:
    heading = [f"{part['name']} {part['version']}", part["licenses"][0]["expression"]]
    heading += [place["url"] for place in part.get("externalReferences", ())]
    texts = [
        (folder / told["value"]).read_text(encoding="utf-8", errors="replace")
        for told in part["properties"]
        if told["name"] == TEXT
    ]
    return Licence(heading[0], "\n\n".join(["\n".join(heading), *texts]))


def show_licences(parent: QWidget, licences: list[Licence]) -> QDialog:
    """Open a dialog with the components on the left and a licence on the right.

    Args:
        parent: the window behind it, which goes on.
        licences: what is shown; at least one.
    """
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(tr("Licences"))
    names = QListWidget()
    names.setAccessibleName(tr("Components"))
    names.addItems([licence.title for licence in licences])
    words = QPlainTextEdit()
    words.setAccessibleName(tr("Licence"))
    words.setReadOnly(True)
    names.currentRowChanged.connect(lambda row: words.setPlainText(licences[row].words))
    names.setCurrentRow(0)
    beside = QSplitter()
    beside.addWidget(names)
    beside.addWidget(words)
    beside.setStretchFactor(1, 1)
    beside.setSizes([SIZE_PX[0] // 3, SIZE_PX[0] * 2 // 3])
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.close)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(20, 16, 20, 16)
    layout.addWidget(beside)
    layout.addWidget(buttons)
    dialog.resize(*SIZE_PX)
    dialog.open()
    return dialog
