"""The timeline under the hand: mouse, wheel, pinch and keys. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QGestureEvent, QPinchGesture

from app.engine.analysis.phases import Phase
from app.ui.parts.announcing import announce
from app.ui.timeline.canvas import Canvas
from app.ui.timeline.keys import Move, move_of

ZOOM_PER_NOTCH = 1.25
NOTCH = 120.0
"""What one click of an ordinary wheel turns, in eighths of a degree."""

LINES_PER_NOTCH_PX = 60.0

STEPS = {
    Move.NEXT_PHASE: 1,
    Move.PREVIOUS_PHASE: -1,
    Move.NEXT_LANE: 1,
    Move.PREVIOUS_LANE: -1,
}


class TimelineCanvas(Canvas):
    """A canvas that answers to mouse, wheel, pinch and keys."""

    def prepare(self) -> None:
        """Ask for pinches on touch screens."""
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.viewport().grabGesture(Qt.GestureType.PinchGesture)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom, pan, fit, or tell the next phase."""
        move = move_of(event, QGuiApplication.platformName())
        if move is None or not len(self.scene.lanes):
            event.ignore()
        elif move in STEPS:
            self._step(move)
        elif move is Move.LET_GO:
            self._let_go(event)
        else:
            self.navigation.move(move)
            self.moved()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll lanes; with Ctrl zoom at the pointer, with Shift pan, with both resize lanes."""
        turned, pixels = event.angleDelta(), event.pixelDelta()
        modifiers = event.modifiers()
        shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        notches = (turned.y() or turned.x()) / NOTCH
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            factor = ZOOM_PER_NOTCH**notches
            if shift:
                self.navigation.zoom_lanes(factor, event.position().y())
            else:
                self.navigation.zoom(factor, event.position().x())
            self.moved()
        elif shift or abs(turned.x()) > abs(turned.y()):
            across = pixels.x() or (turned.x() or turned.y()) / NOTCH * LINES_PER_NOTCH_PX
            self.navigation.drag(across, 0)
            self.moved()
        elif self.verticalScrollBar().maximum() > 0:
            down = pixels.y() or notches * LINES_PER_NOTCH_PX
            self.verticalScrollBar().setValue(round(self.scene.view.top_px - down))
        else:
            event.ignore()
            return
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the view, or of the part in sight in the strip of the whole run."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._held = self._pressed = event.position()
        self._dragging = False
        self._in_overview = self.navigation.bands.overview.contains(event.position())
        if self._in_overview:
            self._look_at(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the view that is held, or tell what is under the pointer."""
        if not event.buttons() & Qt.MouseButton.LeftButton or self._held is None:
            self.tell(self._phase_under(event.position()))
            return
        if self._in_overview:
            self._look_at(event.position().x())
            return
        moved = event.position() - self._pressed
        if not self._dragging and moved.manhattanLength() < QApplication.startDragDistance():
            return
        self._dragging = True
        self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        step = event.position() - self._held
        self._held = event.position()
        self.navigation.drag(step.x(), step.y())
        self.moved()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the view go; a click selects the lane."""
        if event.button() != Qt.MouseButton.LeftButton or self._held is None:
            return
        self.viewport().unsetCursor()
        self._held = None
        if not self._dragging and not self._in_overview:
            self._choose(self._worker_under(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go closer to the lane under the pointer."""
        worker = self._worker_under(event.position())
        if worker is None:
            return
        self._choose(worker)
        if self.merged_lanes:
            self.navigation.show_readable(worker)
        else:
            self.navigation.fit()
        self.moved()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the lane under the pointer, or of the selected one."""
        lane: int | None
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            lane, place = self.scene.selected, self._menu_place()
        else:
            lane = self._worker_under(QPointF(event.pos()))
            place = event.globalPos()
        if lane is not None:
            self._choose(lane)
            self.menu_wanted.emit(lane, place)

    def viewportEvent(self, event: QEvent) -> bool:
        """Zoom with two fingers; forget the phase that is told once the pointer is outside."""
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.navigation.zoom(1.0 + event.value(), event.position().x())
                self.moved()
                return True
        elif isinstance(event, QGestureEvent):
            pinch = event.gesture(Qt.GestureType.PinchGesture)
            if isinstance(pinch, QPinchGesture):
                self._pinch(pinch)
                return True
        elif event.type() == QEvent.Type.Leave:
            self.tell(None)
        return super().viewportEvent(event)

    _held: QPointF | None = None
    _pressed = QPointF()
    _dragging = _in_overview = False

    def _look_at(self, x: float) -> None:
        """Bring into sight what the strip of the whole run shows at `x`."""
        bands = self.navigation.bands
        part = (x - bands.overview.left()) / max(1.0, bands.overview.width())
        self.navigation.look_at(part * self.navigation.run_length)
        self.moved()

    def _pinch(self, pinch: QPinchGesture) -> None:
        """Zoom by two fingers on a touch screen."""
        centre = self.viewport().mapFromGlobal(pinch.centerPoint().toPoint())
        self.navigation.zoom(pinch.scaleFactor(), float(centre.x()))
        self.moved()

    def _phase_under(self, place: QPointF) -> tuple[int, Phase] | None:
        """Return the worker and phase drawn at a place."""
        bands, worker = self.navigation.bands, self._worker_under(place)
        if worker is None or not bands.lanes.left() - 4 <= place.x() <= bands.lanes.right() + 4:
            return None
        phase = self.navigation.phase_at(worker, place.x())
        return None if phase is None else (worker, phase)

    def _worker_under(self, place: QPointF) -> int | None:
        """Return the worker whose lane is drawn at a place."""
        return self.navigation.bands.worker_at(self.scene, place.x(), place.y())

    def _choose(self, lane: int | None) -> None:
        """Select a lane and say so."""
        if lane != self.scene.selected:
            self.scene.selected = lane
            self.viewport().update()
            if lane is not None:
                self.worker_selected.emit(lane)

    def _step(self, move: Move) -> None:
        """Tell the next or previous phase, or the neighbour lane's, also to a screen reader."""
        by = STEPS[move]
        if move in (Move.NEXT_PHASE, Move.PREVIOUS_PHASE):
            found = self.navigation.step_phase(forward=by > 0)
        else:
            found = self.navigation.step_lane(by)
        if found is None:
            return
        self.tell(found)
        self._choose(found[0])
        self.navigation.show_told()
        self.moved()
        words = self.told_sentence()
        self.setAccessibleDescription(words)
        announce(self, words)

    def _let_go(self, event: QKeyEvent) -> None:
        """Tell and select nothing; where nothing was, leave the key to others."""
        if self.scene.told is None and self.scene.selected is None:
            event.ignore()
            return
        self.tell(None)
        self.select_worker(None)

    def _menu_place(self) -> QPoint:
        """Return where the selected lane's menu opens."""
        lane = self.scene.selected or 0
        bands = self.navigation.bands
        row = self.scene.lanes.rows.of_worker[lane]
        y = bands.top_of(self.scene, row) + min(self.scene.view.lane_px, 30)
        return self.viewport().mapToGlobal(QPoint(round(bands.left + 20), round(y)))
