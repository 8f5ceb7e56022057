"""What the timeline keeps of each worker, drawn from the log event by event. GUI thread only.

Numbers that came in one message were done back to back, so a lane keeps one stretch a message:
a million numbers of a pool are some thousand stretches. Nothing here ever looks at all rows.
"""

from __future__ import annotations

from app.engine.analysis.phases import Phase, PhaseKind, latest_time, phases_of
from app.engine.clock import now_ns
from app.engine.events import (
    UNKNOWN,
    Event,
    NumberNotDone,
    NumbersDone,
    NumberTaken,
    RunRequested,
    WorkerExited,
    WorkerRequested,
    WorkerResumed,
    WorkerStarted,
    WorkerSuspended,
    time_of,
)
from app.engine.log import Log
from app.engine.numbers.exact import short_text_of
from app.ui.timeline.cores_in_use import CoresInUse
from app.ui.timeline.lane import Lane, Stretch
from app.ui.timeline.phase_history import PhaseHistory
from app.ui.timeline.processes_cpu import ProcessesCpu
from app.ui.timeline.rows import Rows
from app.ui.timeline.squaring_count import SquaringCount

EVENTS_PER_LOOK = 32
"""How many events are taken in between two looks at the clock."""

LONGEST_NUMBER = 14
WORDS_KEPT = 1_000

FEW_NUMBERS = 8
"""Up to so many numbers a lane's phases are simply all kept."""


