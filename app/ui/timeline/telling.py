"""Tells in words what a lane shows: phases with their exact times, and how a worker died.

GUI thread only.
"""

from __future__ import annotations

from app.engine.analysis.phases import Phase, PhaseKind
from app.engine.events import UNKNOWN
from app.engine.log import Log
from app.engine.telling.cause_words import cause_beside_lane
from app.engine.telling.durations import duration_text, moment_text
from app.engine.telling.phase_words import phase_title
from app.ui.timeline.axis import exact_text
from app.words import tr

NOTICEABLE_PART = 20
"""Waiting for a core is worth a word from such a part of the time on: a twentieth."""

SEPARATOR = " · "


def phase_sentence(log: Log, worker: int, phase: Phase, goes_on: bool) -> str:
    """Return all there is to say about a phase, in one line.

    Args:
        log: the run.
        worker: whose phase.
        phase: which.
        goes_on: whether it has not ended yet.
    """
    origin = log.requested or 0
    record = log.workers[worker]
    begin, end = moment_text(phase.start - origin), moment_text(phase.end - origin)
    when = tr("from {begin} to {end}", begin=begin, end=end)
    if goes_on:
        when = tr("since {begin}", begin=begin)
    elif begin == end:
        when = tr("at {begin}", begin=begin)
    parts = [record.name, phase_title(log, phase), when]
    if not goes_on:
        parts.insert(2, _length_words(phase))
    elif phase.kind is PhaseKind.WORKING:
        parts.append(tr("its CPU time is known once it is done"))
    if record.pid is not None:
        parts.append(tr("pid {pid}", pid=record.pid))
    if record.suspended:
        parts.append(tr("suspended: it does not answer"))
    if record.cause is not None:
        parts.append(cause_beside_lane(record.cause))
    return SEPARATOR.join(parts)


def _length_words(phase: Phase) -> str:
    """Return how long a phase was, and for how much of it its worker had a core or slept."""
    length, computed = duration_text(phase.length), duration_text(phase.computed)
    told = phase.kind in (PhaseKind.WORKING, PhaseKind.STARTING)
    if not told or phase.computed == UNKNOWN:
        return length
    if phase.waited * NOTICEABLE_PART > phase.length:
        return tr(
            "computed {computed}, and was ready for {waited} without a core, of {length}",
            computed=computed,
            waited=duration_text(phase.waited),
            length=length,
        )
    if phase.slept > 0:
        return tr(
            "computed {computed} and slept {slept} of {length}",
            computed=computed,
            slept=duration_text(phase.slept),
            length=length,
        )
    return tr("computed {computed} of {length}", computed=computed, length=length)


def worker_times(log: Log, worker: int, phases: list[Phase]) -> str:
    """Return a worker's phases as a table of text: one line each, columns apart by tabs."""
    origin, record = log.requested or 0, log.workers[worker]
    head = [tr("phase"), tr("begin"), tr("end"), tr("length")]
    pid = "" if record.pid is None else tr("pid {pid}", pid=record.pid)
    lines = [SEPARATOR.join(part for part in (record.name, pid) if part), "\t".join(head)]
    for phase in phases:
        times = (phase.start - origin, phase.end - origin, phase.length)
        cells = [phase_title(log, phase), *(exact_text(moment) for moment in times)]
        lines.append("\t".join(cells))
    return "\n".join(lines) + "\n"
