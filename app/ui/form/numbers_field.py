"""The field for the numbers: one line that grows, with the wrong pieces marked. GUI thread only."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QTextEdit, QWidget

from app.ui.look.theme import current_theme
from app.ui.parts.local_files import local_files
from app.words import tr

MOST_LINES = 4
MARGIN_PX = 10
LONGEST_TEXT_CHARACTERS = 8_000
"""Beyond this Qt takes noticeably long to lay a text out; such a text is set aside instead."""

LINE_ENDS = str.maketrans(dict.fromkeys("\u2028\u2029\ufdd0\ufdd1", "\n"))
"""How Qt writes the end of a line in a document."""


def utf16_offset(text: str, index: int) -> int:
    """Return where the character at `index` stands for Qt, which counts some characters twice."""
    return len(text[:index].encode("utf-16-le", "surrogatepass")) // 2


class NumbersField(QPlainTextEdit):
    """Takes typed, pasted and dropped numbers.

    Signals:
        entered: Enter was pressed; Shift+Enter makes a new line.
        large_text_arrived: this text, pasted or dropped, is too long to be shown.
        file_arrived: the file at this path was dropped.
        focus_moved: the field got or lost the keyboard.
    """

    entered = Signal()
    large_text_arrived = Signal(str)
    file_arrived = Signal(str)
    focus_moved = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("numbers")
        self.setAccessibleName(tr("Numbers"))
        self.setTabChangesFocus(True)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.setViewportMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX)
        self.document().documentLayout().documentSizeChanged.connect(self._fit_height)
        self._marked: list[tuple[int, int]] = []
        self._folded = False

    @property
    def text(self) -> str:
        """Return what stands there, with its no-break spaces, which `toPlainText` makes blanks."""
        return self.document().toRawText().translate(LINE_ENDS)

    def mark(self, places: Sequence[tuple[int, int]]) -> None:
        """Underline pieces of the text as wrong; beginnings and ends as in Python's `str`."""
        text = self.text
        self._marked = [
            (utf16_offset(text, start), utf16_offset(text, max(end, start + 1)))
            for start, end in places
        ]
        self._show_marks()

    def unmark(self) -> None:
        """Take the marks away."""
        if self._marked:
            self._marked = []
            self._show_marks()

    def go_to_mark(self, place: int = 0) -> None:
        """Select a marked piece, so that it is in sight and typing replaces it."""
        if place < len(self._marked):
            self.setTextCursor(self._cursor_over(*self._marked[place]))
            self.ensureCursorVisible()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def replace_text(self, text: str) -> None:
        """Put another text in as one step that Undo takes back."""
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)

    def fold(self, folded: bool) -> None:
        """Be one line high whatever stands there, while something else stands in its place."""
        self._folded = folded
        self._fit_height()

    def sizeHint(self) -> QSize:
        """Return a size of as many lines as the text has, up to a few."""
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        """Return the smallest sensible size."""
        return QSize(120, self._height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter square; Shift+Enter is a new line like any other."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not is_enter:
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.textCursor().insertText("\n")
            self.ensureCursorVisible()
        else:
            self.entered.emit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text and files."""
        return source.hasUrls() or source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert plain text; hand on files and what is too long to be shown."""
        files = local_files(source)
        if files:
            self.file_arrived.emit(files[0])
            return
        piece = source.text()
        cursor = self.textCursor()
        text = self.text
        kept = len(text) - len(cursor.selectedText())
        if kept + len(piece) <= LONGEST_TEXT_CHARACTERS:
            cursor.insertText(piece)
            self.ensureCursorVisible()
            return
        whole = text.encode("utf-16-le", "surrogatepass")
        before = whole[: 2 * cursor.selectionStart()].decode("utf-16-le", "surrogatepass")
        after = whole[2 * cursor.selectionEnd() :].decode("utf-16-le", "surrogatepass")
        self.large_text_arrived.emit(before + piece + after)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell the frame to show it."""
        super().focusInEvent(event)
        self.focus_moved.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell the frame to show it."""
        super().focusOutEvent(event)
        self.focus_moved.emit(False)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme and the size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._show_marks()
            self._fit_height()

    def _cursor_over(self, start: int, end: int) -> QTextCursor:
        """Return a cursor that has selected a piece; places as Qt counts them."""
        last = self.document().characterCount() - 1
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(start, last))
        cursor.setPosition(min(end, last), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _show_marks(self) -> None:
        """Draw a wave under the marked pieces, and a tint behind: not by colour alone."""
        theme, form = current_theme(), QTextCharFormat()
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        form.setUnderlineColor(theme.error)
        form.setBackground(theme.error_card)
        selections = []
        for piece in self._marked:
            selection = QTextEdit.ExtraSelection()
            selection.format = form
            selection.cursor = self._cursor_over(*piece)
            selections.append(selection)
        self.setExtraSelections(selections)

    @property
    def one_line_height(self) -> int:
        """Return the height of a field with a single line."""
        return self.fontMetrics().lineSpacing() + 2 * MARGIN_PX

    def _height(self) -> int:
        """Return the height for the lines there are."""
        lines = 1 if self._folded else min(MOST_LINES, self._lines())
        return lines * self.fontMetrics().lineSpacing() + 2 * MARGIN_PX

    def _lines(self) -> int:
        """Return how many lines the text takes."""
        return max(1, round(self.document().size().height()))

    def _fit_height(self) -> None:
        """Be as high as the text needs."""
        self.setFixedHeight(self._height())
        policy = Qt.ScrollBarPolicy
        overflows = self._lines() > MOST_LINES
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if overflows else policy.ScrollBarAlwaysOff
        )
