"""Which lane of a trace each worker has: processes and threads by integers. Any thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from app.engine.record import Record
from app.engine.way import Housing
from app.words import tr

MAIN = 1
"""The main program's process and thread in a trace; no child has this id."""

FIRST_STAND_IN = 5_000_000
"""Where a process has no id of its own, or one that came twice, one from here on stands for it.
Linux gives none above 4,194,304."""

FIRST_THREAD = 10_000_000
"""Threads have no id that anybody noted; these stand for them."""


class Lanes:
    """The lanes of a run and of the goes before it.

    Args:
        goes: the first run, and each other go in order.
    """

    def __init__(self, goes: Sequence[Record]) -> None:
        self._goes = goes
        pids: dict[int, int | None] = {}
        for go in goes:
            for worker in go.log.workers:
                pids[worker.process] = pids.get(worker.process) or worker.pid
        workers = Counter(worker.process for go in goes for worker in go.log.workers)
        self._shared = {process for process, count in workers.items() if count > 1}
        counts = Counter(pids.values())
        self._pids = {
            process: pid
            if pid is not None and MAIN < pid < FIRST_STAND_IN and counts[pid] == 1
            else FIRST_STAND_IN + process
            for process, pid in pids.items()
        }

    def of_worker(self, go: Record, worker: int) -> dict[str, int]:
        """Return the process and the thread of a worker, as a trace names them."""
        process = go.log.workers[worker].process
        pid = self._pids[process]
        if self._has_threads(go, process):
            return {"pid": pid, "tid": FIRST_THREAD + go.log.first_worker + worker}
        return {"pid": pid, "tid": pid}

    def of_main(self) -> dict[str, int]:
        """Return those of the main program."""
        return {"pid": MAIN, "tid": MAIN}

    def names(self) -> Iterator[dict[str, Any]]:
        """Yield the events that name the lanes and put them in order."""
        yield from _named(self.of_main(), tr("MultiSquare, the main program"), "", 0)
        for go in self._goes:
            for worker in go.log.workers:
                place = go.log.first_worker + worker.worker + 1
                lane, process = self.of_worker(go, worker.worker), worker.process
                name = f"Process-{process}" if self._has_threads(go, process) else worker.name
                yield from _named(lane, name, worker.name, process, place)

    def _has_threads(self, go: Record, process: int) -> bool:
        """Return whether the workers of a process are threads."""
        return process in self._shared or go.plan.way.housing is Housing.THREAD


def _named(
    lane: dict[str, int], process: str, thread: str, process_place: int, place: int = 0
) -> Iterator[dict[str, Any]]:
    """Yield the events that name a lane and say where it stands."""
    for name, args in (
        ("process_name", {"name": process}),
        ("process_sort_index", {"sort_index": process_place}),
        ("thread_name", {"name": thread or process}),
        ("thread_sort_index", {"sort_index": place}),
    ):
        yield {"name": name, "ph": "M", **lane, "args": args}
