"""Gets a start method ready before it is needed.

Main process.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import sys

PRELOADED = [
    "app.engine.running.server_manners",
    "multiprocessing.connection",
    "multiprocessing.popen_forkserver",
    "app.engine.running.line_end",
    "app.engine.running.child_manners",
    "app.engine.running.worker",
    "app.engine.numbers.decimals",
    "app.engine.numbers.exact",
    "fractions",
]
"""What children would otherwise import for themselves. Never ``__main__``, and nothing with Qt."""

STANDING_BACK = "app.engine.running.standing_back"
"""What makes a fork server leave the cores to a window that wants them."""


ENOUGH_DESCRIPTORS = 4_096
"""Some systems let a program open no more than 256 files unless it asks; a process takes three."""


def get_ready(start_method: str, *, stand_back: bool = False) -> None:
    """Start what the start method needs; returns at once, it warms up in the background.

    To be called before the window is made: the fork server must not inherit Qt or threads. It
    does not, being a new program, but started early it is warm by the time of the first click.
    What cannot be started now is tried again, and its failure told, when a run needs it.

    Args:
        start_method: which.
        stand_back: whether processes leave the cores to a window whenever that wants one.
    """
    _allow_descriptors()
    if sys.platform == "win32":
        return
    from app.engine.running import fork_server

    preloaded = [*PRELOADED, STANDING_BACK] if stand_back else PRELOADED
    multiprocessing.get_context("forkserver").set_forkserver_preload(preloaded)
    with contextlib.suppress(OSError):
        if start_method == "forkserver":
            fork_server.ensure_running()
        elif start_method == "spawn":
            fork_server.ensure_tracker_running()


def _allow_descriptors() -> None:
    """Let this program open as many files as it may, if it needs to."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = ENOUGH_DESCRIPTORS if hard == resource.RLIM_INFINITY else min(ENOUGH_DESCRIPTORS, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
