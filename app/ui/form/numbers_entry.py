"""The field for the numbers with what is said beneath it: how many, or what is wrong.

GUI thread only. Reading goes on in small steps while the person types; nothing here ever waits.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QStackedLayout, QWidget

from app.engine.numbers.dialects import Commas
from app.engine.numbers.exact import Number
from app.engine.numbers.number_files import UnreadableFile, read_numbers_file
from app.ui.form.comma_question import CommaQuestion
from app.ui.form.hint_line import HintLine
from app.ui.form.number_reader import NumberReader
from app.ui.form.numbers_field import LONGEST_TEXT_CHARACTERS, NumbersField
from app.ui.form.reading_hint import ReadingHint
from app.ui.form.set_aside import SetAside
from app.ui.form.source import CommaMemory, NoMemory, Source
from app.ui.parts.restyle import set_look
from app.words import tr

FRAME_PX = 2
SAY_READING_AFTER_MS = 120


class NumbersEntry(QWidget):
    """Takes numbers in every way and knows what they are.

    Attributes:
        field: where one types.
        hint: the line beneath.
        set_aside: what stands in the field's place for a text that is too long.
        question: what stands beneath while only the person can know what a comma means.

    Signals:
        entered: the person pressed Enter: they want the numbers squared.
        numbers_ready: the numbers asked for with `request`, a list.
        text_changed: other numbers stand there now.
        numbers_read: `numbers` is what the text says, or None where it does not say numbers.
    """

    entered = Signal()
    numbers_ready = Signal(object)
    text_changed = Signal()
    numbers_read = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = NumbersField()
        self.hint = HintLine()
        self.set_aside = SetAside()
        self.question = CommaQuestion()
        self._reader = NumberReader(self)
        self._told = ReadingHint(self._reader, self.field, self.hint, self)
        self._asked = False
        self._source = Source()
        self._memory: CommaMemory = NoMemory()
        self._brought_back: tuple[str, Source] = ("", self._source)
        self._slow = QTimer(self, singleShot=True, interval=SAY_READING_AFTER_MS)
        self._frame = QFrame()
        self._frame.setObjectName("numbers_frame")
        self._stack = QStackedLayout()
        self._stack.addWidget(self.field)
        self._stack.addWidget(self.set_aside)
        self._frame.setLayout(self._stack)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._frame)
        self.setFocusProxy(self.field)
        self._connect()
        self.set_text(text)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_set_aside()

    @property
    def text(self) -> str:
        """Return the whole text, shown or set aside."""
        return self.set_aside.text if self._is_aside else self.field.text

    @property
    def numbers(self) -> list[Number] | None:
        """Return the numbers, or None where they are not known, or not yet."""
        return self._reader.numbers

    @property
    def one_line_height(self) -> int:
        """Return how high this is with one line, in device-independent pixels."""
        return self.field.one_line_height + 2 * FRAME_PX

    @property
    def is_reading(self) -> bool:
        """Return whether it is not known yet what the text says."""
        return self._reader.is_reading

    def remember_commas_with(self, memory: CommaMemory) -> None:
        """Ask `memory` what commas mean in a file, and tell it what the person says."""
        self._memory = memory

    def set_text(self, text: str, source: Source | None = None) -> None:
        """Show a text in place of what stands there; one that is too long is set aside.

        Args:
            text: the numbers.
            source: the file they came from, if any.
        """
        if len(text) > LONGEST_TEXT_CHARACTERS:
            self._keep_aside(text, source)
            return
        self._source = source or Source()
        self._show_field()
        self.field.replace_text(text)
        self.field.selectAll()
        self._read()

    def open_file(self, path: str) -> None:
        """Take the numbers from a file, or say why not; then what stood there stays."""
        try:
            file = read_numbers_file(path)
        except UnreadableFile as problem:
            self.hint.say_problem(str(problem))
            return
        whole = Path(path).absolute()
        commas = self._memory.commas_of(str(whole))
        self.set_text(file.text, Source.of_file(whole, file, commas))

    def request(self) -> None:
        """Ask for the numbers: `numbers_ready` brings them, or the hint says what is wrong."""
        self._asked = True
        if self._reader.is_reading:
            self._reader.hurry()
            if self._reader.is_reading:
                self.hint.say(tr("Reading the numbers…"))
        else:
            self._on_read()

    def undo(self) -> None:
        """Take the last step back: a set-aside text, or what was typed."""
        if self._is_aside:
            self._remove_aside()
        else:
            self.field.undo()

    @property
    def _is_aside(self) -> bool:
        return self._stack.currentWidget() is self.set_aside

    def _connect(self) -> None:
        """Wire the parts."""
        self.field.textChanged.connect(self._on_text_changed)
        self.field.entered.connect(self.entered)
        self.field.large_text_arrived.connect(self._keep_aside)
        self.field.file_arrived.connect(self.open_file)
        self.field.focus_moved.connect(self._on_focus_moved)
        self.set_aside.entered.connect(self.entered)
        self.set_aside.removed.connect(self._remove_aside)
        self.set_aside.pasted.connect(self._paste_over)
        self.set_aside.focus_moved.connect(self._show_state)
        self._reader.reading_finished.connect(self._on_read)
        self._slow.timeout.connect(self._say_reading)
        self._told.changed.connect(self._show_state)
        self.hint.link_followed.connect(self._follow_link)
        self.question.answered.connect(self._take_commas)
        self.question.declined.connect(self.setFocus)

    def _on_text_changed(self) -> None:
        """Read what stands there now; begun anew, it is no file's text any more."""
        text = self.field.text
        if len(text) <= 1 and not self._is_aside:
            self._source = Source()
        if text != self._reader.text:
            self._read()

    def _read(self) -> None:
        """Begin to read; nothing is asked of the numbers yet."""
        self._asked = False
        self._told.begin()
        self._slow.start()
        source = self._source
        self._reader.read(self.text, separator=source.separator, commas=source.commas)
        self.text_changed.emit()

    def _say_reading(self) -> None:
        """Say that it takes a moment, if it does."""
        if self._reader.is_reading:
            self.hint.say(tr("Reading the numbers…"))

    def _on_read(self) -> None:
        """Say how many numbers there are, or what is wrong; hand them on if they were asked for."""
        asked, self._asked = self._asked, False
        reader = self._reader
        if reader.question is not None:
            self._asked = asked
            self.question.ask(self.text, reader.question)
            if asked:
                self.question.take_keyboard()
        else:
            self.question.withdraw()
        self._told.tell(self._source.note, asked=asked, is_aside=self._is_aside)
        if asked and reader.numbers is not None:
            self.numbers_ready.emit(reader.numbers)
        self._show_state()
        self.numbers_read.emit()

    def _follow_link(self) -> None:
        """Do what the link says."""
        if self._reader.dialect.other is not None:
            self._take_commas(self._reader.dialect.other)
        else:
            self._bring_back()

    def _take_commas(self, commas: Commas) -> None:
        """Read the text as the person says, and go on with what they wanted."""
        asked = self._asked
        had_focus = self.question.isAncestorOf(QApplication.focusWidget() or self)
        self._source = replace(self._source, commas=commas)
        if self._source.path:
            self._memory.keep_commas(self._source.path, commas)
        if had_focus:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._read()
        if asked:
            self.request()

    def _on_focus_moved(self, gained: bool) -> None:
        """Take the last piece for what was meant once the person turns to something else."""
        if not gained:
            self._told.take_as_meant()
        self._show_state()

    def _keep_aside(self, text: str, source: Source | None = None) -> None:
        """Keep a text that is too long to be shown."""
        self._source = source or Source()
        self.set_aside.hold(text, self._source.name)
        self._brought_back = (text, self._source)
        self._told.can_bring_back = True
        had_focus = self.field.hasFocus()
        self._stack.setCurrentWidget(self.set_aside)
        self.setFocusProxy(self.set_aside)
        self.field.fold(True)
        self._fit_set_aside()
        if had_focus:
            self.set_aside.setFocus(Qt.FocusReason.OtherFocusReason)
        self._read()

    def _show_field(self) -> None:
        """Put the field in the place again."""
        self._stack.setCurrentWidget(self.field)
        self.setFocusProxy(self.field)
        self.field.fold(False)

    def _fit_set_aside(self) -> None:
        """Make what stands in the field's place as high as one line of it."""
        self.set_aside.setFixedHeight(self.field.one_line_height)

    def _remove_aside(self) -> None:
        """Give the field back, with what was typed before."""
        self._source = Source()
        self._show_field()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._read()

    def _bring_back(self) -> None:
        """Take the long text again that was removed."""
        self._keep_aside(*self._brought_back)

    def _paste_over(self) -> None:
        """Replace the set-aside text by the clipboard's."""
        self._source = Source()
        self._show_field()
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.insertFromMimeData(QGuiApplication.clipboard().mimeData())

    def _show_state(self) -> None:
        """Let the frame show focus and trouble."""
        wrong = self.hint.is_problem
        focused = self.field.hasFocus() or self.set_aside.hasFocus()
        set_look(self._frame, "wrong" if wrong else "focused" if focused else "")
        self.field.setAccessibleDescription(self.hint.words)
