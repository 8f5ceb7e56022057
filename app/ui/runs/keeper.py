"""Keeps finished runs and opens them again, without ever holding up the window.

GUI thread only. What works with the file is a thread of its own (`keeper_thread`), which is made,
with all that it imports, when it is first needed: the window's first picture does without.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Signal

from app.engine.log import Log
from app.engine.record import Record, goes_up_to
from app.ui.settings import USUAL_ROOM_MEGABYTES
from app.words import tr

if TYPE_CHECKING:
    from app.engine.comparing.comparison import Comparison
    from app.engine.storage.kept_comparisons import ComparisonShelf
    from app.engine.storage.library import KeptRun, Library
    from app.ui.runs.keeper_thread import KeeperThread

AT_ONCE = 10_000
"""A run with more numbers is large: it is not waited for, and kept a little at a time."""

LONGEST_END_MS = 30_000
"""How long the program's end waits for the last run to be kept; a million numbers take a second."""


class Keeper(QObject):
    """The kept runs.

    Args:
        path: the file they are in; None for memory only.
        megabytes: what all of them may take.
        parent: the parent object, if any.

    Attributes:
        runs: every kept run, the newest first; empty until the file has been read.
        passing: why runs are not kept beyond the end of the program; empty where they are.

    Signals:
        changed: `runs` is another list.
        kept: a finished run is kept from now on: its `Record` and `KeptRun`.
        settled: a `Record` is kept, or could not be (then `problem` has said why).
        opened: a run has been read: its `KeptRun` and `Record`.
        comparisons_listed: every `KeptComparison`, the newest first.
        comparison_kept: a `Comparison` is kept from now on, as this `KeptComparison`.
        comparison_opened: a comparison has been read: its id and the `Comparison`.
        problem: a sentence for the person; the program goes on.
        fault_happened: an error in the program itself, as traceback text.
    """

    changed = Signal()
    kept = Signal(object, object)
    settled = Signal(object)
    opened = Signal(object, object)
    comparisons_listed = Signal(object)
    comparison_kept = Signal(object, object)
    comparison_opened = Signal(int, object)
    problem = Signal(str)
    fault_happened = Signal(str)

    def __init__(
        self,
        path: Path | None = None,
        megabytes: int = USUAL_ROOM_MEGABYTES,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.runs: Sequence[KeptRun] = ()
        self.passing = ""
        self._path = path
        self._megabytes = megabytes
        self._thread: KeeperThread | None = None
        self._ids: WeakKeyDictionary[Log, int] = WeakKeyDictionary()
        self._by_id: dict[int, KeptRun] = {}
        self._is_running = self._is_shut_down = False

    def begin(self) -> None:
        """Open the file, unless that has been done; returns at once."""
        self._worker()

    def keep(self, record: Record) -> None:
        """Keep a finished run; `settled` tells when it is safe or given up."""
        thread = self._worker()
        if thread is not None:
            thread.keep(record)
        else:
            self.settled.emit(record)

    def open(self, run: int) -> None:
        """Read a run by its id; `opened` brings it."""
        thread = self._worker()
        if thread is not None:
            thread.open(run)

    def rename(self, run: int, name: str) -> None:
        """Give a run a name; an empty one takes it away."""
        self._do(lambda library: library.rename(run, name))

    def annotate(self, run: int, note: str) -> None:
        """Note something about a run; an empty text takes the note away."""
        self._do(lambda library: library.annotate(run, note))

    def note_in_turn(self, record: Record, ns: int | None) -> None:
        """Keep what a record's numbers took one after another; None for not measured."""
        if ns is not None:
            record.besides.in_turn = ns
            self._do(lambda library: library.note_in_turn(record))

    def delete(self, runs: Sequence[int]) -> None:
        """Delete runs; until the next start that can be taken back."""
        marked = tuple(runs)
        self._do(lambda library: library.delete(marked))

    def restore(self, runs: Sequence[int]) -> None:
        """Take a deletion back."""
        marked = tuple(runs)
        self._do(lambda library: library.restore(marked))

    def limit(self, megabytes: int) -> None:
        """Let all kept runs take no more than this, from the next one on.

        Nothing is removed before: whoever has chosen too little can still choose again.
        """
        self._megabytes = megabytes
        if self._thread is not None:
            self._thread.limit(megabytes)

    def keep_comparison(self, comparison: Comparison, headline: str) -> None:
        """Keep a comparison that is over, with what came out as a sentence."""
        thread = self._worker()
        if thread is not None:
            thread.keep_comparison(comparison, headline)

    def open_comparison(self, ident: int) -> None:
        """Read a comparison by its id; `comparison_opened` brings it."""
        thread = self._worker()
        if thread is not None:
            thread.open_comparison(ident)

    def list_comparisons(self) -> None:
        """Look which comparisons are kept; `comparisons_listed` tells."""
        self._do_with_comparisons(lambda _shelf: None)

    def rename_comparison(self, ident: int, name: str) -> None:
        """Give a comparison a name; an empty one takes it away."""
        self._do_with_comparisons(lambda shelf: shelf.rename(ident, name))

    def remove_comparison(self, ident: int) -> None:
        """Remove a comparison for good."""
        self._do_with_comparisons(lambda shelf: shelf.remove(ident))

    def refresh(self) -> None:
        """Look whether another program has kept runs meanwhile; `changed` tells."""
        self._do(lambda _library: None)

    def run_of(self, record: Record) -> KeptRun | None:
        """Return what a record is kept as; None for one that is not, or was deleted."""
        run = self._ids.get(record.log)
        return None if run is None else self._by_id.get(run)

    def set_running(self, running: bool) -> None:
        """Let what takes long wait while a run goes on: its cores are the run's."""
        self._is_running = running
        if self._thread is not None:
            self._thread.set_running(running)

    def shut_down(self) -> None:
        """Finish what is being kept and end the thread; nothing is done any more."""
        self._is_shut_down = True
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.end()
            thread.wait(LONGEST_END_MS)

    def _do(self, act: Callable[[Library], None]) -> None:
        """Do something with the library, then read it again."""
        thread = self._worker()
        if thread is not None:
            thread.do(act)

    def _do_with_comparisons(self, act: Callable[[ComparisonShelf], None]) -> None:
        """Do something with the comparisons, then list them again."""
        thread = self._worker()
        if thread is not None:
            thread.do_with_comparisons(act)

    def _worker(self) -> KeeperThread | None:
        """Return the thread, started where it was not needed before; None after the end."""
        if self._thread is None and not self._is_shut_down:
            try:
                from app.ui.runs.keeper_thread import KeeperThread
            except ImportError:  # SQLite is a part that some builds of Python lack
                self._is_shut_down = True
                self._note_passing(_no_sqlite())
                self.problem.emit(self.passing)
                return None
            thread = KeeperThread(self._path, self._megabytes, self)
            thread.listed.connect(self._list)
            thread.kept.connect(self._note_kept)
            thread.settled.connect(self.settled)
            thread.opened.connect(self._note_opened)
            thread.comparisons_listed.connect(self.comparisons_listed)
            thread.comparison_kept.connect(self.comparison_kept)
            thread.comparison_opened.connect(self.comparison_opened)
            thread.problem.connect(self.problem)
            thread.passing.connect(self._note_passing)
            thread.fault_happened.connect(self.fault_happened)
            thread.set_running(self._is_running)
            thread.start()
            self._thread = thread
        return self._thread

    def _list(self, runs: list[KeptRun]) -> None:
        """Take another list of runs."""
        self.runs = runs
        self._by_id = {run.id: run for run in runs}
        self.changed.emit()

    def _note_passing(self, why: str) -> None:
        """Note why runs are not kept beyond the end of the program."""
        self.passing = why
        self.changed.emit()

    def _note_kept(self, record: Record, run: KeptRun) -> None:
        """Note what a record is kept as."""
        self._ids[record.log] = run.id
        self.kept.emit(record, run)

    def _note_opened(self, run: KeptRun, record: Record) -> None:
        """Note what a record, and those before it, are kept as."""
        known: KeptRun | None = run
        for go in reversed(goes_up_to(record)):
            if known is None:
                break
            self._ids[go.log] = known.id
            known = self._by_id.get(known.parent or 0)
        self.opened.emit(run, record)


def _no_sqlite() -> str:
    """Return the sentence about a Python that lacks what keeps runs."""
    return tr(
        "Runs cannot be kept: this Python has been built without SQLite. A run can still be saved "
        "as a file."
    )
