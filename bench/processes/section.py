"""Measures and reports: a process for each of 5 and of 100 numbers."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from app.engine.way import default_start_method, start_methods
from bench.contestant import Contestant
from bench.processes.bare import BareLoop
from bench.report import Table, duration, times, verdict
from bench.samples import ratio_of, spread_of, take_turns

COUNTS = (5, 100)
ROUNDS, QUICK_ROUNDS = 15, 3
SLOW_ROUNDS = 3
"""Rounds with `spawn`, which takes seconds for a hundred."""

MOST_OVER_SCRIPT = 1.10
ENGINE, SCRIPT, BARE_SCRIPT, WINDOW = "engine", "script", "bare script", "window"
FORK, C_LOOP = "script under fork", "bare C"


def report(quick: bool) -> list[Table]:
    """Measure everything; a table for each start method and count."""
    return [
        _table(start_method, count, _rounds(start_method, quick))
        for start_method in start_methods()
        for count in COUNTS
    ]


def _rounds(start_method: str, quick: bool) -> int:
    rounds = QUICK_ROUNDS if quick else ROUNDS
    return min(rounds, SLOW_ROUNDS) if start_method == "spawn" else rounds


@contextmanager
def _contestants(
    start_method: str, count: int, table: Table
) -> Iterator[dict[str, Callable[[], float]]]:
    """Give what measures each of them once."""
    with ExitStack() as stack:
        measures: dict[str, Callable[[], float]] = {}
        last: dict[str, float] = {}

        def enter(name: str, who: str, method: str) -> None:
            environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
            contestant = Contestant("-m", "bench.processes", who, method, environment=environment)
            stack.callback(contestant.close)
            contestant.measure("2")  # what is loaded only once does not count

            def measure() -> float:
                figures = contestant.measure(str(count))
                last[name] = figures["last"]
                return figures["finished"]

            measures[name] = measure
            if who in (ENGINE, WINDOW):
                measures[f"{name}, last result"] = lambda: last[name]

        enter(ENGINE, ENGINE, start_method)
        enter(SCRIPT, SCRIPT, start_method)
        if start_method == "forkserver":
            enter(BARE_SCRIPT, BARE_SCRIPT, start_method)
        if start_method != "fork" and "fork" in start_methods():
            enter(FORK, SCRIPT, "fork")
        enter(WINDOW, WINDOW, start_method)
        try:
            loop = BareLoop(Path(stack.enter_context(tempfile.TemporaryDirectory())))
            measures[C_LOOP] = lambda: loop.measure(count)
        except OSError as problem:
            table.remarks.append(f"no comparison with bare C: {problem}")
        yield measures


def _table(start_method: str, count: int, rounds: int) -> Table:
    table = Table(f"{count} numbers, a process for each, {start_method}: request to the run's end")
    with _contestants(start_method, count, table) as measures:
        measured = take_turns(measures, rounds)
    fork = FORK if FORK in measured else SCRIPT
    ours, ours_last = measured[ENGINE], measured[f"{ENGINE}, last result"]
    window_last = measured[f"{WINDOW}, last result"]
    over = ratio_of(ours, measured[SCRIPT])
    table.add(
        "the engine, all joined",
        duration(spread_of(ours)),
        times(over, f"the script under {start_method}"),
        verdict(over.middle, MOST_OVER_SCRIPT, "at most 1.10"),
    )
    if BARE_SCRIPT in measured:
        bare = ratio_of(ours, measured[BARE_SCRIPT])
        table.add("", "", times(bare, "the script, fork server without preload"))
    over_fork = ratio_of(ours, measured[fork])
    aimed_at = start_method == default_start_method() and count == COUNTS[-1]
    aim = verdict(over_fork.middle, 1.0, "at most 1.00") if aimed_at else ""
    if fork != SCRIPT:
        table.add("", "", times(over_fork, "the script under fork"), aim)
    table.add(
        "the engine, last result",
        duration(spread_of(ours_last)),
        times(ratio_of(ours_last, measured[fork]), "the script under fork"),
    )
    table.add(
        "the window, click to last row",
        duration(spread_of(window_last)),
        times(ratio_of(window_last, ours_last), "the engine, last result"),
    )
    by_script = times(ratio_of(window_last, measured[SCRIPT]), f"the script under {start_method}")
    table.add("", "", by_script)
    names = {SCRIPT: f"the script under {start_method}", FORK: FORK, BARE_SCRIPT: BARE_SCRIPT}
    for name, words in names.items():
        if name in measured:
            table.add(words, duration(spread_of(measured[name])))
    if C_LOOP in measured:
        in_c = ratio_of(ours, measured[C_LOOP])
        words = duration(spread_of(measured[C_LOOP]))
        table.add("fork, exit, wait in C", words, f"the engine: {times(in_c, 'that')}")
    table.remarks.append(f"medians of {rounds} rounds, turn and turn about, with least and most")
    return table
