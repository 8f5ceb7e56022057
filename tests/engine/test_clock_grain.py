"""How fine the clocks are: measured, and said where a time is below."""

from __future__ import annotations

import time

from app.engine.clock import cpu_ns, now_ns
from app.engine.clock_grain import Grain, cpu_grain, grain, measured

TICK_NS = 15_600_000


def test_a_clock_of_coarse_ticks_is_recognised() -> None:
    """As `time.monotonic_ns` on Windows before Python 3.13: every square would take no time."""
    coarse = measured(lambda: now_ns() // TICK_NS * TICK_NS)
    assert coarse.step_ns == TICK_NS
    assert coarse.floor_ns == 100_000_000


def test_a_clock_that_stands_still_is_given_up() -> None:
    """It cannot hold the program up."""
    assert measured(lambda: 7).step_ns >= 10_000_000


def test_the_floor_is_a_microsecond_where_the_clock_is_fine() -> None:
    """Neither its steps nor a reading of it may be told as a figure."""
    assert Grain(step_ns=1, overhead_ns=90).floor_ns == 1_000
    assert Grain(step_ns=100, overhead_ns=1_800).floor_ns == 10_000


def test_this_computers_clock_is_fine_enough_for_a_square() -> None:
    """The run's clock, on whatever system the tests run on."""
    assert grain().step_ns < 100_000
    assert cpu_grain().step_ns > 0


def test_cpu_time_stands_still_while_a_thread_sleeps() -> None:
    """That is what tells having a core from waiting."""
    cpu, clock = cpu_ns(), now_ns()
    time.sleep(0.05)
    assert now_ns() - clock >= 50_000_000
    assert cpu_ns() - cpu < 25_000_000
