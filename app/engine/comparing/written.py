"""Ways as they are written on the command line: ``one``, ``pool:4``, ``pool:4:spawn``.

After the kind come, in any order, a number (workers; with a process for each number, how many are
alive at a time), a start method, and ``chunk=8``. Pure functions; any thread.
"""

from __future__ import annotations

from dataclasses import replace

from app.engine.way import (
    KINDS,
    MOST_ALIVE,
    MOST_IN_CHUNK,
    MOST_WORKERS,
    POOL,
    Sharing,
    Way,
    default_start_method,
    start_methods,
)

CHUNK = "chunk="


def written(way: Way) -> str:
    """Return a way as one writes it; what is as usual is left out."""
    usual = Way()
    words = [next(word for word, kind in KINDS.items() if kind == way.kind)]
    if way.sharing is Sharing.DYNAMIC:
        words.append(str(way.workers))
    elif way.sharing is Sharing.EACH and way.alive_limit != usual.alive_limit:
        words.append(str(way.alive_limit))
    if way.start_method != default_start_method():
        words.append(way.start_method)
    if way.chunk is not None:
        words.append(f"{CHUNK}{way.chunk}")
    return ":".join(words)


def way_of(text: str, usual: Way) -> Way | None:
    """Return the way that is written; None where it is none.

    Args:
        text: as above.
        usual: what is as in this one where nothing else is written.
    """
    kind, *words = text.split(":")
    if kind not in KINDS:
        return None
    sharing, housing = KINDS[kind]
    way: Way | None = replace(usual, sharing=sharing, housing=housing)
    seen: set[str] = set()
    for word in words:
        if way is None or (part := _part(word)) in seen:
            return None
        seen.add(part)
        way = _with(way, word)
    return way


def _part(word: str) -> str:
    """Return what a word says something of."""
    return CHUNK if word.startswith(CHUNK) else "count" if word.isdecimal() else "method"


def _with(way: Way, word: str) -> Way | None:
    """Return a way with what one word says of it; None where it says nothing that it has."""
    if word in start_methods():
        return replace(way, start_method=word)
    chunk = word.startswith(CHUNK)
    number = _whole(word.removeprefix(CHUNK))
    if chunk:
        fits = way.kind == POOL and 1 <= number <= MOST_IN_CHUNK
        return replace(way, chunk=number) if fits else None
    if way.sharing is Sharing.DYNAMIC and 1 <= number <= MOST_WORKERS:
        return replace(way, workers=number)
    if way.sharing is Sharing.EACH and 1 <= number <= MOST_ALIVE:
        return replace(way, alive_limit=number)
    return None


def _whole(word: str) -> int:
    """Return a whole number written in plain digits; 0 where it is none."""
    return int(word) if word.isascii() and word.isdigit() and len(word) <= 9 else 0
