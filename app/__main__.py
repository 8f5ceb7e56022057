"""The program's start: ``python -m app``, and the packaged executable."""

from __future__ import annotations

import multiprocessing
import sys


def main() -> int:
    """Do what the command line asks for and return the exit status.

    Imports lie inside, because a child that imports this module must not load what it never uses.
    """
    from app.arguments import understand
    from app.engine.running.start_methods import get_ready

    request = understand(sys.argv[1:])
    get_ready(request.start_method, stand_back=request.window)
    if request.window:
        from app.window import run_window

        return run_window(request)
    from app.terminal import run_in_terminal

    return run_in_terminal(request)


if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
