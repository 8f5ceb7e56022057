"""Measures from outside: a real key press, and the time until it shows on the screen.

The program runs by itself, in a real window on a screen of its own. Ctrl+A and End by turns select
the text of the Numbers field and let it go; a stripe of the screen in the middle of that text is
looked at again and again until most of it has changed.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from bench.contestant import REPOSITORY
from bench.window.screen import Screen
from bench.window.x_screen import XScreen, pixels_apart

LOOK_EVERY_S = 0.001
LEAST_CHANGED = 60
"""So many pixels of the stripe change at the least; a blinking cursor changes fewer."""

STRIPE_HEIGHT = 4
LONGEST_S = 3.0
"""A press that does not show for so long went elsewhere: the field has lost the keyboard."""

MOST_LOST = 3

OPENING_S = 15.0
CALM_S = 1.0
PAUSE_S = 0.011
SELECT, LET_GO = ("Control_L", "a"), ("End",)


@dataclass(frozen=True, slots=True)
class Stripe:
    """A part of the screen."""

    x: int
    y: int
    width: int
    height: int = STRIPE_HEIGHT


class Outside:
    """The program in a window, seen from outside.

    Attributes:
        lost: how many presses never showed.

    Args:
        screen: where it shows itself.
        *arguments: its command line.

    Raises:
        OSError: the window cannot be looked at.
        TimeoutError: it does not open, or does not do what is expected of it.
    """

    def __init__(self, screen: Screen, *arguments: str) -> None:
        self._screen = screen
        self._x = XScreen(screen.environment["DISPLAY"])
        self._selected = False
        self.lost = 0
        self._program = subprocess.Popen(
            [sys.executable, "-m", "app", *arguments],
            cwd=REPOSITORY,
            env=screen.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_until(self._is_open, OPENING_S, "the window did not open")
            time.sleep(CALM_S)
            self._stripe = self._find_text()
        except BaseException:
            self.close()
            raise

    def delays(self, seconds: float) -> list[float]:
        """Press keys for so long; return how many seconds each took to show.

        Raises:
            TimeoutError: again and again, presses do not show.
        """
        end, delays = time.perf_counter() + seconds, list[float]()
        while time.perf_counter() < end:
            delay = self._delay()
            if delay is not None:
                delays.append(delay)
                time.sleep(PAUSE_S)
                continue
            self.lost += 1
            if self.lost > MOST_LOST:
                raise TimeoutError("key presses do not show on the screen")
            self._go_to_field()
        return delays

    def square(self) -> None:
        """Press Enter in the field, which squares what stands in it."""
        self._x.press(("Return",))

    def go_on(self) -> None:
        """Answer the question before very many processes: start them; and back to the field."""
        time.sleep(CALM_S)
        self._x.press(("Tab",))
        self._x.press(("space",))
        time.sleep(CALM_S / 2)
        self._go_to_field()

    def close(self) -> None:
        """End the program."""
        self._program.terminate()
        try:
            self._program.wait(5)
        except subprocess.TimeoutExpired:
            self._program.kill()
            self._program.wait()
        self._x.close()

    def _go_to_field(self) -> None:
        """Click into the field; nothing is selected then."""
        self._x.click(self._stripe.x + 2, self._stripe.y)
        time.sleep(CALM_S / 2)
        self._selected = False

    def _delay(self) -> float | None:
        """Press once and return how long it took to show, or None if it never did."""
        before = self._look()
        begun = time.perf_counter()
        self._x.press(LET_GO if self._selected else SELECT)
        self._selected = not self._selected
        while pixels_apart(before, self._look()) < LEAST_CHANGED:
            if time.perf_counter() - begun > LONGEST_S:
                return None
            time.sleep(LOOK_EVERY_S)
        return time.perf_counter() - begun

    def _look(self) -> bytes:
        stripe = self._stripe
        return self._x.look(stripe.x, stripe.y, stripe.width, stripe.height)

    def _is_open(self) -> bool:
        try:
            found = self._screen.tool("xdotool", "search", "--onlyvisible", "--name", "MultiSquare")
        except subprocess.CalledProcessError:
            return False
        return bool(found.strip())

    def _find_text(self) -> Stripe:
        """Return the middle of the text in the field: select it, and see what changes."""
        width, height = 1280, 400
        self._x.press(LET_GO)
        time.sleep(CALM_S)
        before = memoryview(self._x.look(0, 0, width, height)).cast("I")
        self._x.press(SELECT)
        time.sleep(CALM_S)
        after = memoryview(self._x.look(0, 0, width, height)).cast("I")
        self._x.press(LET_GO)
        time.sleep(CALM_S)
        changed = [place for place, pixel in enumerate(before) if pixel != after[place]]
        if len(changed) < LEAST_CHANGED:
            raise TimeoutError("nothing on the screen shows that the numbers are selected")
        rows = sorted(place // width for place in changed)
        columns = sorted(place % width for place in changed)
        middle = rows[len(rows) // 2]
        return Stripe(columns[0], middle - STRIPE_HEIGHT // 2, columns[-1] - columns[0] + 1)


def _wait_until(happened: Callable[[], bool], seconds: float, else_words: str) -> None:
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            raise TimeoutError(else_words)
        time.sleep(0.05)
