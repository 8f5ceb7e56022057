"""The thread that keeps runs and reads them: the one place where the library's file is used.

What is short is done in the order in which it was asked for. Keeping a large run goes on in
between, a little at a time, and waits while a run goes on. The records it reads have their end and
never change any more.
"""

from __future__ import annotations

import time
import traceback
from collections import deque
from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path
from threading import Condition

from PySide6.QtCore import QObject, QThread, Signal

from app.engine.comparing.comparison import Comparison
from app.engine.record import Record
from app.engine.storage.kept_comparisons import ComparisonShelf
from app.engine.storage.library import KeptRun, Library, LibraryProblem
from app.engine.units import BYTES_PER_MEGABYTE
from app.ui.runs.keeper import AT_ONCE

SLICE_S = 0.005
"""How long a large run is worked at until what has been asked for meanwhile gets its turn."""

Steps = Generator[None, None, None]
Job = Callable[[Library], Steps]


class KeeperThread(QThread):
    """Has the library, and does with it what is asked for.

    Args:
        path: the library's file; None for memory only.
        megabytes: what all runs may take.
        parent: the parent object.

    Signals:
        listed: every kept run, the newest first.
        kept: a `Record` is kept as this `KeptRun`.
        settled: a `Record` is kept or has been given up.
        opened: a `KeptRun` has been read; its `Record`.
        comparisons_listed: every kept comparison, the newest first.
        comparison_kept: a `Comparison` is kept as this `KeptComparison`.
        comparison_opened: a comparison has been read: its id and the `Comparison`.
        problem: a sentence for the person.
        passing: runs are kept until the end only; a sentence that says why.
        fault_happened: an error in the program itself, as traceback text.
    """

    listed = Signal(object)
    kept = Signal(object, object)
    settled = Signal(object)
    opened = Signal(object, object)
    comparisons_listed = Signal(object)
    comparison_kept = Signal(object, object)
    comparison_opened = Signal(int, object)
    problem = Signal(str)
    passing = Signal(str)
    fault_happened = Signal(str)

    def __init__(self, path: Path | None, megabytes: int, parent: QObject) -> None:
        super().__init__(parent)
        self.setObjectName("keeper")
        self._path = path
        self._megabytes = megabytes
        self._changed = Condition()
        self._short: deque[Job] = deque()
        self._large: deque[Job] = deque()
        self._begun: Steps | None = None
        self._unkept: list[Record] = []
        self._is_running = self._is_ending = False
        self._told: set[str] = set()
        self._passing = ""

    # Asked from the GUI thread; all of these return at once.

    def keep(self, record: Record) -> None:
        """Keep a finished run; one that had another go waits for the one before it."""
        with self._changed:
            waits = any(record.previous is unkept for unkept in self._unkept)
            self._unkept.append(record)
        is_large = waits or len(record.plan.numbers) > AT_ONCE
        self._ask(lambda library: self._keep(library, record), is_large=is_large)

    def open(self, run: int) -> None:
        """Read a run."""
        self._ask(lambda library: self._open(library, run))

    def keep_comparison(self, comparison: Comparison, headline: str) -> None:
        """Keep a comparison that is over."""
        job = partial(self._keep_comparison, comparison=comparison, headline=headline)
        self._ask(job, is_large=True)

    def open_comparison(self, ident: int) -> None:
        """Read a comparison."""
        self._ask(lambda library: self._open_comparison(library, ident))

    def do_with_comparisons(self, act: Callable[[ComparisonShelf], None]) -> None:
        """Do something short, then tell of all comparisons."""
        self._ask(lambda library: self._do_with_comparisons(library, act))

    def do(self, act: Callable[[Library], None]) -> None:
        """Do something short, then tell of all runs."""
        self._ask(lambda library: self._do(library, act))

    def limit(self, megabytes: int) -> None:
        """Let all runs take no more than this."""
        self.do(lambda library: library.limit(megabytes * BYTES_PER_MEGABYTE))

    def set_running(self, running: bool) -> None:
        """Let what is large wait while a run goes on."""
        with self._changed:
            self._is_running = running
            self._changed.notify()

    def end(self) -> None:
        """Finish what has been asked for, then end."""
        with self._changed:
            self._is_ending = True
            self._changed.notify()

    def _ask(self, job: Job, *, is_large: bool = False) -> None:
        """Have something done."""
        with self._changed:
            (self._large if is_large else self._short).append(job)
            self._changed.notify()

    # This thread.

    def run(self) -> None:
        """Do what is asked for until the end."""
        try:
            library = self._opened()
            try:
                self._work(library)
            finally:
                library.close()
        except Exception:  # an error of ours must reach a person, whatever it is
            self.fault_happened.emit(traceback.format_exc())

    def _opened(self) -> Library:
        """Return the library; one in memory only where the file cannot be used."""
        most_bytes = self._megabytes * BYTES_PER_MEGABYTE
        try:
            library = Library(self._path, most_bytes)
        except LibraryProblem as problem:
            self._passing = str(problem)
            self.problem.emit(self._passing)
            self.passing.emit(self._passing)
            return Library(None, most_bytes)
        self._tell_notice(library)
        self._list(library)
        return library

    def _work(self, library: Library) -> None:
        """Do one thing after another, until the end is wished and nothing is left."""
        while True:
            with self._changed:
                self._changed.wait_for(self._has_work)
                job = self._short.popleft() if self._short else None
                if job is None and self._begun is None:
                    if not self._large:
                        return
                    self._begun = self._guarded(self._large.popleft()(library))
            if job is None:
                self._go_on()
            else:
                deque(self._guarded(job(library)), maxlen=0)

    def _has_work(self) -> bool:
        """Return whether something can be done now, or is to be seen to at the end."""
        is_large_left = self._begun is not None or bool(self._large)
        return bool(self._short) or self._is_ending or (is_large_left and not self._is_running)

    def _go_on(self) -> None:
        """Go on for a moment with what is large."""
        until = time.monotonic() + SLICE_S
        while self._begun is not None and time.monotonic() < until:
            if next(self._begun, self) is self:
                self._begun = None

    def _guarded(self, steps: Steps) -> Steps:
        """Go on with something; what goes wrong is told, and the thread goes on."""
        try:
            yield from steps
        except LibraryProblem as problem:
            self.problem.emit(str(problem))
        except Exception:  # as above
            self.fault_happened.emit(traceback.format_exc())

    def _keep(self, library: Library, record: Record) -> Steps:
        """Keep a run."""
        try:
            run: KeptRun = yield from library.keep(record)
            self._list(library)
            self.kept.emit(record, run)
            if self._passing:  # the beginning of this run has taken it from sight
                self._tell_once(self._passing)
        except LibraryProblem as problem:
            self.problem.emit(str(problem))
        finally:
            self._tell_notice(library)
            with self._changed:
                self._unkept.remove(record)
            self.settled.emit(record)

    def _open(self, library: Library, run: int) -> Steps:
        """Read a run."""
        known = next((kept for kept in library.runs() if kept.id == run), None)
        record = yield from library.read(run)
        if known is not None:
            self.opened.emit(known, record)

    def _do(self, library: Library, act: Callable[[Library], None]) -> Steps:
        """Do something short."""
        try:
            act(library)
        finally:
            self._list(library)
        yield

    def _keep_comparison(self, library: Library, comparison: Comparison, headline: str) -> Steps:
        """Keep a comparison."""
        kept = yield from library.comparisons.keep(comparison, headline)
        self.comparison_kept.emit(comparison, kept)
        self.comparisons_listed.emit(library.comparisons.all())

    def _open_comparison(self, library: Library, ident: int) -> Steps:
        """Read a comparison."""
        comparison = yield from library.comparisons.read(ident)
        self.comparison_opened.emit(ident, comparison)

    def _do_with_comparisons(
        self, library: Library, act: Callable[[ComparisonShelf], None]
    ) -> Steps:
        """Do something short."""
        try:
            act(library.comparisons)
        finally:
            self.comparisons_listed.emit(library.comparisons.all())
        yield

    def _list(self, library: Library) -> None:
        """Tell of all runs."""
        self.listed.emit(library.runs())

    def _tell_notice(self, library: Library) -> None:
        """Tell, once, what had to be done with the file."""
        if library.notice:
            self._tell_once(library.notice)

    def _tell_once(self, words: str) -> None:
        """Tell what would be the same after each run only the first time."""
        if words not in self._told:
            self._told.add(words)
            self.problem.emit(words)
