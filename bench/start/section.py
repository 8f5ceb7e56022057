"""Measures and reports: from the start of the packaged program to its painted window."""

from __future__ import annotations

import subprocess
import tempfile
from functools import partial
from pathlib import Path

from bench.report import Table, duration, times, verdict
from bench.samples import ratio_of, spread_of, take_turns
from bench.start.imports import Import, imports_of_start
from bench.start.packages import packaged_label, packaged_program
from bench.start.watching import seconds_to_picture
from bench.window.screen import Screen, lacking
from bench.window.x_screen import XScreen

ROUNDS, QUICK_ROUNDS = 15, 5
MOST = 1.8
TOLD = 12


def report(quick: bool) -> list[Table]:
    """Measure; a table for the whole start and one for what it imports."""
    return [_start(QUICK_ROUNDS if quick else ROUNDS), _imports()]


def _start(rounds: int) -> Table:
    """Return how long both take to their windows, side by side."""
    table = Table("from the start of the packaged program to its painted window, warm")
    missing = lacking()
    if missing:
        table.remarks.append(f"not measured: {', '.join(missing)} not here")
        return table
    try:
        programs = {"MultiSquare": packaged_program(), "a QWidget with one label": packaged_label()}
    except (OSError, subprocess.CalledProcessError) as problem:
        table.remarks.append(f"not measured: {problem}")
        return table
    measured = _measured(programs, rounds)
    ours, theirs = measured.values()
    ratio = ratio_of(ours, theirs)
    aim = verdict(ratio.middle, MOST, f"at most {MOST}")
    table.add("a QWidget with one label", duration(spread_of(theirs)))
    table.add("MultiSquare", duration(spread_of(ours)), times(ratio, "the label"), aim)
    table.remarks.append(f"{rounds} starts each, turn and turn about, without a window manager")
    return table


def _measured(programs: dict[str, Path], rounds: int) -> dict[str, list[float]]:
    """Return the seconds of each program's starts; what a first start leaves behind is there."""
    with tempfile.TemporaryDirectory() as folder:
        screen = Screen(Path(folder), managed=False)
        try:
            x_screen = XScreen(screen.environment["DISPLAY"])
            starts = {
                name: partial(seconds_to_picture, [str(path)], screen.environment, x_screen)
                for name, path in programs.items()
            }
            take_turns(starts, 1)
            return take_turns(starts, rounds)
        finally:
            screen.close()


def _imports() -> Table:
    """Return what is imported before the window is painted, and what takes longest of it."""
    table = Table("what the start imports until the first picture, from source, one by one")
    imports = imports_of_start()
    own = [one for one in imports if one.is_ours]
    own.sort(key=lambda one: -one.alone_us)
    table.add(f"{len(imports)} modules", _ms(imports))
    table.add(f"{len(own)} of them ours", _ms(own))
    for one in own[:TOLD]:
        table.add(f"  {one.name}", _ms([one]))
    table.remarks.append(
        "as `-X importtime` tells, which itself takes time; each without what it imports in turn"
    )
    return table


def _ms(imports: list[Import]) -> str:
    return f"{sum(one.alone_us for one in imports) / 1e3:.1f} ms"
