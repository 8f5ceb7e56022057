"""The line that tells a phase in words: whole facts, as many as there is room for. GUI only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent

from app.ui.parts.one_line import OneLine
from app.ui.timeline.telling import SEPARATOR


class ReadOut(OneLine):
    """Leaves out what comes last where there is no room, rather than cut it in the middle.

    The whole is in its tool tip and for screen readers.
    """

    def shown_words(self) -> str:
        """Return the facts that fit; the first is cut where not even that one does."""
        metrics, facts = self.fontMetrics(), self.text().split(SEPARATOR)
        while len(facts) > 1 and metrics.horizontalAdvance(SEPARATOR.join(facts)) > self.width():
            facts.pop()
        words = SEPARATOR.join(facts)
        return metrics.elidedText(words, Qt.TextElideMode.ElideRight, self.width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what fits."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(self.rect(), flags, self.shown_words())
        painter.end()
