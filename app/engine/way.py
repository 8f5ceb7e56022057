"""How numbers are squared: how they are shared out, where workers live, with what extra work.

A way is chosen in the form or on the command line and never changes. Usable in any thread.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from app.engine.computer import whole_cores

DEFAULT_ALIVE_LIMIT = 64
"""Processes alive at a time with a process for each number, unless the person chooses otherwise."""

MOST_ALIVE = 1_000
"""The largest limit offered: beyond it systems run out of process slots and file descriptors."""

MOST_WORKERS = 256
"""The largest pool or number of threads offered."""

MOST_IN_CHUNK = 16_384
"""Numbers in one message at most, so that reading it never holds up the window."""

LONGEST_WORK_S = 60.0
"""The longest extra work for one number, in seconds."""


class Sharing(Enum):
    """How the numbers are shared out among workers."""

    ONE = "one"
    """One worker gets them all."""

    EACH = "each"
    """Every number has a worker of its own."""

    DYNAMIC = "dynamic"
    """A few workers take numbers until none is left."""


class Housing(Enum):
    """Where workers live."""

    PROCESS = "process"
    """Each in a process of its own."""

    THREAD = "thread"
    """All of them as threads of one process."""


Kind = tuple[Sharing, Housing]
"""How numbers are shared out, and where: what the form's first choice and ``--strategy`` choose."""

ONE_AFTER_ANOTHER: Kind = (Sharing.ONE, Housing.PROCESS)
PROCESS_FOR_EACH: Kind = (Sharing.EACH, Housing.PROCESS)
POOL: Kind = (Sharing.DYNAMIC, Housing.PROCESS)
THREADS: Kind = (Sharing.DYNAMIC, Housing.THREAD)

KINDS: Mapping[str, Kind] = {
    "one": ONE_AFTER_ANOTHER,
    "each": PROCESS_FOR_EACH,
    "pool": POOL,
    "threads": THREADS,
}
"""The kinds that are offered, by the command line's and the settings' words for them."""


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


@dataclass(frozen=True, slots=True)
class Way:
    """One way to square numbers.

    Attributes:
        sharing: how the numbers are shared out among workers.
        housing: where the workers live.
        start_method: how processes are started, one of `start_methods()`.
        workers: how many workers there are with dynamic sharing.
        alive_limit: how many processes may be alive at a time with a process for each number.
        work: what else is done for each number.
        chunk: how many numbers a pool's worker is given at a time; None for as many as take a
            moment, fewer towards the end.
    """

    sharing: Sharing = Sharing.EACH
    housing: Housing = Housing.PROCESS
    start_method: str = field(default_factory=default_start_method)
    workers: int = field(default_factory=whole_cores)
    alive_limit: int = DEFAULT_ALIVE_LIMIT
    work: Work = field(default_factory=Work)
    chunk: int | None = None

    @property
    def kind(self) -> Kind:
        """Return how numbers are shared out, and where."""
        return self.sharing, self.housing

    @property
    def is_in_turn(self) -> bool:
        """Return whether one worker gets all the numbers."""
        return self.sharing is Sharing.ONE

    def workers_for(self, numbers: int) -> int:
        """Return how many workers so many numbers have at once, at least 1."""
        if self.sharing is Sharing.ONE:
            return 1
        most = self.alive_limit if self.sharing is Sharing.EACH else self.workers
        return max(1, min(most, numbers))
