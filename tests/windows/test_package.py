"""The Windows package, run under Wine: built here for tests, released from a real Windows."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from tests.e2e.waiting import libraries_of, processes_with, wait_until
from tests.windows.wine import DIST, LONGEST_S, PROGRAM, Wine

pytestmark = [pytest.mark.windows, pytest.mark.timeout(300)]

SQUARES = {f"{number} squared to {number * number} by: " for number in range(2, 7)}
MOST_BYTES = 80_000_000
UNNEEDED = ("opengl32sw.dll", "qt6network.dll", "qdirect2d.dll")


def squares_in(printed: str) -> set[str]:
    """Return the rows without the names in them."""
    return {row.partition("Process-")[0] for row in printed.splitlines()}


def files_of(folder: Path) -> dict[str, int]:
    """Return the files below a folder, with their sizes."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.stat().st_size for path in paths}


def packed(kind: str) -> Path:
    """Return the one packed file of a kind."""
    (path,) = DIST.glob(f"MultiSquare-*.{kind}")
    return path


def test_package_is_small_and_holds_nothing_unneeded() -> None:
    """A school's network copies it thirty times."""
    files = files_of(PROGRAM.parent)
    assert sum(files.values()) <= MOST_BYTES
    assert not [name for name in files if name.lower().endswith(UNNEEDED)]


def test_executable_says_what_it_is() -> None:
    """Windows shows this under Properties, Details."""
    words = PROGRAM.read_bytes()
    for said in ("ProductVersion", "MultiSquare.exe", "The MultiSquare developers"):
        assert said.encode("utf-16-le") in words


def test_rows_are_printed_where_it_was_called_from(wine: Wine) -> None:
    """Although it has no console of its own."""
    status, printed, said = wine.run(PROGRAM, "--no-window", "2", "3", "4", "5", "6")
    assert (status, said) == (0, "")
    assert squares_in(printed) == SQUARES


@pytest.mark.parametrize(
    ("words", "status"), [(("--version",), 0), (("--help",), 0), (("--no-window", "2,x"), 2)]
)
def test_what_it_says_is_heard(wine: Wine, words: tuple[str, ...], status: int) -> None:
    """Also what it does not understand, and how it ended."""
    ended, printed, said = wine.run(PROGRAM, *words)
    assert ended == status
    assert said if status else printed


@pytest.mark.parametrize(
    "way",
    [
        ("--at-most", "70"),
        ("--strategy", "pool", "--processes", "40"),
        ("--strategy", "threads", "--processes", "100"),
    ],
)
def test_more_is_waited_for_than_windows_waits_for_at_once(
    wine: Wine, way: tuple[str, ...]
) -> None:
    """It waits for 64 handles at a time and no more."""
    status, printed, said = wine.run(PROGRAM, "--no-window", *way, "1..70")
    assert (status, said) == (0, "")
    assert len(printed.splitlines()) == 70


def test_numbers_larger_than_a_pipe_and_many_of_them_come_through(wine: Wine) -> None:
    """Neither side waits for the other to read."""
    status, printed, _ = wine.run(PROGRAM, "--no-window", "-", text="7" * 15_000)
    assert status == 0
    assert "by: Process-1" in printed
    words = ("--strategy", "pool", "--processes", "2", "1..100000")
    status, printed, _ = wine.run(PROGRAM, "--no-window", *words)
    assert status == 0
    assert len(printed.splitlines()) == 100_000


def test_it_tries_itself_and_writes_a_report(wine: Wine, tmp_path: Path) -> None:
    """Every way, a killed child, a stopped run."""
    report = tmp_path / "report.json"
    status, _, said = wine.run(PROGRAM, "--self-test", f"Z:{report}")
    checks = json.loads(report.read_text(encoding="utf-8"))["checks"]
    assert [check for check in checks if not check["ok"]] == []
    assert (status, len(checks) > 5) == (0, True), said


def test_no_child_loads_qt(new_wine: Wine) -> None:
    """It would cost every child a second, and a pop-up."""
    words = ("--no-window", "--work", "computing:30", "2", "3")
    new_wine.start(PROGRAM, *words)
    try:

        def python_processes() -> list[str]:
            maps = [libraries_of(process) for process in processes_with(*new_wine.mark)]
            return [lines.lower() for lines in maps if "python311.dll" in lines.lower()]

        found = wait_until(
            lambda: maps if len(maps := python_processes()) >= 3 else None,
            "the program and two children",
            LONGEST_S,
        )
        # The program itself is packaged with Qt and loads some of it.
        assert sum("qt6" in lines for lines in found) <= 1
    finally:
        new_wine.end()


def test_it_runs_from_a_stick_that_cannot_be_written(wine: Wine, tmp_path: Path) -> None:
    """In a folder with spaces and umlauts, and with no trace of it there."""
    home = tmp_path / "Übung 3 – größer"
    with zipfile.ZipFile(packed("zip")) as archive:
        archive.extractall(home)
    before = files_of(home)
    folders = [home, *(path for path in home.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        program = home / "MultiSquare/MultiSquare.exe"
        status, printed, said = wine.run(program, "--no-window", "2", "3", "4", "5", "6")
        assert (status, said) == (0, "")
        assert squares_in(printed) == SQUARES
        assert files_of(home) == before
    finally:
        for folder in folders:
            folder.chmod(0o755)


def test_it_is_installed_and_removed_without_a_question(new_wine: Wine) -> None:
    """As on a whole room's computers: in Program Files, in the start menu, and then nowhere."""
    new_wine.run("cmd", "/c", "ver")
    before = new_wine.written()
    installer = f"Z:{packed('msi')}"
    assert new_wine.run("msiexec", "/i", installer, "/qn")[0] == 0
    installed = new_wine.written() - before
    assert [name for name in installed if name.endswith("MultiSquare.lnk")]
    program = "C:\\Program Files\\MultiSquare\\MultiSquare.exe"
    status, printed, _ = new_wine.run(program, "--no-window", "2", "3", "4", "5", "6")
    assert (status, squares_in(printed)) == (0, SQUARES)
    assert new_wine.run("msiexec", "/x", installer, "/qn")[0] == 0
    left = {name for name in new_wine.written() - before if "MultiSquare" in name}
    assert left == set()
    assert not (new_wine.drive_c / "Program Files/MultiSquare").exists()
    shutil.rmtree(new_wine.prefix, ignore_errors=True)
