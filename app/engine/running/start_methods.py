"""What each start method does, in a sentence, and getting one ready before it is needed.

Main process.
"""

from __future__ import annotations

import multiprocessing

from app.words import tr

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


def sentence_about(start_method: str) -> str:
    """Return what a start method does, for a person who has to choose."""
    sentences = {
        "fork": tr(
            "fork copies this whole program, window and all, in an instant. Careful: a copy of a "
            "program with threads can hang for ever, so a run may have to be stopped."
        ),
        "forkserver": tr(
            "forkserver asks a small helper process, started beforehand, to copy itself: nearly "
            "as quick as fork, and safe."
        ),
        "spawn": tr(
            "spawn starts a new Python from nothing for every process: safe everywhere, but "
            "each one takes its time to get ready."
        ),
    }
    return sentences[start_method]


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
