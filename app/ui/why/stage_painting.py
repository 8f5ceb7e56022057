"""How the stages of a run look in the bars and in the sums. GUI thread only.

They wear the patterns of the lanes' phases, since that is where they can be checked.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.engine.analysis.phases import PhaseKind
from app.engine.analysis.stages import IN_ORDER, Division, Stage
from app.ui.timeline.bars import Bars

SAMPLE_WORKER = 0

_PHASES = {
    Stage.STARTING: PhaseKind.STARTING,
    Stage.WAITING: PhaseKind.WAITING,
    Stage.IN_PROGRESS: PhaseKind.WORKING,
    Stage.SENDING: PhaseKind.SENDING,
    Stage.LYING: PhaseKind.LYING,
    Stage.EXITING: PhaseKind.EXITING,
}


def paint_stage(painter: QPainter, bars: Bars, stage: Stage, rect: QRectF) -> None:
    """Paint a stretch of the run's time, or a sample of it."""
    if stage is Stage.ALONE:
        painter.fillRect(rect, bars.theme.track)
    else:
        bars.phase(painter, _PHASES[stage], rect, SAMPLE_WORKER)


def stretches(division: Division, area: QRectF) -> list[tuple[Stage, QRectF]]:
    """Return where each stage lies in an area that stands for the whole division."""
    found: list[tuple[Stage, QRectF]] = []
    passed = 0
    for stage in IN_ORDER:
        length = division.times[stage]
        if length > 0:
            left = area.left() + area.width() * passed / division.whole
            width = area.width() * length / division.whole
            found.append((stage, QRectF(left, area.top(), width, area.height())))
            passed += length
    return found
