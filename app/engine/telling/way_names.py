"""What compared ways are called, no longer than it takes to tell them apart. Any thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.engine.comparing.comparison import Contender
from app.engine.way import Housing, Sharing, Way
from app.words import tr, tr_count


def way_names(contenders: Sequence[Contender]) -> list[str]:
    """Return a name for each way, such as ``A pool of 4`` or ``4 threads (spawn)``.

    Start methods, limits and chunks are told only where they differ among the ways; where nothing
    but chunks does, nothing else is. The same way is called the same every time.
    """
    ways = [each.way for each in contenders]
    if _differ_in_chunks_only(ways):
        return [_chunks(way.chunk) for way in ways]
    methods = len({way.start_method for way in ways}) > 1
    limits = len({way.alive_limit for way in ways if way.sharing is Sharing.EACH}) > 1
    chunks = any(way.chunk is not None for way in ways)
    return [_name(way, methods=methods, limits=limits, chunks=chunks) for way in ways]


def how_many(contenders: Sequence[Contender], place: int) -> int:
    """Return for how many a way's name stands in a sentence: threads and chunks are several."""
    ways = [each.way for each in contenders]
    if _differ_in_chunks_only(ways):
        return 2
    return ways[place].workers if ways[place].housing is Housing.THREAD else 1


def _differ_in_chunks_only(ways: Sequence[Way]) -> bool:
    """Return whether ways are the same pool with different chunks."""
    return len({replace(way, chunk=None) for way in ways}) == 1 < len({way.chunk for way in ways})


def _chunks(chunk: int | None) -> str:
    if chunk is None:
        return tr("Chunks of the pool's own choice")
    return tr("Chunks of {size}", size=f"{chunk:,}")


def _name(way: Way, *, methods: bool, limits: bool, chunks: bool) -> str:
    """Return a way's name, with what differs among the ways."""
    name = _plain_name(way, limits=limits)
    if chunks and way.sharing is Sharing.DYNAMIC and way.housing is Housing.PROCESS:
        name = _with_chunk(name, way.chunk)
    if methods:
        return tr("{way} ({start_method})", way=name, start_method=way.start_method)
    return name


def _plain_name(way: Way, *, limits: bool) -> str:
    if way.sharing is Sharing.ONE:
        return tr("One after another")
    if way.sharing is Sharing.EACH:
        if limits:
            return tr("A process for each number, {most} at a time", most=f"{way.alive_limit:,}")
        return tr("A process for each number")
    if way.housing is Housing.THREAD:
        return tr_count("{count} thread", "{count} threads", way.workers)
    return tr("A pool of {workers}", workers=f"{way.workers:,}")


def _with_chunk(name: str, chunk: int | None) -> str:
    if chunk is None:
        return tr("{way} with chunks of its own choice", way=name)
    return tr("{way} with chunks of {size}", way=name, size=f"{chunk:,}")
