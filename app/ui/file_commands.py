"""Asking for files: numbers to open, and where results and pictures go. GUI thread only."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from app.ui.settings import Settings
from app.words import tr


class FileCommands:
    """Asks for files and remembers their folder.

    Args:
        window: the window the dialogs belong to.
        settings: where the folder is remembered.
    """

    def __init__(self, window: QWidget, settings: Settings) -> None:
        self._window = window
        self._settings = settings

    @property
    def folder(self) -> str:
        """Return the folder a dialog begins in: of the last file, else the person's own."""
        places = QStandardPaths.StandardLocation
        documents = QStandardPaths.writableLocation(places.DocumentsLocation)
        known = (folder for folder in (self._settings.folder, documents) if os.path.isdir(folder))
        return next(known, QStandardPaths.writableLocation(places.HomeLocation))

    def ask_for_numbers(self) -> str:
        """Return the path of the file the person wants to open, or an empty text."""
        kinds = ";;".join([tr("Numbers (*.txt *.csv *.tsv)"), tr("All files (*)")])
        path, _kind = QFileDialog.getOpenFileName(
            self._window, tr("Open numbers"), self.folder, kinds
        )
        if path:
            self._settings.keep_folder(str(Path(path).parent))
        return path

    def ask_for_function(self) -> str:
        """Return the path of the Python file the person wants a function of, or an empty text."""
        kinds = ";;".join([tr("Python (*.py)"), tr("All files (*)")])
        path, _kind = QFileDialog.getOpenFileName(
            self._window, tr("Open function"), self.folder, kinds
        )
        if path:
            self._settings.keep_folder(str(Path(path).parent))
        return path

    def ask_for_run(self) -> str:
        """Return the path of the file whose run the person wants to see, or an empty text."""
        kinds = ";;".join([tr("Runs (*.json.gz *.json)"), tr("All files (*)")])
        path, _kind = QFileDialog.getOpenFileName(self._window, tr("Open run"), self.folder, kinds)
        if path:
            self._settings.keep_folder(str(Path(path).parent))
        return path

    def ask_where_to_save_run(self) -> Path | None:
        """Return where the person wants a run."""
        kinds = {  # with names that a desktop can tell from other such files
            tr("Run, packed (*.multisquare.json.gz)"): "multisquare.json.gz",
            tr("Run (*.multisquare.json)"): "multisquare.json",
        }
        return self._ask_where(tr("Save run"), tr("run"), kinds)

    def ask_where_to_save_results(self) -> Path | None:
        """Return where the person wants the results, with a suffix that says the format."""
        kinds = {
            tr("Text (*.txt)"): "txt",
            tr("CSV, for spreadsheets (*.csv)"): "csv",
            tr("JSON (*.json)"): "json",
        }
        return self._ask_where(tr("Save results"), tr("squares"), kinds)

    def ask_where_to_save_program(self) -> Path | None:
        """Return where the person wants a Python program."""
        return self._ask_where(
            tr("Save program"), tr("squarer"), {tr("Python program (*.py)"): "py"}
        )

    def ask_where_to_save_picture(self, name: str) -> Path | None:
        """Return where the person wants a picture of this name, with a suffix for the format."""
        kinds = {
            tr("PNG picture (*.png)"): "png",
            tr("SVG drawing (*.svg)"): "svg",
            tr("PDF document (*.pdf)"): "pdf",
        }
        return self._ask_where(tr("Save picture"), name, kinds)

    def ask_where_to_save_run_report(self) -> Path | None:
        """Return where the person wants the report of a run, with a suffix for the format."""
        kinds = {tr("Web page (*.html)"): "html", tr("PDF document (*.pdf)"): "pdf"}
        return self._ask_where(tr("Save report"), tr("squares-report"), kinds)

    def ask_where_to_save_report(self) -> Path | None:
        """Return where the person wants the report of a self test."""
        kinds = {tr("JSON (*.json)"): "json"}
        return self._ask_where(tr("Save report"), tr("multisquare-self-test"), kinds)

    def _ask_where(self, title: str, name: str, kinds: dict[str, str]) -> Path | None:
        """Return where to save, asked before an existing file would be replaced."""
        dialog = QFileDialog(self._window, title, self.folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(kinds))
        dialog.setDefaultSuffix(next(iter(kinds.values())))
        dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(kinds[kind]))
        dialog.selectFile(name)
        saved = dialog.exec()
        dialog.deleteLater()  # the window would keep it, and its thread, until the end
        if not saved:
            return None
        path = Path(dialog.selectedFiles()[0])
        self._settings.keep_folder(str(path.parent))
        return path
