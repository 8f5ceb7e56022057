"""Words set in lines of a certain width, to be drawn line by line on paper. GUI thread only.

Lengths are pixels of 1/96 inch. Letters are measured without a screen's hinting, so that they
stand on paper where they were measured.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QPainter,
    QTextLayout,
    QTextOption,
)

from app.engine.reporting.plain import visible

LINE_SEPARATOR = "\u2028"


@dataclass(frozen=True, slots=True)
class Ink:
    """How words look.

    Attributes:
        font: in which letters.
        colour: in which colour.
        at_right: whether lines end at the right edge.
    """

    font: QFont
    colour: QColor
    at_right: bool = False


def letters(size_px: float, bold: bool = False, fixed: bool = False) -> QFont:
    """Return a font of the application's, for paper.

    Args:
        size_px: how large, in pixels.
        bold: whether it is strong.
        fixed: whether all letters are of one width, as in programs.
    """
    font = QGuiApplication.font()
    if fixed:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    paper = QFont(font.families())
    paper.setPixelSize(max(1, round(size_px)))
    paper.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    paper.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # Signs that change their shape between digits have no letter in a PDF: nobody could find them.
    paper.setFeature(QFont.Tag("calt"), 0)
    if fixed:
        paper.setStyleHint(QFont.StyleHint.Monospace)
    return paper


class SetText:
    """A text set in lines.

    Args:
        text: which; what cannot be seen in it is shown.
        ink: how it looks.
        width: how wide lines may be, in pixels.

    Attributes:
        text: what it says.
        heights: how high each line is, in pixels.
        width: how wide the widest line really is.
    """

    def __init__(self, text: str, ink: Ink, width: float) -> None:
        self.text = text
        self._ink = ink
        self._layout = QTextLayout(visible(text).replace("\n", LINE_SEPARATOR), ink.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        if ink.at_right:
            option.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._layout.setTextOption(option)
        self.heights: list[float] = []
        self.width = 0.0
        self._layout.beginLayout()
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            self.heights.append(line.height())
            self.width = max(self.width, line.naturalTextWidth())
        self._layout.endLayout()

    @property
    def height(self) -> float:
        """Return how high all lines are together."""
        return sum(self.heights)

    def draw_line(self, painter: QPainter, place: int, left: float, top: float) -> None:
        """Draw one line with its upper left corner there."""
        painter.setPen(self._ink.colour)
        self._layout.lineAt(place).draw(painter, QPointF(left, top))

    def draw(self, painter: QPainter, left: float, top: float) -> None:
        """Draw all lines with their upper left corner there."""
        for place, height in enumerate(self.heights):
            self.draw_line(painter, place, left, top)
            top += height
