"""Runs are kept beside the window: it never waits, and nothing is said to be safe that is not."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.engine.events import RunFinished, RunRequested
from app.engine.plan import LESSON_NUMBERS
from app.engine.record import Record, another_go
from app.engine.storage.library import KeptRun, Library
from app.ui.runs.keeper import Keeper
from tests import hand_written_logs as logs
from tests.engine.storage.library_runs import five, kept, large
from tests.engine.storage.runs import assert_same
from tests.ui.silence import SilenceMeter

LONGEST_MS = 20_000

LONGEST_SILENCE_NS = 250_000_000
"""Kept in the window's own thread, a million numbers would take four times that; so much is allowed
on a busy computer."""

Open = Callable[[], Keeper]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the library is."""
    return tmp_path / "runs.sqlite3"


@pytest.fixture
def open_keeper(qtbot: QtBot, path: Path) -> Iterator[Open]:
    """Return a function that makes a keeper; each is shut down at the end."""
    keepers: list[Keeper] = []

    def make() -> Keeper:
        keepers.append(Keeper(path))
        return keepers[-1]

    yield make
    for keeper in keepers:
        keeper.shut_down()


def keep(qtbot: QtBot, keeper: Keeper, record: Record) -> KeptRun:
    """Keep a run and wait for it."""
    with qtbot.waitSignal(keeper.kept, timeout=LONGEST_MS) as told:
        keeper.keep(record)
    assert told.args is not None
    assert told.args[0] is record
    run = told.args[1]
    assert isinstance(run, KeptRun)
    return run


def begun(keeper: Keeper) -> bool:
    """Tell whether a large run is being kept."""
    return keeper._thread is not None and keeper._thread._begun is not None


def test_run_that_is_said_to_be_kept_is_in_the_file(
    qtbot: QtBot, open_keeper: Open, path: Path
) -> None:
    """At that moment already, for whoever else looks."""
    keeper, record = open_keeper(), five()
    found: list[list[KeptRun]] = []

    def look() -> None:
        library = Library(path)
        found.append(library.runs())
        library.close()

    keeper.settled.connect(look)
    run = keep(qtbot, keeper, record)
    qtbot.waitUntil(lambda: found == [[run]], timeout=LONGEST_MS)
    assert keeper.runs == [run]
    assert keeper.run_of(record) == run
    assert keeper.run_of(five()) is None


def test_runs_of_yesterday_are_there_and_open(qtbot: QtBot, open_keeper: Open) -> None:
    """With all that belongs to them."""
    first, record = open_keeper(), five()
    run = keep(qtbot, first, record)
    first.shut_down()
    keeper = open_keeper()
    with qtbot.waitSignal(keeper.changed, timeout=LONGEST_MS):
        keeper.begin()
    assert keeper.runs == [run]
    with qtbot.waitSignal(keeper.opened, timeout=LONGEST_MS) as told:
        keeper.open(run.id)
    assert told.args is not None
    assert told.args[0] == run
    assert_same(record, told.args[1])
    assert keeper.run_of(told.args[1]) == run


def test_naming_deleting_and_bringing_back(qtbot: QtBot, open_keeper: Open) -> None:
    """Each is told as a new list; a deleted run is nobody's any more."""
    keeper, record = open_keeper(), five()
    run = keep(qtbot, keeper, record)
    keeper.rename(run.id, "Monday")
    keeper.annotate(run.id, "slow")
    qtbot.waitUntil(lambda: [r.note for r in keeper.runs] == ["slow"], timeout=LONGEST_MS)
    assert keeper.runs[0].name == "Monday"
    keeper.delete([run.id])
    qtbot.waitUntil(lambda: not keeper.runs, timeout=LONGEST_MS)
    assert keeper.run_of(record) is None
    keeper.restore([run.id])
    qtbot.waitUntil(lambda: len(keeper.runs) == 1, timeout=LONGEST_MS)
    assert keeper.run_of(record) == keeper.runs[0]


def test_opening_what_is_not_there_is_a_sentence(qtbot: QtBot, open_keeper: Open) -> None:
    """And the keeper goes on."""
    keeper = open_keeper()
    with qtbot.waitSignal(keeper.problem, timeout=LONGEST_MS) as told:
        keeper.open(7)
    assert told.args == ["This run is not there any more."]
    assert keep(qtbot, keeper, five())


def test_what_another_program_has_kept_is_seen_when_looked_for(
    qtbot: QtBot, open_keeper: Open, path: Path
) -> None:
    """Two windows, one list."""
    keeper = open_keeper()
    run = keep(qtbot, keeper, five())
    library = Library(path)
    other = kept(library)
    library.close()
    with qtbot.waitSignal(keeper.changed, timeout=LONGEST_MS):
        keeper.refresh()
    assert keeper.runs == [other, run]


