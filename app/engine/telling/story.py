"""A run told moment by moment, each in a sentence: what a replay says while it plays.

Every event is a moment. A worker takes a number up and squares it, hands the square over, alone or
with others, and the main program reads it. A million numbers have millions of moments, so they are
never all written out: the run is cut into short chapters by time, each of which knows the
events that reach into it, and only a chapter that is asked for is put in order. Numbers that share
their readings of the clock are one moment, and so is all that a stop has left.

Lives in the thread that owns the log; the log must have ended.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from enum import IntEnum
from operator import itemgetter

from app.engine.events import (
    Event,
    NumberNotDone,
    NumbersDone,
    NumberTaken,
    RunRequested,
    StartMethodReplaced,
    WorkerRequested,
    WorkerStarted,
    time_of,
)
from app.engine.log import Log
from app.engine.outcome import CauseKind
from app.engine.telling.event_sentences import (
    done_sentence,
    event_sentence,
    sent_sentence,
    taken_sentence,
)

MOMENTS_PER_CHAPTER = 500
EFFORT_PER_LOOK = 64
NUMBERS_PER_EFFORT = 100
CHAPTERS_KEPT = 16
CHAPTERS_PER_LOOK = 256


class Kind(IntEnum):
    """What a moment is."""

    TAKEN = 0
    DONE = 1
    SENT = 2
    EVENT = 3


class Rank(IntEnum):
    """Which of several moments at one time comes first: what the others need to have happened."""

    BEGINNING = 0
    NUMBER = 1
    SENT = 2
    OTHER = 3


BEGINNINGS = (RunRequested, StartMethodReplaced, WorkerRequested, WorkerStarted)


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened.

    Attributes:
        at: when, in nanoseconds on the log's clock.
        sentence: what, in words, without a full stop.
        place: the chapter and the moment's number in it; for `Story` alone.
    """

    at: int
    sentence: str
    place: tuple[int, int]


Entry = tuple[int, Rank, int, int, Kind]
"""A moment not yet told: its time, its rank, its event, which number of that event, and its kind.

Sorted, a number is squared before the same worker takes up the next one, also where both have the
same time: that of the one reading of the clock between them.
"""


