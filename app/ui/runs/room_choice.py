"""The menu that says how much room kept runs take, and how much they may. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from app.engine.units import BYTES_PER_MEGABYTE
from app.ui.runs.keeper import Keeper
from app.ui.settings import Settings
from app.words import tr, tr_count

OFFERED_MEGABYTES = (100, 500, 2_000, 10_000)
MEGABYTES_PER_GIGABYTE = 1_000


class RoomChoice(QObject):
    """Fills the menu and does what is chosen.

    Args:
        menu: the menu.
        keeper: whose room it is.
        settings: where the choice is remembered.

    Attributes:
        actions: what can be chosen, by megabytes.
        taken: the line that says how much is taken.
        rule: the line that says what goes when that is too much.
    """

    def __init__(self, menu: QMenu, keeper: Keeper, settings: Settings) -> None:
        super().__init__(menu)
        self._keeper = keeper
        self._settings = settings
        self.taken = self._line(menu)
        self.actions: dict[int, QAction] = {}
        menu.addSeparator()
        chosen, group = settings.room_megabytes, QActionGroup(self)
        for megabytes in sorted({*OFFERED_MEGABYTES, chosen}):
            action = menu.addAction(_room_words(megabytes))
            action.setCheckable(True)
            action.setChecked(megabytes == chosen)
            action.triggered.connect(lambda _checked=False, room=megabytes: self._choose(room))
            group.addAction(action)
            self.actions[megabytes] = action
        menu.addSeparator()
        self.rule = self._line(menu)
        menu.aboutToShow.connect(self._show_taken)

    def _line(self, menu: QMenu) -> QAction:
        """Return a line that says something and cannot be chosen."""
        line = menu.addAction("")
        line.setEnabled(False)
        return line

    def _show_taken(self) -> None:
        """Say how much is taken now, and what goes when it is too much."""
        from app.engine.storage.kept_run import MOST_RUNS  # the first picture does without

        runs = self._keeper.runs
        taken = sum(run.size for run in runs) / BYTES_PER_MEGABYTE
        self.taken.setText(
            tr_count(
                "{count} run takes {taken} MB now",
                "{count} runs take {taken} MB now",
                len(runs),
                taken=f"{taken:,.1f}",
            )
        )
        self.rule.setText(
            tr(
                "When it is full, or there are more than {count} runs, the oldest without a name "
                "or a note go first",
                count=f"{MOST_RUNS:,}",
            )
        )

    def _choose(self, megabytes: int) -> None:
        """Let kept runs take no more than this."""
        self._settings.keep_room_megabytes(megabytes)
        self._keeper.limit(megabytes)


def _room_words(megabytes: int) -> str:
    """Return an amount of room as people say it."""
    if megabytes % MEGABYTES_PER_GIGABYTE == 0:
        return tr("{size} GB", size=f"{megabytes // MEGABYTES_PER_GIGABYTE:,}")
    return tr("{size} MB", size=f"{megabytes:,}")
