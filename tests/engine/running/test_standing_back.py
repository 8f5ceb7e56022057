from __future__ import annotations

import subprocess
import sys

import pytest

from app.controller import CHILDREN_STAND_BACK
from app.engine.way import start_methods
from tests.engine.running.runs import with_every_start_method
from tests.platforms import not_on_windows

SCRIPT = """
import os, sys
from app.engine.events import NumbersDone
from app.engine.running.run import Run
from app.engine.running.start_methods import get_ready
from tests.engine.running.runs import plan_of
from tests.engine.running.tasks import tell_niceness

if __name__ == "__main__":
    method, stand_back, niceness = sys.argv[1], bool(int(sys.argv[2])), int(sys.argv[3])
    get_ready(method, stand_back=stand_back)
    plan = plan_of(range(1), "each", method, task=tell_niceness)
    for events in Run(plan, niceness=niceness and os.nice(0) + niceness):
        for event in events:
            if isinstance(event, NumbersDone):
                print(event.results[0] - os.nice(0))
"""

pytestmark = not_on_windows("it has priorities of another kind")


def _niceness_of_child(method: str, *, stand_back: bool, niceness: int) -> int:
    """Return how much nicer a child is than the program that started it."""
    words = [method, str(int(stand_back)), str(niceness)]
    command = [sys.executable, "-c", SCRIPT, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return int(done.stdout)


@pytest.mark.skipif("forkserver" not in start_methods(), reason="this system has no fork server")
@pytest.mark.parametrize("stand_back", [True, False])
def test_the_windows_processes_leave_it_the_cores(stand_back: bool) -> None:
    """While dozens of processes start, a key press must not wait in line with them."""
    niceness = _niceness_of_child("forkserver", stand_back=stand_back, niceness=0)
    assert (niceness > 0) == stand_back


@with_every_start_method
def test_children_are_as_nice_as_they_are_told_to_be(method: str) -> None:
    """However they are started, and not twice where the fork server stands back already."""
    wanted = CHILDREN_STAND_BACK
    assert _niceness_of_child(method, stand_back=True, niceness=wanted) == wanted
