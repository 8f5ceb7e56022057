"""What is to be done: the numbers, how they are shared out, and the extra work for each.

A plan is made by the form or the command line and handed to the engine. It never changes.
Usable in any thread.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum

from app.engine.computer import whole_cores
from app.engine.numbers.exact import Number, square

DEFAULT_ALIVE_LIMIT = 64
"""Processes alive at a time with a process for each number, unless the person chooses otherwise."""

MOST_ALIVE = 1_000
"""The largest limit offered: beyond it systems run out of process slots and file descriptors."""

MOST_WORKERS = 256
"""The largest pool or number of threads offered."""

LONGEST_WORK_S = 60.0
"""The longest extra work for one number, in seconds."""

LESSON_NUMBERS = "2, 3, 4, 5, 6"
"""What the lesson squares, and what stands in the form at first."""

WINDOWS_MOST_ALIVE = 28
"""Windows waits for at most 63 handles at once, and every process takes two."""


Span = tuple[int, int]
"""Numbers next to each other in the plan: the first one's place, and how many."""


class Strategy(Enum):
    """How the numbers are spread over processes; the value is the command line's word."""

    ONE = "one"
    EACH = "each"
    POOL = "pool"
    THREADS = "threads"


class WorkKind(Enum):
    """What kind of extra work every number brings along; the value is the command line's word."""

    NONE = "none"
    COMPUTING = "computing"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Work:
    """Extra work for each number.

    Attributes:
        kind: none, computing (keeps a core busy) or waiting (as for a disk or a network).
        seconds: how long it takes on a core of its own; 0 for none.
    """

    kind: WorkKind = WorkKind.NONE
    seconds: float = 0.0


def start_methods() -> list[str]:
    """Return the start methods this platform has, the program's default first."""
    methods = multiprocessing.get_all_start_methods()
    preferred = "forkserver" if sys.platform == "linux" else "spawn"
    return sorted(methods, key=lambda method: method != preferred)


def default_start_method() -> str:
    """Return ``forkserver`` on Linux and ``spawn`` elsewhere: safe beside threads and Qt."""
    return start_methods()[0]


def plain_start_method() -> str:
    """Return the start method that a script which chooses none has here.

    It is the first that Python names: ``fork`` on Linux up to Python 3.13, ``forkserver`` from 3.14
    on, ``spawn`` on Windows and macOS.
    """
    return multiprocessing.get_all_start_methods()[0]


def most_alive() -> int:
    """Return the largest number of processes that may be alive at a time on this platform."""
    return WINDOWS_MOST_ALIVE if sys.platform == "win32" else MOST_ALIVE


@dataclass(frozen=True, slots=True)
class Plan:
    """One run, as a person asked for it.

    Attributes:
        numbers: what to square, in order of entry; events name a number by its place here.
        strategy: how the numbers are spread over processes.
        start_method: how processes are started, one of `start_methods()`.
        workers: how many workers a pool or the threads strategy has.
        alive_limit: how many processes may be alive at a time with a process for each number.
        work: what else is done for each number.
        task: what is done with a number; a module-level function, so that children can import it.
    """

    numbers: Sequence[Number]
    strategy: Strategy = Strategy.EACH
    start_method: str = field(default_factory=default_start_method)
    workers: int = field(default_factory=whole_cores)
    alive_limit: int = field(default_factory=lambda: min(DEFAULT_ALIVE_LIMIT, most_alive()))
    work: Work = field(default_factory=Work)
    task: Callable[[Number], Number] = square
