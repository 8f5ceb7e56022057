"""Measures MultiSquare against others and prints ratios: `make bench`.

    python -m bench [SECTION …] [--quick] [--trace]

Nothing is asserted. Everything is measured turn and turn about in one run, because a computer is
not as fast in one minute as in the next.
"""

from __future__ import annotations

import argparse
import multiprocessing
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bench.report import Table

SECTIONS = {
    "processes": 150,
    "pool": 60,
    "asking": 30,
    "foretelling": 60,
    "terminal": 15,
    "window": 60,
    "files": 40,
    "start": 60,
    "memory": 10,
    "digits": 60,
}
"""What there is to measure, and about how many seconds it takes."""

SECONDS_A_MINUTE = 60


def main() -> None:
    """Measure the sections asked for, by default all of them."""
    from bench.report import busyness, circumstances

    parser = argparse.ArgumentParser(prog="python -m bench", description="Measures; says ratios.")
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(SECTIONS))
    parser.add_argument("--quick", action="store_true", help="fewer rounds, smaller numbers")
    parser.add_argument(
        "--trace", action="store_true", help="window: say what it was at when it did not answer"
    )
    options = parser.parse_args()
    unknown = [name for name in options.sections if name not in SECTIONS]
    if unknown:
        parser.error(f"there is no section {', '.join(unknown)}; there are {', '.join(SECTIONS)}")
    names = options.sections or list(SECTIONS)
    print(f"{circumstances()}\n{_length(names, options.quick)}\n", flush=True)
    for name in names:
        report = _section(name, options.trace)
        for table in report(options.quick):
            print(table.text())
        print(f"({name}: {busyness()})\n", flush=True)


def _length(names: list[str], quick: bool) -> str:
    """Return about how long it will take, in words."""
    seconds = sum(SECTIONS[name] for name in names)
    if seconds < 2 * SECONDS_A_MINUTE:
        return f"This takes about {seconds} seconds{', less with --quick' if quick else ''}."
    minutes = round(seconds / SECONDS_A_MINUTE)
    return f"This takes about {minutes} minutes{', less with --quick' if quick else ''}."


def _section(name: str, trace: bool) -> Callable[[bool], list[Table]]:
    """Return what measures a section; each loads only what it needs itself."""
    if name == "processes":
        from bench.processes.section import report as processes

        return processes
    if name == "pool":
        from bench.pool import report as pool

        return pool
    if name == "asking":
        from bench.asking import report as asking

        return asking
    if name == "foretelling":
        from bench.foretelling import report as foretelling

        return foretelling
    if name == "terminal":
        from bench.terminal import report as terminal

        return terminal
    if name == "window":
        from bench.window.section import report as window

        return partial(window, trace=trace)
    if name == "files":
        from bench.files.section import report as files

        return files
    if name == "start":
        from bench.start.section import report as start

        return start
    if name == "memory":
        from bench.memory import report as memory

        return memory
    from bench.digits import report as digits

    return digits


if __name__ == "__main__":
    multiprocessing.freeze_support()
    main()
