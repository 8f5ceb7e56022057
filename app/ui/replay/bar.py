"""Plays a finished run again, slowly, and tells each of its events in a sentence. GUI thread only.

Says only where the replay stands; list, timeline and totals follow `moved` by themselves.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.engine.clock import now_ns
from app.engine.log import Log
from app.engine.telling.durations import moment_text
from app.ui.look.theme import current_theme
from app.ui.parts.announcing import announce
from app.ui.replay.icons import replay_icon
from app.ui.replay.pace import PACES, USUAL_PACE, Pace, pace_words
from app.ui.replay.player import Replay
from app.ui.replay.whole_sentence import WholeSentence
from app.words import tr

SLIDER_STEPS = 10_000
NARROWEST_SLIDER_PX = 56


class ReplayBar(QWidget):
    """Play, pause, step, slide; the factor is always shown.

    Signals:
        moved: where the replay stands, in nanoseconds on the log's clock; None for the whole run.
    """

    moved = Signal(object)

    def __init__(self, parent: QWidget | None = None, clock: Callable[[], int] = now_ns) -> None:
        super().__init__(parent)
        self.replay = Replay(self, clock)
        self.play = QPushButton(tr("Replay"), self)
        self.previous = self._step_button("previous", tr("Step to the previous event (,)"))
        self.next = self._step_button("next", tr("Step to the next event (.)"))
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.pace = QComboBox(self)
        self.factor = QLabel(self)
        self.told = WholeSentence(self)
        self._fill()
        self._lay_out()
        self._wire()
        self._dress()
        self._show()

    def set_log(self, log: Log) -> None:
        """Replay this run from now on; it can be played once it has finished."""
        self.replay.set_log(log)

    def log_extended(self) -> None:
        """Look whether the run is over, so that it can be replayed."""
        self.replay.log_extended()

    def step(self, forward: bool) -> None:
        """Pause and go to the next event, or to the previous one."""
        self.replay.step(forward)

    def _announce(self) -> None:
        """Tell a screen reader what has been stepped to."""
        announce(self, self.told.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space plays and pauses; comma and full stop step."""
        if event.key() == Qt.Key.Key_Space:
            self.replay.toggle()
        elif event.key() in (Qt.Key.Key_Period, Qt.Key.Key_Comma):
            self.step(forward=event.key() == Qt.Key.Key_Period)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Wear the desktop's colours."""
        super().changeEvent(event)
        kinds = (QEvent.Type.PaletteChange, QEvent.Type.FontChange)
        if event.type() in kinds and hasattr(self, "_icons"):
            self._dress()
            self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the factor a line of its own where there is no room for it beside the controls."""
        super().resizeEvent(event)
        self._place_factor()

    def minimumSizeHint(self) -> QSize:
        """Return the room of the controls; the factor goes where there is some."""
        needed = self._rows.minimumSize()
        return QSize(self._width_of_controls(), needed.height())

    def _width_of_controls(self) -> int:
        """Return the least width of all controls side by side."""
        parts = (self.play, self.previous, self.next, self.pace)
        widths = [part.minimumSizeHint().width() for part in parts]
        margins = self._rows.contentsMargins()
        between = self._controls.spacing() * len(widths)
        return sum(widths) + NARROWEST_SLIDER_PX + between + margins.left() + margins.right()

    def _place_factor(self) -> None:
        """Put the factor beside the controls, or between them and the sentence."""
        room = self.width() - self._width_of_controls() - self._controls.spacing()
        beside = self.factor.minimumSizeHint().width() <= room
        now, other = (self._controls, self._rows) if beside else (self._rows, self._controls)
        if now.indexOf(self.factor) >= 0:
            return
        other.removeWidget(self.factor)
        now.insertWidget(now.count() if beside else 1, self.factor)
        self.updateGeometry()

    def _slide(self, value: int) -> None:
        """Go where the slider was moved to."""
        replay = self.replay
        replay.go_to(replay.begin + replay.length * value // SLIDER_STEPS)

    def _choose_pace(self) -> None:
        """Play at the chosen pace."""
        pace = self.pace.currentData()
        if isinstance(pace, Pace):
            self.replay.choose_pace(pace)

    def _show(self) -> None:
        """Show where the replay stands."""
        replay, ready = self.replay, self.replay.is_ready
        for part in (self.play, self.previous, self.next, self.slider, self.pace):
            part.setEnabled(ready)
        self.play.setIcon(self._icons["pause" if replay.is_playing else "play"])
        self.play.setText(self._play_words())
        words = pace_words(replay.pace, replay.length) if ready else ""
        if words != self.factor.text():
            self.factor.setText(words)
            self._place_factor()
        self.told.say(self._words())
        part_played = 1.0
        if replay.position is not None:
            part_played = (replay.position - replay.begin) / replay.length
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(part_played * SLIDER_STEPS))

    def _play_words(self) -> str:
        """Return what the button does now."""
        if self.replay.is_playing:
            return tr("Pause")
        return tr("Replay") if self.replay.position is None else tr("Go on")

    def _dress(self) -> None:
        """Paint the signs in the colours in use."""
        theme = current_theme()
        names = ("play", "pause", "previous", "next")
        side = self.fontMetrics().height() - 1
        for button in (self.play, self.previous, self.next):
            button.setIconSize(QSize(side, side))
        self._icons = {name: replay_icon(name, theme.text, theme.muted) for name in names}
        self.previous.setIcon(self._icons["previous"])
        self.next.setIcon(self._icons["next"])

    def _words(self) -> str:
        """Return what the line of words says."""
        replay = self.replay
        if not replay.is_ready:
            return tr("Once a run is over, it can be played again here, slowly.")
        if replay.is_getting_ready:
            return tr("Putting the events in order…")
        if replay.position is None:
            return tr("Play this run again, slowly enough to follow it.")
        if replay.moment is None:
            return moment_text(replay.position - replay.begin)
        at = moment_text(replay.moment.at - replay.begin)
        return tr("{time}: {event}", time=at, event=replay.moment.sentence)

    def _step_button(self, sign: str, hint: str) -> QToolButton:
        """Return a button that steps."""
        button = QToolButton(self)
        button.setObjectName(sign)
        button.setToolTip(hint)
        button.setAccessibleName(hint)
        button.setAutoRaise(True)
        button.setAutoRepeat(True)
        return button

    def _fill(self) -> None:
        """Give the parts their words."""
        self.play.setToolTip(tr("Play the run again, or pause (Space)"))
        self.slider.setRange(0, SLIDER_STEPS)
        self.slider.setValue(SLIDER_STEPS)
        self.slider.setPageStep(SLIDER_STEPS // 20)
        self.slider.setSingleStep(SLIDER_STEPS // 200)
        self.slider.setAccessibleName(tr("Where the replay stands"))
        self.slider.setMinimumWidth(NARROWEST_SLIDER_PX)
        for pace in PACES:
            self.pace.addItem(pace.words, pace)
        self.pace.setCurrentIndex(USUAL_PACE)
        self.pace.setAccessibleName(tr("How slowly the run is replayed"))
        self.factor.setProperty("kind", "muted")

    def _lay_out(self) -> None:
        """Put the parts in their places."""
        controls = QHBoxLayout()
        controls.setSpacing(6)
        for part in (self.play, self.previous, self.next):
            controls.addWidget(part)
        controls.addWidget(self.slider, 1)
        controls.addWidget(self.pace)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 2, 14, 4)
        layout.setSpacing(2)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        layout.addLayout(controls)
        layout.addWidget(self.told)
        self._controls, self._rows = controls, layout
        self._place_factor()

    def _wire(self) -> None:
        """Connect the parts."""
        self.replay.moved.connect(self.moved)
        self.replay.changed.connect(self._show)
        self.replay.stepped.connect(self._announce)
        self.play.clicked.connect(self.replay.toggle)
        self.next.clicked.connect(lambda: self.step(forward=True))
        self.previous.clicked.connect(lambda: self.step(forward=False))
        self.slider.valueChanged.connect(self._slide)
        self.pace.currentIndexChanged.connect(self._choose_pace)
