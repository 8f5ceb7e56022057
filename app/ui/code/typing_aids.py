"""What a small good editor does while one types: indentation, brackets and quotes. GUI thread only.

Each function changes a document through a cursor, as one step to undo.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QTextBlock, QTextCursor

INDENT = 4
PAIRS = {"(": ")", "[": "]", "{": "}", '"': '"', "'": "'"}
ENDS_BLOCK = ("return", "pass", "break", "continue", "raise")

Keep = QTextCursor.MoveMode.KeepAnchor
Left, Right = QTextCursor.MoveOperation.Left, QTextCursor.MoveOperation.Right


def begin_line(cursor: QTextCursor) -> None:
    """Begin a new line, indented as what stands before it asks for."""
    before = _before(cursor)
    indent = _indent_of(before)
    words = before.strip()
    if words.endswith(":"):
        indent += INDENT
    elif words.split("(")[0].split(" ")[0] in ENDS_BLOCK:
        indent = max(0, indent - INDENT)
    with _one_step(cursor):
        cursor.insertText("\n" + " " * indent)


def indent(cursor: QTextCursor) -> None:
    """Indent: the lines selected, or from the cursor on to the next place for that."""
    with _one_step(cursor):
        if not cursor.hasSelection():
            cursor.insertText(" " * (INDENT - cursor.positionInBlock() % INDENT))
            return
        for block in _selected_blocks(cursor):
            if block.text().strip():
                QTextCursor(block).insertText(" " * INDENT)


def dedent(cursor: QTextCursor) -> None:
    """Take one step of indentation from the line, or from the lines selected."""
    with _one_step(cursor):
        for block in _selected_blocks(cursor):
            spaces = min(INDENT, _indent_of(block.text()))
            start = QTextCursor(block)
            start.movePosition(Right, Keep, spaces)
            start.removeSelectedText()


def erase_back(cursor: QTextCursor) -> bool:
    """Take away a step of indentation, or an empty pair, before the cursor; tell whether it did."""
    if cursor.hasSelection():
        return False
    before, after = _before(cursor), _after(cursor)
    if before and not before.strip():
        count = (len(before) - 1) % INDENT + 1
        with _one_step(cursor):
            cursor.movePosition(Left, Keep, count)
            cursor.removeSelectedText()
        return True
    if before and PAIRS.get(before[-1]) == after[:1]:
        with _one_step(cursor):
            cursor.deletePreviousChar()
            cursor.deleteChar()
        return True
    return False


def type_sign(cursor: QTextCursor, sign: str) -> bool:
    """Type a bracket or quote with care; tell whether there was anything to care for.

    An opening one brings its closing one along, or is set around what is selected; a closing one
    that stands there already is stepped over.
    """
    if sign in PAIRS and cursor.hasSelection():
        words = cursor.selectedText()
        if "\u2029" in words:  # several lines: most likely to be replaced
            return False
        with _one_step(cursor):
            cursor.insertText(f"{sign}{words}{PAIRS[sign]}")
        return True
    before, after = _before(cursor), _after(cursor)
    if sign in PAIRS.values() and after[:1] == sign:
        cursor.movePosition(Right)
        return True
    if sign not in PAIRS or not _has_room(sign, before, after):
        return False
    with _one_step(cursor):
        cursor.insertText(sign + PAIRS[sign])
    cursor.movePosition(Left)
    return True


def _has_room(sign: str, before: str, after: str) -> bool:
    """Return whether a closing sign is sure to be wanted: not before a word, nor in a text."""
    if after[:1] and after[0] not in " )]},:":
        return False
    if sign not in "\"'":
        return True
    is_in_word = before[-1:].isalnum() and before[-1:].lower() not in "rbf"
    return not is_in_word and before.count(sign) % 2 == 0


def _before(cursor: QTextCursor) -> str:
    """Return the line up to the cursor, or up to what is selected."""
    block = cursor.document().findBlock(cursor.selectionStart())
    return block.text()[: cursor.selectionStart() - block.position()]


def _after(cursor: QTextCursor) -> str:
    """Return the line from the cursor on."""
    return cursor.block().text()[cursor.positionInBlock() :]


def _indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _selected_blocks(cursor: QTextCursor) -> Iterator[QTextBlock]:
    """Yield the lines that a selection touches, or the cursor's."""
    block = cursor.document().findBlock(cursor.selectionStart())
    last = cursor.document().findBlock(cursor.selectionEnd()).blockNumber()
    while block.isValid() and block.blockNumber() <= last:
        yield block
        block = block.next()


@contextmanager
def _one_step(cursor: QTextCursor) -> Iterator[None]:
    """Let all changes in the block be undone as one."""
    cursor.beginEditBlock()
    try:
        yield
    finally:
        cursor.endEditBlock()
