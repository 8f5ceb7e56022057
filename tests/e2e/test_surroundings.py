"""Places and conditions the program is started in, none of which may keep it from its work."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.e2e.conftest import Start
from tests.e2e.desktop import Desktop
from tests.e2e.program import PACKAGED, REPOSITORY, Program
from tests.e2e.terminal import run, without_screen
from tests.e2e.waiting import wait_until

Command = tuple[str, ...]

DONE = ["2 squared to 4 by: Process-1", "3 squared to 9 by: Process-2"]

PLACES = {
    "a temporary folder with a long path": 'mkdir "$TMPDIR"; export XDG_RUNTIME_DIR="$TMPDIR"',
    "no temporary folder": "export TMPDIR=/proc/none XDG_RUNTIME_DIR=/proc/none",
    "a folder not in UTF-8": 'place="$PLACE/$(printf "caf\\351")"; mkdir "$place"; cd "$place"',
    "a folder of spaces, umlauts and emoji": 'mkdir "$PLACE/ä ö 🎉"; cd "$PLACE/ä ö 🎉"',
    "a folder that is deleted": 'mkdir "$PLACE/gone"; cd "$PLACE/gone"; rmdir "$PLACE/gone"',
    "a home that is read-only": "export HOME=/proc",
    "no home": "unset HOME XDG_CONFIG_HOME XDG_STATE_HOME XDG_CACHE_HOME XDG_DATA_HOME",
    "a terminal without UTF-8": "export LC_ALL=C PYTHONUTF8=0 PYTHONIOENCODING=latin-1",
    "one core": 'taskset -c -p "$CORE" $$ >/dev/null',
    "few descriptors": "ulimit -n 40",
    "a background that hang-ups do not reach": "trap '' HUP",
}

MOUNTED = {
    "a full disk": 'mount -t tmpfs -o size=16k none "$PLACE"; cat /dev/zero > "$PLACE/zeros"',
    "temporary folders that forbid programs": 'mount -t tmpfs -o noexec none "$PLACE"',
    "temporary folders that are read-only": 'mount -t tmpfs -o ro none "$PLACE"',
    "no /dev/shm": "mount -t tmpfs -o ro none /dev/shm",
}


@pytest.mark.parametrize("method", ["forkserver", "spawn"])
@pytest.mark.parametrize("place", PLACES)
def test_numbers_are_squared_in(command: Command, tmp_path: Path, place: str, method: str) -> None:
    """Every number arrives, and nobody hears of what the program had to get round."""
    done = run(
        command,
        *("--no-window", "2", "3", "--start-method", method),
        before=PLACES[place],
        PLACE=str(tmp_path),
        CORE=str(min(os.sched_getaffinity(0))),
        TMPDIR=str(tmp_path / ("long" * 30)) if "long" in place else str(tmp_path),
    )
    assert sorted(done.stdout.splitlines()) == DONE, done.stderr
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("place", MOUNTED)
def test_numbers_are_squared_with(command: Command, tmp_path: Path, place: str) -> None:
    """As above; such a place can only be made by somebody who may mount it."""
    around = ("unshare", "--mount")
    if subprocess.run([*around, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("nothing may be mounted here")
    folder = str(tmp_path)
    done = run(
        command,
        *("--no-window", "2", "3"),
        before=f'({MOUNTED[place]}) 2>&-; cd "$PLACE"',
        around=around,
        **dict.fromkeys(["PLACE", "HOME", "TMPDIR", "XDG_RUNTIME_DIR"], folder),
    )
    assert sorted(done.stdout.splitlines()) == DONE, done.stderr
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("limit", [2, 4, 6])
def test_with_hardly_a_process_allowed_every_number_is_answered_for(
    command: Command, limit: int
) -> None:
    """The limit on processes counts for ordinary users only, so root becomes one."""
    if os.getuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("becomes another user, which only root may")
    capability = "+dac_read_search"  # it may read the program, wherever it lies
    around = (
        *("prlimit", f"--nproc={limit}"),
        *("setpriv", "--reuid=12345", "--regid=12345", "--clear-groups"),
        *(f"--inh-caps={capability}", f"--ambient-caps={capability}"),
    )
    done = subprocess.run(
        [*around, *command, "--no-window", "2", "3"],
        cwd=REPOSITORY,
        env=without_screen(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    told = done.stdout.splitlines() + done.stderr.splitlines()
    assert sum(line.startswith(("2 ", "3 ")) for line in told) == 2, done.stderr
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr


def test_two_at_a_time_do_not_get_into_each_others_way(command: Command) -> None:
    """Each has servants and sockets of its own."""
    arguments = [*command, "--no-window", "1..40", "--strategy", "pool"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    programs = [
        subprocess.Popen(arguments, cwd=REPOSITORY, env=without_screen(), **pipes)  # type: ignore[call-overload]
        for _ in range(2)
    ]
    for program in programs:
        rows, problems = program.communicate(timeout=60)
        assert (len(rows.splitlines()), problems, program.returncode) == (40, "", 0)


def test_stopped_and_continued_it_goes_on(command: Command) -> None:
    """As with Ctrl+Z and fg: all processes of the terminal stop, and go on."""
    program = subprocess.Popen(
        [*command, "--no-window", "1..6", "--work", "waiting:0.5", "--at-most", "3"],
        cwd=REPOSITORY,
        env=without_screen(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    looked_at = psutil.Process(program.pid)
    wait_until(lambda: len(looked_at.children(recursive=True)) > 3, "processes at work")
    os.killpg(program.pid, signal.SIGSTOP)
    wait_until(lambda: looked_at.status() == psutil.STATUS_STOPPED, "the standstill")
    os.killpg(program.pid, signal.SIGCONT)
    rows, problems = program.communicate(timeout=60)
    assert (len(rows.splitlines()), problems, program.returncode) == (6, "", 0)


def test_where_the_screen_cannot_be_reached_the_squares_are_printed(command: Command) -> None:
    """Named with its reason, and nobody is told to reinstall anything."""
    done = run(command, "2", "3", DISPLAY=":7654")
    assert sorted(done.stdout.splitlines()) == DONE
    assert done.returncode == 0
    (told,) = done.stderr.splitlines()
    assert re.match(r"No window can be shown \(could not connect to display :7654\), so", told)


def test_on_a_screen_with_a_palette_the_squares_are_printed(command: Command) -> None:
    """Qt cannot paint there, and would crash."""
    reading, writing = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "800x600x8", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        done = run(command, "2", "3", DISPLAY=f":{number}")
    finally:
        screen.terminate()
        screen.wait(10)
    assert sorted(done.stdout.splitlines()) == DONE
    assert "too few colours" in done.stderr


def test_open_window_goes_on_after_temporary_files_were_cleaned_up(
    start: Start, desktop: Desktop
) -> None:
    """It opens although the usual place is no place for sockets, and outlives the other one."""
    desktop.environment["TMPDIR"] = str(desktop.folder / ("long" * 30))
    Path(desktop.environment["TMPDIR"]).mkdir()
    desktop.environment["XDG_CONFIG_HOME"] = "/proc/none"
    program = start("2", "3")
    desktop.keys("Return")
    wait_until(lambda: len(program.rows()) == 2, "two rows")
    folders = socket_folders(program.processes())
    assert folders
    for folder in folders:
        shutil.rmtree(folder)
    program.enter_numbers("5 6 7")
    desktop.keys("Return")
    wait_until(lambda: len(program.rows()) == 3, "three rows")
    assert all("squared to" in row for row in program.rows())


def test_open_window_goes_on_after_the_program_was_moved(
    command: Command, desktop: Desktop, tmp_path: Path
) -> None:
    """What its processes need is in the fork server's memory."""
    program = Program(desktop, copied_to(tmp_path / "program", command), ("2", "3"))
    try:
        desktop.keys("Return")
        wait_until(lambda: len(program.rows()) == 2, "two rows")
        (tmp_path / "program").rename(tmp_path / "moved")
        program.enter_numbers("5 6.5 1/3")
        desktop.keys("Return")
        wait_until(lambda: len(program.rows()) == 3, "three rows")
        assert all("squared to" in row for row in program.rows())
    finally:
        program.end()


