"""A run explained, as parts of a report: verdict and bars, the figures, the workers.

Pure functions, usable in any thread of the main process.
"""

from __future__ import annotations

from collections.abc import Generator

from app.engine.analysis.stages import IN_ORDER, Division
from app.engine.log import Log
from app.engine.reporting.blocks import (
    Bars,
    Block,
    Fact,
    Facts,
    Length,
    Part,
    Row,
    Section,
    Table,
    Weight,
    Words,
)
from app.engine.telling.cause_words import cause_beside_lane
from app.engine.telling.durations import duration_text
from app.engine.telling.explanation import Bar, Explanation, scale_words
from app.engine.telling.reason_words import stage_words
from app.engine.telling.sums import division_rule
from app.engine.worker_record import WorkerRecord
from app.words import tr, tr_count

WORKERS_AT_EACH_END = 30
WORKERS_PER_STEP = 20


def verdict_section(found: Explanation, division: Division) -> Section:
    """Return the verdict, the two bars, and why."""
    blocks: list[Block] = [Words(found.headline, Weight.VERDICT)]
    lengths = [_length(bar, division if bar is found.this else None) for bar in _bars(found)]
    if lengths:
        blocks.append(Bars(tuple(lengths)))
    blocks.append(Words(found.sentence))
    if found.scale is not None:
        blocks.append(Words(scale_words(found.scale)))
    if found.never:
        blocks.append(Words(found.never))
    return Section(tr("Does it pay?"), tuple(blocks))


def figures_section(found: Explanation, division: Division) -> Section | None:
    """Return every figure with the rule by which it came about; None where there is none."""
    facts: list[Fact] = []
    for place, each in enumerate(found.sums):
        facts.append(Fact(each.label, each.value, each.rule))
        if place == 0 and division.whole > 0:
            parts = _parts(division)
            facts += [
                Fact(
                    tr("of which {stage}", stage=part.label),
                    part.value,
                    division_rule() if part is parts[0] else "",
                )
                for part in parts
            ]
    if not facts:
        return None
    return Section(tr("The figures, and how they come about"), (Facts(tuple(facts)),))


def workers_section(log: Log) -> Generator[None, None, Section | None]:
    """Return when each worker came and went: the timeline in figures; short steps."""
    count = len(log.workers)
    if not count:
        return None
    whole = count <= 2 * WORKERS_AT_EACH_END
    first, last = (count, count) if whole else (WORKERS_AT_EACH_END, count - WORKERS_AT_EACH_END)
    rows: list[Row] = []
    for place in (*range(first), *range(last, count)):
        if place == last and not whole:
            left = last - first
            more = tr_count(
                "… {count} more is left out here …", "… {count} more are left out here …", left
            )
            rows.append(Row((more,)))
        rows.append(_worker_row(log, log.workers[place]))
        if place % WORKERS_PER_STEP == 0:
            yield
    head = (tr("Worker"), tr("pid"), tr("Started after"), tr("Results"), tr("Ended after"))
    table = Table(head, tuple(rows), figures=frozenset((1, 2, 3, 4)))
    words = Words(tr("The timeline in figures; times count from the run's request."), Weight.SMALL)
    return Section(tr("The workers"), (words, table))


def _worker_row(log: Log, record: WorkerRecord) -> Row:
    """Return when a worker came and went, how many results it brought, and how it died if so."""
    origin = log.requested or 0
    started, exited = (
        tr("never") if at is None else duration_text(at - origin)
        for at in (record.started, record.exited)
    )
    pid = "" if record.pid is None else str(record.pid)
    results = f"{len(record.rows):,}"
    below = "" if record.cause is None else cause_beside_lane(record.cause)
    return Row((record.name, pid, started, results, exited), below)


def _bars(found: Explanation) -> list[Bar]:
    return [bar for bar in (found.this, found.other) if bar is not None]


def _length(bar: Bar, division: Division | None) -> Length:
    """Return a bar for a report, divided where it is the run's own."""
    parts = () if division is None or division.whole <= 0 else tuple(_parts(division))
    return Length(bar.label, bar.ns, bar.value, bar.note, parts)


def _parts(division: Division) -> list[Part]:
    """Return what a run's time went into."""
    times = division.times
    return [
        Part(stage, times[stage], stage_words(stage), duration_text(times[stage]))
        for stage in IN_ORDER
        if times[stage] > 0
    ]
