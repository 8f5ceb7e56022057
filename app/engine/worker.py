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
import threading
import time
from array import array
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from app.engine.exact import Number
from app.engine.parent_watch import end_with_parent

FLUSH_NS = 20_000_000
"""Results wait at most this long in a worker for others to travel with."""

STARTED = 0  # (STARTED, name, pid, at)
TAKEN = 1  # (TAKEN, number, at)
SQUARED = 2  # (SQUARED, first, taken at, squared at: bytes of array('q'), squares)
FAILED = 3  # (FAILED, number, taken at, failed at, True if it was squared but not sent, words)


class Chunk(NamedTuple):
    """Numbers for a worker.

    Attributes:
        first: the first one's place in the plan; the others follow without a gap.
        numbers: the numbers themselves.
        announce: whether to say at once what is being done, because it may take long.
        last: whether the worker may leave after these.
    """

    first: int
    numbers: Sequence[Number]
    announce: bool
    last: bool


class Duty(NamedTuple):
    """What a child's workers do with every number.

    Attributes:
        task: what gives a number's square.
        rounds: rounds of `compute` to do with each number.
        pause: seconds to wait with each number.
    """

    task: Callable[[Number], Number]
    rounds: int
    pause: float

    def square(self, number: Number) -> Number:
        """Return the number's square, after the extra work that goes with it."""
        if self.rounds:
            compute(self.rounds)
        if self.pause:
            time.sleep(self.pause)
        return self.task(number)


def compute(rounds: int) -> int:
    """Do `rounds` rounds of plain Python arithmetic: the same work wherever it runs.

    A fixed amount, not a fixed time, so that it takes longer where processes share a core, and
    so that threads in one process hold each other up at the interpreter lock.
    """
    state = 1
    for _ in range(rounds):
        state = (state * 1_103_515_245 + 12_345) & 0x7FFFFFFF
    return state


def run_worker(channel: Connection, duty: Duty) -> None:
    """Square what comes through the channel: the target of a process with one worker."""
    _settle_in()
    Worker(channel, duty, multiprocessing.current_process().name).run()


def run_threads(channels: Sequence[Connection], names: Sequence[str], duty: Duty) -> None:
    """Square with several threads: the target of a process with a worker in each thread."""
    _settle_in()
    threads = [
        threading.Thread(target=_run_thread, args=(channel, duty), name=name)
        for channel, name in zip(channels, names, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _run_thread(channel: Connection, duty: Duty) -> None:
    Worker(channel, duty, threading.current_thread().name).run()


def _settle_in() -> None:
    """Leave Ctrl+C to the main process, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()


class Worker:
    """One worker's side of its channel.

    Args:
        channel: where numbers come from and results go.
        duty: what to do with each number.
        name: what the worker is called, as the process or thread itself says.
    """

    def __init__(self, channel: Connection, duty: Duty, name: str) -> None:
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
        """Square a chunk and send what came of it."""
        duty = self._duty
        square = duty.square if duty.rounds or duty.pause else duty.task
        now = time.monotonic_ns
        squares: list[Number] = []
        stamps = array("q")
        keep_square, keep_stamp = squares.append, stamps.append
        first = number = chunk.first
        taken = at = flushed = now()
        if chunk.announce:
            self._announce(number, taken)
        try:
            for value in chunk.numbers:
                try:
                    keep_square(square(value))
                except Exception as error:  # whatever it is, it is this number's outcome
                    self._add_squares(first, taken, stamps, squares)
                    at = now()
                    began = stamps[-1] if stamps else taken
                    self._records.append((FAILED, number, began, at, False, _words_of(error)))
                    squares.clear()
                    del stamps[:]
                    first, taken = number + 1, at
                else:
                    at = now()
                    keep_stamp(at)
                number += 1
                if at - flushed > FLUSH_NS:
                    self._add_squares(first, taken, stamps, squares)
                    self._flush()
                    squares.clear()
                    del stamps[:]
                    first, taken, flushed = number, at, at
                    if chunk.announce and number < chunk.first + len(chunk.numbers):
                        self._announce(number, at)
        finally:  # also when a task asks to exit: what was squared before still counts
            self._add_squares(first, taken, stamps, squares)
            self._flush()

    def _announce(self, number: int, at: int) -> None:
        self._records.append((TAKEN, number, at))
        self._flush()

    def _add_squares(
        self, first: int, taken: int, stamps: array[int], squares: list[Number]
    ) -> None:
        if squares:
            self._records.append((SQUARED, first, taken, stamps.tobytes(), list(squares)))

    def _flush(self) -> None:
        """Send what has gathered; what cannot be sent is said in words instead."""
        if not self._records:
            return
        records, self._records = self._records, []
        try:
            message = pickle.dumps(records, protocol=pickle.HIGHEST_PROTOCOL)
        except Exception:  # pickling runs the results' own code, which may raise anything
            message = pickle.dumps(_sendable(records), protocol=pickle.HIGHEST_PROTOCOL)
        self._channel.send_bytes(message)


def _sendable(records: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return the records with every result that cannot be pickled turned into a failure."""
    sendable: list[tuple[Any, ...]] = []
    for record in records:
        if record[0] != SQUARED:
            sendable.append(record)
            continue
        _, first, taken, stamps, squares = record
        ends = array("q", stamps)
        for place, value in enumerate(squares):
            began = ends[place - 1] if place else taken
            try:
                pickle.dumps(value)
            except Exception as error:  # as above
                sendable.append((FAILED, first + place, began, ends[place], True, _words_of(error)))
            else:
                stamp = ends[place : place + 1].tobytes()
                sendable.append((SQUARED, first + place, began, stamp, [value]))
    return sendable


def _words_of(error: Exception) -> str:
    """Return an error as Python names it, such as ``ValueError: too large``."""
    words = str(error)
    return f"{type(error).__name__}: {words}" if words else type(error).__name__
