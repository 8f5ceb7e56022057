"""What a child imports after it has started: a missing preload costs every process of every run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from app.engine.way import KINDS, start_methods

REPOSITORY = Path(__file__).resolve().parents[3]

WINDOWS = sys.platform == "win32"

OURS = [
    "app",
    "app.engine",
    "app.engine.clock",
    "app.engine.numbers",
    "app.engine.numbers.squaring",
    "app.engine.running",
    "app.engine.running.account",
    "app.engine.running.child_manners",
    "app.engine.running.line_end",
    "app.engine.running.parent_watch",
    "app.engine.running.records",
    *(["app.engine.running.windows", "app.engine.running.windows.pipes"] if WINDOWS else []),
    "app.engine.running.worker",
]
"""What a child needs of this program, and no more."""

PROGRAM = """
import json, sys
from dataclasses import replace
from app.engine.events import NumbersDone
from app.engine.plan import Plan
from app.engine.running import start_methods
from app.engine.running.run import Run
from app.engine.tasks import SQUARE
from app.engine.way import KINDS, Way
from tests.engine.running import child_modules

method, kind = sys.argv[1:]
start_methods.PRELOADED.append(child_modules.__name__)  # the last, and so sees all others
start_methods.get_ready(method)
task = replace(SQUARE, function=child_modules.loaded)
plan = Plan([2, 3], Way(*KINDS[kind], start_method=method, workers=2), task)
events = [event for batch in Run(plan) for event in batch]
results = [found for event in events if isinstance(event, NumbersDone) for found in event.results]
assert len(results) == 2, results
print(json.dumps(results))
"""


def modules_of_children(method: str, kind: str) -> list[tuple[set[str], set[str]]]:
    """Return what had been loaded before a child began, and what had been as it squared."""
    command = [sys.executable, "-c", PROGRAM, method, kind]
    done = subprocess.run(
        command, cwd=REPOSITORY, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return [(set(before), set(now)) for before, now in json.loads(done.stdout)]


@pytest.mark.skipif("forkserver" not in start_methods(), reason="there is no fork server here")
@pytest.mark.parametrize("kind", list(KINDS))
def test_a_child_of_the_fork_server_imports_nothing(kind: str) -> None:
    """Whatever it needs is preloaded."""
    for before, now in modules_of_children("forkserver", kind):
        assert now - before == set()


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_spawned_child_imports_little_of_this_program(kind: str) -> None:
    """All of it is paid for by each of them."""
    for _, now in modules_of_children("spawn", kind):
        assert sorted(name for name in now if name.split(".")[0] == "app") == OURS
        assert {"traceback", "decimal", "fractions", "typing", "dataclasses"} & now == set()
