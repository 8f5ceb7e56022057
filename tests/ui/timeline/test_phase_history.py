"""The whole run in buckets: no time lost, however long it becomes."""

from __future__ import annotations

import pytest

from app.engine.analysis.phases import PhaseKind, phases_of
from app.engine.log import Log
from app.ui.timeline.lanes import Lanes
from app.ui.timeline.phase_history import BUCKETS, SHORTEST_BUCKET_NS
from tests.hand_written_logs import five_processes, many_processes, pool_of_four


@pytest.mark.parametrize(
    "log", [five_processes(), pool_of_four(), many_processes(2_000)], ids=["five", "pool", "many"]
)
def test_every_phase_of_every_worker_is_counted_whole(log: Log) -> None:
    """Held to the phases of the lanes; a result that lies ready counts as being sent."""
    lanes = Lanes(log)
    lanes.catch_up()
    told = dict.fromkeys(PhaseKind, 0.0)
    for worker in range(len(log.workers)):
        for phase in phases_of(log, worker):
            kind = PhaseKind.SENDING if phase.kind is PhaseKind.LYING else phase.kind
            told[kind] += phase.length
    counted = {kind: sum(spent) for kind, spent in lanes.history.spent.items()}
    assert counted == pytest.approx(told)
    length = (log.finished or 0) - (log.requested or 0)
    assert length <= BUCKETS * lanes.history.bucket_ns or length < SHORTEST_BUCKET_NS
