"""Gets a start method ready before it is needed.

Main process.
"""

from __future__ import annotations

import multiprocessing

PRELOADED = [
    "multiprocessing.queues",
    "multiprocessing.synchronize",
    "multiprocessing.connection",
    "multiprocessing.popen_forkserver",
    "app.engine.running.worker",
    "app.engine.numbers.decimals",
    "fractions",
]
"""What children would otherwise import for themselves. Never ``__main__``, and nothing with Qt."""


STANDING_BACK = "app.engine.running.standing_back"
"""What makes a fork server leave the cores to a window that wants them."""


def get_ready(start_method: str, *, stand_back: bool = False) -> None:
    """Start what the start method needs; returns at once, it warms up in the background.

    To be called before the window is made: the fork server must not inherit Qt or threads. It
    does not, being a new program, but started early it is warm by the time of the first click.

    Args:
        start_method: which.
        stand_back: whether processes leave the cores to a window whenever that wants one.
    """
    if start_method != "forkserver":
        return
    from multiprocessing import forkserver

    preloaded = [*PRELOADED, STANDING_BACK] if stand_back else PRELOADED
    multiprocessing.get_context("forkserver").set_forkserver_preload(preloaded)
    forkserver.ensure_running()