class Lanes:
    """All lanes of a run, and how many workers squared at the same time.

    Attributes:
        log: the run.
        all: a lane for each worker.
        rows: which row each lane is in.
        history: how many workers were in each phase, over the whole run.
        squaring: how many had a number in hand at a time.
        cores: how many cores they had.
        living: the workers that have not exited.
        starting: those of them that have not started, as far as events have been taken in.
        longest_name: the widest label to make room for.
        origin: when the run was asked for, on the log's clock.
        exited: the workers that have exited, in that order.
    """

    def __init__(self, log: Log) -> None:
        self.log = log
        self.all: list[Lane] = []
        self.rows = Rows(log.workers)
        self.history = PhaseHistory()
        self.squaring = SquaringCount()
        self.cores = CoresInUse()
        self.living: set[int] = set()
        self.starting: set[int] = set()
        self.longest_name = ""
        self.origin = 0
        self.exited: list[int] = []
        self._seen = 0
        self._number_words: dict[int, str] = {}
        self._cpu = ProcessesCpu(self.cores)

    def __len__(self) -> int:
        """Return how many lanes there are."""
        return len(self.all)

    @property
    def has_all(self) -> bool:
        """Return whether every event of the log has been taken in."""
        return self._seen == len(self.log.events)

    def catch_up(self, limit_ns: int | None = None) -> bool:
        """Take in new events, for no longer than `limit_ns`; return whether that was all."""
        until = None if limit_ns is None else now_ns() + limit_ns
        events = self.log.events
        while self._seen < len(events):
            after = min(self._seen + EVENTS_PER_LOOK, len(events))
            for index in range(self._seen, after):
                self._take_in(events[index])
            self._seen = after
            if until is not None and now_ns() > until:
                break
        return self.has_all

    def phases(self, worker: int) -> list[Phase] | None:
        """Return all phases of a worker, or None where they are too many to keep."""
        lane = self.all[worker]
        # The log may be far ahead of what has been taken in here.
        if max(lane.numbers, len(self.log.workers[worker].rows)) > FEW_NUMBERS:
            return None
        if lane.phases is None:
            # A moment later than the latest, so that what has just begun is told as well.
            begun = max(self.latest(), lane.since or 0) + 1
            lane.phases = phases_of(self.log, worker, begun if worker in self.living else None)
        return lane.phases

    def number_words(self, number: int) -> str:
        """Return the number at a place of the plan, short; huge ones take time only once."""
        if number not in self._number_words:
            if len(self._number_words) >= WORDS_KEPT:
                self._number_words.clear()
            words = short_text_of(self.log.numbers[number], most=LONGEST_NUMBER)
            self._number_words[number] = words
        return self._number_words[number]

    def latest(self) -> int:
        """Return the latest moment known."""
        return max(self.origin, latest_time(self.log))

    def end_of(self, worker: int, now: int) -> int:
        """Return when a worker's life ended, `now` for the living."""
        exited = self.log.workers[worker].exited
        return now if exited is None else exited

    def busy_since(self) -> list[int]:
        """Return since when each worker still at it has had its number, in order."""
        sinces = (self.all[worker].since for worker in self.living)
        return sorted(since for since in sinces if since is not None)

    def computed_known_until(self) -> float:
        """Return up to when all CPU time is known: until then nobody is at a number, or starts."""
        begun = self.busy_since()[:1]
        begun += [self.log.workers[worker].requested for worker in self.starting]
        if not self.has_all:
            begun.append(time_of(self.log.events[self._seen]))
        return float(min(begun, default=self.latest()))

    def _take_in(self, event: Event) -> None:
        """Take one event in."""
        if isinstance(event, NumbersDone):
            self._add_results(event)
        elif isinstance(event, WorkerRequested):
            self.all.append(Lane())
            self.rows.add(event.worker, self.living)
            self.living.add(event.worker)
            self.starting.add(event.worker)
            self.history.begin(event.worker, event.at)
            self._cpu.begin(event.process, event.at)
            self._note_name(event.name)
        elif isinstance(event, RunRequested):
            self.origin = self.history.origin = self.origin or event.at
        elif isinstance(event, NumberNotDone):
            self._lose(event)
        elif isinstance(event, WorkerStarted | NumberTaken | WorkerExited):
            self._note(event)
        elif isinstance(event, WorkerSuspended | WorkerResumed):
            self._note_answering(event)

    def _add_results(self, event: NumbersDone) -> None:
        """Add a message's stretch."""
        lane = self.all[event.worker]
        begin, end = event.taken[0], event.done[-1]
        computed = UNKNOWN if event.computed is None else sum(event.computed)
        slept = 0 if event.slept is None else sum(event.slept)
        waited = UNKNOWN if event.waited is None else sum(event.waited)
        self.history.go_on(event.worker, lane, begin, PhaseKind.WORKING)
        count, travel = len(event.results), (event.sent, event.fetched)
        lane.add(Stretch(begin, end, event.received, count, computed, slept, *travel, waited))
        self.history.rest(event.worker, lane)
        lane.since, lane.phases = None, None
        self.squaring.add(lane.begins[-1], lane.ends[-1])
        record = self.log.workers[event.worker]
        before = lane.ends[-2] if len(lane.ends) > 1 else record.started or begin
        self._cpu.add(record.process, before, lane.begins[-1], event.between)
        self._cpu.add(record.process, lane.begins[-1], lane.ends[-1], computed)

    def _lose(self, event: NumberNotDone) -> None:
        """End the stretch of a number that will not be squared."""
        if event.worker is not None and (lane := self.all[event.worker]).since is not None:
            self._end_stretch(event.worker, lane, event.at)

    def _end_stretch(self, worker: int, lane: Lane, at: int) -> None:
        """End what a worker was squaring without a result."""
        begin = lane.since or at
        lane.lost |= {len(lane.begins)}
        lost = self.log.workers[worker].unanswered[-1:]
        known = bool(lost) and lost[0].until == at
        computed = max(0, lost[0].computed) if known else 0  # what nobody told of is not shown
        lane.add(Stretch(begin, at, at, computed=computed))
        self.history.rest(worker, lane)
        lane.since, lane.phases = None, None
        self.squaring.add(begin, at)

    def _note(self, event: WorkerStarted | NumberTaken | WorkerExited) -> None:
        """Take in a step of a worker's life."""
        lane = self.all[event.worker]
        lane.phases = None
        self.starting.discard(event.worker)
        if isinstance(event, NumberTaken):
            lane.since = event.at
            self.history.go_on(event.worker, lane, event.at, PhaseKind.WORKING)
        elif isinstance(event, WorkerStarted):
            self.history.go_on(event.worker, lane, event.at, PhaseKind.WAITING)
            self._note_name(event.name)
            record = self.log.workers[event.worker]
            self._cpu.add(record.process, record.requested, event.at, event.computed)
        else:
            if lane.since is not None:
                self._end_stretch(event.worker, lane, event.at)
            lane.answer(event.at)
            self.living.discard(event.worker)
            self.exited.append(event.worker)
            self.rows.leave(event.worker)
            record = self.log.workers[event.worker]
            self._cpu.end(record.process, event.at, event.computed)
            in_order = bool(lane.begins) and record.cause is None
            self.history.end(event.worker, lane, event.at, in_order)

    def _note_answering(self, event: WorkerSuspended | WorkerResumed) -> None:
        """Take in that a worker does not answer, or does again."""
        lane = self.all[event.worker]
        if isinstance(event, WorkerSuspended):
            lane.suspended += ((event.at, None),)
        else:
            lane.answer(event.at)

    def _note_name(self, name: str) -> None:
        """Keep the longest name."""
        if len(name) > len(self.longest_name):
            self.longest_name = name
