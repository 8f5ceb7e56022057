"""The replay: plays a finished run from its log, and tells it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.engine.log import Log
from app.engine.telling.story import Moment, Story
from app.ui.look.appearance import Appearance
from app.ui.replay.bar import SLIDER_STEPS, ReplayBar
from app.ui.replay.pace import PACES, Pace, slowness_words
from app.ui.replay.whole_sentence import WholeSentence
from tests.hand_written_logs import (
    at,
    five_events,
    five_processes,
    log_of,
    many_numbers,
    many_processes,
)
from tests.ui.silence import SilenceMeter

RUN_NS = 18_400_000
NARROWEST_AT_200_PERCENT_PX = 930
"""What the timeline has for the bar on a screen of 1024 by 768."""


class Clock:
    """A clock that stands where the test puts it."""

    def __init__(self) -> None:
        self.now = 77

    def __call__(self) -> int:
        """Return its time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Return the replay's clock."""
    return Clock()


@pytest.fixture
def bar(qtbot: QtBot, clock: Clock) -> ReplayBar:
    """Return a bar with the five processes' run, in sight."""
    bar = ReplayBar(clock=clock)
    qtbot.addWidget(bar)
    bar.set_log(five_processes())
    bar.show()
    return bar


def all_moments(log: Log) -> list[Moment]:
    """Return a run's moments, in order."""
    story, moments = Story(log), list[Moment]()
    story.prepare()
    moment = story.first()
    while moment is not None:
        moments.append(moment)
        moment = story.after(moment)
    return moments


def positions(bar: ReplayBar) -> list[int | None]:
    """Return a list that gets every place the replay moves to."""
    places: list[int | None] = []
    bar.moved.connect(places.append)
    return places


def test_factor_is_always_shown(bar: ReplayBar) -> None:
    """Nobody takes the replay for the real speed."""
    assert bar.factor.text() == "Replay 543× slower · 10 s"
    bar.pace.setCurrentIndex(PACES.index(Pace(factor=100)))
    assert bar.factor.text() == "Replay 100× slower · 1.84 s"


@pytest.mark.parametrize(
    ("slowness", "words"),
    [
        (1.0, "Replay about as fast as it was · 18.4 ms"),
        (0.97, "Replay about as fast as it was · 17.8 ms"),
        (1.06, "Replay 1.1× slower · 19.5 ms"),
        (2.5, "Replay 2.5× slower · 46 ms"),
        (0.2, "Replay 5× faster · 3.68 ms"),
        (10_000, "Replay 10,000× slower · 3 min 4 s"),
    ],
)
def test_slowness_in_words(slowness: float, words: str) -> None:
    """Slower, faster, or neither; with the replay's own length."""
    assert slowness_words(slowness, RUN_NS) == words


def test_plays_the_run_at_the_chosen_slowness(qtbot: QtBot, bar: ReplayBar, clock: Clock) -> None:
    """After half of the ten seconds it stands in the middle of the run; in the end it lets go."""
    places = positions(bar)
    QTest.mouseClick(bar.play, Qt.MouseButton.LeftButton)
    assert places == [at(0)]
    clock.now += 5_000_000_000
    qtbot.waitUntil(lambda: places[-1] != at(0))
    assert places[-1] == at(0) + RUN_NS // 2
    assert bar.told.text() == "8.7 ms: the main program starts Process-5"
    clock.now += 5_000_000_000
    qtbot.waitUntil(lambda: places[-1] is None)
    assert not bar.replay.is_playing
    assert bar.slider.value() == SLIDER_STEPS


