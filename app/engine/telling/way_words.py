"""How numbers are squared, in words: what the form's second row is set to. Any thread."""

from __future__ import annotations

from app.engine.telling.durations import seconds_text
from app.engine.way import Housing, Sharing, Way, Work, WorkKind
from app.words import tr, tr_count


def sharing_words(way: Way) -> str:
    """Return how the numbers are shared out, and where, such as ``A pool of 4 processes``."""
    if way.sharing is Sharing.EACH:
        return tr(
            "A process for each number, at most {most} of them at a time",
            most=f"{way.alive_limit:,}",
        )
    if way.sharing is Sharing.ONE:
        return tr("One after another, in one process")
    if way.housing is Housing.THREAD:
        return tr_count(
            "{count} thread in one process", "{count} threads in one process", way.workers
        )
    pool = tr_count("A pool of {count} process", "A pool of {count} processes", way.workers)
    if way.chunk is None:
        return pool
    return tr("{pool}, chunks of {size}", pool=pool, size=f"{way.chunk:,}")


def work_words(work: Work) -> str:
    """Return what extra work each number brings along, such as ``50 ms of computing``."""
    if work.kind is WorkKind.NONE:
        return tr("none")
    amount = seconds_text(work.seconds)
    if work.kind is WorkKind.WAITING:
        return tr("{amount} of waiting for each number", amount=amount)
    return tr("{amount} of computing for each number", amount=amount)
