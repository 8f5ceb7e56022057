"""The Code page: the whole program that does what the form is set to, to look at and to take along.

GUI thread only. It is built when it is first shown, and works only while it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QPalette, QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from app.engine.numbers.exact import Number
from app.engine.own.function import OwnFunction
from app.engine.plan import Plan
from app.engine.scripts.checking import Checked
from app.engine.scripts.literals import TooLongToWriteOut
from app.engine.scripts.script import (
    Script,
    WrittenNumbers,
    changed_lines,
    script_of,
    write_numbers,
)
from app.ui.code.listing import Listing
from app.ui.code.own_menu import OwnMenu
from app.ui.code.version_choice import VersionChoice
from app.ui.form.labelled import labelled
from app.ui.parts.announcing import announce
from app.ui.parts.flow_layout import FlowLayout
from app.words import tr, tr_count

MARGIN_PX = 14
GAP_PX = 8
SAID_MS = 2_000
"""How long a button says that it has done its work."""


class CodePage(QWidget):
    """Shows the program of a plan.

    Attributes:
        listing: the program.
        choice: which version of it.
        copy_button: takes it along to the clipboard.
        save_button: asks for it to be saved.
        message: what stands there where there is no program.
        mistake: what keeps the person's function from being run; empty for nothing.
        is_stale: whether something was changed that the program does not show yet.

    Signals:
        save_requested: the program's text is to be saved.
        own_changed: `own` is another; an `OwnFunction`, or None while it has a mistake
            or where the lesson's function stands there.
        begin_wanted: an `OwnFunction` to begin with, and numbers that suit it, or an empty text.
        open_wanted: a function of a file is wanted.
        back_wanted: the lesson's function is wanted again.
    """

    save_requested = Signal(str)
    own_changed = Signal(object)
    begin_wanted = Signal(object, str)
    open_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.listing = Listing()
        self.choice = VersionChoice()
        self.copy_button = QPushButton(tr("Copy"))
        self.copy_button.setToolTip(tr("Copy the whole program"))
        self.save_button = QPushButton(tr("Save as .py…"))
        self.save_button.setToolTip(tr("Save the program as a file that Python runs"))
        self.own_button = QPushButton(tr("Your own function"))
        self.own_button.setProperty("kind", "choices")
        self.own_button.setToolTip(tr("Write a function and run it for each number"))
        self._own_menu = OwnMenu(self)
        self.own_button.setMenu(self._own_menu)
        self.back_button = QPushButton(tr("Back to squarer"))
        self.back_button.setVisible(False)
        self.note = QLabel(
            tr("Numbers come as int, Decimal, Fraction or complex; results as print shows them.")
        )
        self.note.setProperty("kind", "muted")
        self.note.setWordWrap(True)
        self.note.setVisible(False)
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setProperty("kind", "muted")
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setMargin(MARGIN_PX)
        self._plan: Plan | None = None
        self._own: OwnFunction | None = None
        self.mistake = ""
        self._script: Script | None = None
        self._written: tuple[Sequence[Number], WrittenNumbers] | None = None
        self.is_stale = True
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._write)
        self._copied = QTimer(self, singleShot=True, interval=SAID_MS)
        self._copied.timeout.connect(lambda: self.copy_button.setText(tr("Copy")))
        self._stack = QStackedLayout()
        self._lay_out()
        self.choice.version_chosen.connect(self._on_changed)
        self.copy_button.clicked.connect(self.copy)
        self.save_button.clicked.connect(self._ask_to_save)
        self._own_menu.chosen.connect(self.begin_wanted)
        self._own_menu.open_wanted.connect(self.open_wanted)
        self.back_button.clicked.connect(self.back_wanted)
        self.listing.island.checked.connect(self._take_own)
        self.listing.island.refused.connect(self.listing.say)

    @property
    def text(self) -> str:
        """Return the program, or nothing where there is none."""
        return self._script.text if self._script is not None else ""

    @property
    def own(self) -> OwnFunction | None:
        """Return what the person has written, or None where the lesson's function stands."""
        return self._own

    def offer_last(self, function: OwnFunction | None) -> None:
        """Offer to go on with what was written last."""
        self._own_menu.offer_last(function)

    def show_plan(self, plan: Plan | None) -> None:
        """Show the program of a plan; the lines in which it differs from the last are marked.

        Args:
            plan: what the form is set to; None while its numbers are not known, when the last
                program stays.
        """
        if plan is not None:
            self._plan = plan
            self._on_changed()
        elif self._plan is None:
            self._say(tr("The program stands here as soon as there are numbers above."))

    def edit_own(self, function: OwnFunction) -> None:
        """Let a function be written in the lesson's place, beginning with this one."""
        self._own = function
        self.back_button.setVisible(True)
        self.note.setVisible(True)
        self._on_changed()
        self.listing.island.edit(function.source.rstrip("\n"))
        QTimer.singleShot(0, self.listing, self.listing.bring_island)  # once it is laid out

    def show_lesson(self) -> None:
        """Show the lesson's function again; nobody writes in it."""
        self._own, self.mistake = None, ""
        self.back_button.setVisible(False)
        self.note.setVisible(False)
        self.listing.island.only_show()
        self.listing.say("")
        self._on_changed()
        self.own_changed.emit(None)

    def show_failures(self, failures: Mapping[int, str]) -> None:
        """Mark the lines of the person's function in which the last run failed.

        Args:
            failures: what happened there, by line, counted from 0; the first of them is told.
        """
        self.listing.island.show_failures(failures.keys())
        if not self.mistake:
            self.listing.say(next(iter(failures.values()), ""))

    def copy(self) -> None:
        """Put the program on the clipboard."""
        self._catch_up()
        QGuiApplication.clipboard().setText(self.text)
        self.copy_button.setText(tr("Copied"))
        self._copied.start()
        announce(self.copy_button, tr("The program is on the clipboard."))

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was changed while this was hidden."""
        super().showEvent(event)
        self._catch_up()

    def _lay_out(self) -> None:
        """Put the parts in their places."""
        tools = QWidget()
        row = FlowLayout(tools, gap_x=GAP_PX, gap_y=GAP_PX)
        row.addWidget(self.own_button)
        row.addWidget(self.back_button)
        row.addWidget(labelled(tr("Ans&wers by"), self.choice))
        row.addWidget(self.copy_button)
        row.addWidget(self.save_button)
        self._stack.addWidget(self.listing)
        self._stack.addWidget(self.message)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN_PX, GAP_PX, MARGIN_PX, MARGIN_PX)
        layout.setSpacing(GAP_PX)
        layout.addWidget(tools)
        layout.addWidget(self.note)
        layout.addLayout(self._stack, 1)

    def _take_own(self, checked: Checked) -> None:
        """Take what has been written, or say what is wrong with it; the last name stands for it."""
        if self._own is None:
            return
        mistake, source = checked.mistake, self.listing.island.source
        self._own = OwnFunction(source, checked.name or self._own.name)
        self.mistake = mistake.sentence if mistake is not None else ""
        self.listing.say(self.mistake)
        self._on_changed()
        self.own_changed.emit(self._own if mistake is None else None)

    def _on_changed(self) -> None:
        """Write the program anew, after all that belongs to one choice, or when this is shown."""
        self.is_stale = True
        if self.isVisible():
            self._soon.start()

    def _catch_up(self) -> None:
        """Write the program now, if it is not what it should be."""
        if self.is_stale:
            self._write()

    def _write(self) -> None:
        """Write the program, or say why there is none."""
        self._soon.stop()
        self.is_stale = False
        if self._plan is None:
            return
        try:
            written = self._written_numbers(self._plan.numbers)
            script = script_of(self._plan, self.choice.version, self._own, written)
        except TooLongToWriteOut as problem:
            self._script = None
            self._say(str(problem))
            return
        before, self._script = self._script, script
        self._offer()
        self._stack.setCurrentWidget(self.listing)
        if before is None:
            self.listing.show_script(script, ())
        elif before.text != script.text:
            changed = changed_lines(before.text, script.text)
            self.listing.show_script(script, changed)
            words = tr_count("{count} line changed", "{count} lines changed", len(changed))
            announce(self.listing, words)

    def _written_numbers(self, numbers: Sequence[Number]) -> WrittenNumbers:
        """Return numbers as they stand in a program; a million are looked at once, not each time.

        Raises:
            TooLongToWriteOut: they are too many, or too long, to stand in one.
        """
        if self._written is None or self._written[0] is not numbers:
            self._written = numbers, write_numbers(numbers)
        return self._written[1]

    def _say(self, words: str) -> None:
        """Say in the program's place why there is none."""
        self.message.setText(words)
        self._stack.setCurrentWidget(self.message)
        self._offer()

    def _offer(self) -> None:
        """Offer what can be done now."""
        for button in (self.copy_button, self.save_button):
            button.setEnabled(self._script is not None)

    def _ask_to_save(self) -> None:
        """Ask for the program to be saved."""
        self._catch_up()
        self.save_requested.emit(self.text)
