"""The button that leads to earlier comparisons: opened again, named, removed. GUI thread only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QInputDialog, QMenu, QMessageBox, QPushButton, QWidget

from app.engine.storage.kept_comparisons import KeptComparison
from app.words import tr

MOST_SHOWN = 25
LONGEST_WORDS = 70


class EarlierButton(QPushButton):
    """Opens a menu with the comparisons that are kept.

    Signals:
        open_wanted: a comparison is to be shown again: its id.
        rename_wanted: a comparison is to have another name: its id and the name.
        remove_wanted: a comparison is to be removed for good: its id.
    """

    open_wanted = Signal(int)
    rename_wanted = Signal(int, str)
    remove_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("&Earlier"), parent)
        self.setProperty("kind", "choices")
        self.setAccessibleName(tr("Earlier comparisons"))
        self.setToolTip(tr("Comparisons are kept: open them again, or give this one a name."))
        self._kept: Sequence[KeptComparison] = ()
        self._current: int | None = None
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self._menu.aboutToShow.connect(self._fill)
        self.setVisible(False)

    def show_list(self, kept: Sequence[KeptComparison]) -> None:
        """Offer these comparisons, the newest first."""
        self._kept = kept
        self.setVisible(bool(kept))

    def show_current(self, current: int | None) -> None:
        """Mark the comparison that is shown; None for one that is not kept."""
        self._current = current

    def _fill(self) -> None:
        """Fill the menu anew."""
        self._menu.clear()
        for kept in self._kept[:MOST_SHOWN]:
            action = self._menu.addAction(_words(kept))
            action.setCheckable(True)
            action.setChecked(kept.id == self._current)
            action.triggered.connect(lambda _on=False, ident=kept.id: self.open_wanted.emit(ident))
        current = next((kept for kept in self._kept if kept.id == self._current), None)
        if current is not None:
            self._menu.addSeparator()
            name = self._menu.addAction(tr("&Name this comparison…"))
            name.triggered.connect(lambda: self._ask_name(current))
            remove = self._menu.addAction(tr("&Remove this comparison…"))
            remove.triggered.connect(lambda: self._ask_to_remove(current))

    def _ask_name(self, kept: KeptComparison) -> None:
        """Ask for a name."""
        title, words = tr("Name this comparison"), tr("What it is called:")
        name, given = QInputDialog.getText(self.window(), title, words, text=kept.name)
        if given:
            self.rename_wanted.emit(kept.id, name)

    def _ask_to_remove(self, kept: KeptComparison) -> None:
        """Ask whether the comparison is to be removed, which cannot be taken back."""
        words = tr("Remove this comparison with all its runs? That cannot be taken back.")
        yes, no = QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.No
        title = tr("Remove this comparison")
        if QMessageBox.question(self.window(), title, words, yes | no, no) == yes:
            self.remove_wanted.emit(kept.id)


def _words(kept: KeptComparison) -> str:
    """Return a comparison as it stands in the menu."""
    what = " ".join((kept.name or kept.headline).split())
    if len(what) > LONGEST_WORDS:
        what = tr("{beginning}…", beginning=what[: LONGEST_WORDS - 1].rstrip())
    when = kept.began.strftime("%Y-%m-%d %H:%M")
    return tr("{when}  {what}", when=when, what=what).replace("&", "&&")
