"""The views side by side: what the keyboard meets there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar
from pytestqt.qtbot import QtBot

from app.ui.look.appearance import Appearance
from app.ui.run.views import RunViews


def test_a_page_list_with_a_single_tab_is_no_tab_stop(qtbot: QtBot, appearance: Appearance) -> None:
    """There is nothing to choose, so the Tab key passes it by."""
    views = RunViews()
    qtbot.addWidget(views)
    (tabs,) = views.findChildren(QTabBar)
    assert tabs.count() == 1
    assert tabs.focusPolicy() is Qt.FocusPolicy.NoFocus
