"""What children do in the self test beside squaring. Imported by child processes; light."""

from __future__ import annotations

import time

from app.engine.numbers.exact import Number
from app.engine.numbers.squaring import square

HELD = 4
"""The number with which a child never comes to an end."""

FOR_EVER_S = 3_600.0


def square_all_but_one(number: Number) -> Number:
    """Return the square, except of `HELD`: there it waits until somebody ends the process."""
    if number == HELD:
        time.sleep(FOR_EVER_S)
    return square(number)


def never_end(number: Number) -> Number:
    """Wait until somebody ends the process."""
    time.sleep(FOR_EVER_S)
    return number
