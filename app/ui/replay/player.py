"""Where a replay stands and how it gets on: the part of it that has no looks. GUI thread only."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.engine.clock import now_ns
from app.engine.events import time_of
from app.engine.log import Log
from app.ui.parts.slices import Slices
from app.ui.replay.pace import PACES, USUAL_PACE, Pace

if TYPE_CHECKING:
    from app.engine.telling.story import Moment, Story

FRAME_MS = 16
MS_PER_S = 1_000


class Replay(QObject):
    """Plays a finished run from its log.

    Signals:
        moved: where it stands now, in nanoseconds on the log's clock; None for the whole run.
        changed: whether it plays, what it can do or what it tells has changed.
        stepped: it has gone to one event, by itself or by hand; for those who listen.

    Attributes:
        position: where it stands; None for the end, with everything in sight.
        moment: the event told at the moment.
    """

    moved = Signal(object)
    changed = Signal()
    stepped = Signal()

    def __init__(self, parent: QObject | None = None, clock: Callable[[], int] = now_ns) -> None:
        super().__init__(parent)
        self._clock = clock
        self._log = Log([])
        self._pace = PACES[USUAL_PACE]
        self._story: Story | None = None
        self._played_from = (0, 0)
        self.moment: Moment | None = None
        self.position: int | None = None
        self._frames = QTimer(self)
        self._frames.setInterval(FRAME_MS)
        self._frames.timeout.connect(self._play_on)
        self._beats = QTimer(self)
        self._beats.timeout.connect(self._beat)
        self._step_wished: bool | None = None
        self._preparing = Slices(self)

    def set_log(self, log: Log) -> None:
        """Replay this run from now on; it can be played once it has finished."""
        self._pause()
        self._preparing.stop()
        self._step_wished = None
        was_inside, self.position, self.moment = self.position is not None, None, None
        self._log, self._story = log, None
        if was_inside:
            self.moved.emit(None)
        self.log_extended()

    def log_extended(self) -> None:
        """Look whether the run is over, or goes on after all."""
        if self._log.finished is None:
            self._story = None
            self._leave()
        elif self._story is None:
            from app.engine.telling.story import Story  # nothing is told before there is a run

            self._story = Story(self._log)
            self._preparing.start(self._story.preparing(), self._begin_to_tell)
        self.changed.emit()

    @property
    def is_ready(self) -> bool:
        """Return whether there is a finished run to play."""
        return self._story is not None

    @property
    def is_playing(self) -> bool:
        """Return whether it runs at the moment."""
        return self._frames.isActive() or self._beats.isActive()

    @property
    def is_getting_ready(self) -> bool:
        """Return whether a step that is wished for waits for the story to be put in order."""
        return self._step_wished is not None

    @property
    def begin(self) -> int:
        """Return when the run began."""
        return time_of(self._log.events[0]) if self._log.events else 0

    @property
    def length(self) -> int:
        """Return how long the run was, in nanoseconds, at least one."""
        return max(1, (self._log.finished or 0) - self.begin)

    @property
    def pace(self) -> Pace:
        """Return the pace chosen."""
        return self._pace

    def choose_pace(self, pace: Pace) -> None:
        """Go on at another pace from where it stands."""
        self._pace = pace
        if self.is_playing:
            self._play()
        self.changed.emit()

    def toggle(self) -> None:
        """Play, or pause; at the end, play from the beginning."""
        if self._story is None:
            return
        self._step_wished = None
        if self.is_playing:
            self._pause()
        else:
            if self.position is None:
                by_event = self._pace.beat_s is not None and self._story.is_ready
                self._go_to(self.begin, self._story.first() if by_event else None)
            else:
                self._go_to(self.position, self.moment)
            self._play()
        self.changed.emit()

    def go_to(self, position: int) -> None:
        """Stand at a time, and go on from there if it plays; at the run's end, leave it."""
        if self._story is None:
            return
        self._step_wished = None
        if position >= self.begin + self.length:
            self._leave()
        else:
            self._go_to(position)
            if self.is_playing:
                self._play()
        self.changed.emit()

    def step(self, forward: bool) -> None:
        """Pause and go to the next event, or to the previous one, at once or as soon as it can."""
        if self._story is None:
            return
        self._pause()
        if not self._story.is_ready:
            self._step_wished = forward
            self.changed.emit()
            return
        found = self._next(self._story) if forward else self._previous(self._story)
        if found is not None or forward:
            self._step_to(found)

    def _next(self, story: Story) -> Moment | None:
        """Return the event after the one told."""
        if self.position is None:
            return story.first()
        if self.moment is None:
            return story.next_after(self.position)
        return story.after(self.moment)

    def _previous(self, story: Story) -> Moment | None:
        """Return the event before the one told."""
        if self.position is None:
            return story.latest(self.begin + self.length)
        told = self.moment or story.latest(self.position)
        return None if told is None else story.before(told)

    def _play(self) -> None:
        """Play on from where it stands."""
        self._pause()
        if self._pace.beat_s is not None:
            self._beats.start(round(self._pace.beat_s * MS_PER_S))
        else:
            self._played_from = (self._clock(), self.position or self.begin)
            self._frames.start()

    def _pause(self) -> None:
        self._frames.stop()
        self._beats.stop()

    def _beat(self) -> None:
        """Go to the next event, however long it was until then."""
        if self._story is None or not self._story.is_ready:
            return
        self._step_to(self._next(self._story))

    def _step_to(self, found: Moment | None) -> None:
        """Tell this event, or leave the replay where there is none."""
        if found is None:
            self._leave()
        else:
            self._go_to(found.at, found)
        self.changed.emit()
        self.stepped.emit()

    def _play_on(self) -> None:
        """Go to where it should be by now."""
        began, start = self._played_from
        slowness = self._pace.slowness(self.length)
        position = start + int((self._clock() - began) / slowness)
        if position >= self.begin + self.length:
            self._leave()
        else:
            self._go_to(position)
        self.changed.emit()

    def _go_to(self, position: int, moment: Moment | None = None) -> None:
        """Stand at a time, and tell the latest event before it."""
        self.position = position
        if moment is None and self._story is not None:
            moment = self._story.latest(position)
        self.moment = moment
        self.moved.emit(position)

    def _leave(self) -> None:
        """Stop, with the whole run in sight."""
        self._pause()
        self.moment = self._step_wished = None
        if self.position is not None:
            self.position = None
            self.moved.emit(None)

    def _begin_to_tell(self, _ready: None) -> None:
        """Tell the story, which is ready now, from where the replay stands."""
        if self._story is None:
            return
        if self._step_wished is not None:
            forward, self._step_wished = self._step_wished, None
            self.step(forward)
        elif self.position is not None and self.moment is None:
            first = self._beats.isActive() and self.position == self.begin
            self.moment = self._story.first() if first else self._story.latest(self.position)
            self.changed.emit()
