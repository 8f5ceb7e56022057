"""Runs are kept, found again, named, deleted and brought back."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.engine.events import NumberNotDone, RunFinished, RunRequested
from app.engine.log import Log
from app.engine.outcome import Cause, CauseKind
from app.engine.own.task import own_task
from app.engine.plan import Plan
from app.engine.record import Record, another_go
from app.engine.storage import library as library_module
from app.engine.storage import library_room, library_writing
from app.engine.storage.kept_run import numbers_text
from app.engine.storage.library import KeptRun, Library, LibraryProblem
from app.engine.tasks import Verb
from app.engine.way import POOL, Way, Work, WorkKind
from tests import hand_written_logs as logs
from tests.engine.storage.library_runs import carried_through, five, kept, large, read
from tests.engine.storage.runs import assert_same


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the library is to be; neither it nor its folder is there yet."""
    return tmp_path / "data" / "runs.sqlite3"


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    """Return an empty library."""
    library = Library(path)
    yield library
    library.close()


def go_after(record: Record) -> Record:
    """Return another go, at the number 5, that came to nothing again."""
    go = another_go(record, [(3, 1)])
    cause = Cause(CauseKind.RAISED, detail="no luck")
    go.log.extend(
        [RunRequested(1), NumberNotDone(0, None, cause, 2), RunFinished(3, stopped=False)]
    )
    return go


def test_kept_run_comes_back_after_a_restart(path: Path) -> None:
    """All that is known of it, and all of the run itself."""
    record = logs.record_of(logs.one_killed())
    first = Library(path)
    run = kept(first, record)
    first.close()
    second = Library(path)
    assert second.runs() == [run]
    assert_same(record, read(second, run))
    second.close()


