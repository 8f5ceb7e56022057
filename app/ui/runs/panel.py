"""The side panel with all kept runs: look for one, show, name, note, compare, delete.

It only asks; `ui.kept_runs` does. GUI thread only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.engine.storage.library import KeptRun
from app.ui.parts.plain import plain
from app.ui.runs.card_words import title_of
from app.ui.runs.run_list import RunList
from app.words import tr, tr_count

SEARCH_MS = 120
"""A search waits until the typing pauses for so long."""

WIDTH_LINES = 19
MOST_OF_ROOM = 0.45
"""No more of the window's width, however large the text."""

UNDO_MS = 20_000
"""So long a deletion is offered to be taken back in the panel; Undo still does it later."""


class RunsPanel(QFrame):
    """All kept runs.

    Attributes:
        list: the cards.
        search: what is looked for.
        warning: why runs are not kept for long, hidden where they are.
        undo_bar: says what has been deleted, and takes it back.

    Signals:
        show_wanted: a `KeptRun` is to be shown again.
        form_wanted: a `KeptRun`'s numbers and choices are to be put into the form.
        again_wanted: a `KeptRun` is to be run again.
        compare_wanted: two `KeptRun`s are to be shown side by side.
        renamed: an id and the new name.
        annotated: an id and the new note.
        delete_wanted: these ids are to go.
        restore_wanted: these ids are to come back.
        close_wanted: the panel is not wanted any more.
    """

    show_wanted = Signal(object)
    form_wanted = Signal(object)
    again_wanted = Signal(object)
    compare_wanted = Signal(object, object)
    renamed = Signal(int, str)
    annotated = Signal(int, str)
    delete_wanted = Signal(object)
    restore_wanted = Signal(object)
    close_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self.setAccessibleName(tr("Runs"))
        self.list = RunList()
        self.search = QLineEdit()
        self.search.setPlaceholderText(tr("Look for a run"))
        self.search.setAccessibleName(tr("Look for a run"))
        self.search.setClearButtonEnabled(True)
        self._empty = QLabel()
        self._empty.setWordWrap(True)
        self._empty.setProperty("kind", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.warning = QLabel()
        self.warning.setTextFormat(Qt.TextFormat.PlainText)
        self.warning.setProperty("kind", "warning")
        self.warning.setWordWrap(True)
        self.warning.hide()
        self.compare_button = QPushButton(tr("Compare the two"))
        self.compare_button.setToolTip(tr("Choose a second run with Ctrl and a click"))
        self.undo_bar = _UndoBar()
        self._is_running = False
        self._deleted: list[tuple[int, ...]] = []
        self._typed = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._lay_out()
        self._wire()
        self._offer()

    def show_runs(self, runs: Sequence[KeptRun]) -> None:
        """Show these runs, the newest first."""
        self.list.show_runs(runs)
        self._offer()

    def show_as_shown(self, run: int | None) -> None:
        """Mark the run that the window shows."""
        self.list.cards.show_as_shown(run)

    def warn(self, words: str) -> None:
        """Say, as long as the panel is there, why runs are not kept for long; or nothing."""
        self.warning.setText(words)
        self.warning.setVisible(bool(words))

    def set_running(self, running: bool) -> None:
        """While a run goes on, none other is shown."""
        self._is_running = running
        self._offer()

    def fit(self, room: int) -> None:
        """Ask for a width in which cards can be read, but leave the page its share of `room`."""
        wanted, most = QFontMetrics(self.font()).height() * WIDTH_LINES, round(room * MOST_OF_ROOM)
        self.setMinimumWidth(min(wanted, most))
        self.setMaximumWidth(most)

    def _lay_out(self) -> None:
        """Put the parts in their places."""
        title = QLabel(tr("Runs"))
        title.setProperty("kind", "summary")
        close = QPushButton("×")
        close.setProperty("kind", "sign")
        close.setAccessibleName(tr("Close the runs"))
        close.setToolTip(tr("Close (Ctrl+H)"))
        close.clicked.connect(self.close_wanted)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 10)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.warning)
        layout.addWidget(self.search)
        layout.addWidget(self.list, 1)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self.undo_bar)
        layout.addWidget(self.compare_button)

    def _wire(self) -> None:
        """Wire the parts."""
        self.search.textChanged.connect(lambda _words: self._typed.start())
        self._typed.timeout.connect(self._look)
        self.list.show_wanted.connect(self._ask_to_show)
        self.list.delete_wanted.connect(self._delete)
        self.list.undo_wanted.connect(self.undo)
        self.list.cards.renamed.connect(self.renamed)
        self.list.chosen_changed.connect(self._offer)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self.compare_button.clicked.connect(self._compare)
        self.undo_bar.undo_wanted.connect(self.undo)
        self.undo_bar.gone.timeout.connect(self._put_undo_away)

    def undo(self) -> None:
        """Take the last deletion back."""
        if self._deleted:
            self.restore_wanted.emit(self._deleted.pop())
        self.undo_bar.hide()

    def _put_undo_away(self) -> None:
        """Offer it no longer, unless there is no card left from which Undo could be asked for."""
        if self.list.cards.runs:
            self.undo_bar.hide()
        else:
            self.undo_bar.gone.start()

    def _look(self) -> None:
        """Show what is looked for."""
        self.list.cards.look_for(self.search.text())
        self._offer()

    def _offer(self) -> None:
        """Offer what can be done now."""
        chosen, any_run = self.list.chosen, bool(self.list.cards.runs)
        self.compare_button.setVisible(len(chosen) == 2)
        self.list.setVisible(any_run)
        self._empty.setVisible(not any_run)
        words = tr("Each run is kept here when it is over: to look at again, name, or compare.")
        if self.search.text().strip():
            words = tr("No run has these words in it.")
        self._empty.setText(words)

    def _ask_to_show(self, run: KeptRun) -> None:
        """Ask for a run to be shown, unless one goes on."""
        if not self._is_running:
            self.show_wanted.emit(run)

    def _compare(self) -> None:
        """Ask for the two chosen runs side by side, the older first."""
        chosen = self.list.chosen
        if len(chosen) == 2:
            self.compare_wanted.emit(chosen[1], chosen[0])

    def _delete(self, runs: Sequence[KeptRun]) -> None:
        """Delete runs, and offer to take it back."""
        ids = tuple(run.id for run in runs)
        self._deleted.append(ids)
        name = title_of(runs[0])
        self.undo_bar.say(
            tr("Deleted: {name}", name=name)
            if len(runs) == 1
            else tr_count("Deleted {count} run", "Deleted {count} runs", len(runs))
        )
        self.delete_wanted.emit(ids)

    def _open_menu(self, place: QPoint) -> None:
        """Offer what can be done with the runs chosen."""
        chosen = self.list.chosen
        if chosen:
            menu = self._menu_for(chosen)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.list.viewport().mapToGlobal(place))

    def _menu_for(self, chosen: Sequence[KeptRun]) -> QMenu:
        """Return the menu for some runs."""
        menu, run = QMenu(self), chosen[0]

        def offer(words: str, act: Callable[[], None], enabled: bool = True) -> None:
            action = menu.addAction(words)
            action.setEnabled(enabled)
            action.triggered.connect(lambda _checked=False: act())

        one, idle = len(chosen) == 1, not self._is_running
        offer(tr("&Show again"), lambda: self.show_wanted.emit(run), one and idle)
        offer(tr("Run &again"), lambda: self.again_wanted.emit(run), one and idle)
        offer(tr("&Put numbers and choices into the form"), lambda: self.form_wanted.emit(run), one)
        offer(tr("&Compare the two"), self._compare, len(chosen) == 2 and idle)
        menu.addSeparator()
        offer(tr("&Rename\tF2"), self.list.rename, one)
        offer(tr("&Note…"), lambda: self._ask_for_note(run), one)
        menu.addSeparator()
        offer(tr("&Delete\tDel"), lambda: self._delete(chosen))
        return menu

    def _ask_for_note(self, run: KeptRun) -> None:
        """Ask what is to be noted about a run."""
        title = tr("Note about {name}", name=title_of(run))
        dialog = QInputDialog(self)
        dialog.setWindowTitle(title)
        dialog.setLabelText(tr("What is worth remembering about this run?"))
        dialog.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
        dialog.setTextValue(run.note)
        field = dialog.findChild(QPlainTextEdit)
        if field is not None:
            field.setTabChangesFocus(True)  # else the keyboard never gets out
            field.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        dialog.textValueSelected.connect(lambda words: self.annotated.emit(run.id, words))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()


class _UndoBar(QFrame):
    """Says what has been deleted.

    Attributes:
        gone: tells when it has been said for long enough.

    Signals:
        undo_wanted: it is to be taken back.
    """

    undo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "question")
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self.button = QPushButton(tr("Undo"))
        self.button.setProperty("kind", "link")
        self.button.clicked.connect(self.undo_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.addWidget(self._words, 1)
        layout.addWidget(self.button)
        self.gone = QTimer(self, singleShot=True, interval=UNDO_MS)
        self.hide()

    def say(self, words: str) -> None:
        """Say what has been deleted, for a while."""
        metrics = QFontMetrics(self.font())
        room = metrics.height() * (WIDTH_LINES - 7)
        self._words.setText(metrics.elidedText(words, Qt.TextElideMode.ElideRight, room))
        self._words.setToolTip(plain(words))
        self.show()
        self.gone.start()
