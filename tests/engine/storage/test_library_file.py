"""The library's file under everything that happens to files: nothing is lost, all is said."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from app.engine.storage import library_file
from app.engine.storage.library import Library, LibraryProblem
from app.engine.storage.library_file import LibraryFile
from app.engine.storage.library_versions import STEPS
from app.engine.storage.places import data_folder, is_shared
from tests.engine.storage.library_runs import five, kept, large, read
from tests.engine.storage.runs import assert_same
from tests.platforms import not_on_windows

REPOSITORY = Path(__file__).resolve().parents[3]
LONGEST_S = 60
OPEN_AS_NOBODY = """
import os, sys
from pathlib import Path
from app.engine.storage.library import Library, LibraryProblem
if os.geteuid() == 0:  # who may write everything
    os.setuid(65_534)
try:
    Library(Path(sys.argv[1]))
except LibraryProblem as problem:
    print(problem)
"""

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the library is."""
    return tmp_path / "runs.sqlite3"


@pytest.fixture
def start(path: Path) -> Iterator[Start]:
    """Return a function that starts a program that keeps runs."""
    started: list[subprocess.Popen[str]] = []

    def start_one(count: int, numbers: int, slice_bytes: int = 2_000_000) -> subprocess.Popen[str]:
        words = map(str, (path, count, numbers, slice_bytes))
        program = (sys.executable, "-m", "tests.engine.storage.keeping_program", *words)
        started.append(subprocess.Popen(program, cwd=REPOSITORY, stdout=subprocess.PIPE, text=True))
        return started[-1]

    yield start_one
    for process in started:
        process.kill()
        process.wait()


def filled(path: Path, count: int = 3) -> list[int]:
    """Keep some runs and close the library; return their ids."""
    with closing(Library(path)) as library:
        return [kept(library).id for _ in range(count)]


def aside(path: Path) -> list[Path]:
    """Return the files that were put aside."""
    return sorted(path.parent.glob("runs damaged *.sqlite3"))


@pytest.mark.parametrize("moment", [0.0, 0.02, 0.05, 0.1, 0.2, 0.3])
def test_killed_at_any_moment_the_run_is_whole_or_absent(
    path: Path, start: Start, moment: float
) -> None:
    """And every run before it is whole; SIGKILL lets a program finish nothing."""
    earlier = filled(path)
    process = start(1_000, 20_000, 20_000)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    assert process.stdout.readline() == "\n", "the library is open"
    time.sleep(moment)  # where in its work it is killed is left to chance, in each run of the test
    process.kill()
    said = [int(line) for line in process.communicate()[0].split()]
    with closing(Library(path)) as library:
        assert library.notice == ""
        runs = library.runs()
        there = {run.id for run in runs}
        assert {*earlier, *said} <= there, "what was said to be kept is kept"
        assert len(there - {*earlier, *said}) <= 1
        for run in runs:
            assert_same(five() if run.id in earlier else large(20_000), read(library, run))


def test_two_programs_keep_runs_at_the_same_time(path: Path, start: Start) -> None:
    """Neither waits for the other to end, and nothing is lost; both begin with no file."""
    programs = [start(40, 5), start(40, 5), start(3, 50_000, 20_000)]
    said = [process.communicate(timeout=LONGEST_S)[0].split()[1:] for process in programs]
    assert [process.returncode for process in programs] == [0, 0, 0]
    with closing(Library(path)) as library:
        runs = library.runs()
        assert sorted(run.id for run in runs) == sorted(int(line) for ids in said for line in ids)
        assert len(runs) == 83
        assert_same(large(50_000), read(library, max(runs, key=lambda run: run.count)))
    assert aside(path) == []


def test_two_programs_find_the_file_damaged_at_the_same_time(path: Path, start: Start) -> None:
    """It is put aside once, and the new file has the runs of both."""
    path.write_bytes(b"no database, whatever its name says" * 100)
    programs = [start(5, 5) for _ in range(3)]
    for process in programs:
        process.communicate(timeout=LONGEST_S)
        assert process.returncode == 0
    assert len(aside(path)) == 1
    with closing(Library(path)) as library:
        assert len(library.runs()) == 15


