"""A run as other programs show it: events of the Chrome Trace Event format. Any thread.

Every process and thread is a lane. A worker's life is an event that lasts, and its phases are such
events within it; what came of it, deaths and the like, is a moment. Arrows lead from the main
program to each worker it asked for, and with each message of results back. Where there are very
many numbers, those that came in one message are told as one; nothing is read back from this.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from itertools import count
from typing import Any

from app.engine.analysis.handled import HandledNumbers
from app.engine.analysis.phases import Phase, PhaseKind, WorkerLife, latest_time
from app.engine.events import (
    UNKNOWN,
    Event,
    NumberNotDone,
    NumbersDone,
    RunFinished,
    StartMethodReplaced,
    WorkerExited,
    WorkerRequested,
    WorkerResumed,
    WorkerSuspended,
    time_of,
)
from app.engine.outcome import Cause, CauseKind
from app.engine.record import Record, goes_up_to
from app.engine.rows import NOT_YET
from app.engine.storage.trace_lanes import Lanes
from app.engine.storage.trace_words import (
    not_done_words,
    number_words,
    phase_name,
    result_words,
)
from app.engine.telling.cause_words import cause_sentence
from app.engine.telling.event_sentences import event_sentence
from app.engine.telling.run_words import summary_words
from app.engine.units import NS_PER_US
from app.words import tr, tr_count

MOST_TOLD_EACH = 50_000
"""Of more numbers, those that came in one message are told together."""

JUST_AFTER_NS = 1
"""So long after a phase has begun an arrow belongs to it, and not to the one before."""

NUMBERS_A_STEP = 100

TraceEvent = dict[str, Any]


def trace_events(record: Record) -> Iterator[TraceEvent]:
    """Yield the events of a run and of the goes before it, each made within a millisecond or two.

    Times are microseconds after the first run's request. The goes follow each other without the
    time that the person let pass between them.
    """
    goes = goes_up_to(record)
    lanes, ids, begin = Lanes(goes), count(1), 0
    yield from lanes.names()
    for go in goes:
        told = _Told(go, lanes, ids, begin)
        yield from told.events()
        begin = told.end


class _Told:
    """One go.

    Args:
        record: which.
        lanes: the lanes of all goes.
        ids: gives each arrow a number.
        begin: where it begins, in nanoseconds after the first run's request.

    Attributes:
        end: where it ends, likewise.
    """

    def __init__(self, record: Record, lanes: Lanes, ids: Iterator[int], begin: int) -> None:
        self._record = record
        self._log = log = record.log
        self._lanes = lanes
        self._ids = ids
        known = log.requested is not None or not log.events
        origin = log.requested or 0 if known else time_of(log.events[0])
        self._stop_told = False
        self._shift = begin - origin
        self._origin = self._free = origin
        self._last = max(origin, latest_time(log))
        self.end = self._last + self._shift

    def events(self) -> Iterator[TraceEvent]:
        """Yield all of it."""
        main, name = self._lanes.of_main(), summary_words(self._record)
        yield self._lasting(main, name, self._origin, self._last, "run")
        for worker in range(len(self._log.workers)):
            yield from self._life(worker)
        for event in self._log.events:
            if isinstance(event, NumbersDone):
                yield from self._message(event)
            elif isinstance(event, WorkerRequested):
                yield from self._request(event)
            else:
                yield from self._moment(event)

    def _life(self, worker: int) -> Iterator[TraceEvent]:
        """Yield a worker's life with its phases, and the arrow that leads to it."""
        record, lane = self._log.workers[worker], self._lanes.of_worker(self._record, worker)
        life = WorkerLife(self._log, worker)
        facts = {"pid": record.pid, "exit_code": record.exit_code}
        yield self._lasting(lane, record.name, life.start, life.end, "worker", facts)
        for phase in self._phases(worker, life):
            name, facts = phase_name(self._log, phase), self._facts(phase)
            yield self._lasting(lane, name, phase.start, phase.end, phase.kind.value, facts)

    def _phases(self, worker: int, life: WorkerLife) -> Iterator[Phase]:
        """Yield a worker's phases, without a gap or an overlap, a few numbers at a time."""
        if len(self._log.numbers) > MOST_TOLD_EACH:
            yield from life.between(by_message=True)
            return
        handled, end = HandledNumbers(self._log, worker), life.start
        for first in range(0, max(1, len(handled)), NUMBERS_A_STEP):
            following = first + NUMBERS_A_STEP
            until = handled.taken(following) if following < len(handled) else life.end
            for phase in life.between(end, until):
                if phase.start >= end:
                    yield phase
                    end = phase.end

    def _facts(self, phase: Phase) -> dict[str, Any]:
        """Return what is known of a phase beside its times."""
        log, facts = self._log, dict[str, Any]()
        if phase.computed != UNKNOWN:
            facts["cpu_us"] = phase.computed / NS_PER_US
        if phase.slept:
            facts["slept_us"] = phase.slept / NS_PER_US
        if phase.number is None:
            return facts
        facts["number"] = number_words(log.numbers[phase.number])
        row = log.row_of_number[phase.number]
        if phase.kind is PhaseKind.WORKING and row != NOT_YET:
            outcome = log.row_outcome[row]
            if isinstance(outcome, Cause):
                facts["because"] = cause_sentence(outcome, log.worker_name(row))
            else:
                facts["result"] = result_words(log, outcome)
        return facts

    def _request(self, event: WorkerRequested) -> Iterator[TraceEvent]:
        """Yield how the main program asked for a worker, and the arrow that leads to it."""
        lane, record = (
            self._lanes.of_worker(self._record, event.worker),
            self._log.workers[event.worker],
        )
        words = tr("asking for {name}", name=event.name)
        begin = yield from self._in_main(words, event.at, event.at, "asking")
        if record.started is not None:
            started = max(record.started + JUST_AFTER_NS, begin)
            yield from self._arrow(tr("start"), (self._lanes.of_main(), begin), (lane, started))

    def _message(self, event: NumbersDone) -> Iterator[TraceEvent]:
        """Yield how the main program read a message, and the arrow that leads there."""
        lane, words = self._lanes.of_worker(self._record, event.worker), _read_words(event)
        fetched = event.fetched or event.received
        begin = yield from self._in_main(words, fetched, event.received, "reading")
        sent = min(event.done[-1] + JUST_AFTER_NS, begin)
        yield from self._arrow(tr("result"), (lane, sent), (self._lanes.of_main(), begin))

    def _in_main(
        self, name: str, begin: int, end: int, kind: str
    ) -> Generator[TraceEvent, None, int]:
        """Yield something that the main program did, after what it did before; return its begin.

        It lasts a nanosecond at least, for arrows begin and end at what lasts.
        """
        begin = max(begin, self._free)
        end = max(end, begin + JUST_AFTER_NS)
        if end <= self._last:
            yield self._lasting(self._lanes.of_main(), name, begin, end, kind)
            self._free = end
        return min(begin, self._last)

    def _moment(self, event: Event) -> Iterator[TraceEvent]:
        """Yield what happened at a moment, where it is told as one."""
        lane = self._lanes.of_main()
        if isinstance(event, NumberNotDone) and event.cause.kind is CauseKind.STOPPED:
            if self._stop_told:  # the sentence speaks of all that was left
                return
            self._stop_told = True
        elif isinstance(event, NumberNotDone | WorkerSuspended | WorkerResumed) or (
            isinstance(event, WorkerExited) and event.cause is not None
        ):
            if event.worker is not None:
                lane = self._lanes.of_worker(self._record, event.worker)
        elif isinstance(event, RunFinished):
            if not (event.stopped or event.failed):
                return
        elif not isinstance(event, StartMethodReplaced):
            return
        at, log = self._us(time_of(event)), self._log
        if isinstance(event, NumberNotDone):
            words = not_done_words(log, event)
        else:
            words = event_sentence(log, event)
        yield {"name": words, "cat": "moment", "ph": "i", "s": "t", "ts": at, **lane}

    def _lasting(
        self,
        lane: dict[str, int],
        name: str,
        start: int,
        end: int,
        kind: str,
        facts: dict[str, Any] | None = None,
    ) -> TraceEvent:
        """Return an event that lasts."""
        length = (end - start) / NS_PER_US
        ts = self._us(start)
        event = {"name": name, "cat": kind, "ph": "X", "ts": ts, "dur": length, **lane}
        known = {name: fact for name, fact in (facts or {}).items() if fact is not None}
        return {**event, "args": known} if known else event

    def _arrow(
        self, name: str, begin: tuple[dict[str, int], int], end: tuple[dict[str, int], int]
    ) -> Iterator[TraceEvent]:
        """Yield both ends of an arrow, each a lane and a moment."""
        shared = {"name": name, "cat": "way", "id": next(self._ids)}
        yield {**shared, "ph": "s", "ts": self._us(begin[1]), **begin[0]}
        yield {**shared, "ph": "f", "bp": "e", "ts": self._us(end[1]), **end[0]}

    def _us(self, at: int) -> float:
        """Return a moment on the log's clock as the trace's time."""
        return (at + self._shift) / NS_PER_US


def _read_words(event: NumbersDone) -> str:
    return tr_count("reading {count} result", "reading {count} results", len(event.results))
