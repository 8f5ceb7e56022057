"""Run files on the command line and in the real window."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from app.engine.plan import Plan
from app.engine.record import another_go, first_run
from app.engine.storage.run_file import save_run
from app.engine.storage.run_file_reading import open_run
from tests import hand_written_logs as logs
from tests.e2e.conftest import Start
from tests.e2e.desktop import Desktop
from tests.e2e.program import FROM_SOURCE
from tests.e2e.terminal import run, without_screen
from tests.e2e.test_files import answer_file_dialog
from tests.e2e.waiting import wait_until
from tests.engine.storage.test_record_lines import carried_out
from tests.platforms import not_on_windows


def test_run_is_saved_and_its_rows_are_printed_again(tmp_path: Path) -> None:
    """As they were, with their names and their order; a number that failed as well."""
    path = tmp_path / "run.json.gz"
    function = tmp_path / "inverse.py"
    function.write_text("def inverse(n):\n    print('at', n)\n    return 1 / n\n")
    words = ("--no-window", "2", "0", "4", "--strategy", "one", "--function", f"{function}")
    made = run(FROM_SOURCE, *words, "--save", f"{path}")
    again = run(FROM_SOURCE, "--no-window", f"{path}")
    assert "2 gives 0.5 by: Process-1\n" in made.stdout
    assert "ZeroDivisionError" in made.stderr
    assert (again.stdout, again.stderr) == (made.stdout, made.stderr)
    assert (made.returncode, again.returncode) == (1, 1)


def test_rows_are_those_after_the_last_go(tmp_path: Path) -> None:
    """A number that was squared at the second go is."""
    path, first = tmp_path / "run.json", first_run(Plan(logs.one_killed().numbers))
    first.log.extend(logs.one_killed_events())
    save_run(path, carried_out(another_go(first, first.log.not_done_spans())))
    done = run(FROM_SOURCE, "--no-window", f"{path}")
    assert "5 squared to 25 by: Process-6" in done.stdout
    assert "2 squared to 4 by: Process-1" in done.stdout
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("missing.json.gz",), "There is no such file."),
        (("--save", "run.json", "old.json"), "a file with a run is only shown"),
        (("--script", "old.json"), "a file with a run is only shown"),
        (("--save", "missing/run.json", "2"), "could not be saved"),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path: Path, words: tuple[str, ...], why: str) -> None:
    """With a status of its own, and without a word of Python's."""
    (tmp_path / "old.json").touch()
    done = run((*FROM_SOURCE, "--no-window"), *words, before=f"cd {tmp_path}")
    assert why in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode != 0


def test_save_without_no_window_says_where_it_is() -> None:
    """In the File menu."""
    done = run(FROM_SOURCE, "--save", "run.json", "2")
    assert done.returncode == 2
    assert "--no-window" in done.stderr


@not_on_windows("has no Ctrl+C to be sent")
def test_run_that_is_stopped_is_saved_as_far_as_it_came(tmp_path: Path) -> None:
    """Ctrl+C ends the run, not the saving."""
    path, begun, function = tmp_path / "run.json.gz", tmp_path / "begun", tmp_path / "wait.py"
    function.write_text(
        f"import time\ndef wait(n):\n    open({str(begun)!r}, 'w').close()\n    time.sleep(60)\n"
    )
    work = ("--function", f"{function}", "--save", f"{path}")
    program = subprocess.Popen(
        [*FROM_SOURCE, "--no-window", "2", "3", *work],
        env=without_screen(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_until(begun.exists, "a number that has been taken up")
    program.send_signal(signal.SIGINT)
    assert program.wait(20) == 128 + signal.SIGINT
    assert open_run(path).log.stopped


def test_window_opens_the_file_it_is_given(start: Start, desktop: Desktop) -> None:
    """Its rows stand there, and the person saves them as a run again."""
    path, again = desktop.folder / "run.json.gz", desktop.folder / "again.json.gz"
    shutil.rmtree(again, ignore_errors=True)
    made = run(FROM_SOURCE, "--no-window", "7", "8", "--strategy", "one", "--save", f"{path}")
    assert made.returncode == 0
    program = start(f"{path}")
    wait_until(lambda: len(program.rows()) == 2, "two rows")
    assert "7 squared to 49 by: Process-1" in program.rows()
    assert "run.json.gz" in program.texts()
    desktop.screenshot()
    desktop.keys("ctrl+shift+s")
    answer_file_dialog(desktop, "Save run", again)
    wait_until(again.is_file, "the file")
    assert again.read_bytes() == path.read_bytes()
    assert not program.workers()
    assert os.stat(again).st_mode & 0o777 == 0o644


def test_damaged_file_is_refused_in_the_window(start: Start, desktop: Desktop) -> None:
    """Which squares as it always does."""
    path = desktop.folder / "run.json.gz"
    path.write_bytes(b"\x1f\x8bnothing of it is whole")
    program = start(f"{path}")
    wait_until(lambda: "was not opened" in program.texts(), "why it was not opened")
    desktop.keys("Return")
    wait_until(lambda: len(program.rows()) == 5, "five rows")
