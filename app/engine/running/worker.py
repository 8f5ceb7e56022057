"""What a child does: take numbers from its channel, square them, send the results back.

Runs in child processes, and is imported by each of them; it must stay light. A worker is the whole
child, or one thread of it where several share a process.

Messages to a worker are pickled `Chunk`s; the channel's end means that there are no more numbers.
Messages from a worker are pickled lists of records, tuples that begin with a `Record`. Both ends
are this program's own processes: nothing from outside is ever unpickled.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
from functools import partial
from operator import mul

from app.engine.numbers.exact import square
from app.engine.running.parent_watch import end_with_parent
from app.engine.running.records import STARTED, TAKEN, Stretch, sendable

TYPE_CHECKING = False  # what typing.TYPE_CHECKING is, without loading typing into each child
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from app.engine.numbers.exact import Number
    from app.engine.running.channel import FarEnd
    from app.engine.running.records import SquareAll

FLUSH_NS = 20_000_000
"""Results wait at most this long in a worker for others to travel with."""

GROUP = 32
"""Reading the clock takes as long as squaring a small number, so in large chunks this many numbers,
a microsecond or two's work, share one reading: a group's numbers are taken up and squared together.
"""

GROUPED_FROM = 1_024
"""Chunks with fewer numbers have a reading for every number."""


class Chunk:
    """Numbers for a worker.

    Args:
        first: the first one's place in the plan; the others follow without a gap.
        numbers: the numbers themselves.
        announce: whether to say at once what is being done, because it may take long.
        last: whether the worker may leave after these.
    """

    def __init__(
        self, first: int, numbers: Sequence[Number], announce: bool = False, last: bool = False
    ) -> None:
        self.first = first
        self.numbers = numbers
        self.announce = announce
        self.last = last

    def packed(self) -> bytes:
        """Return the chunk as a message."""
        parts = (self.first, self.numbers, self.announce, self.last)
        return pickle.dumps(parts, protocol=pickle.HIGHEST_PROTOCOL)


class Duty:
    """What a child's workers do with every number.

    Args:
        task: what gives a number's square.
        rounds: rounds of `compute` to do with each number.
        pause: seconds to wait with each number.
        niceness: how much the child stands back for others that want its core, as nice(1).
    """

    def __init__(
        self, task: Callable[[Number], Number], rounds: int, pause: float, niceness: int
    ) -> None:
        self.task = task
        self.rounds = rounds
        self.pause = pause
        self.niceness = niceness

    def square(self, number: Number) -> Number:
        """Return the number's square, after the extra work that goes with it."""
        if self.rounds:
            compute(self.rounds)
        if self.pause:
            time.sleep(self.pause)
        return self.task(number)

    def quickest_for(self, numbers: Sequence[Number]) -> SquareAll:
        """Return the quickest way to deal with these numbers."""
        if self.rounds or self.pause:
            return partial(map, self.square)
        if (
            self.task is square
            and len(numbers) >= GROUPED_FROM
            and set(map(type, numbers)) == {int}
        ):
            return _multiply_each  # what `square` does to whole numbers, without a call for each
        return partial(map, self.task)


def compute(rounds: int) -> int:
    """Do `rounds` rounds of plain Python arithmetic: the same work wherever it runs.

    A fixed amount, not a fixed time, so that it takes longer where processes share a core, and
    so that threads in one process hold each other up at the interpreter lock.
    """
    state = 1
    for _ in range(rounds):
        state = (state * 1_103_515_245 + 12_345) & 0x7FFFFFFF
    return state


def _multiply_each(numbers: Sequence[Any]) -> Iterable[Any]:
    return map(mul, numbers, numbers)


def run_worker(channel: FarEnd, duty: Duty) -> None:
    """Square what comes through the channel: the target of a process with one worker."""
    _settle_in(duty)
    Worker(channel, duty, multiprocessing.current_process().name).run()


def run_threads(channels: Sequence[FarEnd], names: Sequence[str], duty: Duty) -> None:
    """Square with several threads: the target of a process with a worker in each thread."""
    _settle_in(duty)
    threads = [
        threading.Thread(target=_run_thread, args=(channel, duty), name=name)
        for channel, name in zip(channels, names, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _run_thread(channel: FarEnd, duty: Duty) -> None:
    Worker(channel, duty, threading.current_thread().name).run()


def _settle_in(duty: Duty) -> None:
    """Leave Ctrl+C to the main process, stand back as told, and end with the program."""
    if duty.niceness and sys.platform != "win32":
        os.nice(duty.niceness)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()


class Worker:
    """One worker's side of its channel.

    Args:
        channel: where numbers come from and results go.
        duty: what to do with each number.
        name: what the worker is called, as the process or thread itself says.
    """

    def __init__(self, channel: FarEnd, duty: Duty, name: str) -> None:
        self._channel = channel
        self._duty = duty
        self._records: list[tuple[Any, ...]] = [(STARTED, name, os.getpid(), time.monotonic_ns())]

    def run(self) -> None:
        """Work until the numbers end. Returns when told so, or when the other side is gone."""
        try:
            last = False
            while not last:
                chunk = Chunk(*pickle.loads(self._channel.recv_bytes()))
                self._square_all(chunk)
                last = chunk.last
        except (EOFError, OSError):
            pass  # the main process has closed the channel: no more numbers, or no more interest
        finally:
            self._channel.close()

    def _square_all(self, chunk: Chunk) -> None:
        """Square a chunk and send what came of it, in between too if it takes long."""
        numbers, announce = chunk.numbers, chunk.announce
        square_all = self._duty.quickest_for(numbers)
        grouped = not announce and len(numbers) >= GROUPED_FROM
        step = GROUP if grouped else 1
        flushed = time.monotonic_ns()
        stretch = Stretch(chunk.first, flushed, step)
        if announce:
            self._announce(stretch)
        try:
            for place in range(0, len(numbers), step):
                stretch.square(numbers[place : place + step], square_all, self._records)
                if stretch.ended - flushed > FLUSH_NS and place + step < len(numbers):
                    stretch.close(self._records)
                    flushed = stretch.taken
                    if announce:
                        self._announce(stretch)
                    else:
                        self._flush()
        finally:  # also when a task asks to exit: what was squared before still counts
            stretch.close(self._records)
            self._flush()

    def _announce(self, stretch: Stretch) -> None:
        self._records.append((TAKEN, stretch.first, stretch.taken))
        self._flush()

    def _flush(self) -> None:
        """Send what has gathered; what cannot be sent is said in words instead."""
        if not self._records:
            return
        records, self._records = self._records, []
        try:
            message = pickle.dumps(records, protocol=pickle.HIGHEST_PROTOCOL)
        except Exception:  # pickling runs the results' own code, which may raise anything
            message = pickle.dumps(sendable(records), protocol=pickle.HIGHEST_PROTOCOL)
        self._channel.send_bytes(message)
