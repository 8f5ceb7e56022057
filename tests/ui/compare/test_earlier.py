"""Comparisons are kept: opened again, named, removed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QMessageBox
from pytestqt.qtbot import QtBot

from app.engine.storage.kept_comparisons import KeptComparison
from app.engine.way import ONE_AFTER_ANOTHER, POOL, Way, Work, WorkKind
from app.ui.compare.charts import WaysChart
from app.ui.compare.earlier import EarlierButton
from app.ui.main_window import MainWindow
from app.ui.runs.keeper import Keeper
from tests.ui.compare.test_page import compare, page_of

LONGEST_MS = 20_000
OpenWindow = Callable[..., MainWindow]


def actions_of(button: EarlierButton) -> list[QAction]:
    """Return the menu as it is when it opens."""
    button.menu().aboutToShow.emit()
    return [action for action in button.menu().actions() if action.text()]


def test_a_comparison_of_yesterday_is_shown_again(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    """With its sentence, its chart, its name, and a click on a dot shows its run."""
    path = tmp_path / "library.db"
    window = open_window("2 3 4 5", Way(work=Work(WorkKind.WAITING, 0.02)), keeper=Keeper(path))
    page = page_of(window, ONE_AFTER_ANOTHER, POOL)
    assert not page.result.earlier.isVisible()
    compare(qtbot, page)
    headline = page.result.headline.text()
    qtbot.waitUntil(page.result.earlier.isVisible, timeout=LONGEST_MS)
    window.close()

    later = open_window("7", keeper=Keeper(path))
    again = later.page.comparisons.bring()
    qtbot.waitUntil(again.result.earlier.isVisible, timeout=LONGEST_MS)
    (entry,) = actions_of(again.result.earlier)
    assert headline[:30] in entry.text()
    entry.trigger()
    qtbot.waitUntil(lambda: again.findings is not None, timeout=LONGEST_MS)
    assert again.result.headline.text() == headline
    chart = again.result.chart.chart
    assert isinstance(chart, WaysChart)
    _row, _place, dot = next(chart.dots())
    again.result.chart.dot_chosen.emit(dot.key)
    assert later.log.done == 4
    assert later.log.requested is not None


def test_it_is_named_and_removed(
    qtbot: QtBot, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Removing is asked about: it cannot be taken back."""
    window = open_window("2 3")
    page = page_of(window, ONE_AFTER_ANOTHER, POOL)
    compare(qtbot, page)
    earlier = page.result.earlier
    qtbot.waitUntil(earlier.isVisible, timeout=LONGEST_MS)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: ("Before & after", True))
    entry, name, _remove = actions_of(earlier)
    assert entry.isChecked()
    name.trigger()
    renamed = "Before && after"
    qtbot.waitUntil(lambda: actions_of(earlier)[0].text().endswith(renamed), timeout=LONGEST_MS)
    answers = iter([QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes])
    monkeypatch.setattr(QMessageBox, "question", lambda *_: next(answers))
    removed: list[int] = []
    earlier.remove_wanted.connect(removed.append)
    actions_of(earlier)[2].trigger()
    assert removed == []
    actions_of(earlier)[2].trigger()
    assert len(removed) == 1
    qtbot.waitUntil(lambda: not earlier.isVisible(), timeout=LONGEST_MS)


def test_long_and_strange_names_stay_one_line(qtbot: QtBot) -> None:
    """Neither a menu as wide as the screen, nor keys that nobody has chosen."""
    button = EarlierButton()
    qtbot.addWidget(button)
    began = datetime(2026, 3, 1, 12, 30)
    button.show_list([KeptComparison(1, "a & b\n" + "x" * 500, "", began)])
    (entry,) = actions_of(button)
    assert entry.text().startswith("2026-03-01 12:30  a && b x")
    assert len(entry.text()) < 100
