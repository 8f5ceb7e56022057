from __future__ import annotations

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.parts.flow_layout import FlowLayout


@pytest.fixture
def row(qtbot: QtBot) -> QWidget:
    """Return a widget that lays out four boxes of 100 by 20, with gaps of 10."""
    widget = QWidget()
    layout = FlowLayout(widget, gap_x=10, gap_y=5)
    for _ in range(4):
        box = QWidget()
        box.setFixedSize(100, 20)
        layout.addWidget(box)
    qtbot.addWidget(widget)
    return widget


@pytest.mark.parametrize(
    ("width", "height"), [(430, 20), (429, 45), (320, 45), (210, 45), (209, 95), (100, 95)]
)
def test_what_no_longer_fits_goes_to_the_next_row(row: QWidget, width: int, height: int) -> None:
    """The height follows from the width, to the pixel."""
    assert row.heightForWidth(width) == height


def test_nothing_overlaps_and_nothing_sticks_out(qtbot: QtBot, row: QWidget) -> None:
    """At any width every box has its full size inside the widget."""
    row.show()
    for width in (430, 250, 120):
        row.resize(width, row.heightForWidth(width))
        qtbot.waitUntil(lambda width=width: row.width() == width)  # type: ignore[misc]
        boxes = [box.geometry() for box in row.findChildren(QWidget)]
        assert all(row.rect().contains(box) for box in boxes)
        assert not any(one.intersects(two) for one in boxes for two in boxes if one is not two)


def test_hidden_items_take_no_room(row: QWidget) -> None:
    """A choice without meaning leaves no gap, and its return is noticed."""
    row.show()
    boxes = row.findChildren(QWidget)
    assert row.heightForWidth(330) == 45
    boxes[1].hide()
    assert row.heightForWidth(330) == 20
    boxes[1].show()
    assert row.heightForWidth(330) == 45
