"""The command line in every shape a person gives it, and the streams they may leave out."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable
from itertools import product
from pathlib import Path

import psutil
import pytest

from tests.e2e.program import REPOSITORY
from tests.e2e.terminal import run, without_screen
from tests.e2e.waiting import wait_until

Command = tuple[str, ...]

DEVICES = {"closed": "{n}>&-", "full": "{n}>/dev/full", "open": ""}


def rows(*numbers: int, worker: str = "Process") -> list[str]:
    """Return the rows of whole numbers, each with a worker of its own, in order."""
    return [f"{n} squared to {n * n} by: {worker}-{at}" for at, n in enumerate(numbers, 1)]


def test_options_may_stand_between_numbers(command: Command) -> None:
    """What follows an option is a number again."""
    done = run(command, "--no-window", "2", "--strategy", "one", "-3", "--at-most", "1", "4")
    assert done.stdout.splitlines() == [
        f"{n} squared to {n * n} by: Process-1" for n in (2, -3, 4)
    ], done.stderr


@pytest.mark.parametrize("option", ["--strategy", "--processes", "--work", "--start-method"])
def test_negative_number_as_an_options_value_is_quoted_as_typed(
    command: Command, option: str
) -> None:
    """The reason names what was typed, and nothing invisible."""
    done = run(command, "--no-window", option, "-3")
    assert done.returncode == 2
    assert "'-3'" in done.stderr
    assert done.stderr.replace("\n", "").isprintable()


@pytest.mark.parametrize("name", ["table.csv", "päper with spaces.txt", "numbers"])
def test_file_is_opened(command: Command, tmp_path: Path, name: str) -> None:
    """The numbers of a file, given as a path."""
    file = tmp_path / name
    file.write_text("2\n3\n")
    done = run(command, "--no-window", str(file))
    assert sorted(done.stdout.splitlines()) == rows(2, 3), done.stderr


def test_file_that_is_not_there_is_named(command: Command) -> None:
    """It is not taken for a number."""
    done = run(command, "--no-window", "nowhere.csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert "There is no file “nowhere.csv”." in done.stderr


@pytest.mark.parametrize("start", ["app", "app/__main__.py"])
@pytest.mark.parametrize("method", ["forkserver", "spawn", "fork"])
@pytest.mark.e2e
def test_started_as_a_file_or_a_folder(tmp_path: Path, start: str, method: str) -> None:
    """Wherever it is started."""
    python = REPOSITORY / ".venv" / "bin" / "python"
    done = subprocess.run(
        [python, REPOSITORY / start, "--no-window", "2", "3", "--start-method", method],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert sorted(done.stdout.splitlines()) == rows(2, 3), done.stderr
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("no_input", "output", "errors"),
    list(product(["", "<&-"], ["open", "closed", "full"], ["open", "closed", "full"])),
)
def test_streams_that_are_closed_or_full_lose_only_what_is_printed(
    command: Command, no_input: str, output: str, errors: str
) -> None:
    """The status is what it should be; nothing that should not be there is printed."""
    streams = f"{no_input} {DEVICES[output].format(n=1)} {DEVICES[errors].format(n=2)}"
    done = run(command, "--no-window", "2", "3", streams=streams)
    assert done.returncode == (1 if output == "full" else 0)
    assert sorted(done.stdout.splitlines()) == (rows(2, 3) if output == "open" else [])
    told = "The squares could not be printed: No space left on device.\n"
    assert done.stderr == (told if (output, errors) == ("full", "open") else "")


@pytest.mark.parametrize("method", ["spawn", "fork"])
def test_without_any_stream_every_start_method_works(command: Command, method: str) -> None:
    """No channel gets the number of a stream, which children would close or write to."""
    done = run(command, "--no-window", "2", "--start-method", method, streams="<&- >&- 2>&-")
    assert done.returncode == 0


@pytest.mark.parametrize("streams", ["2>&-", "2>/dev/full", ">&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("words", ["three", "-", "--nonsense", "nowhere.csv"])
def test_status_of_bad_input_needs_no_stream(command: Command, streams: str, words: str) -> None:
    """Whoever hears nothing still gets the status."""
    done = run(command, "--no-window", words, streams=streams)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "")


def catches_sigterm(process: psutil.Process) -> bool:
    """Return whether the program has come so far as to mind signals."""
    status = Path(f"/proc/{process.pid}/status").read_text()
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt"))
    return bool(int(caught.split()[1], 16) >> signal.SIGTERM - 1 & 1)


def has_children(process: psutil.Process) -> bool:
    """Return whether the program has begun to start processes."""
    return bool(process.children())


def has_many(process: psutil.Process) -> bool:
    """Return whether the program is in the middle of starting processes."""
    return len(process.children(recursive=True)) > 8


@pytest.mark.parametrize("moment", [catches_sigterm, has_children, has_many])
@pytest.mark.parametrize("method", ["forkserver", "spawn"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signal_at_any_moment_of_the_start_ends_all_quietly(
    command: Command,
    moment: Callable[[psutil.Process], bool],
    method: str,
    number: signal.Signals,
) -> None:
    """Ctrl+C and the like go to all processes of a terminal at once; none has a traceback."""
    arguments = ("--no-window", "1..500", "--work", "waiting:5", "--start-method", method)
    program = subprocess.Popen(
        [*command, *arguments],
        cwd=REPOSITORY,
        env=without_screen(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    wait_until(lambda: moment(psutil.Process(program.pid)), moment.__name__, 20)
    os.killpg(program.pid, number)
    said = program.communicate(timeout=20)[1]
    assert program.returncode == 128 + number
    assert "Traceback" not in said
    assert all(line.endswith(("the run was stopped", ")")) for line in said.splitlines()), said
    wait_until(lambda: not group_of(program.pid), "the end of all", 5)


def group_of(leader: int) -> list[psutil.Process]:
    """Return the living processes of a process group."""
    return [process for process in psutil.process_iter() if is_alive_in(process, leader)]


def is_alive_in(process: psutil.Process, group: int) -> bool:
    """Return whether a process lives and belongs to a group."""
    try:
        return os.getpgid(process.pid) == group and process.status() != psutil.STATUS_ZOMBIE
    except (ProcessLookupError, psutil.NoSuchProcess):
        return False
