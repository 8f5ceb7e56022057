"""How long a run will take, roughly, before any was made. Pure; any thread."""

from __future__ import annotations

from app.engine.analysis.break_even import rounds
from app.engine.plan import Plan
from app.engine.way import Housing, Sharing

START_S = {"fork": 0.004, "forkserver": 0.008, "spawn": 0.05}
"""CPU time of starting and ending a process, about; other methods than these are taken for slow."""

FIRST_S = 0.05
"""What every run takes besides."""


def expected_s(plan: Plan, cores: float) -> float:
    """Return about how many seconds a run takes; what a person's function takes is not known."""
    if not plan.numbers:
        return FIRST_S
    starting = processes_of(plan) * START_S.get(plan.way.start_method, 0.05) / max(1.0, cores)
    work = plan.way.work
    return FIRST_S + starting + rounds(plan, cores, work.kind) * work.seconds


def processes_of(plan: Plan) -> int:
    """Return how many processes a plan starts."""
    way = plan.way
    if way.sharing is Sharing.ONE or way.housing is Housing.THREAD:
        return 1
    numbers = len(plan.numbers)
    return numbers if way.sharing is Sharing.EACH else min(numbers, way.workers)
