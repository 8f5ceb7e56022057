"""Measures and reports: a process for each of 5 and of 100 numbers."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from app.engine.way import default_start_method, start_methods
from bench.contestant import Contestant
from bench.processes.bare import BareLoop
from bench.report import Table, duration, times, verdict
from bench.samples import ratio_of, spread_of, take_turns

COUNTS = (5, 100)
WINDOW_COUNT = 1_000
ROUNDS, QUICK_ROUNDS = 15, 3
SLOW_ROUNDS = 5
"""Rounds where one takes seconds: with `spawn`, and of a thousand processes."""

MOST_OVER_SCRIPT = {
    ("forkserver", 5): 1.0,
    ("forkserver", 100): 0.9,
    ("spawn", 5): 1.0,
    ("spawn", 100): 1.0,
    ("fork", 5): 1.3,
    ("fork", 100): 1.3,
}
MOST_OVER_STUDENT = 0.33
MOST_OVER_ENGINE = {100: 1.3, 1_000: 1.15}
ENGINE, SCRIPT, STUDENT, WINDOW = "engine", "script", "student's script", "window"
FORK, C_LOOP = "script under fork", "bare C"
STUDENT_FILE = str(Path(__file__).with_name("student.py"))


def report(quick: bool) -> list[Table]:
    """Measure everything; a table for each start method and count."""
    tables = [
        _table(start_method, count, _rounds(start_method, count, quick))
        for start_method in start_methods()
        for count in COUNTS
    ]
    return [*tables, _window_table(QUICK_ROUNDS if quick else SLOW_ROUNDS)]


def _rounds(start_method: str, count: int, quick: bool) -> int:
    rounds = QUICK_ROUNDS if quick else ROUNDS
    return min(rounds, SLOW_ROUNDS) if start_method == "spawn" and count > COUNTS[0] else rounds


@contextmanager
def _contestants(
    start_method: str, count: int, names: Sequence[str]
) -> Iterator[dict[str, Callable[[], float]]]:
    """Give what measures each of them once."""
    with ExitStack() as stack:
        measures: dict[str, Callable[[], float]] = {}
        last: dict[str, float] = {}

        def enter(name: str, *command: str) -> None:
            environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
            contestant = Contestant(*command, environment=environment)
            stack.callback(contestant.close)
            contestant.measure("2")  # what is loaded only once does not count

            def measure() -> float:
                figures = contestant.measure(str(count))
                last[name] = figures["last"]
                return figures["finished"]

            measures[name] = measure
            if name in (ENGINE, WINDOW):
                measures[f"{name}, last result"] = lambda: last[name]

        for name in names:
            if name == STUDENT:
                enter(name, STUDENT_FILE, start_method)
            elif name == FORK:
                enter(name, "-m", "bench.processes", SCRIPT, "fork")
            else:
                enter(name, "-m", "bench.processes", name, start_method)
        yield measures


def _names(start_method: str) -> list[str]:
    """Return who takes turns with a start method."""
    names = [ENGINE, SCRIPT, WINDOW]
    if start_method != "fork":
        names += [STUDENT, *([FORK] if "fork" in start_methods() else [])]
    return names


def _table(start_method: str, count: int, rounds: int) -> Table:
    table = Table(f"{count} numbers, a process for each, {start_method}: request to the run's end")
    with ExitStack() as stack:
        measures = stack.enter_context(_contestants(start_method, count, _names(start_method)))
        try:
            loop = BareLoop(Path(stack.enter_context(tempfile.TemporaryDirectory())))
            measures[C_LOOP] = lambda: loop.measure(count)
        except OSError as problem:
            table.remarks.append(f"no comparison with bare C: {problem}")
        measured = take_turns(measures, rounds)
    ours = measured[ENGINE]
    over = ratio_of(ours, measured[SCRIPT])
    most = MOST_OVER_SCRIPT[start_method, count]
    table.add(
        "the engine, all joined",
        duration(spread_of(ours)),
        times(over, f"the script under {start_method}"),
        verdict(over.middle, most, f"at most {most:.2f}"),
    )
    if STUDENT in measured:
        student = ratio_of(ours, measured[STUDENT])
        aimed_at = start_method == "forkserver" and count > COUNTS[0]
        aim = verdict(student.middle, MOST_OVER_STUDENT, "at most 0.33") if aimed_at else ""
        table.add("", "", times(student, "a student's script, nothing loaded beforehand"), aim)
    if FORK in measured:
        table.add("", "", times(ratio_of(ours, measured[FORK]), "the script under fork"))
    _add_window(table, measured, count if start_method == default_start_method() else 0)
    for name in (SCRIPT, STUDENT, FORK):
        if name in measured:
            words = f"the script under {start_method}" if name == SCRIPT else name
            table.add(words, duration(spread_of(measured[name])))
    if C_LOOP in measured:
        in_c = ratio_of(ours, measured[C_LOOP])
        words = duration(spread_of(measured[C_LOOP]))
        table.add("fork, exit, wait in C", words, f"the engine: {times(in_c, 'that')}")
    table.remarks.append(f"medians of {rounds} rounds, turn and turn about, with least and most")
    return table


def _window_table(rounds: int) -> Table:
    """Measure the window against the engine with more processes than anybody waits for by hand."""
    start_method = default_start_method()
    table = Table(f"{WINDOW_COUNT:,} numbers, a process for each, {start_method}: to the last row")
    with _contestants(start_method, WINDOW_COUNT, [ENGINE, WINDOW]) as measures:
        measured = take_turns(measures, rounds)
    _add_window(table, measured, WINDOW_COUNT)
    table.remarks.append(f"medians of {rounds} rounds, turn and turn about, with least and most")
    return table


def _add_window(table: Table, measured: dict[str, list[float]], count: int) -> None:
    """Add how the window compares with the engine; there is an aim for some counts."""
    ours, window = measured[f"{ENGINE}, last result"], measured[f"{WINDOW}, last result"]
    over = ratio_of(window, ours)
    most = MOST_OVER_ENGINE.get(count)
    aim = "" if most is None else verdict(over.middle, most, f"at most {most:.2f}")
    table.add("the engine, last result", duration(spread_of(ours)))
    words = times(over, "the engine, last result")
    table.add("the window, click to last row", duration(spread_of(window)), words, aim)
