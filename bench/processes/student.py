"""A script as it is written in class: nothing is loaded beforehand, and children load it again.

    python bench/processes/student.py START_METHOD

Started as a file, because then each child of a fork server, and each spawned one, has to find and
run the file; what only this program's measuring needs is loaded by the main process alone.
"""

import multiprocessing
import sys


def squarer(number: int) -> None:
    """Print a number's square, and by whom."""
    name = multiprocessing.current_process().name
    print(f"{number} squared to {number * number} by: {name}")


if __name__ == "__main__":
    from pathlib import Path

    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from bench.processes.script import serve

    sys.path.pop(0)
    serve(sys.argv[1], squarer)
