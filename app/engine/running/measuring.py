"""Measures what a process costs on this computer, with real ones. Controller's thread."""

from __future__ import annotations

from app.engine.events import RunFinished, RunRequested
from app.engine.plan import Plan
from app.engine.running.run import Run

SAMPLE = 12
"""Processes started to find out; a moment's work with every start method."""


def process_cost_ns(start_method: str, sample: int = SAMPLE) -> int:
    """Return what one process more costs in a run, from start to join, in nanoseconds.

    Args:
        start_method: one of `app.engine.plan.start_methods()`.
        sample: how many processes to start, with a number each.
    """
    requested = finished = 0
    for events in Run(Plan(range(sample), start_method=start_method)):
        for event in events:
            if isinstance(event, RunRequested):
                requested = event.at
            elif isinstance(event, RunFinished):
                finished = event.at
    return (finished - requested) // sample
