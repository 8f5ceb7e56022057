"""A contestant: squares so many numbers with a process for each, as often as asked.

    python -m bench.processes engine|script|window START_METHOD

Reads how many from standard input, and answers with seconds: `last`, until the last result, and
`finished`, until the last process has been joined. What it prints is thrown away.
"""

from __future__ import annotations

import multiprocessing
import sys


def main() -> None:
    """Be the contestant the command line names."""
    who, start_method = sys.argv[1:]
    if who == "bare script":
        from bench.processes.script import serve

        serve(start_method)
        return
    from app.engine.running.start_methods import get_ready

    get_ready(start_method, stand_back=who == "window")
    if who == "script":
        from bench.processes.script import serve

        serve(start_method)
    elif who == "engine":
        from bench.processes.engine import serve

        serve(start_method)
    else:
        from bench.processes.window import serve

        serve(start_method)


if __name__ == "__main__":
    multiprocessing.freeze_support()
    main()
