"""How fine the clocks are on this computer, measured: shorter times than that are not told apart.

Main process, any thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from app.engine.clock import cpu_ns, now_ns

READINGS = 200
LEAST_FLOOR_NS = 1_000
STEPS_LOOKED_AT = 3
LONGEST_LOOK_NS = 60_000_000
"""A clock that has not ticked by then is taken to have steps of this length."""


@dataclass(frozen=True, slots=True)
class Grain:
    """A clock's fineness; all in nanoseconds.

    Attributes:
        step_ns: the smallest difference between two readings that differ.
        overhead_ns: what one reading takes.
        floor_ns: lengths below this are told as being under it: the larger of the two, rounded up
            to a power of ten, and at least a microsecond.
    """

    step_ns: int
    overhead_ns: int

    @property
    def floor_ns(self) -> int:
        """Return below which length a time is not told exactly."""
        floor = LEAST_FLOOR_NS
        while floor < max(self.step_ns, self.overhead_ns):
            floor *= 10
        return floor


@cache
def grain() -> Grain:
    """Return the run clock's grain, measured the first time; takes well under a millisecond."""
    return measured(now_ns)


@cache
def cpu_grain() -> Grain:
    """Return the CPU clock's grain, likewise; Windows counts CPU time in ticks of 15.6 ms."""
    return measured(cpu_ns)


def measured(clock: Callable[[], int], wall: Callable[[], int] = now_ns) -> Grain:
    """Measure a clock.

    Args:
        clock: what is measured, in nanoseconds.
        wall: a clock that goes on in any case.
    """
    begun = wall()
    for _ in range(READINGS):
        clock()
    overhead = (wall() - begun) // READINGS
    steps: list[int] = []
    before, end = clock(), wall() + LONGEST_LOOK_NS
    while len(steps) < STEPS_LOOKED_AT and wall() < end:
        now = clock()
        if now != before:
            steps.append(now - before)
            before = now
    return Grain(min(steps, default=LONGEST_LOOK_NS), overhead)
