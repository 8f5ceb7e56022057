"""What a worker tells: records of what it did, gathered with as little ado as possible.

Runs in child processes; the main process reads the records in `app.engine.running.answers`.
"""

from __future__ import annotations

import pickle
import struct
import time
from array import array

from app.engine.clock import cpu_ns, now_ns
from app.engine.running.account import ASK_EVERY_NS

TYPE_CHECKING = False  # what typing.TYPE_CHECKING is, without loading typing into each child
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any, TypeAlias

    from app.engine.numbers.exact import Number
    from app.engine.running.account import Account

    DoAll: TypeAlias = Callable[[Sequence[Number]], Iterable[Number]]

STARTED = 0  # (STARTED, name, pid, at, CPU time of the start)
TAKEN = 1  # (TAKEN, number, at)
DONE = 2  # (DONE, first, taken at, done at: bytes of array('q'), results, group size,
#             readings: bytes of array('i'), CPU times: bytes of array('q'), slept: likewise,
#             CPU time between these and the numbers before, what a person's function has to
#             tell beside them: see `app.engine.own.work.OwnWork.notes`, and what the system told:
#             None, or how long each was ready without a core: bytes of array('q'), one for each
#             reading, and what `Account.figures` returned)
FAILED = 3  # (FAILED, number, taken at, failed at, True if it was done but not sent, words)

NOTES, SYSTEM = 10, 11
"""The places of the notes, and of what the system told, in a record of results."""

STAMP = struct.Struct("q")
"""Every message begins with the moment at which it was handed over."""

CPU_EVERY_NS = 20_000
"""Reading the CPU clock takes ten times as long as reading the other one, so numbers that are
quicker than this share a reading: it is made at the end of the first that completes such a time."""


class Stretch:
    """Numbers next to each other that were done one right after the other.

    Attributes:
        first: the first one's place in the plan.
        taken: when it was taken up; every other is taken up as the one before it ends.
        ended: when the last one so far ended.
        group: how many numbers share a stamp.
        pause: how many seconds to sleep with each number.
        cpu: the worker's CPU time at the last reading.
        between: the CPU time since the stretch before, which nothing has told of yet.
    """

    def __init__(
        self,
        first: int,
        taken: int,
        group: int,
        pause: float = 0.0,
        told: int | None = None,
        notes: Callable[[], Any] = lambda: None,
        account: Account | None = None,
    ) -> None:
        self.first = first
        self.taken = self.ended = taken
        self.group = group
        self.pause = pause
        self._notes = notes
        self._account = account
        self._waited = 0 if account is None else account.waited()
        self._asked = taken
        self._results: list[Number] = []
        self.cpu, self._cpu_read = cpu_ns(), taken
        self.between = 0 if told is None else self.cpu - told
        self._begin()

    def do(self, values: Sequence[Number], do_all: DoAll, records: list[Any]) -> None:
        """Square a group; one that fails ends the stretch with a record of its own."""
        done = len(self._results)
        slept = self._sleep() if self.pause else 0
        try:
            self._results.extend(do_all(values))
        except Exception as error:  # whatever it is, it is some number's outcome
            del self._results[done:]
            if len(values) > 1:
                self._do_singly(values, do_all, records)
            else:
                self._fail(error, records)
        else:
            self.ended = now_ns()
            self._stamps.append(self.ended)
            if self.ended - self._cpu_read >= CPU_EVERY_NS:
                self._read_cpu()
            if slept:
                self._slept.append(slept)

    def close(self, records: list[Any]) -> None:
        """Turn the stretch into a record, if there is anything in it, and begin the next."""
        if not self._results:
            return
        if not self._readings or self._readings[-1] < len(self._stamps):
            self._read_cpu()
        system = self._system()
        stamps, slept = self._stamps.tobytes(), self._slept.tobytes()
        times = self._readings.tobytes(), self._cpu_times.tobytes()
        results = _packed(self._results) if self.group > 1 else self._results
        notes = self._notes()
        if notes is not None and isinstance(results, array):
            results = results.tobytes()  # who does not trust this makes no objects of it
        numbers = (self.first, self.taken, stamps, results, self.group)
        records.append((DONE, *numbers, *times, slept, self.between, notes, system))
        self.between = 0
        self.first += len(self._results)
        self.taken = self.ended
        self._results = []
        self._begin()

    def _begin(self) -> None:
        """Begin with no numbers."""
        self._stamps, self._slept = array("q"), array("q")
        self._readings, self._cpu_times = array("i"), array("q")
        self._waits = array("q")

    def _read_cpu(self) -> None:
        """Note the CPU time since the last reading, and that it is that of the stamps since."""
        now = cpu_ns()
        self._cpu_times.append(now - self.cpu)
        self._readings.append(len(self._stamps))
        self.cpu, self._cpu_read = now, self.ended
        if self._account is not None:
            self._waits.append(0)
            if self.ended - self._asked >= ASK_EVERY_NS:
                self._note_wait(self._account.waited())

    def _note_wait(self, waited: int) -> None:
        """Note that the time without a core since it was asked for is the last reading's."""
        self._waits[-1] += waited - self._waited
        self._waited, self._asked = waited, self.ended

    def _system(self) -> tuple[Any, ...] | None:
        """Return what the system tells of the stretch and of the thread so far."""
        if self._account is None:
            return None
        figures = self._account.figures()
        self._note_wait(figures[0])
        return (self._waits.tobytes(), *figures)

    def _sleep(self) -> int:
        """Sleep on purpose; return for how long, in nanoseconds."""
        begun = now_ns()
        time.sleep(self.pause)
        return now_ns() - begun

    def _do_singly(self, values: Sequence[Number], do_all: DoAll, records: list[Any]) -> None:
        """Go through a group in which a number has failed, to learn which."""
        group = self.group
        self.close(records)
        self.group = 1
        for value in values:
            self.do((value,), do_all, records)
        self.close(records)
        self.group = group

    def _fail(self, error: Exception, records: list[Any]) -> None:
        """Record the next number's failure."""
        self.close(records)
        at = now_ns()
        records.append((FAILED, self.first, self.taken, at, False, words_of(error)))
        self.first, self.taken, self.ended = self.first + 1, at, at
        self.cpu, self._cpu_read = cpu_ns(), at


