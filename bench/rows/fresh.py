"""Measures in a fresh process by how much its memory grows. Needs Linux's /proc."""

from __future__ import annotations

import gc
from multiprocessing.connection import Connection
from pathlib import Path

from app.engine.log import Log
from app.engine.plan import Plan
from app.engine.running.run import Run
from app.engine.running.start_methods import get_ready
from app.engine.way import POOL, Way


def tell_growth(channel: Connection, plan: Plan) -> None:
    """Carry out a plan, keep its log, and send by how many bytes this process has grown."""
    from app.ui.results.model import ResultsModel

    get_ready("forkserver")
    for _ in Run(Plan(range(1_000), Way(*POOL))):
        pass
    gc.collect()
    before = _resident_bytes()
    log, model = Log(plan.numbers), ResultsModel()
    model.set_log(log)
    for batch in Run(plan):
        log.extend(batch)
        model.take_new_rows()
    gc.collect()
    channel.send(_resident_bytes() - before)


def _resident_bytes() -> int:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise OSError("the system does not tell a process's memory")
