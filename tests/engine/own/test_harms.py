"""A person's function may do what it likes: it costs its own number at most, and nothing stays."""

from __future__ import annotations

import sys
import threading
from dataclasses import replace

import pytest

from app.engine.log import Log
from app.engine.own.task import own_task
from app.engine.plan import Plan
from app.engine.running.run import Run
from app.engine.way import KINDS, Way
from tests.engine.own.harmful import HARMLESS, HARMS, source_of
from tests.engine.running.runs import (
    START_METHODS,
    assert_every_number_answered_once,
    everywhere,
    failures_of,
    squares_of,
)

NEVER_S = 30.0
"""A run that takes longer hangs."""

NUMBERS = [1, 2, 3, 4, 5]
DOUBLES = {1: 2, 2: 4, 4: 8, 5: 10}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="what is done is done as on Unix")


def carry_out(deed: str, method: str, strategy: str) -> Log:
    """Run a function that does something for 3, and stop it if it never ends."""
    way = replace(Way(*KINDS[strategy], workers=2), start_method=method)
    plan = Plan(NUMBERS, way, own_task(source_of(deed), "f"))
    run, log = Run(plan), Log(NUMBERS, task=plan.task)
    late = threading.Timer(NEVER_S, run.stop)
    late.start()
    try:
        for events in run:
            log.extend(events)
    finally:
        late.cancel()
        late.join()
    assert not log.stopped, "it hung"
    assert not log.failed
    assert_every_number_answered_once(log)
    return log


@everywhere
@pytest.mark.parametrize("harm", list(HARMS))
def test_a_harm_costs_its_own_number_and_is_told(harm: str, method: str, strategy: str) -> None:
    """Every other number has its result; nothing is left behind (the guard around tests looks)."""
    log = carry_out(HARMS[harm], method, strategy)
    assert squares_of(log) == DOUBLES
    ((number, words),) = failures_of(log).items()
    assert number == 3
    assert words.startswith("3 was not done: ")


@everywhere
@pytest.mark.parametrize("deed", list(HARMLESS))
def test_what_does_no_harm_costs_nothing(deed: str, method: str, strategy: str) -> None:
    """The number is done as well; what it has started is ended with its process."""
    log = carry_out(HARMLESS[deed], method, strategy)
    assert failures_of(log) == {}
    assert squares_of(log) == {**DOUBLES, 3: 6}


@pytest.mark.parametrize("method", START_METHODS)
def test_a_closed_line_is_told_as_such(method: str) -> None:
    """Not as a signal that this program itself has sent."""
    log = carry_out(HARMS["closes descriptors and goes on"], method, "each")
    assert "closed Process-3's line" in failures_of(log)[3]


@pytest.mark.parametrize("method", START_METHODS)
def test_stray_bytes_are_told_as_such(method: str) -> None:
    """However few they are: nobody waits for the rest of a message that never comes."""
    log = carry_out(HARMS["writes into descriptors"], method, "each")
    assert "sent something that is no answer" in failures_of(log)[3]
