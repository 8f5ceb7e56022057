"""Opening numbers and saving results: the dialogs, and why it did not work. GUI thread only."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.engine.log import Log
from app.ui.settings import Settings
from app.words import tr, tr_count

FIRST_NAME = "squares"
FIRST_SUFFIX = ".txt"


class FileCommands:
    """Asks for files and remembers their folder.

    Args:
        window: the window the dialogs belong to.
        settings: where the folder is remembered.
    """

    def __init__(self, window: QWidget, settings: Settings) -> None:
        self._window = window
        self._settings = settings

    def ask_for_numbers(self) -> str:
        """Return the path of the file the person wants to open, or an empty text."""
        kinds = ";;".join([tr("Numbers (*.txt *.csv *.tsv)"), tr("All files (*)")])
        path, _kind = QFileDialog.getOpenFileName(
            self._window, tr("Open numbers"), self._settings.folder, kinds
        )
        if path:
            self._settings.keep_folder(str(Path(path).parent))
        return path

    def ask_where_to_save(self) -> Path | None:
        """Return where the person wants the results, with a suffix that says the format."""
        kinds = {
            tr("Text (*.txt)"): ".txt",
            tr("CSV, for spreadsheets (*.csv)"): ".csv",
            tr("JSON (*.json)"): ".json",
        }
        dialog = QFileDialog(self._window, tr("Save results"), self._settings.folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(kinds))
        dialog.setDefaultSuffix(FIRST_SUFFIX)
        dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(kinds[kind]))
        dialog.selectFile(FIRST_NAME)
        if not dialog.exec():
            return None
        path = Path(dialog.selectedFiles()[0])
        self._settings.keep_folder(str(path.parent))
        return path


def save_words(path: Path, log: Log) -> tuple[str, bool]:
    """Save a run's results and return the sentence about it, and whether it worked.

    Args:
        path: where to; the suffix chooses the format.
        log: the run.
    """
    from app.engine.export import save_results

    try:
        save_results(path, log)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        return tr("Not saved to {path}: {reason}.", path=path, reason=reason), False
    rows = tr_count("{count} row", "{count} rows", len(log))
    return tr("Saved {rows} to {path}", rows=rows, path=path), True
