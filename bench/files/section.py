"""Measures and reports: a run of very many numbers, saved and opened in the window."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from app.engine.log import Log
from app.engine.plan import Plan
from app.engine.record import Record, first_run
from app.engine.running.run import Run
from app.engine.storage.run_file import save_run
from app.engine.way import POOL, Way
from bench.contestant import REPOSITORY
from bench.report import Table, verdict
from bench.samples import percentile
from bench.window.screen import Screen, lacking
from bench.window.section import MOST_MS, MOST_P99_MS, NS_PER_MS, USUAL

COUNT, QUICK_COUNT = 1_000_000, 100_000
MOST_S = {"save": 10.0, "open": 15.0}
WORDS = {"save": "saved", "open": "opened"}
RUNS, QUICK_RUNS = 3, 1
PATIENCE_S = 200


def report(quick: bool) -> list[Table]:
    """Measure; one table."""
    count = QUICK_COUNT if quick else COUNT
    table = Table(f"a run of {count:,} numbers in a file")
    missing = lacking()
    if missing:
        table.remarks.append(f"not measured: {', '.join(missing)} not here")
        return [table]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "run.json.gz"
        save_run(file, _run_of(count))
        screen = Screen(folder)
        try:
            measured = [_measure(screen, file) for _ in range(QUICK_RUNS if quick else RUNS)]
        finally:
            screen.close()
        _add(table, measured, _parsed_at_once(file))
        table.remarks.append(f"the file has {file.stat().st_size / 1e6:.1f} MB")
    return [table]


def _run_of(count: int) -> Record:
    """Return a real run of a pool."""
    record = first_run(Plan(range(count), Way(*POOL)))
    log: Log = record.log
    for events in Run(record.plan):
        log.extend(events)
    return record


def _measure(screen: Screen, file: Path) -> dict[str, Any]:
    """Open the file in the window and save it again."""
    again = file.with_name("again.json.gz")
    done = subprocess.run(
        [sys.executable, "-m", "bench.files", str(file), str(again)],
        cwd=REPOSITORY,
        env=screen.environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=PATIENCE_S,
    )
    if again.read_bytes() != file.read_bytes():
        raise AssertionError("what was opened and saved again is something else")
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def _parsed_at_once(file: Path) -> float:
    """Return how many seconds Python takes to unpack and parse the file as a whole."""
    begun = time.perf_counter()
    json.loads(gzip.decompress(file.read_bytes()))
    return time.perf_counter() - begun


def _add(table: Table, measured: list[dict[str, Any]], at_once: float) -> None:
    """Add what was measured in the window."""
    for job, most in MOST_S.items():
        seconds = [result[f"{job}_s"] for result in measured]
        table.add(
            f"{WORDS[job]} in the window, at most",
            f"{max(seconds):.2f} s",
            f"{max(seconds) / at_once:.2f} x unpacking and parsing it at once",
            verdict(max(seconds), most, f"under {most:.0f} s"),
        )
        gaps = [gap / NS_PER_MS for result in measured for gap in result[f"{job}_gaps"]]
        table.add(
            "    longest silence meanwhile, and half a second after",
            f"{max(gaps):.1f} ms",
            verdict=verdict(max(gaps), MOST_MS, f"under {MOST_MS:.0f} ms"),
        )
        usual = percentile(gaps, USUAL)
        table.add(
            "    99th percentile of silences",
            f"{usual:.1f} ms",
            verdict=verdict(usual, MOST_P99_MS, f"under {MOST_P99_MS:.0f} ms"),
        )