def test_space_pauses_and_goes_on(qtbot: QtBot, bar: ReplayBar, clock: Clock) -> None:
    """A pause of any length leaves the replay where it was."""
    bar.setFocus()
    QTest.keyClick(bar, Qt.Key.Key_Space)
    clock.now += 2_000_000_000
    qtbot.waitUntil(lambda: bar.replay.position == at(0) + RUN_NS // 5)
    QTest.keyClick(bar, Qt.Key.Key_Space)
    clock.now += 60_000_000_000
    assert not bar.replay.is_playing
    QTest.keyClick(bar, Qt.Key.Key_Space)
    assert bar.replay.position == at(0) + RUN_NS // 5


def test_steps_go_from_event_to_event(qtbot: QtBot, bar: ReplayBar) -> None:
    """Full stop and comma step; each event stands at its own time and in words."""
    places = positions(bar)
    for _ in range(5):
        QTest.keyClick(bar, Qt.Key.Key_Period)
    assert places == [at(0), at(0), at(1_600), at(3_600), at(4_600)]
    assert bar.told.text() == ("4.6 ms: Process-2 has started: it is running Python now, pid 4712")
    QTest.keyClick(bar, Qt.Key.Key_Comma)
    assert places[-1] == at(3_600)


def test_stepping_back_from_the_end_tells_the_end_first(qtbot: QtBot, bar: ReplayBar) -> None:
    """The last event of all, then the one before."""
    QTest.keyClick(bar, Qt.Key.Key_Comma)
    assert bar.told.text() == "18.4 ms: every process has been joined: the run is over"
    QTest.keyClick(bar, Qt.Key.Key_Comma)
    assert bar.told.text() == "16.4 ms: the main program joins Process-5"


def test_slider_goes_anywhere(bar: ReplayBar) -> None:
    """Its right end is the whole run."""
    places = positions(bar)
    bar.slider.setValue(SLIDER_STEPS // 4)
    bar.slider.setValue(SLIDER_STEPS)
    assert places == [at(0) + RUN_NS // 4, None]


def test_changing_the_pace_while_playing_does_not_jump(
    qtbot: QtBot, bar: ReplayBar, clock: Clock
) -> None:
    """It goes on from where it stands."""
    bar.replay.toggle()
    clock.now += 5_000_000_000
    qtbot.waitUntil(lambda: bar.replay.position == at(0) + RUN_NS // 2)
    bar.pace.setCurrentIndex(PACES.index(Pace(30)))
    clock.now += 3_000_000_000
    qtbot.waitUntil(lambda: bar.replay.position == at(0) + RUN_NS // 2 + RUN_NS // 10)


def test_run_can_be_replayed_once_it_is_over(qtbot: QtBot) -> None:
    """Before, the bar says what it will be good for."""
    bar = ReplayBar()
    qtbot.addWidget(bar)
    events = five_events()
    log = log_of([2, 3, 4, 5, 6], events[:-1])
    bar.set_log(log)
    assert not bar.play.isEnabled()
    log.extend(events[-1:])
    bar.log_extended()
    assert bar.play.isEnabled()


def test_new_run_lets_go_of_the_old_one(bar: ReplayBar) -> None:
    """Whoever followed the replay is told that all is in sight again."""
    bar.slider.setValue(100)
    places = positions(bar)
    bar.set_log(Log([]))
    assert places == [None]
    assert not bar.slider.isEnabled()


def test_million_numbers_can_be_stepped_through(qtbot: QtBot) -> None:
    """One by one, from anywhere."""
    bar = ReplayBar()
    qtbot.addWidget(bar)
    bar.set_log(many_numbers(1_000_000))
    bar.slider.setValue(SLIDER_STEPS // 2)
    QTest.keyClick(bar, Qt.Key.Key_Period)
    qtbot.waitUntil(lambda: "PoolWorker-" in bar.told.text())


def test_a_step_never_keeps_the_window_waiting(qtbot: QtBot, silence: SilenceMeter) -> None:
    """With a hundred thousand processes it is made as soon as the events are in order."""
    bar = ReplayBar()
    qtbot.addWidget(bar)
    log = many_processes(100_000)
    bar.set_log(log)
    with silence.measured():
        QTest.keyClick(bar, Qt.Key.Key_Period)
        assert bar.told.text() == "Putting the events in order…"
        qtbot.waitUntil(lambda: bar.told.text().endswith("the run begins"), timeout=20_000)
        for _ in range(50):
            QTest.keyClick(bar, Qt.Key.Key_Period)
    assert "Process-" in bar.told.text()
    assert silence.longest_ns < 150_000_000


def test_event_by_event_tells_each_for_as_long_as_any_other(qtbot: QtBot, bar: ReplayBar) -> None:
    """Idle time is skipped, and that it is not to scale is said."""
    pace = Pace(beat_s=0.02)
    bar.replay.choose_pace(pace)
    assert bar.factor.text() == "Each event 0.02 s, not to scale"
    told: list[str] = []
    bar.replay.changed.connect(lambda: told.append(bar.told.text()))
    bar.replay.toggle()
    qtbot.waitUntil(lambda: not bar.replay.is_playing, timeout=20_000)
    words = [sentence.partition(": ")[2] for sentence in dict.fromkeys(told)]
    moments = [moment.sentence for moment in all_moments(five_processes())]
    assert [sentence for sentence in words if sentence in set(moments)] == moments
    assert bar.replay.position is None


@pytest.mark.parametrize("width", [300, 420, 700])
@pytest.mark.parametrize("pixels", [14, 28])
def test_the_sentence_is_whole_at_every_size(qtbot: QtBot, width: int, pixels: int) -> None:
    """It never ends in dots, and nothing around it moves."""
    line = WholeSentence()
    qtbot.addWidget(line)
    font = QFont(line.font())
    font.setPixelSize(pixels)
    line.setFont(font)
    line.resize(width, line.sizeHint().height())
    height = line.sizeHint().height()
    words = "1.23 s: the main program reads 123456789 from PoolWorker-12"
    line.say(words)
    fitting = QFontMetrics(line.fitting_font())
    flags = int(Qt.TextFlag.TextWordWrap)
    needed = fitting.boundingRect(QRect(0, 0, width, 10_000), flags, words)
    if width >= 420 or pixels == 14:
        assert needed.height() <= height
    assert line.sizeHint().height() == height
    assert line.accessibleName() == words


def test_button_says_what_it_does_now(bar: ReplayBar) -> None:
    """Who pauses must not fear that going on begins anew."""
    assert bar.play.text() == "Replay"
    bar.replay.toggle()
    assert bar.play.text() == "Pause"
    bar.step(forward=True)
    assert bar.play.text() == "Go on"


def test_a_step_back_goes_on_from_where_the_slider_was_meanwhile(qtbot: QtBot) -> None:
    """Also while the events are still being put in order."""
    bar = ReplayBar()
    qtbot.addWidget(bar)
    log = many_processes(3_000)
    bar.set_log(log)
    bar.slider.setValue(SLIDER_STEPS // 2)
    assert bar.replay.position is not None
    story = Story(log)
    story.prepare()
    told = story.latest(bar.replay.position)
    assert told is not None
    expected = story.before(told)
    assert expected is not None
    QTest.keyClick(bar, Qt.Key.Key_Comma)
    qtbot.waitUntil(lambda: bar.told.text().endswith(expected.sentence), timeout=20_000)


@pytest.mark.parametrize("what", ["play", "slide", "another run"])
def test_a_step_that_waits_is_forgotten_once_something_else_is_asked_for(
    qtbot: QtBot, what: str
) -> None:
    """It must not end what was asked for after it."""
    bar = ReplayBar()
    qtbot.addWidget(bar)
    bar.set_log(many_processes(3_000))
    QTest.keyClick(bar, Qt.Key.Key_Period)
    assert bar.replay.is_getting_ready
    if what == "play":
        bar.play.click()
    elif what == "slide":
        bar.slider.setValue(SLIDER_STEPS // 2)
    else:
        bar.set_log(five_processes())
    assert not bar.replay.is_getting_ready
    stepped: list[str] = []
    bar.replay.stepped.connect(lambda: stepped.append(bar.told.text()))
    qtbot.waitUntil(lambda: what == "another run" or bar.replay.moment is not None, timeout=20_000)
    assert stepped == []
    assert bar.replay.is_playing == (what == "play")


def test_what_is_stepped_to_is_told_once_it_is_there(qtbot: QtBot) -> None:
    """A screen reader says the event, not that it is being looked for."""
    bar = ReplayBar()
    qtbot.addWidget(bar)
    bar.set_log(many_processes(3_000))
    told: list[str] = []
    bar.replay.stepped.connect(lambda: told.append(bar.told.text()))
    QTest.keyClick(bar, Qt.Key.Key_Period)
    qtbot.waitUntil(lambda: told != [], timeout=20_000)
    assert told == ["0: the run begins"]


@pytest.mark.parametrize("percent", [100, 200, 300])
def test_controls_grow_with_the_text_and_nothing_is_cut(
    qtbot: QtBot, appearance: Appearance, percent: int
) -> None:
    """Where there is no room for the factor beside the controls, it has a line of its own."""
    bar = ReplayBar()
    qtbot.addWidget(bar)
    bar.set_log(five_processes())
    bar.show()
    small = bar.slider.height(), bar.play.height(), bar.minimumSizeHint().height()
    appearance.choose_scale(percent)
    try:
        bar.resize(bar.minimumSizeHint())
        qtbot.waitUntil(lambda: bar.factor.y() > bar.slider.y() + bar.slider.height() // 2)
        bar.resize(bar.minimumSizeHint())
        for part in (bar.play, bar.previous, bar.next, bar.pace, bar.factor):
            assert part.width() >= part.minimumSizeHint().width()
            assert bar.rect().contains(part.geometry())
        if percent == 200:
            assert bar.minimumSizeHint().width() <= NARROWEST_AT_200_PERCENT_PX
        if percent > 100:
            assert bar.slider.height() > small[0]
            assert bar.play.height() > small[1]
        bar.resize(3_000, bar.height())
        qtbot.waitUntil(lambda: bar.factor.y() < bar.told.y() and bar.factor.x() > bar.pace.x())
    finally:
        appearance.choose_scale(100)
