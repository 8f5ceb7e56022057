"""The legend below bars that show where the time went. GUI thread only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QPainter

from app.engine.analysis.stages import Stage
from app.engine.telling.reason_words import stage_words
from app.ui.compare.drawing import line_px, width_px, write
from app.ui.look.theme import Theme
from app.ui.timeline.bars import Bars
from app.ui.why.stage_painting import paint_stage

SAMPLE_LINES = 1.6
GAP_LINES = 1.2
ROW_LINES = 1.35


class StageLegend:
    """Samples of stages with their names, in as many rows as are needed.

    Args:
        stages: which.
        font: for the names.
        width: how wide it may be.
    """

    def __init__(self, stages: Sequence[Stage], font: QFont, width: float) -> None:
        self._font, self._line = font, line_px(font)
        self._entries: list[tuple[Stage, str, QPointF]] = []
        x = y = 0.0
        for stage in stages:
            words = stage_words(stage)
            needed = self._line * (SAMPLE_LINES + 0.4) + width_px(font, words)
            if x and x + needed > width:
                x, y = 0.0, y + self._line * ROW_LINES
            self._entries.append((stage, words, QPointF(x, y)))
            x += needed + self._line * GAP_LINES
        self._rows = y + self._line * ROW_LINES if stages else 0.0

    @property
    def height(self) -> float:
        """Return how high it is."""
        return self._rows

    def paint(self, painter: QPainter, theme: Theme, at: QPointF) -> None:
        """Paint it, its upper left corner being there."""
        bars, line = Bars(theme), self._line
        for stage, words, place in self._entries:
            left, top = at.x() + place.x(), at.y() + place.y()
            sample = QRectF(left, top + line * 0.1, line * SAMPLE_LINES, line * 0.8)
            paint_stage(painter, bars, stage, sample)
            room = QRectF(sample.right() + line * 0.4, top, width_px(self._font, words), line)
            write(painter, room, words, self._font, theme.muted)
