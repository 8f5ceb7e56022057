"""Runs leave nothing behind: no process, thread, descriptor, semaphore or memory."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
import tracemalloc
from pathlib import Path
from typing import Any

import psutil
import pytest

from app.engine.events import WorkerStarted
from app.engine.plan import Plan
from app.engine.running.run import Run
from app.engine.way import KINDS
from tests.engine.running import tasks
from tests.engine.running.runs import START_METHODS, carry_out, plan_of, wait_for
from tests.platforms import WINDOWS

ROUNDS = 500


def _traces() -> tuple[int, int, int, int]:
    """Return how many threads, descriptors, semaphores and shared memories there are."""
    memories = [] if WINDOWS else os.listdir("/dev/shm")
    shared = [name for name in memories if "mp" in name or "psm" in name]
    handles: Any = psutil.Process()
    descriptors = handles.num_handles() if WINDOWS else handles.num_fds()
    return threading.active_count(), descriptors, len(shared), len(psutil.Process().children())


@pytest.mark.skipif(sys.platform != "linux", reason="counts descriptors where Linux keeps them")
def test_five_hundred_runs_started_and_stopped_leave_nothing_behind() -> None:
    """Every strategy in turn; each run is stopped while its children live."""
    strategies = list(KINDS)

    def start_and_stop(turn: int) -> None:
        strategy = strategies[turn % len(strategies)]
        run = Run(plan_of([1, 2], strategy, START_METHODS[0], task=tasks.never_end))
        for events in run:
            if any(isinstance(event, WorkerStarted) for event in events):
                run.stop()

    for turn in range(20):
        start_and_stop(turn)
    gc.collect()
    before = _traces()
    tracemalloc.start()
    try:
        start_and_stop(0)
        gc.collect()
        memory_before = tracemalloc.get_traced_memory()[0]
        for turn in range(ROUNDS):
            start_and_stop(turn)
        gc.collect()
        grown = tracemalloc.get_traced_memory()[0] - memory_before
    finally:
        tracemalloc.stop()
    assert _traces() == before
    assert grown < 100 * ROUNDS  # bytes: less than the smallest object a run makes


@pytest.mark.parametrize("method", START_METHODS)
@pytest.mark.parametrize("suspended", [False, True], ids=["running", "suspended"])
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL and no SIGSTOP")
def test_children_end_when_the_program_is_killed(method: str, suspended: bool) -> None:
    """Killed with SIGKILL the program cannot see to them: they notice within two seconds."""
    if suspended and sys.platform != "linux":
        pytest.skip("only Linux ends a suspended process from outside")
    words = ["--no-window", "--start-method", method, "--work", "computing:50", "2", "3", "4"]
    program = subprocess.Popen([sys.executable, "-m", "app", *words], cwd=Path(__file__).parents[3])
    try:
        main = psutil.Process(program.pid)
        busy: list[psutil.Process] = []

        def three_are_computing() -> bool:
            busy[:] = [
                child
                for child in main.children(recursive=True)
                if child.is_running() and child.cpu_times().user > 0.05 and not child.children()
            ]
            return len(busy) >= 3

        wait_for(three_are_computing, "three children to compute", seconds=30)
        everyone = main.children(recursive=True)
        if suspended:
            busy[0].suspend()
    finally:
        os.kill(program.pid, signal.SIGKILL)
        program.wait()
    _, left = psutil.wait_procs(everyone, timeout=2.0)
    # One that has ended may lie there until the system's first process gets round to it.
    alive = [child for child in left if _is_alive(child)]
    for child in alive:
        child.kill()
    assert not alive


def _is_alive(process: psutil.Process) -> bool:
    """Return whether a process has not ended."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_a_finished_run_closes_every_descriptor() -> None:
    """Also with hundreds of processes."""
    carry_out(Plan(range(100)))  # the system's own threads that wait for processes stay
    before = _traces()
    carry_out(Plan(range(100)))
    assert _traces() == before