def test_million_numbers_are_kept_without_holding_up_the_window(
    qtbot: QtBot, open_keeper: Open, silence: SilenceMeter
) -> None:
    """Its own thread works in short steps; another thread gets its turn between any two."""
    keeper, record = open_keeper(), large(1_000_000)
    with qtbot.waitSignal(keeper.changed, timeout=LONGEST_MS):
        keeper.begin()
    with silence.measured():
        run = keep(qtbot, keeper, record)
    assert run.count == 1_000_000
    assert silence.longest_ns < LONGEST_SILENCE_NS


def test_small_run_does_not_wait_for_a_large_one(qtbot: QtBot, open_keeper: Open) -> None:
    """The large one is kept a little at a time."""
    keeper, order = open_keeper(), list[int]()
    keeper.kept.connect(lambda _record, run: order.append(run.count))
    keeper.keep(large(1_000_000))
    qtbot.waitUntil(lambda: begun(keeper), timeout=LONGEST_MS)
    keeper.keep(five())
    qtbot.waitUntil(lambda: order == [5, 1_000_000], timeout=LONGEST_MS)


def test_large_run_waits_while_a_run_goes_on(qtbot: QtBot, open_keeper: Open) -> None:
    """Else what is measured would be measured beside it."""
    keeper, order = open_keeper(), list[int]()
    keeper.kept.connect(lambda _record, run: order.append(run.count))
    keeper.set_running(True)
    keeper.keep(large(10_001))
    for _ in range(20):
        keep(qtbot, keeper, five())
        assert not begun(keeper)
    assert order == [5] * 20
    keeper.set_running(False)
    qtbot.waitUntil(lambda: order[20:] == [10_001], timeout=LONGEST_MS)


def test_go_at_the_numbers_of_a_run_that_is_being_kept_waits_for_it(
    qtbot: QtBot, open_keeper: Open
) -> None:
    """It leads to it, and so is kept behind it."""
    keeper, runs = open_keeper(), list[KeptRun]()
    keeper.kept.connect(lambda _record, run: runs.append(run))
    first = large(200_000)
    go = another_go(first, [(0, 1)])
    go.log.extend([RunRequested(1), RunFinished(2, stopped=True)])
    keeper.keep(first)
    keeper.keep(go)
    qtbot.waitUntil(lambda: len(runs) == 2, timeout=LONGEST_MS)
    assert [run.count for run in runs] == [200_000, 1]
    assert runs[1].parent == runs[0].id


def test_what_is_being_kept_is_finished_before_the_end(open_keeper: Open, path: Path) -> None:
    """Closing the window loses nothing."""
    keeper = open_keeper()
    keeper.set_running(True)
    keeper.keep(large(100_000))
    keeper.keep(five())
    keeper.shut_down()
    library = Library(path)
    assert [run.count for run in library.runs()] == [100_000, 5]
    library.close()
    keeper.keep(five())  # as the last events of a run that the end has stopped may ask
    assert keeper._thread is None


def test_file_that_cannot_be_used_is_told_and_runs_are_kept_in_memory(
    qtbot: QtBot, tmp_path: Path
) -> None:
    """At the start, and once more with the first run, whose beginning took it from sight."""
    (tmp_path / "file").write_text(LESSON_NUMBERS)
    keeper, told = Keeper(tmp_path / "file" / "runs.sqlite3"), list[str]()
    keeper.problem.connect(told.append)
    record = logs.record_of(logs.one_killed())
    runs = [keep(qtbot, keeper, five()), keep(qtbot, keeper, record)]
    assert keeper.runs == runs[::-1]
    assert told == [keeper.passing] * 2
    assert keeper.passing.startswith("Runs cannot be kept in ")
    keeper.shut_down()


def test_each_run_that_cannot_be_kept_says_so(
    qtbot: QtBot, open_keeper: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk today concerns every run of today, not only the first."""
    keeper, told = open_keeper(), list[str]()
    keep(qtbot, keeper, five())
    monkeypatch.setattr("app.engine.storage.library.Writing.finish", _full)
    keeper.problem.connect(told.append)
    for _ in range(2):
        keeper.keep(five())
    qtbot.waitUntil(lambda: len(told) == 2)
    assert "the disk is full" in told[1]
    assert len(keeper.runs) == 1
    assert keeper.passing == ""


def _full(_writing: object) -> None:
    """Find the disk full."""
    raise sqlite3.OperationalError("database or disk is full")
