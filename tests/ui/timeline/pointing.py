"""Where things are on a timeline, and what it says, for tests that point at them."""

from __future__ import annotations

import re
from fractions import Fraction

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from app.ui.timeline.panel import TimelinePanel
from tests.hand_written_logs import BEGIN_NS

UNIT_NS = {"µs": 1_000, "ms": 1_000_000, "s": 1_000_000_000}
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


class Clock:
    """A clock that stands where the test puts it."""

    def __init__(self) -> None:
        self.now = BEGIN_NS

    def __call__(self) -> int:
        """Return its time."""
        return self.now


def place_of(panel: TimelinePanel, worker: int, moment: float) -> QPoint:
    """Return where on the viewport a worker's bar is at a moment of the log's clock."""
    canvas = panel.canvas
    bands = canvas.navigation.bands
    row = canvas.scene.lanes.rows.of_worker[worker]
    y = bands.top_of(canvas.scene, row) + canvas.scene.view.lane_px * 0.4
    return QPointF(bands.x_of(canvas.scene, moment), y).toPoint()


def point_at(panel: TimelinePanel, worker: int, moment: float) -> None:
    """Move the pointer to a worker's bar."""
    viewport = panel.canvas.viewport()
    QTest.mouseMove(viewport, QPoint(1, 1))
    QTest.mouseMove(viewport, place_of(panel, worker, moment))


def times_in(sentence: str) -> list[Fraction]:
    """Return all times a sentence tells, in nanoseconds."""
    found = re.findall(r"([\d,]+(?:\.\d+)?) (µs|ms|s)\b", sentence)
    return [Fraction(value.replace(",", "")) * UNIT_NS[unit] for value, unit in found]
