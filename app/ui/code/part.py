"""One of the parts a program is shown in: as large as its text, with numbered lines.

GUI thread only. Each part has a document of its own, so that undoing in one never touches another.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
    QTextFormat,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QTextEdit, QWidget

from app.ui.code.colouring import Colouring
from app.ui.look.code_colours import CodeColours, code_colours
from app.ui.look.theme import current_theme

EDGE_PX = 4
GAP_PX = 10
MARGIN_PX = 6


class Light(NamedTuple):
    """How a line stands out.

    Attributes:
        ground: what lies behind it.
        edge: the bar before it.
    """

    ground: QColor
    edge: QColor


class CodePart(QPlainTextEdit):
    """Shows lines of a program.

    Args:
        name: what a screen reader calls it.
        is_island: whether this is the function, on a ground of its own.

    Signals:
        cursor_moved: the cursor is elsewhere; where, in this widget.
    """

    cursor_moved = Signal(QRect)

    def __init__(self, name: str, *, is_island: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_island = is_island
        self._first_number = 1
        self._marked: frozenset[int] = frozenset()
        self._colours = code_colours(current_theme())
        self._colouring = Colouring(self.document(), self._colours)
        self._numbers = _LineNumbers(self)
        self.setProperty("kind", "code")
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCursorWidth(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(MARGIN_PX)
        self.setTabChangesFocus(True)
        self.cursorPositionChanged.connect(lambda: self.cursor_moved.emit(self.cursorRect()))
        self._dress()

    @property
    def is_island(self) -> bool:
        """Return whether this is the function."""
        return self._is_island

    @property
    def colours(self) -> CodeColours:
        """Return the colours in use."""
        return self._colours

    @property
    def line_px(self) -> float:
        """Return how high a line is, in device-independent pixels."""
        return self.blockBoundingRect(self.firstVisibleBlock()).height()

    def show_lines(self, lines: list[str], first_number: int, marked: Collection[int]) -> None:
        """Show lines of the program in place of those before.

        Args:
            lines: they have no line's end.
            first_number: the number of the first; 0 where lines have no numbers.
            marked: which of them have just been changed, counted from 0.
        """
        text = "\n".join(lines)
        if text != self.toPlainText():
            self.setPlainText(text)
        self.number_lines(first_number, marked)

    def number_lines(self, first_number: int, marked: Collection[int]) -> None:
        """Number and mark the lines that stand here; arguments as for `show_lines`."""
        self._first_number, self._marked = first_number, frozenset(marked)
        self.show_lights()
        self.fit()

    def number_of(self, line: int) -> str:
        """Return the number that stands before a line, counted from 0; nothing where none does."""
        return str(self._first_number + line) if self._first_number else ""

    def marked_lines(self) -> list[str]:
        """Return the lines that have just been changed."""
        document = self.document()
        return [document.findBlockByNumber(line).text() for line in sorted(self._marked)]

    def marked_stretches(self) -> list[tuple[int, int]]:
        """Return the first line, counted from 0, and the length of each stretch of such lines."""
        firsts = [line for line in sorted(self._marked) if line - 1 not in self._marked]
        return [(first, _length(first, self._marked)) for first in firsts]

    def top_of(self, line: int) -> float:
        """Return where a line begins, in device-independent pixels from the top of this."""
        return MARGIN_PX + line * self.line_px

    def sizeHint(self) -> QSize:
        """Ask for room for all of the text: the page scrolls, not the part."""
        metrics = QFontMetricsF(self.font())
        longest = max((len(line) for line in self.toPlainText().split("\n")), default=0)
        width = longest * metrics.horizontalAdvance("0") + 2 * MARGIN_PX + GAP_PX
        height = self.blockCount() * self.line_px + 2 * MARGIN_PX
        return QSize(self.numbers_width + round(width), round(height))

    def minimumSizeHint(self) -> QSize:
        """Never be smaller than the text."""
        return self.sizeHint()

    @property
    def numbers_width(self) -> int:
        """Return how much room the numbers before lines take, in device-independent pixels."""
        digits = max(3, len(str(self._first_number + self.blockCount())))
        width = self.fontMetrics().horizontalAdvance("0") * digits
        return EDGE_PX + GAP_PX + width + GAP_PX

    def paint_numbers(self, painter: QPainter, area: QRect) -> None:
        """Paint the numbers of the lines in an area, and what marks lines."""
        colours, width, line_px = self._colours, self.numbers_width, self.line_px
        lit = self.lit_lines()
        painter.fillRect(area, self._ground())
        if self._is_island:
            painter.fillRect(0, area.top(), EDGE_PX, area.height(), colours.island_edge)
        painter.setFont(self.font())
        first = max(0, int((area.top() - MARGIN_PX) // line_px))
        last = min(self.blockCount() - 1, int((area.bottom() - MARGIN_PX) // line_px))
        for line in range(first, last + 1):
            top = round(MARGIN_PX + line * line_px)
            height = round(MARGIN_PX + (line + 1) * line_px) - top
            if line in lit:
                painter.fillRect(EDGE_PX, top, width, height, lit[line].ground)
                painter.fillRect(EDGE_PX, top, EDGE_PX, height, lit[line].edge)
            painter.setPen(colours.line_number)
            room = QRect(EDGE_PX, top, width - EDGE_PX - GAP_PX, height)
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, flags, self.number_of(line))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the numbers as high as the text."""
        super().resizeEvent(event)
        self._numbers.setGeometry(0, 0, self.numbers_width, self.height())

    def changeEvent(self, event: QEvent) -> None:
        """Wear the desktop's colours, and follow the size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()
        elif event.type() == QEvent.Type.FontChange:
            self.fit()

    def _dress(self) -> None:
        """Take the colours of the theme in use."""
        colours = code_colours(current_theme())
        palette = self.palette()
        wanted = {
            QPalette.ColorRole.Base: self._ground_in(colours),
            QPalette.ColorRole.Text: colours.text,
        }
        if colours == self._colours and all(palette.color(r) == c for r, c in wanted.items()):
            return
        self._colours = colours
        for role, colour in wanted.items():
            palette.setColor(role, colour)
        self.setPalette(palette)
        self._colouring.set_colours(colours)
        self.show_lights()
        self._numbers.update()

    def _ground(self) -> QColor:
        return self._ground_in(self._colours)

    def _ground_in(self, colours: CodeColours) -> QColor:
        return colours.island if self._is_island else colours.rest

    def lit_lines(self) -> dict[int, Light]:
        """Return what lies behind and before lines, counted from 0, that stand out."""
        light = Light(self._colours.changed, self._colours.changed_edge)
        return dict.fromkeys(self._marked, light)

    def show_lights(self) -> None:
        """Lay grounds behind the lines that stand out."""
        marks = []
        for line, light in self.lit_lines().items():
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(self.document().findBlockByNumber(line))
            mark.format.setBackground(light.ground)
            mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            marks.append(mark)
        self.setExtraSelections(marks)
        self._numbers.update()

    def fit(self) -> None:
        """Take as much room as the text needs."""
        # The document has a margin of its own; the numbers lie over it, and so do the marks.
        self.setViewportMargins(self.numbers_width - MARGIN_PX, 0, 0, 0)
        self._numbers.setGeometry(0, 0, self.numbers_width, self.height())
        self._numbers.update()
        self.setFixedHeight(self.sizeHint().height())
        self.setMinimumWidth(self.sizeHint().width())


def _length(first: int, marked: Collection[int]) -> int:
    """Return how many lines in a row are marked from the first on."""
    return next(count for count in itertools.count(1) if first + count not in marked)


class _LineNumbers(QWidget):
    """The numbers before a part's lines."""

    def __init__(self, part: CodePart) -> None:
        super().__init__(part)
        self._part = part

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint those in sight."""
        painter = QPainter(self)
        self._part.paint_numbers(painter, event.rect())
        painter.end()