class Story:
    """All moments of a run, in order of time.

    Attributes:
        is_ready: whether it can be told; until then it says nothing.
    """

    def __init__(self, log: Log) -> None:
        self._log = log
        self._bounds: list[int] = []
        self._chapters: list[array[int]] = []
        self._open: OrderedDict[int, list[Entry]] = OrderedDict()
        self._last: Moment | None = None
        self._effort = 0
        self._stop_is_told = False
        self.is_ready = False

    def preparing(self) -> Generator[None, None, None]:
        """Get ready step by step; each takes a few milliseconds at most."""
        yield from self._arrange()
        self.is_ready = True

    def prepare(self) -> None:
        """Get ready at once."""
        for _ in self.preparing():
            pass

    def first(self) -> Moment | None:
        """Return the first moment, None for an empty log or a story that is not ready."""
        return self._next_from(0, 0)

    def latest(self, until: int) -> Moment | None:
        """Return the last moment no later than `until`, None where there is none."""
        if not self.is_ready or not self._chapters:
            return None
        chapter = bisect_right(self._bounds, until)
        place = bisect_right(self._entries(chapter), until, key=itemgetter(0))
        return self._last_before(chapter, place)

    def after(self, moment: Moment) -> Moment | None:
        """Return the next moment."""
        chapter, place = moment.place
        return self._next_from(chapter, place + 1)

    def before(self, moment: Moment) -> Moment | None:
        """Return the moment before."""
        return self._last_before(*moment.place)

    def next_after(self, at: int) -> Moment | None:
        """Return the first moment later than `at`."""
        latest = self.latest(at)
        return self.first() if latest is None else self.after(latest)

    def _next_from(self, chapter: int, place: int) -> Moment | None:
        """Return the moment at a place, or the first one of a later chapter."""
        while self.is_ready and chapter < len(self._chapters):
            if place < len(self._entries(chapter)):
                return self._told(chapter, place)
            chapter, place = chapter + 1, 0
        return None

    def _last_before(self, chapter: int, place: int) -> Moment | None:
        """Return the moment before a place, or the last one of an earlier chapter."""
        while place == 0:
            if chapter == 0:
                return None
            chapter -= 1
            place = len(self._entries(chapter))
        return self._told(chapter, place - 1)

    def _told(self, chapter: int, place: int) -> Moment:
        """Return a moment with its sentence; the same one again costs nothing."""
        if self._last is not None and self._last.place == (chapter, place):
            return self._last
        at, _rank, index, offset, kind = self._entries(chapter)[place]
        event, log = self._log.events[index], self._log
        if kind is Kind.TAKEN and isinstance(event, NumbersDone):
            count = _end_of_group(event, offset) - offset
            sentence = taken_sentence(log, event.worker, event.first + offset, count)
        elif kind is Kind.DONE and isinstance(event, NumbersDone):
            count = _end_of_group(event, offset) - offset
            sentence = done_sentence(log, event, offset, count)
        elif kind is Kind.SENT and isinstance(event, NumbersDone):
            sentence = sent_sentence(log, event)
        else:
            sentence = event_sentence(log, event)
        self._last = Moment(at, sentence, (chapter, place))
        return self._last

    def _arrange(self) -> Iterator[None]:
        """Cut the run into chapters and note which events reach into each, with pauses."""
        events, bounds, moments = self._log.events, set[int](), 0
        for event in events:
            moments += 1
            if isinstance(event, NumbersDone):
                moments += 2 * len(event.results)
                bounds.update(event.taken[MOMENTS_PER_CHAPTER // 2 :: MOMENTS_PER_CHAPTER // 2])
            if moments >= MOMENTS_PER_CHAPTER:
                bounds.add(time_of(event))
                moments = 0
            if self._is_tired(event):
                yield
        self._bounds = sorted(bounds)
        while events and len(self._chapters) <= len(self._bounds):
            self._chapters += [array("I") for _ in range(CHAPTERS_PER_LOOK)]
            yield
        del self._chapters[len(self._bounds) + 1 :]
        for index, event in enumerate(events):
            self._note(index, event)
            if self._is_tired(event):
                yield

    def _is_tired(self, event: Event) -> bool:
        """Return whether, with this event, enough has been done for a pause."""
        self._effort += 1
        if isinstance(event, NumbersDone):
            self._effort += len(event.results) // NUMBERS_PER_EFFORT
        if self._effort < EFFORT_PER_LOOK:
            return False
        self._effort = 0
        return True

    def _note(self, index: int, event: Event) -> None:
        """Note an event in every chapter it reaches into; of what a stop has left, the first."""
        if isinstance(event, NumberNotDone) and event.cause.kind is CauseKind.STOPPED:
            if self._stop_is_told:
                return
            self._stop_is_told = True
        reached = {bisect_right(self._bounds, time_of(event))}
        if isinstance(event, NumbersDone):
            if event.sent:
                reached.add(bisect_right(self._bounds, event.sent))
            for times in (event.taken, event.done):
                place = 0
                while place < len(times):
                    chapter = bisect_right(self._bounds, times[place])
                    reached.add(chapter)
                    if chapter == len(self._bounds):
                        break
                    place = bisect_left(times, self._bounds[chapter], place + 1)
        for chapter in reached:
            self._chapters[chapter].append(index)

    def _entries(self, chapter: int) -> list[Entry]:
        """Return a chapter's moments in order."""
        if chapter in self._open:
            self._open.move_to_end(chapter)
            return self._open[chapter]
        start = self._bounds[chapter - 1] if chapter else -1
        end = self._bounds[chapter] if chapter < len(self._bounds) else None
        entries = [
            entry
            for index in self._chapters[chapter]
            for entry in self._entries_of(index, start, end)
        ]
        entries.sort()
        self._open[chapter] = self._without_repeats(entries)
        if len(self._open) > CHAPTERS_KEPT:
            self._open.popitem(last=False)
        return self._open[chapter]

    def _entries_of(self, index: int, start: int, end: int | None) -> Iterator[Entry]:
        """Tell an event's moments from `start` to just before `end`."""
        event = self._log.events[index]
        at = time_of(event)
        if at >= start and (end is None or at < end):
            if isinstance(event, NumberTaken):
                yield at, Rank.NUMBER, index, 0, Kind.TAKEN
            else:
                rank = Rank.BEGINNING if isinstance(event, BEGINNINGS) else Rank.OTHER
                yield at, rank, index, 0, Kind.EVENT
        if isinstance(event, NumbersDone):
            for kind, times in ((Kind.TAKEN, event.taken), (Kind.DONE, event.done)):
                offset = bisect_left(times, start)
                last = len(times) if end is None else bisect_left(times, end)
                while offset < last:
                    yield times[offset], Rank.NUMBER, index, offset, kind
                    offset = _end_of_group(event, offset)
            if event.sent and event.sent >= start and (end is None or event.sent < end):
                yield event.sent, Rank.SENT, index, 0, Kind.SENT

    def _without_repeats(self, entries: list[Entry]) -> list[Entry]:
        """Return entries without the word sent ahead of a number that its message tells again."""
        events, told = self._log.events, set[tuple[int, int, int]]()
        for at, _rank, index, offset, kind in entries:
            event = events[index]
            if kind is Kind.TAKEN and isinstance(event, NumbersDone):
                places = range(offset, _end_of_group(event, offset))
                told.update((at, event.worker, event.first + place) for place in places)
        return [
            entry
            for entry in entries
            if not isinstance(event := events[entry[2]], NumberTaken)
            or (event.at, event.worker, event.number) not in told
        ]


def _end_of_group(event: NumbersDone, offset: int) -> int:
    """Return the end of those numbers that share a number's readings of the clock."""
    taken, squared, end = event.taken[offset], event.done[offset], offset + 1
    while end < len(event.taken) and event.taken[end] == taken and event.done[end] == squared:
        end += 1
    return end