def copied_to(place: Path, command: Command) -> Command:
    """Return the command of a copy of the program."""
    if command == PACKAGED:
        shutil.copytree(Path(command[0]).parent, place, symlinks=True)
        return (str(place / "MultiSquare"),)
    for part in ("app", "resources"):
        shutil.copytree(REPOSITORY / part, place / part)
    return (command[0], str(place / "app"))


@pytest.mark.parametrize("method", ["forkserver", "spawn"])
def test_run_of_a_program_that_is_gone_names_the_cause(tmp_path: Path, method: str) -> None:
    """The fork server is gone as well: no process can load what it needs."""
    shutil.copytree(REPOSITORY / "app", tmp_path / "program" / "app")
    (tmp_path / "program" / "vanishing").mkdir()
    script = tmp_path / "program" / "vanishing" / "__main__.py"
    script.write_text(VANISHING)
    done = subprocess.run(
        [sys.executable, "-m", "vanishing", method],
        cwd=tmp_path / "program",
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    cause = f"MultiSquare's own files are no longer in {tmp_path / 'program'}"
    assert done.stdout.splitlines() == [
        f"{number} was not squared: no process could be started for it: {cause}"
        for number in (2, 3)
    ], done.stderr


VANISHING = """
import os, sys
from pathlib import Path
from app.engine.log import Log
from app.engine.telling.row_sentences import row_sentence
from app.engine.plan import Plan
from app.engine.running.run import Run
from app.engine.way import ONE_AFTER_ANOTHER, Way
from app.surroundings import leave_for_safe_folder

leave_for_safe_folder()
program = Path(__file__).parents[1]
plan, log = Plan([2, 3], Way(*ONE_AFTER_ANOTHER, start_method=sys.argv[1])), Log([2, 3])
run = Run(plan)
program.rename(program.with_name("elsewhere"))
for events in run:
    log.extend(events)
print(*sorted(row_sentence(log, row) for row in range(len(log))), sep="\\n")
"""


def socket_folders(processes: list[psutil.Process]) -> list[Path]:
    """Return where the fork servers among some processes listen."""
    listening = (
        Path(str(connection.laddr))
        for process in processes
        for connection in process.net_connections("unix")
        if "listener-" in str(connection.laddr)
    )
    return sorted({path.parent for path in listening if path.parent.exists()})


@pytest.mark.e2e
def test_error_that_keeps_the_window_from_opening_is_shown(desktop: Desktop) -> None:
    """Whoever has double-clicked the program has no terminal to look at."""
    breaking = "import sys, app.ui.settings as s; s.Settings = None"
    starting = "from app.__main__ import main; sys.exit(main())"
    desktop.environment["PYTHONPATH"] = str(REPOSITORY)
    program = Program(desktop, (sys.executable, "-c", f"{breaking}; {starting}"), ())
    try:
        words = program.texts()
        assert "MultiSquare could not open its window." in words
        assert "TypeError: 'NoneType' object is not callable" in words
        desktop.keys("Return")
        assert program.wait_for_end() == 1
    finally:
        program.end()


def test_file_named_on_the_command_line_opens_in_the_window(
    start: Start, desktop: Desktop, tmp_path: Path
) -> None:
    """As a file manager gives it."""
    file = tmp_path / "table.csv"
    file.write_text("11\n12\n")
    program = start(str(file))
    desktop.keys("Return")
    wait_until(lambda: len(program.rows()) == 2, "two rows")
    assert sorted(row.split()[0] for row in program.rows()) == ["11", "12"]


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT])
def test_signals_close_the_window_in_order(start: Start, number: signal.Signals) -> None:
    """As at the end of a session, or when the terminal goes that it was started from."""
    program = start("2", "3")
    os.kill(program.pid, number)
    assert program.wait_for_end() == 0
    wait_until(lambda: not program.processes(), "the end of all", 2.0)
