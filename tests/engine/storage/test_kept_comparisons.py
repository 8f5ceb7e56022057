"""Kept comparisons: whole in the library's file or not there, named, read again, removed."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from app.engine.comparing.comparison import Comparison
from app.engine.storage import kept_comparisons
from app.engine.storage.kept_comparisons import MOST_UNNAMED, ComparisonShelf, KeptComparison
from app.engine.storage.library import Library, LibraryProblem
from app.engine.storage.library_file import LibraryFile
from app.engine.storage.library_versions import STEPS
from tests.engine.comparing.made import ONE, POOL, asked_of
from tests.engine.storage.test_comparison_lines import assert_same_comparison, conducted

Result = TypeVar("Result")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the file is to be."""
    return tmp_path / "library.db"


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    """Return an open library."""
    library = Library(path)
    yield library
    library.close()


def done(steps: Generator[None, None, Result]) -> Result:
    """Take all steps; return what they give."""
    found: list[Result] = []

    def go() -> Generator[None, None, None]:
        found.append((yield from steps))

    for _ in go():
        pass
    return found[0]


def compared(repetitions: int = 5) -> Comparison:
    """Return a comparison that is over, without a name."""
    comparison = conducted(asked_of(ONE, POOL, repetitions=repetitions))
    comparison.name = ""
    return comparison


def keep(shelf: ComparisonShelf, headline: str = "A pool of 2 was fastest.") -> KeptComparison:
    """Keep a comparison."""
    return done(shelf.keep(compared(), headline))


def test_a_kept_comparison_is_there_again_with_all_its_runs(library: Library, path: Path) -> None:
    """Also for another program."""
    comparison = compared()
    kept = done(library.comparisons.keep(comparison, "A pool of 2 was fastest."))
    other = Library(path)
    try:
        assert other.comparisons.all() == [kept]
        assert kept.headline == "A pool of 2 was fastest."
        assert kept.began == comparison.began
        assert_same_comparison(done(other.comparisons.read(kept.id)), comparison)
    finally:
        other.close()


def test_a_name_comes_back_with_it(library: Library) -> None:
    """Whatever is in it; too long a one is cut."""
    shelf = library.comparisons
    kept = keep(shelf)
    shelf.rename(kept.id, "  Before <b>&</b> after ")
    assert [each.name for each in shelf.all()] == ["Before <b>&</b> after"]
    assert done(shelf.read(kept.id)).name == "Before <b>&</b> after"
    shelf.rename(kept.id, "x" * 5_000)
    assert len(shelf.all()[0].name) == 1_000


def test_the_oldest_without_a_name_go_first(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has a name stays."""
    assert MOST_UNNAMED >= 10
    monkeypatch.setattr(kept_comparisons, "MOST_UNNAMED", 3)
    shelf = library.comparisons
    first = keep(shelf, "first")
    shelf.rename(first.id, "to stay")
    for turn in range(5):
        keep(shelf, str(turn))
    assert [each.headline for each in shelf.all()] == ["4", "3", "2", "first"]


def test_a_removed_one_is_gone_with_all_that_it_took(library: Library, path: Path) -> None:
    """And opening it says so."""
    shelf = library.comparisons
    kept = keep(shelf)
    shelf.remove(kept.id)
    assert shelf.all() == []
    with pytest.raises(LibraryProblem, match="not there any more"):
        done(shelf.read(kept.id))
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM comparison_pieces").fetchone() == (0,)
    connection.close()


def test_one_that_takes_too_much_keeps_its_times(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it found can be seen all the same."""
    monkeypatch.setattr(kept_comparisons, "MOST_BYTES", 1)
    comparison = compared()
    without = done(library.comparisons.keep(comparison, "x"))
    found = done(library.comparisons.read(without.id))
    assert found.times() == comparison.times()
    assert all(each.record is None for each in found.repetitions)


def test_a_damaged_one_is_told_and_the_others_are_not_concerned(
    library: Library, path: Path
) -> None:
    """In a sentence."""
    shelf = library.comparisons
    kept, sound = keep(shelf), keep(shelf)
    with sqlite3.connect(path) as connection:
        command = "UPDATE comparison_pieces SET lines = x'00' WHERE comparison = ?"
        connection.execute(command, (kept.id,))
    connection.close()
    with pytest.raises(LibraryProblem, match="damaged and cannot be shown"):
        done(shelf.read(kept.id))
    done(shelf.read(sound.id))


def test_a_row_that_nobody_has_written_so_is_passed_over(library: Library, path: Path) -> None:
    """The list shows the others."""
    shelf = library.comparisons
    kept, sound = keep(shelf), keep(shelf)
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE comparisons SET began = 'soon' WHERE id = ?", (kept.id,))
    connection.close()
    assert [each.id for each in shelf.all()] == [sound.id]


def test_a_library_without_comparisons_gets_room_for_them(path: Path) -> None:
    """The runs in it stay."""
    LibraryFile(path, STEPS[:1]).close()
    library = Library(path)
    try:
        assert library.notice == ""
        keep(library.comparisons)
        assert len(library.comparisons.all()) == 1
    finally:
        library.close()
