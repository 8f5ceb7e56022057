"""The program's start: ``python -m app``, ``python app/__main__.py``, the packaged executable."""

from __future__ import annotations

import os
import sys
from importlib.machinery import ModuleSpec


def main() -> int:
    """Do what the command line asks for and return the exit status.

    Imports lie inside, because a child that imports this module must not load what it never uses.
    """
    from app.surroundings import close_streams, leave_quietly_when_asked, open_closed_streams

    leave_quietly_when_asked()
    open_closed_streams()
    import multiprocessing

    multiprocessing.freeze_support()
    try:
        status = _do_what_is_asked_for()
    except SystemExit as leaving:  # after --help, or words that were not understood
        status = leaving.code if isinstance(leaving.code, int) else 0
    return close_streams(status)


def _do_what_is_asked_for() -> int:
    """Open the window or do without, and return the exit status."""
    from app.arguments import understand
    from app.engine.running.start_methods import get_ready
    from app.surroundings import leave_for_safe_folder

    request = understand(sys.argv[1:])
    leave_for_safe_folder()
    get_ready(request.start_method, stand_back=request.window)
    if request.window:
        from app.window import run_window

        return run_window(request)
    from app.terminal import run_in_terminal

    return run_in_terminal(request)


if __name__ == "__main__":
    if not __package__ and not getattr(sys, "frozen", False):
        # Started as a file or a folder: the package is looked for one further up.
        sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
        # What `python -m app` has: with it children need not find and run this file again.
        __spec__ = ModuleSpec("app.__main__", None)
    sys.exit(main())
