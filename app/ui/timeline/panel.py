"""The timeline with its legend, its line of exact times and its menu. GUI thread only."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QGuiApplication, QHelpEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QToolButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from app.engine.analysis.phases import phases_of
from app.engine.clock import now_ns
from app.engine.record import Record
from app.engine.tasks import SQUARE, Task
from app.ui.look.theme import current_theme
from app.ui.parts.process_menu import add_acts
from app.ui.timeline.bars import Bars
from app.ui.timeline.hands import TimelineCanvas
from app.ui.timeline.keys import Move
from app.ui.timeline.legend import explained_at, legend_height, paint_legend
from app.ui.timeline.read_out import ReadOut
from app.ui.timeline.telling import SEPARATOR, worker_times
from app.words import tr, tr_count

MARGIN_PX = 14


class Legend(QWidget):
    """What the bars mean, always in sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars = Bars(current_theme())
        self._task = SQUARE
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self.setAccessibleName(tr("What the bars of the timeline mean"))
        self._fix_height()

    def sizeHint(self) -> QSize:
        """Return as much height as the entries take in this width."""
        width = max(1, self.width() - 2 * MARGIN_PX)
        return QSize(self.width(), round(legend_height(self._bars, self._task, self.font(), width)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the samples and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._bars.pixel_ratio = self.devicePixelRatioF()
        area = QRectF(self.rect()).adjusted(MARGIN_PX, 0, -MARGIN_PX, 0)
        paint_legend(painter, self._bars, self._task, self.font(), area)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Say more about the entry under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = QPointF(event.pos()) - QPointF(MARGIN_PX, 0)
            width = max(1, self.width() - 2 * MARGIN_PX)
            more = explained_at(self._bars, self._task, self.font(), width, place)
            QToolTip.showText(event.globalPos(), more, self)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap anew."""
        super().resizeEvent(event)
        self._fix_height()

    def changeEvent(self, event: QEvent) -> None:
        """Wear the desktop's colours and font."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._bars = Bars(current_theme())
            self._fix_height()
            self.update()

    def set_task(self, task: Task) -> None:
        """Speak of this task from now on."""
        self._task = task
        self._fix_height()
        self.update()

    def _fix_height(self) -> None:
        """Take as much height as is needed."""
        self.setFixedHeight(self.sizeHint().height())


class TimelinePanel(QWidget):
    """What the processes did, and when: live, and afterwards."""

    worker_selected = Signal(int)
    action_requested = Signal(int, object)
    """A worker and a `ProcessAction`."""

    def __init__(self, parent: QWidget | None = None, clock: Callable[[], int] = now_ns) -> None:
        super().__init__(parent)
        self._menu: QMenu | None = None
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self.setAutoFillBackground(True)
        self.canvas = TimelineCanvas(self, clock)
        self.canvas.prepare()
        self.legend = Legend(self)
        self.told = ReadOut(self)
        self.told.setProperty("kind", "muted")
        self.pids = self._button(tr("pids"), tr("Show the processes' pids beside their names"))
        self.pids.setCheckable(True)
        self.pids.toggled.connect(self.canvas.show_pids)
        self._lay_out()
        self.canvas.worker_selected.connect(self.worker_selected)
        self.canvas.phase_told.connect(self._tell)
        self.canvas.merging_changed.connect(lambda: self._tell(self.canvas.told_sentence()))
        self.canvas.menu_wanted.connect(self._open_menu)
        self._tell("")

    def set_record(self, record: Record) -> None:
        """Show this run from now on."""
        self.canvas.set_record(record)
        self.legend.set_task(record.plan.task)

    def log_extended(self) -> None:
        """Take in what has been added to the log; costs next to nothing."""
        self.canvas.log_extended()

    def set_now(self, now: int | None) -> None:
        """Draw only what had happened by `now`, nanoseconds on the log's clock; None for all."""
        self.canvas.set_until(now)

    def select_worker(self, worker: int) -> None:
        """Select a worker's lane and scroll to it; `worker_selected` is not emitted."""
        self.canvas.select_worker(worker)

    def save_picture(self, path: Path | str) -> None:
        """Write the whole run as a picture; the name's ending says whether PNG, SVG or PDF.

        Raises:
            OSError: it could not be written, in words; an old file is left whole.
        """
        from app.ui.timeline.picture import save_timeline  # brings formats along: takes long

        scene = self.canvas.scene
        save_timeline(Path(path), scene.lanes.log, scene.theme, scene.cores, scene.pids_shown)

    def menu_of(self, worker: int) -> QMenu:
        """Return the menu of a worker's lane."""
        log, menu = self.canvas.scene.lanes.log, QMenu(self)
        record = log.workers[worker]
        add_acts(menu, record, self.action_requested.emit)
        menu.addSeparator()
        copy = menu.addAction(tr("Copy the times of {name}", name=record.name))
        copy.triggered.connect(lambda: self._copy_times(worker))
        fit = menu.addAction(tr("Fit {name} to the width", name=record.name))
        fit.triggered.connect(lambda: self._move(Move.FIT))
        return menu

    def _lay_out(self) -> None:
        """Put the parts in their places."""
        foot = QHBoxLayout()
        foot.setContentsMargins(MARGIN_PX, 0, MARGIN_PX, 2)
        foot.setSpacing(6)
        foot.addWidget(self.told, 1)
        foot.addWidget(self.pids)
        for words, hint, move in (
            ("−", tr("Zoom out (S)"), Move.ZOOM_OUT),
            ("+", tr("Zoom in (W)"), Move.ZOOM_IN),
            (tr("Fit"), tr("Show the whole run, or the selected worker's life (F)"), Move.FIT),
        ):
            button = self._button(words, hint)
            button.clicked.connect(lambda _=False, asked=move: self._move(asked))
            foot.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self.canvas, 1)
        layout.addWidget(self.legend)
        layout.addLayout(foot)

    def _button(self, words: str, hint: str) -> QToolButton:
        """Return a small button."""
        button = QToolButton(self)
        button.setText(words)
        button.setToolTip(hint)
        button.setAccessibleName(hint)
        button.setProperty("kind", "small")
        return button

    def _move(self, move: Move) -> None:
        """Move the view, as with a key."""
        self.canvas.navigation.move(move)
        self.canvas.moved()

    def _tell(self, sentence: str) -> None:
        """Show what is told, or how to have something told."""
        self.told.say(sentence or self._hint())

    def _hint(self) -> str:
        """Return how to have something told, or how to tell lanes apart first."""
        count, sharing = self.canvas.merged_lanes, self.canvas.sharing_workers
        if sharing:
            places = f"{self.canvas.scene.lanes.rows.count:,}"
            turns = tr_count(
                "{count} worker on {places} places",
                "{count} workers take turns on {places} places",
                sharing,
                places=places,
            )
            return SEPARATOR.join((turns, tr("zoom in (W) to see each of them")))
        if not count:
            return tr("Point at a bar, or use the arrow keys, to read its times.")
        lanes = tr_count("{count} low lane", "{count} lanes too low to be told apart", count)
        return SEPARATOR.join((lanes, tr("Shift W makes them higher"), tr("double-click one")))

    def _open_menu(self, worker: int, place: QPoint) -> None:
        """Open a lane's menu."""
        # The one before lives until now: deleted as it hides, it would be gone before its action.
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = self.menu_of(worker)
        self._menu.popup(place)

    def _copy_times(self, worker: int) -> None:
        """Put a worker's phases on the clipboard."""
        log = self.canvas.scene.lanes.log
        QGuiApplication.clipboard().setText(worker_times(log, worker, phases_of(log, worker)))
