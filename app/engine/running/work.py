"""How much computing a chosen time of extra work is, on this computer. Main process."""

from __future__ import annotations

import time

from app.engine.running.worker import compute
from app.engine.way import Work, WorkKind

CALIBRATION_SECONDS = 0.02
"""Processor time spent on finding out how fast this computer computes."""

_BATCH = 1_000


def rounds_for(work: Work) -> int:
    """Return how many rounds of `compute` take as long as `work` on a core of its own.

    Measured each time in this thread's processor time, which other programs and threads that
    compete for the core do not lengthen. Takes about `CALIBRATION_SECONDS`.
    """
    if work.kind is not WorkKind.COMPUTING or work.seconds <= 0:
        return 0
    done, started = 0, time.thread_time()
    while (spent := time.thread_time() - started) < CALIBRATION_SECONDS:
        compute(_BATCH)
        done += _BATCH
    return max(1, round(work.seconds * done / spent))
