"""Charts: figures where they should be, mouse and keys, words for who cannot see them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QFont, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.compare.chart_view import ChartView
from app.ui.compare.charts import Chart, WaysChart
from app.ui.compare.curves_drawing import CurvesDrawing
from app.ui.compare.ways_drawing import WaysDrawing
from app.ui.look.appearance import Appearance
from tests.ui.compare.hand_made_charts import processes_chart, ways_chart, work_chart

pytestmark = pytest.mark.usefixtures("appearance")


@pytest.fixture
def view(qtbot: QtBot, appearance: Appearance) -> ChartView:
    """Return a view with the chart of ways."""
    view = ChartView()
    qtbot.addWidget(view)
    view.resize(900, 400)
    view.show()
    view.show_chart(ways_chart(), "A pool of 4 was fastest.")
    return view


def font_of(size: int) -> QFont:
    """Return a font of a size."""
    font = QFont()
    font.setPixelSize(size)
    return font


def test_dots_lie_where_their_times_are() -> None:
    """All on one axis that begins at 0: twice the time is twice as far out."""
    drawing = WaysDrawing(ways_chart(), font_of(14), 900)
    x_of = {target.dot.value: target.at.x() for target in drawing.targets}
    per_ms = (x_of[2000e6] - x_of[1100e6]) / 900
    assert x_of[650e6] == pytest.approx(x_of[1100e6] - 450 * per_ms)
    assert drawing._columns.plot_left == pytest.approx(x_of[1100e6] - 1100 * per_ms)
    assert [target.row for target in drawing.targets] == sorted(
        target.row for target in drawing.targets
    )


@pytest.mark.parametrize("width", [300, 520, 900])
@pytest.mark.parametrize("size", [14, 28])
def test_no_dot_leaves_the_chart(width: int, size: int) -> None:
    """Narrow, with large text: names move above their bars, nothing is cut off."""
    for divided in (False, True):
        drawing = WaysDrawing(ways_chart(), font_of(size), width, divided)
        assert all(0 < target.at.x() < width for target in drawing.targets)
        assert all(0 < target.at.y() < drawing.height for target in drawing.targets)


@pytest.mark.parametrize("chart", [work_chart(), processes_chart()])
def test_curves_rise_with_the_speed(chart: Chart) -> None:
    """More is higher up; more work or more processes is farther right."""
    assert not isinstance(chart, WaysChart)
    drawing = CurvesDrawing(chart, font_of(14), 700, 300)
    for target in drawing.targets:
        assert 0 < target.at.x() < 700
        assert 0 < target.at.y() < 300
    first = [target for target in drawing.targets if target.row == 0]
    by_value = sorted(first, key=lambda target: target.dot.value)
    heights = [target.at.y() for target in by_value]
    assert heights == sorted(heights, reverse=True)


def test_pointing_tells_and_clicking_chooses(qtbot: QtBot, view: ChartView) -> None:
    """The hand shows that there is something to click on."""
    at = view.place_of(5)
    assert at is not None
    with qtbot.waitSignal(view.dot_told) as told:
        move_to(view, at)
    assert told.args == ["A pool of 8: 700 ms"]
    assert view.cursor().shape() is Qt.CursorShape.PointingHandCursor
    with qtbot.waitSignal(view.dot_chosen) as chosen:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=at.toPoint())
    assert chosen.args == [5]
    with qtbot.waitSignal(view.dot_told) as told:
        move_to(view, QPointF(1, 1))
    assert told.args == [""]
    with qtbot.assertNotEmitted(view.dot_chosen):
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))


def test_the_arrow_keys_go_from_dot_to_dot(qtbot: QtBot, view: ChartView) -> None:
    """Whoever comes with Tab is told a dot at once, and Enter shows its run."""
    event = QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason)
    QApplication.sendEvent(view, event)
    assert view.lit is not None
    assert view.lit.value == 640e6
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.lit.value == 644e6
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.lit.told.startswith("A pool of 8")
    QTest.keyClick(view, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.lit.told.startswith("A pool of 4")
    with qtbot.waitSignal(view.dot_chosen) as chosen:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert chosen.args == [view.lit.key]


def test_a_screen_reader_is_told_the_finding(view: ChartView) -> None:
    """The table beside the chart has the figures."""
    assert view.accessibleDescription() == "A pool of 4 was fastest."


@pytest.mark.parametrize("make", [ways_chart, work_chart, processes_chart])
def test_it_is_painted_in_every_size(
    qtbot: QtBot, view: ChartView, make: Callable[[], Chart]
) -> None:
    """Also in none, and without a chart."""
    view.show_chart(make())
    for width, height in ((1, 1), (200, 120), (900, 900)):
        view.resize(width, height)
        view.grab()
    view.show_parts(True)
    assert not view.grab().isNull()
    view.show_chart(None)
    assert not view.grab().isNull()


def move_to(view: ChartView, at: QPointF) -> None:
    """Move the pointer over a place."""
    button = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        at,
        view.mapToGlobal(at),
        button,
        button,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view, event)
