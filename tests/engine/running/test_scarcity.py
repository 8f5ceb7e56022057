"""No descriptors, no memory, no process slots left: the run ends in order, in words.

Each scarcity is real, made with resource limits in a process of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.engine.running.runs import START_METHODS

pytest.importorskip("resource", reason="Windows has no such limits")

PREPARE = """
import os, resource, sys
from app.engine.log import Log
from app.engine.telling.row_sentences import row_sentence
from app.engine.plan import Plan
from app.engine.running.run import Run
from app.engine.running.start_methods import get_ready
from app.engine.way import Way

def carry_out(plan):
    log = Log(plan.numbers)
    for events in Run(plan):
        log.extend(events)
    return log

def report(log):
    assert sorted(log.row_number) == list(range(len(log.numbers))), "a number was lost"
    assert log.finished
    print(log.done, log.not_done)
    print(*sorted({row_sentence(log, row).partition(": ")[2] for row in range(len(log))
                   if not log.is_done(row)}), sep="\\n")
"""


def _run(script: str) -> list[str]:
    """Run a script in a Python of its own and return the lines it prints."""
    program = PREPARE + textwrap.dedent(script)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize("method", START_METHODS)
def test_with_few_descriptors_left_fewer_processes_run_at_a_time(method: str) -> None:
    """Starting fails now and then; every number is squared all the same."""
    lines = _run(f"""
        get_ready({method!r})
        carry_out(Plan([1], Way(start_method={method!r})))
        taken = len(os.listdir("/proc/self/fd"))
        resource.setrlimit(resource.RLIMIT_NOFILE, (taken + 24, taken + 24))
        report(carry_out(Plan(range(40), Way(start_method={method!r}))))
    """)
    assert lines[0] == "40 0"


@pytest.mark.parametrize("method", START_METHODS)
def test_with_no_descriptors_left_the_run_ends_and_says_why(method: str) -> None:
    """Nothing can be started at all."""
    lines = _run(f"""
        get_ready({method!r})
        carry_out(Plan([1], Way(start_method={method!r})))
        run = Run(Plan(range(5), Way(start_method={method!r})))
        log = Log(range(5))
        batches = iter(run)
        hoard = []
        start = run._start_processes
        def hoard_then_start():
            try:
                while True:
                    hoard.append(os.dup(2))
            except OSError:
                start()
        run._start_processes = hoard_then_start
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))
        for events in batches:
            log.extend(events)
        for descriptor in hoard:
            os.close(descriptor)
        report(log)
    """)
    assert lines[0] == "0 5"
    assert lines[1].startswith("no process could be started for it: ")
    assert "Too many open files" in lines[1]


@pytest.mark.parametrize("method", START_METHODS)
def test_with_no_process_slots_left_the_run_ends_and_says_why(method: str) -> None:
    """An ordinary user (root has no such limit) may start no process more."""
    lines = _run(f"""
        import importlib, pkgutil, encodings, multiprocessing.popen_{_module(method)}
        for module in pkgutil.iter_modules(encodings.__path__):
            pass
        carry_out(Plan([1], Way(start_method={method!r})))
        if os.getuid() == 0:
            os.setresuid(12345, 12345, 12345)
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
        report(carry_out(Plan(range(5), Way(start_method={method!r}))))
    """)
    squared, failed = map(int, lines[0].split())
    assert squared + failed == 5
    if method != "forkserver":  # the fork server was started before, and is not under the limit
        assert failed == 5
        assert lines[1].startswith("no process could be started for it: ")


@pytest.mark.parametrize("strategy", ["each", "pool"])
def test_processes_that_all_die_at_birth_are_not_started_for_ever(
    tmp_path: Path, strategy: str
) -> None:
    """After some in a row the run ends, with a reason for every number."""
    script = tmp_path / "dies.py"
    script.write_text(
        "import sys\n"
        "if __name__ == '__mp_main__':\n"
        "    sys.exit(9)\n" + PREPARE + "from app.engine.way import KINDS\n"
        "if __name__ == '__main__':\n"
        f"    report(carry_out(Plan(range(3000), Way(*KINDS[{strategy!r}],"
        " start_method='spawn', alive_limit=4))))\n"
    )
    done = subprocess.run(
        [sys.executable, str(script)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "0 3000"
    words = "no process could be started for it: processes end before they run (exit status 9)"
    assert words in lines


def _module(method: str) -> str:
    return {"spawn": "spawn_posix"}.get(method, method)


@pytest.mark.parametrize("spare", [20_000_000, 60_000_000])
@pytest.mark.parametrize("method", START_METHODS)
def test_with_little_memory_the_run_ends_and_every_number_has_its_outcome(
    method: str, spare: int
) -> None:
    """Huge numbers in many processes under a limit on address space, here and in children."""
    lines = _run(f"""
        from decimal import Decimal
        get_ready({method!r})
        size = int(open("/proc/self/statm").read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
        resource.setrlimit(resource.RLIMIT_AS, (size + {spare}, size + {spare}))
        numbers = [Decimal("7" * 2_000_000)] * 12
        report(carry_out(Plan(numbers, Way(start_method={method!r}))))
    """)
    squared, failed = map(int, lines[0].split())
    assert squared + failed == 12
