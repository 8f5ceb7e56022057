"""Squares so many numbers in a pool, keeps them as the window does, and tells the memory."""

from __future__ import annotations

import gc
import multiprocessing
import os
import tracemalloc

STATUS = "/proc/self/status"


def main() -> None:
    """Measure as often as asked."""
    from app.engine.running.start_methods import get_ready
    from bench.contestant import requests

    get_ready("forkserver")
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for request, answer in requests():
        answer(measure(int(request)))


def measure(count: int) -> dict[str, int]:
    """Return the bytes, from the process's memory and from Python's own books."""
    from app.engine.log import Log
    from app.engine.plan import Plan
    from app.engine.running.run import Run
    from app.engine.way import POOL, Way
    from app.ui.results.model import ResultsModel
    from bench.memory import size_of

    plan = Plan(list(range(count)), Way(*POOL))
    for _ in Run(Plan(range(1_000), Way(*POOL))):
        pass  # what is loaded only once does not count
    tracemalloc.start()
    gc.collect()
    allocated = tracemalloc.get_traced_memory()[0]
    log, model = Log(plan.numbers), ResultsModel()
    model.set_log(log)
    for batch in Run(plan):
        log.extend(batch)
        model.take_new_rows()
    gc.collect()
    allocated = tracemalloc.get_traced_memory()[0] - allocated
    tracemalloc.stop()
    squares = sum(map(size_of, log.row_outcome))  # type: ignore[arg-type]
    del log, model
    gc.collect()
    return {
        "allocated": allocated - squares,
        "resident": _growth(plan) - squares,
        "numbers": squares + sum(map(size_of, plan.numbers)),  # type: ignore[arg-type]
    }


def _growth(plan: object) -> int:
    """Return by how much a fresh process grows that keeps the same run."""
    context = multiprocessing.get_context("spawn")
    near, far = context.Pipe()
    from bench.rows.fresh import tell_growth

    process = context.Process(target=tell_growth, args=(far, plan))
    process.start()
    growth: int = near.recv()
    process.join()
    return growth


if __name__ == "__main__":
    main()
