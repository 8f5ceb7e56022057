"""A program in three parts, one below the other: what stands before the function, it, the rest.

GUI thread only. The function is an island with a document of its own, so that it can be written in
without anything else ever changing; the page scrolls over all three.
"""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.engine.scripts.script import Script
from app.ui.code.editor import IslandEditor
from app.ui.code.part import CodePart
from app.words import tr

NOTE_MARGIN_PX = 8
SPARE_LINES = 2
"""Lines kept in sight before and after the cursor."""


class Listing(QScrollArea):
    """Shows a program.

    Attributes:
        head: what stands before the function.
        island: the function with its helpers.
        tail: what stands after it.
        note: what is said below the function, hidden where there is nothing to say.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = CodePart(tr("The program before the function"), is_island=False)
        self.island = IslandEditor()
        self.note = _note()
        self.tail = CodePart(tr("The program after the function"), is_island=False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._content = QWidget()
        layout = QVBoxLayout(self._content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in self.parts:
            layout.addWidget(part)
            if part is self.island:
                layout.addWidget(self.note)
            part.cursor_moved.connect(lambda place, part=part: self._follow(part, place))
        layout.addStretch(1)
        self._content.setBackgroundRole(QPalette.ColorRole.Window)
        self._content.setAutoFillBackground(True)
        self.setWidget(self._content)

    @property
    def parts(self) -> tuple[CodePart, CodePart, CodePart]:
        """Return the three, from top to bottom."""
        return self.head, self.island, self.tail

    def bring_island(self) -> None:
        """Scroll so that the function begins where one looks first, and let keys go to it."""
        self._content.adjustSize()
        self.verticalScrollBar().setValue(self.island.y())
        self.island.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_script(self, script: Script, changed: Collection[int]) -> None:
        """Show a program.

        Args:
            script: which.
            changed: which of its lines have just been changed, counted from 0.
        """
        lines = script.text.removesuffix("\n").split("\n")
        ends = (0, script.island.start, script.island.stop, len(lines))
        for part, begin, end in zip(self.parts, ends, ends[1:], strict=False):
            marked = [line - begin for line in changed if begin <= line < end]
            part.setVisible(begin < end)
            if not self.island.is_editable:
                part.show_lines(lines[begin:end], begin + 1, marked)
            elif part is not self.island:  # it counts its own lines, which mistakes refer to
                part.show_lines(lines[begin:end], 0, marked)
        if changed and not self.island.is_editable:  # who writes must not lose sight of that
            QTimer.singleShot(0, self, self._reveal_marks)  # when the parts have found their places

    def say(self, words: str) -> None:
        """Say something below the function: what is wrong with it, or nothing."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def marked_lines(self) -> list[str]:
        """Return the lines that have just been changed."""
        return [line for part in self.parts for line in part.marked_lines()]

    def _reveal_marks(self) -> None:
        """Bring the longest stretch of changed lines into sight, of equal ones the last."""
        stretches = [(part, *stretch) for part in self.parts for stretch in part.marked_stretches()]
        if not stretches:
            return
        part, line, count = max(reversed(stretches), key=lambda stretch: stretch[2])
        top = part.mapTo(self._content, QPoint(0, round(part.top_of(line)))).y()
        height, spare = round(count * part.line_px), round(SPARE_LINES * part.line_px)
        across = self.horizontalScrollBar().value()
        for y in (top + height, top):  # its beginning comes last: it counts where both do not fit
            self.ensureVisible(across, y, 0, spare)

    def _follow(self, part: CodePart, place: QRect) -> None:
        """Keep the cursor in sight, where a part has the keyboard."""
        if part.hasFocus():
            at = part.viewport().mapTo(self._content, place.center())
            margin = round(SPARE_LINES * part.line_px)
            self.ensureVisible(at.x(), at.y(), margin, margin)


def _note() -> QLabel:
    """Return the place for a word about the function."""
    note = QLabel()
    note.setTextFormat(Qt.TextFormat.PlainText)
    note.setProperty("kind", "error")
    note.setWordWrap(True)
    note.setMargin(NOTE_MARGIN_PX)
    note.setVisible(False)
    return note
