"""The program's engine, without a window."""

from __future__ import annotations

import time

from app.engine.events import NumbersDone
from app.engine.plan import Plan
from app.engine.running.run import Run
from app.engine.way import Way
from bench.contestant import requests

NS_PER_S = 1e9


def serve(start_method: str) -> None:
    """Square as often as asked."""
    for request, answer in requests():
        begun = time.monotonic_ns()
        run = Run(Plan(range(2, 2 + int(request)), Way(start_method=start_method)))
        events = [event for batch in run for event in batch]
        finished = time.monotonic_ns()
        last = max(event.received for event in events if isinstance(event, NumbersDone))
        answer({"last": (last - begun) / NS_PER_S, "finished": (finished - begun) / NS_PER_S})
