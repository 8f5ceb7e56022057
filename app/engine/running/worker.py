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
import sys
import threading
from array import array
from functools import partial
from operator import mul

from app.engine.clock import cpu_ns, now_ns, process_cpu_ns
from app.engine.numbers.squaring import square
from app.engine.running.account import Account
from app.engine.running.child_manners import leave, leaving_in_order, status_of
from app.engine.running.records import STARTED, TAKEN, Stretch, message_of

TYPE_CHECKING = False  # what typing.TYPE_CHECKING is, without loading typing into each child
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    from app.engine.numbers.exact import Number
    from app.engine.running.line_end import LineEnd, LineEnds
    from app.engine.running.records import DoAll

FLUSH_NS = 20_000_000
"""Results wait at most this long in a worker for others to travel with."""

GROUP = 32
"""Reading the clock takes as long as squaring a small number, so in large chunks this many numbers,
a microsecond or two's work, share one reading: a group's numbers are taken up and done together.
"""

GROUPED_FROM = 1_024
"""Chunks with fewer numbers have a reading for every number."""

LONG_BYTES = 8_192
"""A number that takes so much memory (some 20,000 digits) takes long to square."""


class Chunk:
    """Numbers for a worker.

    Args:
        first: the first one's place in the plan; the others follow without a gap.
        numbers: the numbers themselves.
        last: whether the worker may leave after these.
    """

    def __init__(self, first: int, numbers: Sequence[Number], last: bool = False) -> None:
        self.first = first
        self.numbers = numbers
        self.last = last

    def packed(self) -> bytes:
        """Return the chunk as a message."""
        parts = (self.first, self.numbers, self.last)
        return pickle.dumps(parts, protocol=pickle.HIGHEST_PROTOCOL)


class Duty:
    """What a child's workers do with every number.

    Args:
        task: what is done with a number.
        rounds: rounds of `compute` to do with each number.
        pause: seconds to wait with each number.
        niceness: how nice the child is to be at least, as nice(1) counts; 0 for as it comes.
        asks: whether workers ask the operating system what it did with them.
    """

    group = GROUP

    def __init__(
        self,
        task: Callable[[Number], Number],
        rounds: int,
        pause: float,
        niceness: int,
        asks: bool = False,
    ) -> None:
        self.task = task
        self.rounds = rounds
        self.pause = pause
        self.niceness = niceness
        self.asks = asks

    def work(self) -> Any:
        """Return what one worker does: this, or what the task says itself."""
        work_of = getattr(self.task, "work", None)
        return self if work_of is None else work_of(self)

    def notes(self) -> None:
        """Return that there is nothing to be told beside the results."""

    def compute_extra(self, count: int) -> None:
        """Do the computing that goes with so many numbers."""
        for _ in range(count):
            compute(self.rounds)

    def do(self, number: Number) -> Number:
        """Return what the task makes of a number, after the computing that goes with it."""
        compute(self.rounds)
        return self.task(number)

    def is_quick_for(self, numbers: Sequence[Number]) -> bool:
        """Return whether each of these numbers is done well within a microsecond."""
        plain = self.task is square and not self.rounds and not self.pause
        return plain and _fit_machine_words(numbers)

    def quickest_for(self, numbers: Sequence[Number], quick: bool) -> DoAll:
        """Return the quickest way to deal with these numbers, but for the sleep with each."""
        if self.rounds:
            return partial(map, self.do)
        if quick and len(numbers) >= GROUPED_FROM:
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


def _fit_machine_words(numbers: Sequence[Any]) -> bool:
    """Return whether all are whole numbers that fit a machine word."""
    if isinstance(numbers, range):
        numbers = numbers[:1] and (numbers[0], numbers[-1])
    try:
        array("q", numbers)
    except (OverflowError, TypeError):
        return False
    return True


def _takes_long(number: Any) -> bool:
    """Return whether squaring a number may take so long that its beginning should be told."""
    return sys.getsizeof(number) > LONG_BYTES


def run_worker(channel: LineEnd, duty: Duty) -> None:
    """Square what comes through the channel: the target of a process with one worker."""
    with leaving_in_order(duty, (channel,)):
        name = multiprocessing.current_process().name
        Worker(channel, duty, name, process_cpu_ns()).run()


def run_threads(lines: LineEnds, names: Sequence[str], duty: Duty) -> None:
    """Square with several threads: the target of a process with a worker in each thread."""
    with leaving_in_order(duty, lines.ends):
        started = [process_cpu_ns(), *[0] * len(names)]  # the first one bears the whole start
        threads = [
            threading.Thread(target=_run_thread, args=(channel, duty, computed), name=name)
            for channel, name, computed in zip(lines.ends, names, started, strict=False)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


def _run_thread(channel: LineEnd, duty: Duty, computed: int) -> None:
    """Square in a thread. One that ends out of order takes its process along.

    Else nobody would ever answer for its numbers: only a process's end tells the main process.
    """
    try:
        Worker(channel, duty, threading.current_thread().name, computed).run()
    except BaseException as error:
        status = 1
        try:  # a person's function may have taken away what it takes to tell
            status = status_of(error)
        finally:
            leave(status)


class Worker:
    """One worker's side of its channel.

    Args:
        channel: where numbers come from and results go.
        duty: what to do with each number.
        name: what the worker is called, as the process or thread itself says.
        computed: the CPU time its start has taken.
    """

    def __init__(self, channel: LineEnd, duty: Duty, name: str, computed: int) -> None:
        self._channel = channel
        self._duty = duty
        self._work = duty.work()
        self._account = Account() if duty.asks else None
        started = (STARTED, name, os.getpid(), now_ns(), computed)
        self._records: list[tuple[Any, ...]] = [started]
        self._told = cpu_ns()  # up to here the worker's CPU time is told

    def run(self) -> None:
        """Work until the numbers end. Returns when told so, or when the other side is gone."""
        try:
            last = False
            while not last:
                chunk = Chunk(*pickle.loads(self._channel.recv_bytes()))
                self._do_all(chunk)
                last = chunk.last
        except (EOFError, OSError):
            pass  # the main process has closed the channel: no more numbers, or no more interest
        finally:
            self._channel.leave_open()

    def _do_all(self, chunk: Chunk) -> None:
        """Square a chunk and send what came of it, in between too if it takes long."""
        numbers, work = chunk.numbers, self._work
        quick = work.is_quick_for(numbers)
        do_all = work.quickest_for(numbers, quick)
        step = work.group if quick and len(numbers) >= GROUPED_FROM else 1
        flushed, pause = now_ns(), self._duty.pause
        told = (self._told, work.notes, self._account)
        stretch = Stretch(chunk.first, flushed, step, pause, *told)
        if not quick and numbers:
            self._announce(stretch)
        try:
            for place in range(0, len(numbers), step):
                slow = not quick and place > 0 and _takes_long(numbers[place])
                if slow or (stretch.ended - flushed > FLUSH_NS and place > 0):
                    stretch.close(self._records)
                    flushed = stretch.taken
                    if quick:
                        self._flush()
                    else:
                        self._announce(stretch)
                stretch.do(numbers[place : place + step], do_all, self._records)
        finally:  # also when a task asks to exit
            stretch.close(self._records)
            self._told = stretch.cpu
            self._flush()

    def _announce(self, stretch: Stretch) -> None:
        self._records.append((TAKEN, stretch.first, stretch.taken))
        self._flush()

    def _flush(self) -> None:
        """Send what has gathered; what cannot be sent is said in words instead."""
        if not self._records:
            return
        records, self._records = self._records, []
        self._channel.send_bytes(message_of(records))
