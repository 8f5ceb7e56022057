"""Kept runs for tests of the cards: each a real summary of a hand-written run."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import Any

from app.engine.storage.kept_run import KeptRun, summarised
from tests import hand_written_logs as logs


def kept_run(ident: int, **others: Any) -> KeptRun:
    """Return a kept run with an id; the rest as wanted, or as of the five processes."""
    summary = _carried_out(summarised(logs.record_of(logs.five_processes()), None))
    return replace(summary, id=ident, **others)


def _carried_out(steps: Generator[None, None, KeptRun]) -> KeptRun:
    """Return what steps lead to."""
    try:
        while True:
            next(steps)
    except StopIteration as done:
        run: KeptRun = done.value
        return run
