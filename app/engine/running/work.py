"""How much computing a chosen time of extra work is, on this computer. Main process."""

from __future__ import annotations

from statistics import median

from app.engine.clock import now_ns
from app.engine.running.worker import compute
from app.engine.units import NS_PER_S
from app.engine.way import Work, WorkKind

CALIBRATION_NS = 20_000_000
"""Time spent on finding out how fast this computer computes."""

_BATCH = 1_000
"""Rounds measured together: well under a tenth of a millisecond's work."""


def rounds_for(work: Work) -> int:
    """Return how many rounds of `compute` take as long as `work` on a core of its own.

    Measured each time, in batches, of which the median counts: other programs that compete for the
    core lengthen few of them. The CPU clock, which would leave those out, has steps of 15.6 ms on
    Windows. Takes about `CALIBRATION_NS`.
    """
    if work.kind is not WorkKind.COMPUTING or work.seconds <= 0:
        return 0
    lengths: list[int] = []
    begun = before = now_ns()
    while before - begun < CALIBRATION_NS:
        compute(_BATCH)
        after = now_ns()
        lengths.append(after - before)
        before = after
    return max(1, round(work.seconds * NS_PER_S * _BATCH / median(lengths)))
