"""A run that the window says is done is kept, whatever becomes of the program then."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import closing
from pathlib import Path

from app.engine.storage.library import KeptRun, Library
from app.engine.storage.places import LIBRARY_NAME
from tests.e2e.conftest import Start
from tests.e2e.desktop import Desktop
from tests.e2e.program import FROM_SOURCE, REPOSITORY
from tests.e2e.waiting import wait_until
from tests.engine.storage.library_runs import read

LONGEST_S = 60


def kept_runs(desktop: Desktop) -> list[KeptRun]:
    """Return the runs in the library of the desktop's person, each of them whole."""
    with closing(Library(desktop.folder / "data/multisquare" / LIBRARY_NAME)) as library:
        assert library.notice == ""
        runs = library.runs()
        assert [len(read(library, run).log) for run in runs] == [run.count for run in runs]
        return runs


def test_run_that_is_done_survives_the_killing_of_the_program(
    start: Start, desktop: Desktop
) -> None:
    """With SIGKILL, in the moment in which the sentence stands there."""
    program = start()
    desktop.keys("Return")
    wait_until(lambda: "5 processes in " in program.texts(), "the sentence that sums up")
    os.kill(program.pid, signal.SIGKILL)
    program.wait_for_end()
    assert [run.numbers_text for run in kept_runs(desktop)] == ["2, 3, 4, 5, 6"]


def test_next_start_adds_to_the_runs_of_the_last(start: Start, desktop: Desktop) -> None:
    """The window was closed in order in between."""
    for number in ("7", "8"):
        program = start(number)
        desktop.keys("Return")
        wait_until(lambda p=program: "1 process in " in p.texts(), "the end of the run")  # type: ignore[misc]
        desktop.keys("alt+F4")
        assert program.wait_for_end() == 0
    assert [run.numbers_text for run in kept_runs(desktop)] == ["8", "7"]


def test_run_without_a_window_is_not_kept(tmp_path: Path) -> None:
    """It has been printed, and whoever wants a file asks for one."""
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path)}
    command = [*FROM_SOURCE, "--no-window", "2", "3"]
    subprocess.run(command, cwd=REPOSITORY, env=environment, check=True, timeout=LONGEST_S)
    assert list(tmp_path.iterdir()) == []