def test_summary_says_what_the_card_shows(library: Library) -> None:
    """The figures are those of the status line."""
    way = Way(*POOL, workers=3, work=Work(WorkKind.WAITING, 0.25))
    log = logs.one_killed()
    run = kept(library, logs.record_of(log, Plan(log.numbers, way)))
    assert (run.numbers_text, run.count, run.done, run.failed) == ("2, 3, 4, 5, 6", 5, 4, 1)
    assert (run.way, run.verb, run.own, run.go, run.parent) == (way, Verb.SQUARE, False, 1, None)
    assert run.took == log.row_received[-1] - logs.BEGIN_NS
    assert len(run.picture) == 5
    assert run.picture[0][0] == (0, 4_900 * 999 // 18_400, 0)
    assert 0 < run.size < 3_000
    assert library.runs() == [run]


def test_own_function_is_kept_as_text(library: Library) -> None:
    """What was run can be read again; nothing is run by reading."""
    log = Log([2], task=own_task("def half(n):\n    return n / 2", "half"))
    log.extend([RunRequested(1), RunFinished(3, stopped=True)])
    run = kept(library, logs.record_of(log, Plan([2], task=log.task)))
    assert (run.task_name, run.verb, run.own, run.stopped) == ("half", Verb.GIVE, True, True)
    assert run.took == 2
    assert read(library, run).plan.task.source == log.task.source


def test_newest_run_is_the_first(library: Library) -> None:
    """As in the list of them."""
    ids = [kept(library).id for _ in range(3)]
    assert [run.id for run in library.runs()] == ids[::-1]


def test_name_and_note_stay(path: Path) -> None:
    """The name comes with the record, too."""
    library = Library(path)
    run = kept(library)
    library.rename(run.id, "  Monday <b>\n ")
    library.annotate(run.id, "slow because of the update")
    library.close()
    library = Library(path)
    (found,) = library.runs()
    assert found == replace(run, name="Monday <b>", note="slow because of the update")
    assert read(library, run).name == "Monday <b>"
    library.rename(run.id, "")
    assert library.runs()[0].name == ""
    library.close()


def test_deleted_run_can_be_brought_back_until_the_next_start(path: Path) -> None:
    """Undo is for mistakes; what was deleted does not stay for ever."""
    library = Library(path)
    runs = [kept(library) for _ in range(3)]
    library.delete([runs[0].id, runs[2].id])
    assert library.runs() == [runs[1]]
    library.restore([runs[2].id])
    assert library.runs() == [runs[2], runs[1]]
    library.close()
    library = Library(path)
    assert library.runs() == [runs[2], runs[1]]
    with pytest.raises(LibraryProblem, match="removed for good"):
        library.restore([runs[0].id])
    with pytest.raises(LibraryProblem, match="not there any more"):
        read(library, runs[0])
    library.close()


def test_another_go_is_kept_alone_and_leads_to_the_first(path: Path) -> None:
    """A million numbers are not kept again for the sake of one; the way back is there."""
    library = Library(path)
    record = logs.record_of(logs.one_killed())
    first, go = kept(library, record), go_after(record)
    second = kept(library, go)
    third = kept(library, go_after(go))
    assert (second.parent, third.parent) == (first.id, second.id)
    assert [run.go for run in library.runs()] == [3, 2, 1]
    library.delete([first.id])
    library.close()
    library = Library(path)
    assert library.runs() == [third, second]
    assert_same(go, read(library, second))
    library.close()


def test_go_at_numbers_of_a_run_that_is_not_kept_brings_it_along(library: Library) -> None:
    """It was made before anything could be kept, say."""
    go = go_after(logs.record_of(logs.one_killed()))
    run = kept(library, go)
    assert (run.parent, run.go) == (None, 2)
    assert_same(go, read(library, run))


def test_go_after_a_run_that_was_read_leads_to_it(path: Path) -> None:
    """It may be from yesterday."""
    library = Library(path)
    run = kept(library, logs.record_of(logs.one_killed()))
    library.close()
    library = Library(path)
    go = go_after(read(library, run))
    assert kept(library, go).parent == run.id
    library.close()


def test_go_is_whole_although_another_program_has_removed_the_first(path: Path) -> None:
    """What it was to lead to is kept with it instead."""
    one, other = Library(path), Library(path)
    record = logs.record_of(logs.one_killed())
    run = kept(one, record)
    other._room.remove([run.id])
    go = go_after(record)
    again = kept(one, go)
    assert again.parent is None
    assert_same(go, read(other, again))
    one.close()
    other.close()


def test_large_run_is_whole_or_absent(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is written in slices; nobody sees it before its last."""
    monkeypatch.setattr(library_writing, "SLICE_BYTES", 50_000)
    library, other = Library(path), Library(path)
    record = large()
    steps, seen = library.keep(record), set()
    for _ in steps:
        found = other._file.connection.execute("SELECT count(*) FROM pieces").fetchone()
        seen.add(found[0])
        assert other.runs() == []
    assert len(seen) > 5
    (run,) = other.runs()
    assert_same(record, read(other, run))
    library.close()
    other.close()


def test_large_run_given_up_midway_leaves_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether its program gives it up or is killed."""
    monkeypatch.setattr(library_writing, "SLICE_BYTES", 50_000)
    library = Library(path)
    pieces = "SELECT count(*) FROM pieces"

    def begun() -> Generator[None, None, KeptRun]:
        steps = library.keep(large())
        while not library._file.connection.execute(pieces).fetchone()[0]:
            next(steps)
        return steps

    begun().close()
    assert library._file.connection.execute(pieces).fetchone() == (0,)
    left = begun()
    young = Library(path)
    assert young._file.connection.execute(pieces).fetchone() != (0,), "its program may be alive"
    young.close()
    monkeypatch.setattr(library_module, "ABANDONED_S", -1.0)
    old = Library(path)
    assert old._file.connection.execute("SELECT count(*) FROM runs").fetchone() == (0,)
    assert old._file.connection.execute(pieces).fetchone() == (0,)
    old.close()
    run = carried_through(left)
    assert_same(large(), read(library, run))  # its program was alive, and has begun anew
    library.close()


def test_oldest_runs_without_a_name_go_when_room_is_needed(path: Path) -> None:
    """First what has been deleted; what has a name or a note stays."""
    library = Library(path, most_bytes=400_000)
    runs = [kept(library, large(10_000)) for _ in range(3)]
    each = runs[0].size
    library.rename(runs[0].id, "dear")
    library.delete([runs[2].id])
    newest = [kept(library, large(10_000)) for _ in range(400_000 // each + 2)]
    left = {run.id for run in library.runs()}
    assert runs[0].id in left
    assert runs[2].id not in left
    assert runs[1].id not in left
    assert newest[0].id not in left
    assert newest[-1].id in left
    library.close()
    assert path.stat().st_size < 410_000, "the file shrinks, to a page or two"


def test_deleted_run_goes_before_an_older_one(path: Path) -> None:
    """Somebody has said already that it is not needed."""
    library = Library(path, most_bytes=180_000)
    oldest, deleted, third = (kept(library, large(10_000)) for _ in range(3))
    library.delete([deleted.id])
    last = kept(library, large(10_000))
    assert library.runs() == [last, third, oldest]
    with pytest.raises(LibraryProblem, match="removed for good"):
        library.restore([deleted.id])
    library.close()


def test_file_gives_back_the_room_of_what_is_removed(path: Path) -> None:
    """To whoever else needs the disk."""
    library = Library(path)
    run = kept(library, large(100_000))
    kept(library)
    library.delete([run.id])
    library.close()
    assert path.stat().st_size > 300_000
    Library(path).close()
    assert path.stat().st_size < 100_000


def test_run_taken_for_abandoned_at_its_last_moment_is_kept_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A computer that was asleep for an hour, say; the other program could not know."""
    monkeypatch.setattr(library_writing, "SLICE_BYTES", 0)
    one, other = Library(path), Library(path)
    steps = one.keep(five())
    while (begun := other._file.connection.execute("SELECT id FROM runs").fetchone()) is None:
        next(steps)
    other._room.remove([begun[0]])
    run = carried_through(steps)
    assert other.runs() == [run]
    assert_same(five(), read(other, run))
    one.close()
    other.close()


def test_run_and_the_goes_that_need_it_go_together(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither is left without the other; one that is named keeps them all."""
    first = logs.record_of(logs.one_killed())
    go = go_after(first)
    dear, dear_go = kept(library, first), kept(library, go)
    library.annotate(dear_go.id, "look at this")
    second = logs.record_of(logs.one_killed())
    kept(library, second)
    kept(library, go_after(second))
    monkeypatch.setattr(library_room, "MOST_RUNS", 4)
    last = kept(library)
    assert [run.id for run in library.runs()] == [last.id, dear_go.id, dear.id]


def test_run_for_which_there_is_no_room_is_said_so(path: Path) -> None:
    """What is named is not given up for it."""
    library = Library(path, most_bytes=150_000)
    named = [kept(library, large(10_000)).id for _ in range(2)]
    for run in named:
        library.rename(run, "dear")
    with pytest.raises(LibraryProblem, match="all the room"):
        kept(library, large(10_000))
    assert [run.id for run in library.runs()] == named[::-1]
    library.limit(100_000)
    assert [run.id for run in library.runs()] == named[::-1]
    library.limit(400_000)
    assert kept(library)
    library.close()


def test_memory_alone_will_do() -> None:
    """Where no file can be used runs are kept until the window is closed."""
    library = Library(None)
    run = kept(library)
    assert_same(five(), read(library, run))
    library.close()


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ([], ""),
        ([2, 3], "2, 3"),
        (range(1_000_000), "0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, …"),
        ([10**200, 5], "10000000000…00000000000 (201 digits), 5"),
    ],
)
def test_first_numbers_are_written_as_a_person_would(numbers: list[int], text: str) -> None:
    """Few enough for a card."""
    assert numbers_text(numbers) == text
