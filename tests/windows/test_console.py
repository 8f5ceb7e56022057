"""A run without a window on Windows, ended from the keyboard."""

from __future__ import annotations

import signal

import psutil
import pytest

from tests.e2e.waiting import libraries_of, processes_with, wait_until
from tests.windows.wine import LONGEST_S, REPOSITORY, Wine

pytestmark = [pytest.mark.windows, pytest.mark.timeout(300)]

PYTHON = REPOSITORY / "build/windows/python/python.exe"
CHILDREN = 2


def test_ctrl_c_ends_the_run_and_every_process(new_wine: Wine) -> None:
    """With the status that shells expect, without a traceback, and nobody left behind."""
    words = ("--no-window", "--work", "computing:50", "2", "3")
    program = new_wine.start(PYTHON, "-m", "app", *words)

    def running() -> list[psutil.Process]:
        marked = processes_with(*new_wine.mark)
        return [process for process in marked if "python311.dll" in libraries_of(process)]

    def all_running() -> list[psutil.Process]:
        found = running()
        return found if len(found) > CHILDREN else []

    first = min(
        wait_until(all_running, "two children", LONGEST_S),
        key=lambda process: process.create_time(),
    )
    first.send_signal(signal.SIGINT)  # Wine makes of it what a console makes of Ctrl+C
    assert program.wait(LONGEST_S) == 130
    wait_until(lambda: not running(), "the end of all of them", LONGEST_S)
