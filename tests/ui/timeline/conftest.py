"""A timeline in sight, with a clock that stands where the test puts it."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.ui.look.appearance import Appearance
from app.ui.timeline.panel import TimelinePanel
from tests.hand_written_logs import five_processes, record_of
from tests.ui.timeline.pointing import Clock


@pytest.fixture
def clock() -> Clock:
    """Return the timeline's clock."""
    return Clock()


@pytest.fixture
def panel(qtbot: QtBot, appearance: Appearance, clock: Clock) -> TimelinePanel:
    """Return a timeline in sight, without a log."""
    panel = TimelinePanel(clock=clock)
    qtbot.addWidget(panel)
    panel.resize(900, 420)
    panel.show()
    qtbot.waitUntil(panel.canvas.isVisible)
    return panel


@pytest.fixture
def five(panel: TimelinePanel) -> TimelinePanel:
    """Return a timeline with the five processes."""
    panel.set_record(record_of(five_processes()))
    return panel