def flip(path: Path) -> None:
    """Change bytes of the table of runs."""
    data = bytearray(path.read_bytes())
    for place in range(4_096, len(data), 97):
        data[place] ^= 0xFF
    path.write_bytes(data)


def cut(path: Path) -> None:
    """Let the file end early."""
    os.truncate(path, path.stat().st_size // 2)


def replace_by_text(path: Path) -> None:
    """Let something else have the name."""
    path.write_text("<!DOCTYPE html>\n" * 500)


def replace_by_folder(path: Path) -> None:
    """Let a folder have the name."""
    path.unlink()
    (path / "inside").mkdir(parents=True)


def replace_by_other_database(path: Path) -> None:
    """Let a database of another program have the name."""
    path.unlink()
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("CREATE TABLE recipes (name TEXT)")


def add_trigger(path: Path) -> None:
    """Let the file do something by itself."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TRIGGER t AFTER INSERT ON runs BEGIN DELETE FROM runs; END")


def take_table_away(path: Path) -> None:
    """Let a table be missing."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DROP TABLE pieces")


@pytest.mark.parametrize(
    "damage",
    [
        flip,
        cut,
        replace_by_text,
        replace_by_folder,
        replace_by_other_database,
        take_table_away,
        add_trigger,
    ],
)
def test_damaged_file_is_put_aside_and_a_new_one_begun(
    path: Path, damage: Callable[[Path], None]
) -> None:
    """What was there is still there, as it was; the sentence says where."""
    filled(path, 30)
    damage(path)
    before = path.read_bytes() if path.is_file() else b""
    with closing(Library(path)) as library:
        (old,) = aside(path)
        assert str(old) in library.notice
        assert library.runs() == []
        kept(library)
    assert (old.read_bytes() if old.is_file() else b"") == before
    with closing(Library(path)) as library:
        assert len(library.runs()) == 1
        assert library.notice == ""


def test_damage_found_while_keeping_loses_no_run(path: Path) -> None:
    """The file is put aside then, and the run is kept in the new one."""
    filled(path, 30)
    with closing(Library(path)) as library:
        flip(path)
        library._file.connection.execute("PRAGMA shrink_memory")  # else it need not be read again
        run = kept(library)
        assert library.notice != ""
        assert library.runs() == [run]
    assert len(aside(path)) == 1


