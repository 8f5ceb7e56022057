"""Ends that come early: stop, close, kill. Whatever happens, no process is left."""

from __future__ import annotations

import signal
import time

import psutil

from tests.e2e.conftest import Start
from tests.e2e.desktop import Desktop
from tests.e2e.program import Program
from tests.e2e.waiting import wait_until

STOPPED_WITHIN_S = 1.0
ORPHANS_END_WITHIN_S = 2.0


def in_mid_run(start: Start, desktop: Desktop) -> Program:
    """Start the program, square, and return while three processes are at work."""
    program = start("2", "3", "4", "--work", "waiting:60")
    desktop.keys("Return")
    wait_until(lambda: len(program.workers()) == 3, "three processes at work")
    return program


def test_stop_button_ends_every_process(start: Start, desktop: Desktop) -> None:
    """Within one second no child is left, and the window says that it was stopped."""
    program = in_mid_run(start, desktop)
    workers = program.workers()
    program.click("Stop")
    wait_until(lambda: not any(map(is_alive, workers)), "the end of all", STOPPED_WITHIN_S)
    wait_until(lambda: "Stopped: " in program.texts(), "the word of it")
    assert program.rows() == []


def test_closing_the_window_in_mid_run_leaves_no_process(start: Start, desktop: Desktop) -> None:
    """A person who closes the window has ended the program, all of it."""
    program = in_mid_run(start, desktop)
    desktop.keys("alt+F4")
    assert program.wait_for_end() == 0
    wait_until(lambda: not program.processes(), "the end of all", ORPHANS_END_WITHIN_S)


def test_ending_the_program_politely_leaves_no_process(start: Start, desktop: Desktop) -> None:
    """SIGTERM, as at the end of a session, is like closing the window."""
    program = in_mid_run(start, desktop)
    psutil.Process(program.pid).terminate()
    assert program.wait_for_end() == 0
    wait_until(lambda: not program.processes(), "the end of all", ORPHANS_END_WITHIN_S)


def test_killing_the_program_leaves_no_process(start: Start, desktop: Desktop) -> None:
    """Nothing can be done at SIGKILL but by the children: they notice and end."""
    program = in_mid_run(start, desktop)
    psutil.Process(program.pid).kill()
    assert program.wait_for_end() == -signal.SIGKILL
    wait_until(lambda: not program.processes(), "the end of all", ORPHANS_END_WITHIN_S)


def test_killed_child_is_told_and_the_others_go_on(start: Start, desktop: Desktop) -> None:
    """One dies, its row says how; the others bring their results all the same."""
    program = start("2", "3", "4", "--work", "waiting:1.5")
    desktop.keys("Return")
    wait_until(lambda: len(program.workers()) == 3, "three processes at work")
    begun = time.monotonic()
    min(program.workers(), key=lambda worker: worker.pid).kill()
    wait_until(lambda: len(program.rows()) == 3, "three rows")
    assert time.monotonic() - begun < 10
    told = [row for row in program.rows() if "was killed (SIGKILL)" in row]
    assert len(told) == 1
    assert "was not squared: Process-" in told[0]
    assert sum("squared to" in row for row in program.rows()) == 2


def is_alive(process: psutil.Process) -> bool:
    """Tell whether a process is still running."""
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