def message_of(records: list[tuple[Any, ...]]) -> bytes:
    """Return records as a message; what cannot be pickled is said in words instead.

    The stamp of its handing-over is made last: pickling may take long.
    """
    try:
        packed = pickle.dumps(records, protocol=pickle.HIGHEST_PROTOCOL)
    except Exception:  # pickling runs the results' own code, which may raise anything
        packed = pickle.dumps(sendable(records), protocol=pickle.HIGHEST_PROTOCOL)
    return STAMP.pack(now_ns()) + packed


def _packed(results: list[Any]) -> Sequence[Any]:
    """Return whole numbers that fit machine words as an array, which travels at memory speed."""
    try:
        return array("q", results)
    except (OverflowError, TypeError):
        return results


def sendable(records: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return the records with every result that cannot be pickled turned into a failure.

    The CPU times of numbers that were sent together with such a one are not told.
    """
    sendable: list[tuple[Any, ...]] = []
    for record in records:
        if record[0] != DONE:
            sendable.append(record)
            continue
        first, taken, stamps, results, group, slept = (*record[1:6], record[8])
        ends, sleeps = array("q", stamps), array("q", slept)
        for place, value in enumerate(results):
            turn = place // group
            began, end = (ends[turn - 1] if turn else taken), ends[turn]
            try:
                pickle.dumps(value)
            except Exception as error:  # as above
                sendable.append((FAILED, first + place, began, end, True, words_of(error)))
            else:
                stamp, sleep = array("q", (end,)).tobytes(), sleeps[place : place + 1].tobytes()
                times = (b"", b"", sleep, 0)
                single = (DONE, first + place, began, stamp, [value], 1, *times, None, None)
                sendable.append(single)
    return sendable


def words_of(error: Exception) -> str:
    """Return an error as Python names it, such as ``ValueError: too large``."""
    words = str(error)
    return f"{type(error).__name__}: {words}" if words else type(error).__name__
