"""Measures, with real processes, what a process costs and what numbers take one after another.

Each is a run of its own, whose end anybody may ask for. Controller's thread.
"""

from __future__ import annotations

from dataclasses import replace

from app.engine.events import NumbersDone, RunFinished, RunRequested
from app.engine.plan import Plan
from app.engine.runner import RunnerOf
from app.engine.running.run import Run
from app.engine.way import Housing, Sharing, Way

SAMPLE = 12
"""Processes started to find out what one costs; a moment's work with every start method."""


def process_cost_ns(start_method: str, run_of: RunnerOf = Run, sample: int = SAMPLE) -> int | None:
    """Return what one process more costs in a run, from start to join, in nanoseconds.

    Args:
        start_method: one of `app.engine.plan.start_methods()`.
        run_of: makes a run of a plan.
        sample: how many processes to start, with a number each.

    Returns:
        Nanoseconds, or None where the run was stopped.
    """
    requested = finished = 0
    for events in run_of(Plan(range(sample), Way(start_method=start_method))):
        for event in events:
            if isinstance(event, RunRequested):
                requested = event.at
            elif isinstance(event, RunFinished):
                finished = 0 if event.stopped else event.at
    return (finished - requested) // sample if finished else None


def in_turn_ns(plan: Plan, run_of: RunnerOf = Run) -> int | None:
    """Really square a plan's numbers one after another, and return how long that takes.

    Args:
        plan: any plan; its numbers, extra work and start method count.
        run_of: makes a run of a plan.

    Returns:
        Nanoseconds from the request to the arrival of the last result, or None where the run was
        stopped or not every number was done.
    """
    in_turn = replace(plan.way, sharing=Sharing.ONE, housing=Housing.PROCESS, workers=1)
    requested = last = done = 0
    for events in run_of(replace(plan, way=in_turn)):
        for event in events:
            if isinstance(event, RunRequested):
                requested = event.at
            elif isinstance(event, NumbersDone):
                last, done = event.received, done + len(event.results)
    return last - requested if done == len(plan.numbers) else None
