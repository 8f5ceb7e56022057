"""The painted part of the timeline: draws itself and moves with the run. GUI thread only.

What the mouse, the wheel, a pinch and the keys do is in `hands.py`.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from app.engine.analysis.phases import Phase
from app.engine.clock import now_ns
from app.engine.log import Log
from app.engine.record import Record
from app.ui.look.theme import current_theme
from app.ui.timeline.bars import Bars
from app.ui.timeline.curves import Curves
from app.ui.timeline.density_cache import DensityCache
from app.ui.timeline.lanes import Lanes
from app.ui.timeline.navigation import Navigation
from app.ui.timeline.painting import paint_timeline
from app.ui.timeline.scene import Scene, bands_of
from app.ui.timeline.telling import phase_sentence
from app.ui.timeline.viewpoint import Viewpoint
from app.words import tr

FRAME_MS = 16
SLICE_NS = 3_000_000
"""How long events are taken in, and pictures worked on, between two frames."""

FRAME_SHARE = 12
"""During a run at most one part in so many of the window's time goes into frames of this that
nobody asked for: what the window spends on a run is taken from the run."""


LEAST_WIDTH_PX = 240
LEAST_LINES = 8.5
"""Room for the axis, five lanes and the curves, low but readable, in heights of a line."""


class Canvas(QAbstractScrollArea):
    """Paints a log as a timeline; grows with it while the run goes on."""

    worker_selected = Signal(int)
    phase_told = Signal(str)
    merging_changed = Signal()
    """Other lanes are merged, or share rows, than before."""

    menu_wanted = Signal(int, object)
    painted = Signal(object)
    """How long painting took, in nanoseconds."""

    def __init__(self, parent: QWidget | None = None, clock: Callable[[], int] = now_ns) -> None:
        super().__init__(parent)
        self._clock = clock
        self._painting_ns = self._tick_ns = 0
        self._wanted: int | None = None
        self._told_words = ""
        self._shows_focus, self._merged_before = False, (0, 0)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tick)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(LEAST_WIDTH_PX)
        self._follow_text_size()
        self.setAccessibleName(tr("Timeline"))
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().valueChanged.connect(self._scroll)
        theme = current_theme()
        self._bars, self._curves = Bars(theme), Curves()
        lanes = Lanes(Log([]))
        self.scene = Scene(lanes, theme, Viewpoint(), self.font(), 1)
        self.navigation = Navigation(self.scene, bands_of(self.scene, self._area()))
        self._density = DensityCache(lanes, theme)

    def set_record(self, record: Record) -> None:
        """Show another run from now on, whole."""
        scene = self.scene
        scene.lanes, scene.cores = Lanes(record.log), record.computer.cores
        self._bars = Bars(scene.theme, first_worker=record.log.first_worker)
        scene.selected = scene.told = scene.until = self._wanted = None
        self._density = DensityCache(scene.lanes, scene.theme)
        self.navigation.follows = True
        self.phase_told.emit("")
        self._tick()

    def log_extended(self) -> None:
        """Take in what the log has got since; while the run goes on the next frame does."""
        if not self._timer.isActive():
            self._tick()

    def set_until(self, until: int | None) -> None:
        """Draw only what had happened by a moment on the log's clock; None for all."""
        self.scene.until = until
        self._lay_out()

    def select_worker(self, worker: int | None) -> None:
        """Select a lane and scroll to it; tells nobody."""
        if worker is None or 0 <= worker < len(self.scene.lanes.log.workers):
            self.scene.selected = self._wanted = worker
            self._lay_out()

    def show_pids(self, shown: bool) -> None:
        """Show or hide the pids beside the names."""
        self.scene.pids_shown = shown
        self._lay_out()

    def tell(self, told: tuple[int, Phase] | None) -> None:
        """Tell a phase in words, and frame it."""
        if told == self.scene.told:
            return
        self.scene.told = told
        self._told_words = self.told_sentence()
        self.phase_told.emit(self._told_words)
        self.viewport().update()

    def told_sentence(self) -> str:
        """Return what is told at the moment, in words; empty for nothing."""
        if self.scene.told is None:
            return ""
        worker, phase = self.scene.told
        log = self.scene.lanes.log
        goes_on = log.workers[worker].exited is None and phase.end >= self.scene.last
        return phase_sentence(log, worker, phase, goes_on)

    def moved(self) -> None:
        """Show the view where it is now."""
        view, bar = self.scene.view, self.verticalScrollBar()
        height = self.navigation.bands.lanes.height()
        hidden = max(0, int(self.scene.lanes.rows.count * view.lane_px - height))
        bar.blockSignals(True)
        bar.setRange(0, hidden)
        bar.setPageStep(max(1, int(height)))
        bar.setSingleStep(max(1, int(view.lane_px)))
        bar.setValue(round(view.top_px))
        bar.blockSignals(False)
        merged = (self.merged_lanes, self.sharing_workers)
        if merged != self._merged_before:
            self._merged_before = merged
            self.merging_changed.emit()
        self._wake()
        self.viewport().update()

    @property
    def merged_lanes(self) -> int:
        """Return how many lanes are too low to be told apart: all or none."""
        apart = self.navigation.bands.tells_lanes_apart(self.scene)
        return 0 if apart else self.scene.lanes.rows.count

    @property
    def sharing_workers(self) -> int:
        """Return how many workers share rows, 0 where each has its own."""
        return len(self.scene.lanes) if self.scene.lanes.rows.shared else 0

    @property
    def is_live(self) -> bool:
        """Return whether the run shown goes on."""
        log = self.scene.lanes.log
        return bool(log.events) and log.finished is None

    @property
    def is_working(self) -> bool:
        """Return whether there is another frame to come."""
        return self._timer.isActive()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in sight."""
        begun = time.perf_counter_ns()
        self._bars.pixel_ratio = self.devicePixelRatioF()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.scene.theme.card)
        if len(self.scene.lanes):
            bands = self.navigation.bands
            pictures = self._density.pictures(self.scene, bands)
            paint_timeline(painter, self.scene, bands, self._bars, self._curves, pictures)
        else:
            self._paint_nothing(painter)
        if self._shows_focus and self.hasFocus():
            painter.setPen(QPen(self.scene.theme.accent, 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()
        self._painting_ns = time.perf_counter_ns() - begun
        self.painted.emit(self._painting_ns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep fitting the run."""
        super().resizeEvent(event)
        self._lay_out()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is, if the keyboard brought it here."""
        super().focusInEvent(event)
        reasons = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._shows_focus = event.reason() in reasons
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide that again."""
        super().focusOutEvent(event)
        self.viewport().update()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened out of sight."""
        super().showEvent(event)
        self._tick()

    def hideEvent(self, event: QHideEvent) -> None:
        """Cost nothing while out of sight."""
        super().hideEvent(event)
        self._timer.stop()

    def changeEvent(self, event: QEvent) -> None:
        """Wear the desktop's colours and font."""
        super().changeEvent(event)
        kinds = (QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange)
        if event.type() in kinds and hasattr(self, "_density"):
            self.scene.theme, self.scene.font = current_theme(), self.font()
            first_worker = self.scene.lanes.log.first_worker
            self._bars = Bars(self.scene.theme, first_worker=first_worker)
            self._density = DensityCache(self.scene.lanes, self.scene.theme)
            self._follow_text_size()
            self._lay_out()

    def _follow_text_size(self) -> None:
        """Be no lower than some lines of text: large text must not make the lanes vanish."""
        self.setMinimumHeight(round(self.fontMetrics().height() * LEAST_LINES))

    def _tick(self) -> None:
        """Take in a slice of what is new and go on to the next frame."""
        begun = time.perf_counter_ns()
        lanes = self.scene.lanes
        lanes.catch_up(SLICE_NS)
        self.scene.now = lanes.latest()
        if self.is_live:
            self.scene.now = max(self.scene.now, self._clock())
        self._renew_told()
        self._tick_ns = time.perf_counter_ns() - begun
        self._lay_out()

    def _renew_told(self) -> None:
        """Tell how the phase told of has got on: it may have ended by now."""
        if self.scene.told is None:
            return
        worker, phase = self.scene.told
        words = self._told_words
        self.scene.told = (worker, self.navigation.renewed(worker, phase))
        self._told_words = self.told_sentence()
        if self._told_words != words:
            self.phase_told.emit(self._told_words)

    def _lay_out(self) -> None:
        """Share the room out, and fit the run."""
        self.navigation.bands = bands_of(self.scene, self._area())
        self.navigation.follow()
        if self._wanted is not None and self._wanted < len(self.scene.lanes):
            self.navigation.show_lane(self._wanted)
            self._wanted = None
        self.moved()

    def _wake(self) -> None:
        """Work on the pictures, and see to a next frame if there is anything to come."""
        done = self._density.work_on(self.scene, self.navigation.bands, SLICE_NS)
        unfinished = not done or not self.scene.lanes.has_all or self.is_live
        if unfinished and self.isVisible() and not self._timer.isActive():
            pause_ms = FRAME_MS
            if self.is_live:
                pause_ms = (self._tick_ns + self._painting_ns) * FRAME_SHARE // 1_000_000
            self._timer.start(max(FRAME_MS, pause_ms))

    def _scroll(self, top: int) -> None:
        """Follow the scroll bar."""
        self.scene.view.top_px = float(top)
        self._wake()
        self.viewport().update()

    def _area(self) -> QRectF:
        """Return the room there is."""
        return QRectF(self.viewport().rect()).adjusted(0, 4, 0, -6)

    def _paint_nothing(self, painter: QPainter) -> None:
        """Say what will be here."""
        painter.setPen(self.scene.theme.muted)
        painter.setFont(self.scene.font)
        words = tr("Here you will see what every process does, and when.")
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(QRectF(self.viewport().rect()).adjusted(20, 0, -20, 0), flags, words)
