"""Moving about: wheel, keys and drag zoom, pan and fit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.timeline.panel import TimelinePanel
from tests.hand_written_logs import (
    at,
)
from tests.ui.timeline.pointing import LEFT, NONE, place_of


def wheel(panel: TimelinePanel, place: QPoint, turn: int, modifiers: Qt.KeyboardModifier) -> None:
    """Turn the wheel over a place."""
    viewport = panel.canvas.viewport()
    event = QWheelEvent(
        QPointF(place),
        QPointF(viewport.mapToGlobal(place)),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


def test_wheel_with_control_zooms_at_the_pointer(five: TimelinePanel) -> None:
    """What is under the pointer stays there."""
    place = place_of(five, 1, at(5_000))
    span = five.canvas.scene.view.span
    wheel(five, place, 120, Qt.KeyboardModifier.ControlModifier)
    assert five.canvas.scene.view.span < span
    assert abs(place_of(five, 1, at(5_000)).x() - place.x()) <= 1


def test_keys_zoom_pan_and_fit(qtbot: QtBot, five: TimelinePanel) -> None:
    """W zooms in, D goes on, F fits the run again."""
    canvas, view = five.canvas, five.canvas.scene.view
    whole = (view.start, view.span)
    QTest.keyClick(canvas, Qt.Key.Key_W)
    assert view.span < whole[1]
    start = view.start
    QTest.keyClick(canvas, Qt.Key.Key_D)
    assert view.start > start
    QTest.keyClick(canvas, Qt.Key.Key_F)
    assert (view.start, view.span) == whole


def test_f_fits_the_selected_worker(qtbot: QtBot, five: TimelinePanel) -> None:
    """With a lane selected, F shows that worker's life."""
    five.select_worker(4)
    QTest.keyClick(five.canvas, Qt.Key.Key_F)
    view = five.canvas.scene.view
    assert view.start > 3_000_000
    assert view.start < 8_700_000 < 16_400_000 < view.end


def test_f_again_fits_the_whole_run(qtbot: QtBot, five: TimelinePanel) -> None:
    """Once the worker is fitted, F goes back to all."""
    view = five.canvas.scene.view
    whole = (view.start, view.span)
    five.select_worker(4)
    for _ in range(2):
        QTest.keyClick(five.canvas, Qt.Key.Key_F)
    assert (view.start, view.span) == whole


def test_pinch_zooms_at_the_fingers(five: TimelinePanel) -> None:
    """Two fingers moving apart on a touch pad show less time."""
    place, span = QPointF(place_of(five, 1, at(5_000))), five.canvas.scene.view.span
    pinch = QNativeGestureEvent(
        Qt.NativeGestureType.ZoomNativeGesture,
        QPointingDevice.primaryPointingDevice(),
        2,
        place,
        place,
        place,
        0.5,
        QPointF(),
    )
    QApplication.sendEvent(five.canvas.viewport(), pinch)
    assert five.canvas.scene.view.span == pytest.approx(span / 1.5)
    assert abs(place_of(five, 1, at(5_000)).x() - place.x()) <= 1


def test_drag_moves_the_view(qtbot: QtBot, five: TimelinePanel) -> None:
    """The moment taken hold of stays under the pointer, and no lane gets selected."""
    viewport, place = five.canvas.viewport(), place_of(five, 2, at(9_000))
    with qtbot.assertNotEmitted(five.worker_selected):
        QTest.mousePress(viewport, LEFT, NONE, place)
        QTest.mouseMove(viewport, place - QPoint(40, 0))
        QTest.mouseMove(viewport, place - QPoint(80, 0))
        QTest.mouseRelease(viewport, LEFT, NONE, place - QPoint(80, 0))
    assert abs(place_of(five, 2, at(9_000)).x() - (place.x() - 80)) <= 1
