from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.controller import Controller
from app.ui.look.appearance import FONT_FAMILY, TEXT_SIZE_PX, Appearance
from app.ui.main_window import MainWindow
from app.ui.settings import Settings


@pytest.mark.parametrize("kind", ["QMenu", "QAbstractItemView"])
def test_everything_has_the_same_font(
    appearance: Appearance, qapp: QApplication, kind: str
) -> None:
    """Windows gives menus and lists their own with every style sheet, as done here by hand."""
    fonts: Any = QApplication
    fonts.setFont(QFont("Courier", 30), kind)
    appearance._put_sheet_on()
    assert fonts.font(kind).family() == FONT_FAMILY
    assert fonts.font(kind) == fonts.font()


def test_remembered_size_of_text_is_the_size_of_all_text(
    qtbot: QtBot, appearance: Appearance, settings: Settings
) -> None:
    """From the first picture on, also while the style sheet is put off as at the start."""
    settings.keep_scale_percent(200)
    try:
        with appearance.putting_off_sheet():
            window = MainWindow(Controller(), settings, appearance)
        qtbot.addWidget(window)
        labels = [label for label in window.findChildren(QLabel) if label.text()]
        assert [
            each.text() for each in labels if each.font().pixelSize() < TEXT_SIZE_PX * 1.5
        ] == []
        assert window.menuBar().font().pixelSize() == 2 * TEXT_SIZE_PX
    finally:
        appearance.choose_scale(100)
