"""Measures and reports: how long the window does not answer while it has very much to show."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.contestant import REPOSITORY
from bench.report import Table, verdict
from bench.samples import longest_wait, percentile
from bench.window.outside import Outside
from bench.window.screen import Screen, lacking

MOST_MS, MOST_P99_MS = 50.0, 17.0
USUAL = 0.99
RUNS = 3
SCENES = (
    ("a million results stream in", "pool", "0..999999", "0..199999"),
    ("10,000 processes come and go", "each", "0..9999", "0..1999"),
)
PRESSING_S = {"pool": 2.5, "each": 20.0}
QUICK_PRESSING_S = {"pool": 2.0, "each": 5.0}
NS_PER_MS = 1e6
TOLD = 12
PATIENCE_S = 400


class Metronome:
    """A thread that wants to run every millisecond, beside the program.

    What it misses, everybody on this computer misses.
    """

    def __init__(self) -> None:
        self.gaps_ms: list[float] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat)

    @contextmanager
    def beating(self) -> Iterator[None]:
        """Beat while the block goes on."""
        self._thread.start()
        yield
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        last = time.perf_counter()
        while not self._over.wait(0.001):
            now = time.perf_counter()
            self.gaps_ms.append((now - last) * 1e3)
            last = now


def report(quick: bool, trace: bool = False) -> list[Table]:
    """Measure; a table for each scene."""
    tables = []
    for words, strategy, numbers, few in SCENES:
        table = Table(f"the window while {words}")
        if quick:
            table.remarks.append(f"quick: only the numbers {few}")
        tables.append(table)
        missing = lacking()
        if missing:
            table.remarks.append(f"not measured: {', '.join(missing)} not here")
            continue
        with tempfile.TemporaryDirectory() as folder:
            screen = Screen(Path(folder))
            try:
                asked = few if quick else numbers
                _add_inside(table, screen, strategy, asked, 1 if quick else RUNS, trace)
                seconds = (QUICK_PRESSING_S if quick else PRESSING_S)[strategy]
                _add_outside(table, screen, strategy, asked, seconds)
            finally:
                screen.close()
    return tables


def _add_inside(
    table: Table, screen: Screen, strategy: str, numbers: str, runs: int, trace: bool
) -> None:
    """Add what a timer in the program itself sees."""
    metronome, results = Metronome(), list[dict[str, Any]]()
    with metronome.beating():
        for _ in range(runs):
            results.append(_run_inside(screen, strategy, numbers, trace))
    all_gaps = [[gap / NS_PER_MS for gap in result["gaps"]] for result in results]
    longest = [max(gaps) for gaps in all_gaps]
    usual = [percentile(gaps, USUAL) for gaps in all_gaps]
    waits = [longest_wait(gaps, USUAL) for gaps in all_gaps]
    of_runs = f"of {runs} runs" if runs > 1 else "of 1 run"
    table.add(
        f"from inside: longest silence {of_runs}",
        f"{max(longest):.1f} ms{_each(longest)}",
        verdict=verdict(max(longest), MOST_MS, f"under {MOST_MS:.0f} ms"),
    )
    together = [gap for gaps in all_gaps for gap in gaps]
    of_all = percentile(together, USUAL)
    table.add(
        "from inside: 99th percentile of silences",
        f"{of_all:.1f} ms{_each(usual)}",
        verdict=verdict(of_all, MOST_P99_MS, f"under {MOST_P99_MS:.0f} ms"),
    )
    wait = longest_wait(together, USUAL)
    table.add("from inside: wait at 99 % of all moments", f"{wait:.1f} ms{_each(waits)}")
    beats = metronome.gaps_ms
    table.add(
        "for comparison: a thread that does nothing",
        f"longest {max(beats):.1f} ms, 99th percentile {percentile(beats, USUAL):.1f} ms",
    )
    seconds = ", ".join(f"{(one['finished'] - one['requested']) / 1e9:.2f} s" for one in results)
    table.remarks.append(f"the runs took {seconds}; from the click until half a second after")
    if trace:
        table.remarks += _told(results)


def _run_inside(screen: Screen, strategy: str, numbers: str, trace: bool) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.window", strategy, numbers]
    done = subprocess.run(
        [*command, "--trace"] if trace else command,
        cwd=REPOSITORY,
        env=screen.environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=PATIENCE_S,
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _add_outside(table: Table, screen: Screen, strategy: str, numbers: str, seconds: float) -> None:
    """Add what a key press on the keyboard takes to show on the screen."""
    try:
        program = Outside(screen, "--strategy", strategy, "--", numbers)
    except (OSError, TimeoutError) as problem:
        table.remarks.append(f"not measured from outside: {problem}")
        return
    try:
        at_rest = program.delays(1.0)
        program.square()
        if strategy == "each":
            program.go_on()
        delays = program.delays(seconds)
        if program.lost:
            table.remarks.append(f"{program.lost} key presses went elsewhere than to the field")
    except TimeoutError as problem:
        table.remarks.append(f"not measured from outside: {problem}")
        return
    finally:
        program.close()
    longest, usual = max(delays) * 1e3, percentile(delays, USUAL) * 1e3
    table.add(
        f"from outside: longest of {len(delays)} key presses until it shows",
        f"{longest:.1f} ms",
        verdict=verdict(longest, MOST_MS, f"under {MOST_MS:.0f} ms"),
    )
    table.add("from outside: 99th percentile", f"{usual:.1f} ms")
    table.add(
        f"for comparison: {len(at_rest)} key presses at rest",
        f"median {percentile(at_rest, 0.5) * 1e3:.1f} ms, longest {max(at_rest) * 1e3:.1f} ms",
    )


def _each(values: list[float]) -> str:
    return f" ({', '.join(f'{value:.1f}' for value in values)})" if len(values) > 1 else ""


def _told(results: list[dict[str, Any]]) -> list[str]:
    """Return what the program was at in the longest silences of all runs."""
    told = [(gap, result["requested"]) for result in results for gap in result["told"]]
    told.sort(key=lambda pair: -pair[0]["wall_ns"])
    words = []
    for gap, requested in told[:TOLD]:
        words.append(
            f"{gap['wall_ns'] / NS_PER_MS:.1f} ms, {(gap['start'] - requested) / NS_PER_MS:.0f} ms "
            f"after the request: on a core {gap['cpu_ns'] / NS_PER_MS:.1f} ms, collecting garbage "
            f"{gap['collecting_ns'] / NS_PER_MS:.1f} ms"
        )
        words += [f"    {count} x {stack}" for stack, count in gap["seen"]]
    return words
