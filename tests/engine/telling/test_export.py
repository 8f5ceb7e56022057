"""Results as text, CSV and JSON; a failed save harms nothing and says why."""

from __future__ import annotations

import csv
import json
import os
import signal
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path

import pytest

from app.engine.events import Event, RunRequested, WorkerRequested, WorkerStarted
from app.engine.log import Log
from app.engine.numbers.exact import text_of
from app.engine.numbers.squaring import square
from app.engine.telling.export import (
    results_text,
    results_text_pieces,
    save_results,
    save_steps,
)
from app.engine.telling.whole_files import NotSaved, save_text
from tests.hand_written_logs import at, five_processes, log_of, one_killed, squared_one
from tests.platforms import not_on_wine

OLD = "what was here before\n"
HUGE = 10**5_000 + 7
SMALL_LIMIT_BYTES = 64


def huge_log() -> Log:
    """Return the run of a number with 5,001 digits."""
    return log_of([HUGE], [*one_worker(), squared_one(0, 0, HUGE, (10, 20, 30))])


def one_worker() -> list[Event]:
    """Return the beginning of a run with one process."""
    return [
        RunRequested(at(0)),
        WorkerRequested(0, "Process-1", 1, at(1)),
        WorkerStarted(0, "Process-1", 4_711, at(5)),
    ]


def leftovers(folder: Path) -> list[str]:
    """Return every file in a folder, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


@contextmanager
def no_room() -> Iterator[None]:
    """Let no file grow beyond a few bytes, as on a full disk; pytest's own output neither."""
    resource = pytest.importorskip("resource", reason="Windows has no such limit")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL_LIMIT_BYTES, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)


def test_text_is_the_sentences_one_a_line() -> None:
    """What is copied is what is read."""
    assert results_text(five_processes()).splitlines() == [
        "3 squared to 9 by: Process-2",
        "2 squared to 4 by: Process-1",
        "4 squared to 16 by: Process-3",
        "5 squared to 25 by: Process-4",
        "6 squared to 36 by: Process-5",
    ]


def test_text_of_chosen_rows_is_in_the_order_asked_for() -> None:
    """A selection is copied as it stands in the list."""
    assert results_text(five_processes(), [4, 0]) == (
        "6 squared to 36 by: Process-5\n3 squared to 9 by: Process-2"
    )


def test_text_has_every_digit() -> None:
    """The row is shortened on the screen, not in what is taken along."""
    assert results_text(huge_log()) == (
        f"{text_of(HUGE)} squared to {text_of(square(HUGE))} by: Process-1"
    )


def test_text_in_pieces_is_the_same_text() -> None:
    """Copying in slices gives what copying at once gives."""
    log = one_killed()
    assert "".join(results_text_pieces(log)) == results_text(log) + "\n"


def test_saved_text_reads_as_the_rows(tmp_path: Path) -> None:
    """A text file is the list."""
    save_results(tmp_path / "five.txt", five_processes())
    assert (tmp_path / "five.txt").read_text() == results_text(five_processes()) + "\n"


def test_saved_csv_opens_in_a_spreadsheet(tmp_path: Path) -> None:
    """A header, a line a row, times in whole microseconds since the run was asked for."""
    save_results(tmp_path / "five.csv", five_processes())
    with (tmp_path / "five.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0] == {
        "number": "3",
        "square": "9",
        "worker": "Process-2",
        "pid": "4712",
        "taken_up_us": "4610",
        "squared_us": "5900",
        "arrived_us": "6100",
        "not_squared_because": "",
    }


def test_saved_csv_says_why_a_number_was_not_squared(tmp_path: Path) -> None:
    """A failed number keeps its row, with its cause."""
    save_results(tmp_path / "killed.CSV", one_killed())
    with (tmp_path / "killed.CSV").open(newline="") as file:
        row = next(row for row in csv.DictReader(file) if row["number"] == "5")
    assert (row["square"], row["squared_us"]) == ("", "")
    assert row["not_squared_because"] == "Process-4 was killed (SIGTERM)"


def test_saved_json_keeps_every_digit(tmp_path: Path) -> None:
    """Numbers are texts, because many programs read JSON's numbers as doubles."""
    save_results(tmp_path / "huge.json", huge_log())
    results = json.loads((tmp_path / "huge.json").read_text())["results"]
    assert results[0]["number"] == text_of(HUGE)
    assert results[0]["square"] == text_of(square(HUGE))
    assert results[0]["not_squared_because"] is None
    assert results[0]["pid"] == 4_711


def test_saved_json_of_a_failure_and_of_nothing_is_valid(tmp_path: Path) -> None:
    """Whatever happened, the file can be read."""
    save_results(tmp_path / "killed.json", one_killed())
    save_results(tmp_path / "empty.json", Log([]))
    killed = json.loads((tmp_path / "killed.json").read_text())["results"]
    assert [row["square"] for row in killed].count(None) == 1
    assert json.loads((tmp_path / "empty.json").read_text())["results"] == []


