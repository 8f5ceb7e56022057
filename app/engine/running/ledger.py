"""Keeps the books of a run: which numbers are still owed an answer, and what is to be told.

Runs in the controller's thread (or the main thread without a window).
"""

from __future__ import annotations

from collections.abc import Sequence

from app.engine.actions import ProcessAction
from app.engine.clock import now_ns
from app.engine.events import Event, NumberNotDone, NumbersDone, WorkerExited
from app.engine.outcome import (
    Cause,
    CauseKind,
    cause_of_exit,
    cause_of_missing_program,
    cause_of_silence,
)
from app.engine.plan import Span
from app.engine.running.answers import read_answers
from app.engine.running.child import Child, Line
from app.engine.running.sharing import Stock

READ_AT_A_TIME = 1 << 20
"""Bytes read from one worker before the others get their turn."""


LARGEST_UNTRUSTED = 1 << 28
"""Bytes of a message at most from a worker that runs a person's function."""


class Ledger:
    """The numbers of a run and the events that tell of them. Every number is answered for once.

    Args:
        spans: the numbers to be done.
        workers: among how many workers they are shared.
        chances: how many workers a number may see die.
        trusted: whether children run this program's own code alone.

    Attributes:
        stock: the numbers not given to anyone.
        unanswered: how many numbers have no outcome yet.
        events: what has happened and has not been handed over.
        handed_over_at: when events were handed over last, in monotonic nanoseconds.
    """

    def __init__(
        self, spans: Sequence[Span], workers: int, chances: int, trusted: bool = True
    ) -> None:
        self.stock = Stock(spans, workers, chances)
        self.unanswered = sum(count for _, count in spans)
        self._trusted = trusted
        self.events: list[Event] = []
        self.handed_over_at = 0

    def tell(self, event: Event) -> None:
        """Add an event that is no concern of the books."""
        self.events.append(event)

    def hand_over(self) -> list[Event]:
        """Return the events that have gathered, and begin with the next."""
        events, self.events = self.events, []
        self.handed_over_at = now_ns()
        return events

    def hurry(self) -> None:
        """Let what has gathered be handed over now rather than with what comes next."""
        self.handed_over_at = 0

    def read(self, child: Child, line: Line) -> bool:
        """Take in what a worker has sent; returns whether there was anything.

        A worker whose message there is no memory for is ended, and with it what it was given; so is
        one that is not trusted and sends what is no answer.
        """
        try:
            return self._read(child, line)
        except MemoryError:
            child.given_up = Cause(CauseKind.NOT_RECEIVED)
        except Exception:
            if self._trusted:
                raise
            child.given_up = Cause(CauseKind.NOT_OURS)
        child.act(ProcessAction.KILL)
        line.channel.give_up()
        return False

    def _read(self, child: Child, line: Line) -> bool:
        largest = None if self._trusted else LARGEST_UNTRUSTED
        messages = line.channel.receive(READ_AT_A_TIME, largest)
        if messages:
            child.last_sign, child.heard_of = now_ns(), True
        if line.channel.ended:  # as its process ends: a fork server may take note of that first
            child.look_at_cpu()
        for message, fetched in messages:
            line.sent += len(message)
            for event in read_answers(
                message, line.worker, fetched, child.last_sign, self._trusted
            ):
                if isinstance(event, NumbersDone):
                    count = len(event.results)
                    line.answered(event.first, count)
                    line.pace.note(count, event.done[-1] - event.taken[0])
                    self.unanswered -= count
                elif isinstance(event, NumberNotDone):
                    line.answered(event.number, 1)
                    self.unanswered -= 1
                self.events.append(event)
        return bool(messages)

    def take_back(self, lines: Sequence[Line]) -> None:
        """Take back the numbers given to a child that could not be started."""
        for line in lines:
            for span in reversed(line.outstanding):
                self.stock.put_back(span)

    def give_up_waiting(self, cause: Cause) -> None:
        """Report the numbers that nobody has taken up and nobody will."""
        for span in self.stock.take_all():
            self.give_up(span, cause)

    def give_up(self, span: Span, cause: Cause) -> None:
        """Report numbers that had been taken out to be given to a worker, and were not."""
        self.unanswered -= span[1]
        self.events.append(NumberNotDone(span[0], None, cause, now_ns(), span[1]))

    def close_for(
        self, child: Child, code: int | None, broken_off: Cause | None, ended: bool = True
    ) -> None:
        """Say how a process ended, and see to what it left undone.

        Args:
            child: the process, joined, with everything read that it sent.
            code: its exit code.
            broken_off: why the run as a whole is being ended; None where it goes on, so that other
                workers get the numbers.
            ended: False where it does not end, and is no longer waited for.
        """
        now = now_ns()
        if code and not child.heard_of:
            child.given_up = child.given_up or cause_of_missing_program()
        cause = child.given_up or cause_of_exit(code)
        left_early = child.given_up or cause_of_silence(code)
        if broken_off is not None:
            left_early, cause = broken_off, broken_off if code != 0 else None
        for line in child.lines:
            for place, span in enumerate(line.outstanding):
                if broken_off is not None:
                    self._report(span, line.worker, left_early, now)
                elif place > 0:  # it was still busy with the chunk before
                    self.stock.put_back(span)
                else:
                    for number in self.stock.worker_died(span):
                        self._report((number, 1), line.worker, left_early, now)
            line_cause = left_early if line.outstanding else cause
            facts = (child.computed, ended, line.given, line.sent, *child.memory)
            self.events.append(WorkerExited(line.worker, code, line_cause, now, *facts))
        if not ended:
            child.abandon()

    def _report(self, span: Span, worker: int, cause: Cause, now: int) -> None:
        self.unanswered -= span[1]
        self.events.append(NumberNotDone(span[0], worker, cause, now, span[1]))
