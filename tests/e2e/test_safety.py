"""What SECURITY.md promises, watched from outside while the real program runs."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from app.engine.way import start_methods
from tests.e2e.desktop import Desktop
from tests.e2e.program import REPOSITORY, Program
from tests.e2e.terminal import without_screen
from tests.e2e.tracing import RIGHTS, STARTING, Call, Trace, why_not_traced
from tests.e2e.waiting import wait_until

Command = tuple[str, ...]

traced = pytest.mark.skipif(bool(why_not_traced()), reason=why_not_traced() or "can be traced")

NOT_FILES = ("/dev/null", "/dev/tty", "/dev/shm", "/proc/self", "/dev/dri", "/dev/udmabuf")
"""Places that keep nothing; Qt asks for a graphics card."""


PLACES = ("config", "data", "state", "cache", "run")
"""The platform's places for a program's files, as the desktop of a test has them."""


@pytest.fixture
def passing() -> Iterator[Path]:
    """Return a folder for files that are gone when the program is; short, as a socket's must be."""
    with tempfile.TemporaryDirectory(prefix="passing-") as folder:
        yield Path(folder)
        assert os.listdir(folder) == []


@pytest.fixture
def trace(tmp_path: Path) -> Trace:
    """Return what writes down what a program asks of the system."""
    return Trace(tmp_path / "trace")


@traced
@pytest.mark.parametrize("method", start_methods())
def test_a_run_without_a_window_keeps_to_itself(
    command: Command, trace: Trace, tmp_path: Path, passing: Path, method: str
) -> None:
    """No network, no other program, no other's rights, no file but the passing ones it needs."""
    words = ("--no-window", "--start-method", method, "--strategy", "each", "2", "3", "4")
    done = _run(trace.around(command), words, tmp_path, passing)
    assert len(done.stdout.splitlines()) == 3, done.stderr
    _hold_promises(trace.calls(), command, [passing])


@traced
def test_a_self_test_writes_its_report_and_nothing_else(
    command: Command, trace: Trace, tmp_path: Path, passing: Path
) -> None:
    """Everything the engine can do, and one file that was asked for."""
    report = tmp_path / "report.json"
    done = _run(trace.around(command), ("--self-test", str(report)), tmp_path, passing)
    assert done.returncode == 0, done.stderr
    written = _hold_promises(trace.calls(), command, [passing, report])
    assert report in written


@traced
def test_a_window_keeps_to_itself(
    command: Command, trace: Trace, desktop: Desktop, tmp_path: Path, passing: Path
) -> None:
    """From its opening over a run to its closing; settings go where the platform wants them."""
    desktop.environment |= _without_traces(passing)
    program = Program(desktop, trace.around(command), ("2", "3", "4"))
    try:
        desktop.keys("Return")
        wait_until(lambda: len(program.rows()) == 3, "three rows", 30)
        desktop.keys("alt+F4")
        assert program.wait_for_end(30) == 0
    finally:
        program.end()
    places = [tmp_path / name for name in PLACES]
    written = _hold_promises(trace.calls(), command, [*places, passing])
    assert any((tmp_path / "config") in path.parents for path in written)


@pytest.mark.parametrize("method", start_methods())
def test_no_process_of_a_run_has_a_network_socket(command: Command, method: str) -> None:
    """The same looked at from the system's lists, which works where nothing can be traced."""
    words = ("--no-window", "--start-method", method, "--work", "waiting:0.5", "2", "3", "4")
    seen: set[int] = set()
    with subprocess.Popen(
        [*command, *words], cwd=REPOSITORY, env=without_screen(), stdout=subprocess.DEVNULL
    ) as program:
        while program.poll() is None:
            with suppress(psutil.NoSuchProcess):
                main = psutil.Process(program.pid)
                for process in (main, *main.children(recursive=True)):
                    seen.add(process.pid)
                    assert process.net_connections("inet") == []
            time.sleep(0.02)
    assert program.returncode == 0
    assert len(seen) >= 4


def _run(
    command: Command, words: tuple[str, ...], folder: Path, passing: Path
) -> subprocess.CompletedProcess[str]:
    """Run the program to its end with a home that must stay as it is."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    places = {f"XDG_{kind}_HOME": "" for kind in ("CONFIG", "DATA", "STATE", "CACHE")}
    done = subprocess.run(
        [*command, *words],
        cwd=REPOSITORY,
        env={**without_screen(), **places, "HOME": str(home), **_without_traces(passing)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=110,
    )
    assert os.listdir(home) == []
    return done


def _without_traces(passing: Path) -> dict[str, str]:
    """Return what lets passing files lie in a folder of their own, and Python keep nothing.

    It keeps what it has compiled beside the sources, unless told not to.
    """
    return {"TMPDIR": str(passing), "PYTHONDONTWRITEBYTECODE": "1"}


def _hold_promises(calls: list[Call], command: Command, places: list[Path]) -> set[Path]:
    """Hold what is promised of every run, and return the files that were written."""
    families = {call.words.split(",")[0] for call in calls if call.name == "socket"}
    assert families <= {"AF_UNIX"}, families
    assert [call for call in calls if call.name in RIGHTS] == []
    assert _programs(calls) == {_real(Path(command[0]))}
    written = {path for call in calls if call.granted and call.changes_files for path in call.paths}
    elsewhere = {path for path in written if not _is_allowed(path, places)}
    assert elsewhere == set()
    return written


def _programs(calls: list[Call]) -> set[Path]:
    """Return every program that was started; what was looked for and not found is none."""
    return {_real(call.paths[0]) for call in calls if call.granted and call.name in STARTING}


def _real(program: Path) -> Path:
    """Return a program's own file; a virtual environment's Python is a link to it."""
    return program.resolve()


def _is_allowed(path: Path, places: list[Path]) -> bool:
    """Return whether a file may be written: it lies in one of the places, or keeps nothing."""
    return any(path.is_relative_to(place) for place in (*places, *map(Path, NOT_FILES)))


def test_the_watch_sees_what_it_must_not_overlook(tmp_path: Path) -> None:
    """A program that breaks each promise is caught at each."""
    if why_not_traced():
        pytest.skip(why_not_traced())
    trace = Trace(tmp_path / "trace")
    target = tmp_path / "stray ü.txt"
    script = (
        "import os, socket, subprocess\n"
        "socket.socket(socket.AF_INET).close()\n"
        f"open({str(target)!r}, 'w').close()\n"
        "subprocess.run(['true'])\n"
        "os.setuid(os.getuid())\n"
    )
    subprocess.run([*trace.around((sys.executable, "-c", script))], check=True, timeout=60)
    calls = trace.calls()
    broken: list[Callable[[], object]] = [
        lambda: next(call for call in calls if call.words.startswith("AF_INET")),
        lambda: next(call for call in calls if call.name in RIGHTS),
        lambda: next(path for path in _programs(calls) if path.name == "true"),
        lambda: next(call for call in calls if call.changes_files and target in call.paths),
    ]
    for find in broken:
        assert find() is not None
