"""The table beside a chart: shown for people, copied for spreadsheets."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.compare.charts import Cell, Table
from app.ui.compare.figures_table import FiguresTable
from app.ui.look.appearance import Appearance

TABLE = Table(
    headings=(Cell("Way", "way"), Cell("Median", "median in s")),
    rows=(
        (Cell("A pool of 4", "pool:4"), Cell("644 ms", "0.644123")),
        (Cell("One\tafter another", "one\tafter"), Cell("2 s", "2.000001")),
    ),
    keys=(7, None),
)


@pytest.fixture
def table(qtbot: QtBot, appearance: Appearance) -> FiguresTable:
    """Return a table of two ways."""
    table = FiguresTable()
    qtbot.addWidget(table)
    table.show_table(TABLE)
    table.show()
    return table


def test_it_shows_what_people_read(table: FiguresTable) -> None:
    """Headings and cells in words."""
    model = table.model()
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Median"
    assert model.index(0, 1).data() == "644 ms"
    assert model.rowCount() == 2


def test_all_of_it_is_copied_where_nothing_is_selected(table: FiguresTable) -> None:
    """Bare figures with all their digits; a tab in a cell begins no other."""
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == (
        "way\tmedian in s\npool:4\t0.644123\none after\t2.000001\n"
    )


def test_selected_rows_are_copied_alone(table: FiguresTable) -> None:
    """With the headings above them."""
    table.selectRow(1)
    table.copy()
    assert QGuiApplication.clipboard().text() == "way\tmedian in s\none after\t2.000001\n"


def test_enter_chooses_the_run_that_stands_for_a_row(qtbot: QtBot, table: FiguresTable) -> None:
    """Where there is one."""
    table.selectRow(0)
    with qtbot.waitSignal(table.row_chosen) as chosen:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert chosen.args == [7]
    table.selectRow(1)
    with qtbot.assertNotEmitted(table.row_chosen):
        QTest.keyClick(table, Qt.Key.Key_Return)


def test_the_place_stays_while_figures_come_in(table: FiguresTable) -> None:
    """Whoever reads is not thrown back to the top."""
    table.selectRow(1)
    table.show_table(TABLE)
    assert table.currentIndex().row() == 1
