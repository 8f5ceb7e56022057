"""Watches the screen from outside while a program starts, until its picture stands."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Mapping, Sequence

from bench.contestant import REPOSITORY
from bench.window.x_screen import XScreen

LOOK_EVERY_S = 0.001
CALM_S = 0.5
"""A picture that stays for so long is the one a person was to see."""

PATIENCE_S = 20.0
STRIPE = (600, 0, 80, 800)
"""Left, top, width and height, in pixels, of what is looked at: it crosses the whole window."""


def seconds_to_picture(
    command: Sequence[str], environment: Mapping[str, str], screen: XScreen
) -> float:
    """Start a program, wait for its window, end it; return how long its picture took to stand.

    Counted from the start to the last change of the screen.

    Args:
        command: the program's command line.
        environment: its environment variables, those of the screen among them.
        screen: a screen with nothing on it and no window manager.

    Raises:
        TimeoutError: it shows nothing, or does not come to rest.
    """
    empty = screen.look(*STRIPE)
    began = time.perf_counter()
    program = subprocess.Popen(
        command,
        cwd=REPOSITORY,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        return _last_change(screen, empty, began) - began
    finally:
        program.terminate()
        program.wait()
        _wait_until_empty(screen, empty)


def _last_change(screen: XScreen, empty: bytes, began: float) -> float:
    """Return when the screen changed for the last time, on the clock of `perf_counter`."""
    seen, changed = empty, None
    while True:
        time.sleep(LOOK_EVERY_S)
        picture, now = screen.look(*STRIPE), time.perf_counter()
        if picture != seen:
            seen, changed = picture, now
        elif changed is not None and now - changed > CALM_S:
            return changed
        if now - began > PATIENCE_S:
            raise TimeoutError("the window did not come to rest")


def _wait_until_empty(screen: XScreen, empty: bytes) -> None:
    """Wait until a window that has been closed is gone from the screen."""
    deadline = time.perf_counter() + PATIENCE_S
    while screen.look(*STRIPE) != empty:
        if time.perf_counter() > deadline:
            raise TimeoutError("the window did not go away")
        time.sleep(LOOK_EVERY_S)
