from __future__ import annotations

import subprocess
import sys

import pytest

from app.engine.way import start_methods

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
