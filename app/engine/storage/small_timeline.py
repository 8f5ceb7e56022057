"""A run's timeline so small that it fits on a card, and that as a few bytes. Any thread."""

from __future__ import annotations

import struct
from collections.abc import Generator

from app.engine.analysis.phases import Phase, PhaseKind, latest_time, phases_between
from app.engine.log import Log

Bar = tuple[int, int, int]
"""Where a bar begins and ends, on 0 to `WIDTH`, and its phase's code."""

Picture = tuple[tuple[Bar, ...], ...]
"""The bars of each lane, from the top down."""

WIDTH = 999
MOST_LANES = 24
MOST_BARS = 40

CODES = {
    PhaseKind.STARTING: 0,
    PhaseKind.WAITING: 1,
    PhaseKind.WORKING: 2,
    PhaseKind.SENDING: 3,
    PhaseKind.LYING: 4,
    PhaseKind.EXITING: 5,
}
"""What a phase is called in a picture; these are kept in files and do not change."""

PHASES = {code: kind for kind, code in CODES.items()}

_COUNT, _BAR = struct.Struct("<H"), struct.Struct("<HHB")


def small_timeline(log: Log) -> Generator[None, None, Picture]:
    """Draw a finished run in short steps.

    Of more workers than there is room for, some are shown, evenly chosen with the first and the
    last of them. What is too short to be seen is told together with its neighbours.
    """
    origin, end = log.requested or 0, latest_time(log)
    lanes: list[tuple[Bar, ...]] = []
    for worker in _chosen(len(log.workers)):
        lanes.append(_lane(log, worker, origin, end))
        yield
    return tuple(lanes)


def packed(picture: Picture) -> bytes:
    """Return a picture as bytes."""
    parts: list[bytes] = []
    for lane in picture:
        parts.append(_COUNT.pack(len(lane)))
        parts.extend(_BAR.pack(*bar) for bar in lane)
    return b"".join(parts)


def unpacked(data: bytes) -> Picture:
    """Return the picture that bytes stand for.

    Raises:
        ValueError: they stand for none.
    """
    lanes: list[tuple[Bar, ...]] = []
    place = 0
    while place < len(data):
        if len(lanes) == MOST_LANES or place + _COUNT.size > len(data):
            raise ValueError("no picture: its lanes")
        (count,) = _COUNT.unpack_from(data, place)
        place += _COUNT.size
        after = place + count * _BAR.size
        if count > MOST_BARS or after > len(data):
            raise ValueError("no picture: its bars")
        lane = tuple(_BAR.iter_unpack(data[place:after]))
        if not all(begin <= end <= WIDTH and code in PHASES for begin, end, code in lane):
            raise ValueError("no picture: a bar is out of range")
        lanes.append(lane)
        place = after
    return tuple(lanes)


def _chosen(workers: int) -> list[int]:
    """Return which workers are shown."""
    if workers <= MOST_LANES:
        return list(range(workers))
    return [place * (workers - 1) // (MOST_LANES - 1) for place in range(MOST_LANES)]


def _lane(log: Log, worker: int, origin: int, end: int) -> tuple[Bar, ...]:
    """Return a worker's bars, merged until they are few enough."""
    span = max(1, end - origin)
    resolution = span // WIDTH
    while True:
        phases = phases_between(log, worker, origin, end, resolution)
        bars = _bars(phases, origin, span)
        if len(bars) <= MOST_BARS:
            return tuple(bars)
        if resolution > span:  # each number is longer than that, so merging makes them no fewer
            return tuple(bars[:MOST_BARS])
        resolution = max(1, 2 * resolution)


def _bars(phases: list[Phase], origin: int, span: int) -> list[Bar]:
    """Return phases as bars; of those without a width only where something was done is told."""
    bars: list[Bar] = []
    for phase in phases:
        begin, end = (
            min(WIDTH, max(0, moment - origin) * WIDTH // span)
            for moment in (phase.start, phase.end)
        )
        code = CODES[phase.kind]
        if bars and bars[-1][2] == code:
            bars[-1] = (bars[-1][0], end, code)
        elif begin < end or phase.kind is PhaseKind.WORKING:
            bars.append((begin, end, code))
    return bars
