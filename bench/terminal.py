"""Measures and reports: many rows without a window, whole commands, against `multiprocessing`."""

from __future__ import annotations

import subprocess
import sys
import time

from bench.contestant import REPOSITORY, usual_environment
from bench.report import Table, duration, times, verdict
from bench.samples import ratio_of, spread_of, take_turns

NUMBERS, QUICK_NUMBERS = 500_000, 50_000
ROUNDS, QUICK_ROUNDS = 9, 3
MOST_OVER_POOL = 0.75
CHUNK = 4_096
"""The chunk size that suits the pool: larger ones gain it nothing."""

POOL = f"""
import multiprocessing, sys

def squarer(number):
    return number, number * number, multiprocessing.current_process().name

if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        numbers = range(1, int(sys.argv[1]) + 1)
        for number, square, name in pool.imap_unordered(squarer, numbers, chunksize={CHUNK}):
            print(f"{{number}} squared to {{square}} by: {{name}}")
"""


def report(quick: bool) -> list[Table]:
    """Measure whole commands, from their start until the last row has been read from the pipe."""
    numbers, rounds = (QUICK_NUMBERS, QUICK_ROUNDS) if quick else (NUMBERS, ROUNDS)
    ours = ["-m", "app", "--no-window", "--strategy", "pool", "--processes", "2", f"1..{numbers}"]
    measured = take_turns(
        {
            "ours": lambda: _seconds(ours, numbers),
            "pool": lambda: _seconds(["-c", POOL, str(numbers)], numbers),
        },
        rounds,
    )
    over = ratio_of(measured["ours"], measured["pool"])
    table = Table(f"{numbers:,} rows without a window, two processes: the whole command")
    table.add(
        "MultiSquare",
        duration(spread_of(measured["ours"])),
        times(over, "the pool"),
        verdict(over.middle, MOST_OVER_POOL, f"at most {MOST_OVER_POOL:.2f}"),
    )
    table.add("Pool.imap_unordered, printing", duration(spread_of(measured["pool"])))
    table.remarks.append(f"medians of {rounds} rounds, turn and turn about, with least and most")
    return [table]


def _seconds(command: list[str], rows: int) -> float:
    """Return how long a command takes; its output goes through a pipe and is read.

    Raises:
        RuntimeError: it printed fewer rows.
    """
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *command],
        cwd=REPOSITORY,
        env=usual_environment(),
        stdout=subprocess.PIPE,
        check=True,
    )
    taken = time.perf_counter() - begun
    printed = done.stdout.count(b"\n")
    if printed != rows:
        raise RuntimeError(f"{command} printed {printed} rows")
    return taken
