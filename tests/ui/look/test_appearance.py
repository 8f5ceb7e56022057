from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from app.ui.look.appearance import FONT_FAMILY, Appearance


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
