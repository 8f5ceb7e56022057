"""The numbers that went through one worker's hands, as a sequence over the log's columns.

Those it did and those it took up and never did, in the order in which it took them up.
Nothing is copied: a worker with a million numbers costs no more than one with none. Lives in the
thread that owns the log.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import NamedTuple

from app.engine.events import UNKNOWN
from app.engine.log import Log


@dataclass(frozen=True, slots=True)
class Handled:
    """A number in a worker's hands; times in nanoseconds.

    Attributes:
        number: its place in the plan.
        taken: when it was taken up.
        done: when it was done; where it never was, as `over`.
        over: when its result, or the news that there will be none, reached the main process.
        until_next: whether the worker was busy with it right up to its next number, or to its end:
            the next one follows in the same message, or it died or still is at work.
        sent: when the worker handed its result over; 0 for not known.
        fetched: when the main process began to read it; 0 for not known.
    """

    number: int
    taken: int
    done: int
    over: int
    until_next: bool
    sent: int = 0
    fetched: int = 0


class Spent(NamedTuple):
    """What time went into while numbers were in progress, in nanoseconds.

    Attributes:
        computed: having a core, or `UNKNOWN`.
        slept: sleeping on purpose.
        waited: being ready and having no core, or `UNKNOWN`.
    """

    computed: int
    slept: int
    waited: int = UNKNOWN


class HandledNumbers:
    """What one worker took up, in order; made anew when the log has grown."""

    def __init__(self, log: Log, worker: int) -> None:
        self._log = log
        self._record = log.workers[worker]
        record = self._record
        self._length = len(record.rows) + len(record.unanswered) + (record.holding is not None)

    def __len__(self) -> int:
        """Return how many numbers the worker took up, as far as it said so."""
        return self._length

    def __getitem__(self, index: int) -> Handled:
        """Return the number at a place, from 0; negative places are not understood."""
        if not 0 <= index < self._length:
            raise IndexError(index)
        row = self._row_at(index)
        return self._never_done(index) if row is None else self._done(row)

    def taken(self, index: int) -> int:
        """Return when the number at a place was taken up."""
        row = self._row_at(index)
        return self._never_done(index).taken if row is None else self._log.row_taken[row]

    def message_end(self, index: int) -> int:
        """Return the place behind the last number of the message that brought this one."""
        row = self._row_at(index)
        if row is None:
            return index + 1
        return index + self._end_of_message(row) - row

    def spent(self, low: int, high: int) -> Spent:
        """Return what the numbers from `low` to `high` spent their time on."""
        log, computed, slept, waited = self._log, 0, 0, 0
        while low < high:
            row = self._row_at(low)
            if row is None:
                lost = self._of_lost(low) if high - low == 1 else UNKNOWN
                return Spent(lost, slept)
            end = min(self._end_of_message(row), row + high - low)
            times, waits = log.row_computed[row:end], log.row_waited[row:end]
            if times[0] == UNKNOWN:
                return Spent(UNKNOWN, slept)
            computed += sum(times)
            slept += sum(log.row_slept[row:end])
            waited = UNKNOWN if UNKNOWN in (waited, waits[0]) else waited + sum(waits)
            low += end - row
        return Spent(computed, slept, waited)

    def _end_of_message(self, row: int) -> int:
        """Return the row behind the last one that came with this one."""
        first_row = self._log.messages.first_row
        place = self._log.messages.of_row(row) + 1
        return first_row[place] if place < len(first_row) else len(self._log)

    def _done(self, row: int) -> Handled:
        """Return a number that was done."""
        log = self._log
        message = log.messages.of_row(row)
        return Handled(
            log.row_number[row],
            log.row_taken[row],
            log.row_done[row],
            log.row_received[row],
            row + 1 < self._end_of_message(row),
            log.messages.sent[message],
            log.messages.fetched[message],
        )

    def _never_done(self, index: int) -> Handled:
        """Return a number that was not done, or not yet."""
        record, place = self._record, self._unanswered_before(index)
        if place < len(record.unanswered):
            lost = record.unanswered[place]
            return Handled(lost.number, lost.taken, lost.until, lost.until, lost.died)
        taken = record.holding_since or 0
        return Handled(record.holding or 0, taken, taken, taken, until_next=True)

    def _of_lost(self, index: int) -> int:
        """Return the CPU time of a number that was not done, or `UNKNOWN`."""
        lost, place = self._record.unanswered, self._unanswered_before(index)
        return lost[place].computed if place < len(lost) else UNKNOWN

    def _row_at(self, index: int) -> int | None:
        """Return the row of the number at a place, None where there is none."""
        rows, unanswered, place = self._record.rows, self._record.unanswered, 0
        if unanswered:
            place = self._unanswered_before(index)
            if place < len(unanswered) and unanswered[place].position + place == index:
                return None
        return rows[index - place] if index - place < len(rows) else None

    def _unanswered_before(self, index: int) -> int:
        """Return how many numbers before a place were never done."""
        unanswered = self._record.unanswered
        return bisect_left(
            range(len(unanswered)), index, key=lambda place: unanswered[place].position + place
        )