def test_damage_found_while_sweeping_is_seen_to(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large file is not looked through whole; what is removed of it is met all the same."""
    monkeypatch.setattr(library_file, "LOOKED_THROUGH_BYTES", 0)
    filled(path, 3)
    with closing(Library(path)) as library:
        run = kept(library, large(50_000))
        (root,) = library._file.connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'pieces'"
        ).fetchone()
        library.delete([run.id])
    data = bytearray(path.read_bytes())
    data[(root - 1) * 4_096 : root * 4_096] = b"\xee" * 4_096
    path.write_bytes(data)
    with closing(Library(path)) as library:
        assert library.notice != ""
        kept(library)
    assert len(aside(path)) == 1


@pytest.mark.parametrize("seed", range(20))
def test_run_with_damaged_pieces_is_said_so_and_the_others_open(path: Path, seed: int) -> None:
    """Whatever the bytes have become, nothing is shown that is not so."""
    first, second, _ = filled(path)
    chance = random.Random(seed)
    with closing(Library(path)) as library:
        connection = library._file.connection
        (lines,) = connection.execute("SELECT lines FROM pieces WHERE run = 2").fetchone()
        data = bytearray(lines)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        connection.execute("UPDATE pieces SET lines = ? WHERE run = 2", (bytes(data),))
        runs = {run.id: run for run in library.runs()}
        with pytest.raises(LibraryProblem, match="This run is damaged"):
            read(library, runs[second])
        assert_same(five(), read(library, runs[first]))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        *(("began", "yesterday"), ("verb", "explode"), ("way", "{" * 1_500), ("way", "[]")),
        *(("took", -1), ("took", "long"), ("picture", b"\xff\xff"), ("picture", "text")),
        *(("name", b"bytes"), ("name", "x" * 2_000), ("go", 1.5), ("parent", "three")),
    ],
)
def test_row_that_nobody_has_written_so_is_left_out(path: Path, column: str, value: object) -> None:
    """The others are listed."""
    _, second, _ = filled(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"UPDATE runs SET {column} = ? WHERE id = ?", (value, second))
    with closing(Library(path)) as library:
        assert [run.id for run in library.runs()] == [3, 1]


def test_file_of_a_newer_version_is_left_alone(path: Path) -> None:
    """Not a byte of it changes."""
    filled(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    before = path.read_bytes()
    with pytest.raises(LibraryProblem, match="newer version"):
        Library(path)
    assert path.read_bytes() == before
    assert aside(path) == []


def test_older_file_is_brought_up_to_date_step_by_step(path: Path) -> None:
    """Each step once, in order; a file as new as the program is left as it is."""
    filled(path, 2)

    def second(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE runs ADD COLUMN colour TEXT NOT NULL DEFAULT 'blue'")

    def third(connection: sqlite3.Connection) -> None:
        connection.execute("UPDATE runs SET colour = colour || ' and green'")

    for steps in ((*STEPS, second, third), (*STEPS, second, third, third)):
        for _ in range(2):
            with closing(LibraryFile(path, steps)) as file:
                version = file.connection.execute("PRAGMA user_version").fetchone()
                assert version == (len(steps),)
                assert file.notice == ""
    with closing(sqlite3.connect(path)) as connection:
        colours = connection.execute("SELECT colour FROM runs").fetchall()
    assert colours == [("blue and green and green",)] * 2


def test_update_that_fails_leaves_the_older_file(path: Path) -> None:
    """The next try finds it as it was."""
    filled(path)

    def fails(connection: sqlite3.Connection) -> None:
        connection.execute("DROP TABLE pieces")
        connection.execute("SELECT 1 FROM nowhere")

    with pytest.raises(LibraryProblem, match="no such table: nowhere"):
        LibraryFile(path, (*STEPS, fails))
    with closing(Library(path)) as library:
        assert [run.id for run in library.runs()] == [3, 2, 1]
        assert_same(five(), read(library, library.runs()[0]))


def test_another_program_that_holds_the_file_is_named(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After some patience; once it lets go all is well."""
    filled(path)
    monkeypatch.setattr(library_file, "PATIENCE_S", 0.05)
    with closing(Library(path)) as library, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryProblem, match="another MultiSquare is busy"):
            kept(library)
        other.rollback()
        kept(library)
        assert len(library.runs()) == 4


def test_full_disk_is_said_so_and_harms_nothing(path: Path) -> None:
    """Earlier runs are whole, and there is room again later."""
    filled(path)
    with closing(Library(path)) as library:
        connection = library._file.connection
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 3}")
        with pytest.raises(LibraryProblem, match="the disk is full"):
            kept(library, large(20_000))
        assert [run.id for run in library.runs()] == [3, 2, 1]
        connection.execute("PRAGMA max_page_count = 1000000")
        kept(library, large(20_000))
        assert_same(five(), read(library, library.runs()[-1]))


@pytest.mark.skipif(sys.platform == "win32", reason="folders there are not made so")
@pytest.mark.parametrize("what", ["folder", "file"])
def test_what_may_not_be_written_is_left_alone(tmp_path: Path, what: str) -> None:
    """A folder that is another's, or a file that is protected: a sentence, and nothing changed."""
    folder = tmp_path / "data"
    folder.mkdir()
    path = folder / "runs.sqlite3"
    if what == "file":
        filled(path)
        path.chmod(0o444)
    before = path.read_bytes() if what == "file" else None
    folder.chmod(0o555)
    for place in (tmp_path, *list(tmp_path.parents)[:2]):
        place.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", OPEN_AS_NOBODY, str(path)],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=LONGEST_S,
    )
    folder.chmod(0o755)
    assert done.stdout.startswith(f"Runs cannot be kept in {path}: the file ")
    assert (path.read_bytes() if path.exists() else None) == before
    assert aside(path) == []


MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:40 / /home rw,relatime shared:2 - nfs4 server:/home rw,vers=4.2
31 30 8:2 / /home/local\\040disk rw,relatime - xfs /dev/sdb1 rw
32 22 0:41 / /mnt rw - ext4 /dev/sdc1 rw
33 22 0:42 / /mnt rw - fuse.sshfs other:/ rw
broken
"""


@not_on_windows("there folders are on drives")
@pytest.mark.parametrize(
    ("folder", "shared"),
    [
        ("/home/ada/.local/share", True),
        ("/home/local disk/ada", False),
        ("/homes/ada", False),
        ("/mnt/data", True),
        ("/", False),
    ],
)
def test_file_system_of_several_computers_is_known(
    tmp_path: Path, folder: str, shared: bool
) -> None:
    """The homes of a computer room, say."""
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS, encoding="utf-8")
    assert is_shared(Path(folder), mounts) is shared
    assert not is_shared(Path(folder), tmp_path / "missing")


def test_there_programs_share_no_memory(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file begun elsewhere is changed over, and back again."""

    def journal() -> str:
        with closing(Library(path)) as library:
            kept(library)
            (mode,) = library._file.connection.execute("PRAGMA journal_mode").fetchone()
            assert path.with_name("runs.sqlite3-shm").exists() is (mode == "wal")
            return str(mode)

    assert journal() == "wal"
    monkeypatch.setattr(library_file, "is_shared", lambda _folder: True)
    assert journal() == "truncate"
    monkeypatch.undo()
    assert journal() == "wal"
    with closing(Library(path)) as library:
        assert len(library.runs()) == 3


@pytest.mark.parametrize(
    ("platform", "environment", "folder"),
    [
        ("linux", {}, "/home/ada/.local/share/multisquare"),
        ("linux", {"XDG_DATA_HOME": "/data"}, "/data/multisquare"),
        ("linux", {"XDG_DATA_HOME": "relative"}, "/home/ada/.local/share/multisquare"),
        ("darwin", {}, "/home/ada/Library/Application Support/MultiSquare"),
        ("win32", {}, "/home/ada/AppData/Local/MultiSquare"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local/MultiSquare"),
    ],
)
def test_data_lie_where_the_platform_keeps_them(
    platform: str, environment: dict[str, str], folder: str
) -> None:
    """Those that stay on this computer."""
    assert data_folder(platform, environment, Path("/home/ada")) == Path(folder)


@pytest.mark.parametrize("seed", range(100))
def test_whatever_has_become_of_the_file_there_is_a_sentence_and_a_way_on(
    path: Path, seed: int
) -> None:
    """Bytes here and there, in the head or anywhere, or a part cut off: a run can be kept."""
    filled(path, 20)
    chance = random.Random(seed)
    data = bytearray(path.read_bytes())
    for _ in range(chance.choice([1, 5, 50, 1_000])):
        data[chance.randrange(chance.choice([100, 4_096, len(data)]))] = chance.randrange(256)
    path.write_bytes(data[: chance.choice([len(data), len(data) - 1, chance.randrange(len(data))])])
    before = path.read_bytes()
    try:
        library = Library(path)
    except LibraryProblem:  # as a newer version's, say, or protected
        assert path.read_bytes() == before
        library = Library(None)
    with closing(library):
        for run in library.runs():
            with suppress(LibraryProblem):
                read(library, run)
        run = kept(library)
        assert_same(five(), read(library, run))
        assert run in library.runs()
