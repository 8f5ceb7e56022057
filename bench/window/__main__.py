"""The real program with a meter put in: squares by itself, writes what it measured, and closes.

    python -m bench.window STRATEGY NUMBERS [--trace] [--each-at-most N]

Prints one line of JSON. A program of its own, so that every measurement begins afresh.
"""

from __future__ import annotations

import multiprocessing


def main() -> None:
    """Measure as the command line says."""
    import argparse

    parser = argparse.ArgumentParser()
    parser.add_argument("strategy")
    parser.add_argument("numbers")
    parser.add_argument("--trace", action="store_true")
    options = parser.parse_args()

    from app.engine.running.start_methods import get_ready

    get_ready("forkserver", stand_back=True)
    from bench.window.inside import measure

    measure(options.strategy, options.numbers, options.trace)


if __name__ == "__main__":
    multiprocessing.freeze_support()
    main()
