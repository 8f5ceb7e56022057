from __future__ import annotations

import subprocess
import sys

import pytest

from app.engine.way import start_methods
from tests.engine.running.runs import with_every_start_method

SCRIPT = """
import multiprocessing, os, sys
from app.engine.running.start_methods import get_ready

if __name__ == "__main__":
    get_ready("forkserver", stand_back={stand_back})
    context = multiprocessing.get_context("forkserver")
    with context.Pool(1) as pool:
        print(pool.apply(os.nice, (0,)) - os.nice(0))
"""


@pytest.mark.skipif("forkserver" not in start_methods(), reason="this system has no fork server")
@pytest.mark.parametrize("stand_back", [True, False])
def test_the_windows_processes_leave_it_the_cores(stand_back: bool) -> None:
    """While dozens of processes start, a key press must not wait in line with them."""
    script = SCRIPT.format(stand_back=stand_back)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert (int(done.stdout) > 0) == stand_back


RUN = """
import os
from app.controller import CHILDREN_STAND_BACK
from app.engine.events import NumbersDone
from app.engine.running.run import Run
from app.engine.running.start_methods import get_ready
from tests.engine.running.runs import plan_of
from tests.engine.running.tasks import tell_niceness

if __name__ == "__main__":
    get_ready("{method}", stand_back=True)
    plan = plan_of(range(1), "each", "{method}", task=tell_niceness)
    for events in Run(plan, niceness=os.nice(0) + CHILDREN_STAND_BACK):
        told = [event for event in events if isinstance(event, NumbersDone)]
        for event in told:
            print(event.results[0] - os.nice(0) == CHILDREN_STAND_BACK)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no niceness")
@with_every_start_method
def test_children_are_as_nice_as_they_are_told_to_be(method: str) -> None:
    """However they are started, and not twice where the fork server stands back already."""
    script = RUN.format(method=method)
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout == "True\n"
