"""The program's start: ``python -m app``, ``python app/__main__.py``, the packaged executable."""

from __future__ import annotations

import os
import sys
import traceback
from functools import partial
from importlib.machinery import ModuleSpec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.arguments import Request

FAILED = 1
"""Exit status after an error in the program itself."""


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
    except Exception:  # whatever it is, whoever has double-clicked must see it
        status = _tell_of_failure(traceback.format_exc())
    return close_streams(status)


def _do_what_is_asked_for() -> int:
    """Open the window or do without, and return the exit status."""
    from app.arguments import has_screen, understand
    from app.surroundings import leave_for_safe_folder
    from app.words import tr

    request = understand(sys.argv[1:])
    leave_for_safe_folder()
    if request.self_test is not None:
        from app.self_test.command import run_self_test

        return run_self_test(request.self_test)
    if request.script is not None:
        from app.terminal import print_script

        return print_script(request, request.script)
    if not request.window:
        return _do_without(request)
    if not has_screen():
        return _do_without(request, tr("there is no screen here"))
    try:
        from app.window import run_window
    except ImportError as problem:  # Qt is missing, or a library of the system that it needs
        return _do_without(request, str(problem))
    return run_window(request, partial(_do_without, request))


def _do_without(request: Request, no_window: str = "") -> int:
    """Carry out a request without a window; return the exit status."""
    from app.engine.running.start_methods import get_ready

    get_ready(request.start_method)  # it warms up while the rest is loaded
    if request.compare is not None:
        from app.comparing_terminal import compare_in_terminal

        return compare_in_terminal(request, request.compare)
    from app.terminal import run_in_terminal

    return run_in_terminal(request, no_window)


def _tell_of_failure(trace: str) -> int:
    """Tell of an error in the program that ended it, and return the exit status."""
    from app.arguments import has_screen

    print(trace, file=sys.stderr)
    asked = {word.partition("=")[0] for word in sys.argv}
    if not {"--no-window", "--self-test", "--script"} & asked and has_screen():
        from app.window import show_failed_start

        show_failed_start(trace)
    return FAILED


if __name__ == "__main__":
    if not __package__ and not getattr(sys, "frozen", False):
        # Started as a file or a folder: the package is looked for one further up.
        sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
        # What `python -m app` has: with it children need not find and run this file again.
        __spec__ = ModuleSpec("app.__main__", None)
    sys.exit(main())
