"""The views side by side: what the keyboard meets there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTabBar, QWidget
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


def test_another_page_is_built_when_it_is_first_shown(qtbot: QtBot, appearance: Appearance) -> None:
    """Until then it is a name; from then on it is there, and the list of pages a tab stop."""
    views, built = RunViews(), list[QWidget]()

    def build() -> QWidget:
        built.append(QLabel("here"))
        return built[-1]

    qtbot.addWidget(views)
    views.add_page("Other", build)
    views.show()
    (tabs,) = views.findChildren(QTabBar)
    assert tabs.focusPolicy() is Qt.FocusPolicy.TabFocus
    assert built == []
    for place in (1, 0, 1):
        views.show_page(place)
    assert len(built) == 1
    assert built[0].isVisible()