def test_fractions_are_saved_as_they_are_typed(tmp_path: Path) -> None:
    """What is saved can be typed in again."""
    log = Log([Fraction(1, 3)])
    log.extend(one_worker())
    event = squared_one(0, 0, 0, (10, 20, 30))
    log.extend([type(event)(0, 0, event.taken, event.done, [Fraction(1, 9)], event.received)])
    save_results(tmp_path / "third.txt", log)
    assert (tmp_path / "third.txt").read_text() == "1/3 squared to 1/9 by: Process-1\n"


@pytest.mark.parametrize("suffix", [".txt", ".csv", ".json"])
def test_a_full_disk_leaves_the_old_file_whole(tmp_path: Path, suffix: str) -> None:
    """No half file, no leftover, and a sentence that says why."""
    path = tmp_path / f"results{suffix}"
    path.write_text(OLD)
    with pytest.raises(NotSaved, match=r"could not be saved: .*unchanged"), no_room():
        save_results(path, five_processes())
    assert path.read_text() == OLD
    assert leftovers(tmp_path) == [path.name]


def test_a_full_disk_leaves_nothing_where_nothing_was(tmp_path: Path) -> None:
    """Half a file would be taken for a whole one."""
    with pytest.raises(NotSaved, match=r"results.csv could not be saved"), no_room():
        save_results(tmp_path / "results.csv", five_processes())
    assert leftovers(tmp_path) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    """The sentence says what is wrong."""
    with pytest.raises(NotSaved, match="No such file or directory"):
        save_results(tmp_path / "nowhere" / "results.csv", five_processes())


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    """Saving onto a folder's name fails in words."""
    (tmp_path / "results.csv").mkdir()
    with pytest.raises(NotSaved, match="it is a folder"):
        save_results(tmp_path / "results.csv", five_processes())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes in folders")
def test_a_device_is_not_replaced(tmp_path: Path) -> None:
    """Moving a file onto a pipe or a device would take it away from everybody."""
    os.mkfifo(tmp_path / "results.txt")
    with pytest.raises(NotSaved, match="it is not an ordinary file"):
        save_results(tmp_path / "results.txt", five_processes())
    assert stat.S_ISFIFO((tmp_path / "results.txt").stat().st_mode)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
def test_permissions_stay(tmp_path: Path) -> None:
    """A file that only its owner may read stays so."""
    path = tmp_path / "results.txt"
    path.write_text(OLD)
    path.chmod(0o640)
    save_results(path, five_processes())
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_file_gets_the_usual_permissions(tmp_path: Path) -> None:
    """Temporary files are private; the saved one is like any other."""
    (tmp_path / "usual.txt").write_text(OLD)
    save_results(tmp_path / "new.txt", five_processes())
    assert (tmp_path / "new.txt").stat().st_mode == (tmp_path / "usual.txt").stat().st_mode


@not_on_wine("symbolic links do not look like any to Python")
def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    """The file it points to is replaced."""
    (tmp_path / "folder").mkdir()
    real, link = tmp_path / "folder" / "real.txt", tmp_path / "link.txt"
    real.write_text(OLD)
    link.symlink_to(real)
    save_results(link, five_processes())
    assert link.is_symlink()
    assert real.read_text() == results_text(five_processes()) + "\n"


def test_giving_up_in_the_middle_leaves_the_old_file(tmp_path: Path) -> None:
    """Steps that are dropped leave no trace."""
    path = tmp_path / "results.csv"
    path.write_text(OLD)
    steps = save_steps(path, five_processes())
    next(steps)
    assert len(leftovers(tmp_path)) == 2
    steps.close()
    assert path.read_text() == OLD
    assert leftovers(tmp_path) == ["results.csv"]


def test_saving_many_rows_takes_many_short_steps(tmp_path: Path) -> None:
    """A window can go on answering between two of them."""
    log = Log(range(10_000))
    log.extend(one_worker())
    for place in range(10_000):
        log.extend([squared_one(0, place, place, (10, 20, 30))])
    done = list(save_steps(tmp_path / "many.csv", log))
    assert len(done) > 40
    assert done == sorted(done)
    assert done[-1] == 10_000


def test_a_text_is_saved_whole_or_not_at_all(tmp_path: Path) -> None:
    """Its lines end as they did, and a place that cannot be written is told in words."""
    file = tmp_path / "squarer.py"
    save_text(file, "print('é')\n")
    save_text(file, "print(2)\n")
    assert file.read_bytes() == b"print(2)\n"
    assert list(tmp_path.iterdir()) == [file]
    with pytest.raises(NotSaved, match=r"missing|squarer\.py could not be saved"):
        save_text(tmp_path / "missing" / "squarer.py", "")
