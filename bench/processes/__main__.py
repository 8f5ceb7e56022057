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
    from app.engine.running.start_methods import get_ready

    get_ready(start_method, stand_back=who == "window")
    # Each loads only what it needs: what the main process has loaded makes its forks dearer.
    if who == "script":
        from bench.processes import script

        script.serve(start_method)
    elif who == "engine":
        from bench.processes import engine

        engine.serve(start_method)
    else:
        from bench.processes import window

        window.serve(start_method)


if __name__ == "__main__":
    multiprocessing.freeze_support()
    main()
