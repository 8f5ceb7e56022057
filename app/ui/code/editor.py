"""The island: a function to look at, or to write. GUI thread only.

What is written is looked at to find mistakes, and never run here.
"""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from app.engine.scripts.checking import LONGEST_SOURCE, Checked, check_source
from app.ui.code.part import CodePart, Light
from app.ui.code.typing_aids import begin_line, dedent, erase_back, indent, type_sign
from app.ui.look.theme import current_theme
from app.words import tr

PAUSE_MS = 250
"""So long after the last key a mistake is told: half a line is no mistake yet."""


class IslandEditor(CodePart):
    """The function with its helpers, in a document of its own.

    Signals:
        edited: another text stands there.
        checked: it has been looked at; with what it turned out to be, a `Checked`.
        refused: something was not taken in; why, in words.
    """

    # There before the parts are put together, which ask for them.
    _checked = Checked()
    _failed: frozenset[int] = frozenset()

    edited = Signal()
    checked = Signal(object)
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__(tr("The function"), is_island=True)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.check)
        self.textChanged.connect(self._on_text_changed)

    @property
    def is_editable(self) -> bool:
        """Return whether one may write here."""
        return not self.isReadOnly()

    @property
    def source(self) -> str:
        """Return what stands here."""
        return self.toPlainText()

    def edit(self, source: str) -> None:
        """Let this text be written on, numbered from 1; what was here before cannot be undone to.

        Args:
            source: the function with its helpers.
        """
        self.setReadOnly(False)
        self.setTabChangesFocus(False)
        self.show_lines(source.split("\n"), 1, ())
        self.check()

    def only_show(self) -> None:
        """Let nobody write here any more."""
        self._pause.stop()
        self._checked = Checked()
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setTabChangesFocus(True)

    def check(self) -> None:
        """Look at the text now, and mark where a mistake is."""
        self._pause.stop()
        self._checked = check_source(self.source)
        self.show_lights()
        self.checked.emit(self._checked)

    def show_failures(self, lines: Collection[int]) -> None:
        """Mark the lines, counted from 0, in which the last run failed; until something changes."""
        self._failed = frozenset(lines)
        self.show_lights()

    def lit_lines(self) -> dict[int, Light]:
        """Return also the lines that failed, and the one with a mistake."""
        lit = super().lit_lines()
        theme = current_theme()
        lit.update((line, Light(theme.error_card, theme.error)) for line in self._failed)
        mistake = self._checked.mistake
        if mistake is not None and mistake.line is not None:
            lit[mistake.line] = Light(theme.error_card, theme.error)
        return lit

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Help with indentation, brackets and quotes."""
        if not self.is_editable or not self._help(event):
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take in a text, unless it is so long that it can be no function."""
        text = source.text()
        if len(text) + len(self.source) > LONGEST_SOURCE:
            words = tr("This is too long for a function: more than {most} characters.")
            self.refused.emit(words.format(most=f"{LONGEST_SOURCE:,}"))
            return
        self.textCursor().insertText(text.replace("\t", "    "))
        self.ensureCursorVisible()

    def _help(self, event: QKeyEvent) -> bool:
        """Do what a key means here; return whether it means anything but itself."""
        cursor, key = self.textCursor(), event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not _is_command(event):
            begin_line(cursor)
        elif key == Qt.Key.Key_Tab and not _is_command(event):
            indent(cursor)
        elif key == Qt.Key.Key_Backtab:
            dedent(cursor)
        elif key == Qt.Key.Key_Backspace and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            if not erase_back(cursor):
                return False
        elif (
            not event.text()
            or event.matches(QKeySequence.StandardKey.Paste)
            or not type_sign(cursor, event.text())
        ):
            return False
        self.setTextCursor(cursor)
        return True

    def _on_text_changed(self) -> None:
        """Make room, and look at the text in a moment."""
        if self.is_editable:
            self._failed = frozenset()
            self.fit()
            self._pause.start()
            self.edited.emit()


def _is_command(event: QKeyEvent) -> bool:
    """Return whether a key is pressed with one that makes it a command."""
    commands = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    return bool(event.modifiers() & commands)
