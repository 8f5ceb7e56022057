from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from app.engine.way import (
    KINDS,
    MOST_ALIVE,
    POOL,
    PROCESS_FOR_EACH,
    THREADS,
    Way,
    Work,
    WorkKind,
    plain_start_method,
    start_methods,
)
from app.ui.form.explained_box import ExplainedBox
from app.ui.form.how_bar import HowBar, start_method_offer
from app.ui.form.numbers_form import NumbersForm
from app.ui.look.appearance import Appearance
from app.ui.parts.segment import Segment


@pytest.fixture
def how(qtbot: QtBot, appearance: Appearance) -> HowBar:
    """Return a bar with the usual choices, in sight."""
    bar = HowBar(Way())
    qtbot.addWidget(bar)
    bar.show()
    return bar


@pytest.mark.parametrize("strategy", list(KINDS))
@pytest.mark.parametrize(
    "work", [Work(), Work(WorkKind.COMPUTING, 0.0046), Work(WorkKind.WAITING, 2.5)]
)
def test_what_is_chosen_is_what_the_plan_will_be(how: HowBar, strategy: str, work: Work) -> None:
    """A way goes in and comes out the same."""
    wanted = Way(
        *KINDS[strategy], workers=7, alive_limit=9, work=work, start_method=start_methods()[-1]
    )
    how.set_way(wanted)
    assert how.way == wanted


def test_a_click_on_a_segment_chooses_it(qtbot: QtBot, how: HowBar) -> None:
    """Exactly one way to share the numbers out is chosen at a time."""
    pool = next(
        b for b in how.findChildren(QPushButton) if b.accessibleName() == "A pool of processes"
    )
    with qtbot.waitSignal(how.way_changed):
        pool.click()
    assert how.way.kind == POOL
    assert sum(button.isChecked() for button in how.findChildren(QPushButton)) == 1


@pytest.mark.parametrize(
    ("strategy", "label"),
    [
        ("one", None),
        ("each", "At most"),
        ("pool", "Processes"),
        ("threads", "Threads"),
    ],
)
def test_only_the_count_that_has_a_meaning_is_shown(
    how: HowBar, strategy: str, label: str | None
) -> None:
    """A person never wonders what a number without effect is for."""
    how.choose_kind(KINDS[strategy])
    labels = [one.text().replace("&", "") for one in how.findChildren(QLabel) if one.isVisible()]
    shown = [one for one in labels if one in ("At most", "Processes", "Threads")]
    assert shown == ([label] if label else [])


def test_ways_have_their_full_names_where_there_is_room(qtbot: QtBot, how: HowBar) -> None:
    """On a large screen nothing is abbreviated; in a small window everything still fits."""
    for width, name in (
        (1700, "A pool of processes"),
        (700, "A pool"),
        (1700, "A pool of processes"),
    ):
        how.resize(width, 200)
        qtbot.waitUntil(lambda width=width: how.width() == width)  # type: ignore[misc]
        assert how.findChildren(QPushButton)[2].text() == name


def test_every_offer_explains_itself(how: HowBar) -> None:
    """Each way and each start method has a sentence on what it does."""
    assert all(button.toolTip() for button in how.findChildren(QPushButton))
    for box in how.findChildren(QComboBox):
        for place in range(box.count()):
            box.setCurrentIndex(place)
            assert box.toolTip().endswith(".") or "below" in box.toolTip()


def test_as_many_processes_may_live_as_the_platform_bears(how: HowBar) -> None:
    """Windows cannot wait for more than a few at a time."""
    spins = {spin.accessibleName(): spin for spin in how.findChildren(QSpinBox)}
    assert spins["Processes alive at a time"].maximum() == MOST_ALIVE


@pytest.mark.parametrize("method", start_methods())
def test_fork_alone_comes_with_a_warning(qtbot: QtBot, appearance: Appearance, method: str) -> None:
    """Whoever chooses fork has read what may happen."""
    form = NumbersForm("1", Way(start_method=method))
    qtbot.addWidget(form)
    form.show()
    warnings = [one for one in form.findChildren(QLabel) if one.property("kind") == "warning"]
    assert [one.isVisible() for one in warnings] == [method == "fork"]


def test_the_platforms_start_methods_are_offered(how: HowBar) -> None:
    """Three on Linux and macOS, one on Windows; the program's default first."""
    method = next(
        box for box in how.findChildren(QComboBox) if box.accessibleName() == "Start method"
    )
    names = [method.itemText(place) for place in range(method.count())]
    assert names == start_methods()
    assert sys.platform != "linux" or names[0] == "forkserver"


def test_the_wheel_changes_nothing_one_only_scrolls_past(how: HowBar) -> None:
    """Scrolling a low window must not change the choices under the pointer."""
    before = how.way
    for box in [*how.findChildren(QComboBox), *how.findChildren(QSpinBox)]:
        middle = QPointF(box.rect().center())
        wheel = QWheelEvent(
            middle,
            QPointF(box.mapToGlobal(box.rect().center())),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(box, wheel)
    assert how.way == before


def test_the_ways_are_a_group_of_radio_buttons(qtbot: QtBot) -> None:
    """Tab enters on the chosen one and leaves at once; arrow keys choose within."""
    bar = HowBar(Way(*POOL))
    qtbot.addWidget(bar)
    bar.resize(1_200, 60)
    with qtbot.waitExposed(bar):
        bar.show()
    segments = bar.findChildren(Segment)
    roles = {QAccessible.queryAccessibleInterface(each).role() for each in segments}
    assert roles == {QAccessible.Role.RadioButton}
    stops = [each for each in segments if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [next(each for each in segments if each.isChecked())]
    chosen = []
    stops[0].setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Left):
        QTest.keyClick(bar.focusWidget(), key)
        chosen.append(bar.way.kind)
    assert chosen == [THREADS, POOL, PROCESS_FOR_EACH]
    stops = [each for each in segments if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [segments[1]]


@pytest.mark.parametrize("method", start_methods())
def test_a_start_method_s_cost_is_what_was_measured_here(method: str) -> None:
    """No claims: until it is known that is said, and which one a plain script has."""
    assert "is being measured" in start_method_offer(method).sentence
    told = start_method_offer(method, 7_130_000).sentence
    assert "A process costs 7.13 ms here." in told
    assert ("A plain script uses it." in told) == (method == plain_start_method())


def test_costs_are_wanted_when_the_list_is_looked_at(qtbot: QtBot) -> None:
    """Nothing is measured before, and the list explains itself as soon as it is known."""
    form = NumbersForm("2, 3", Way())
    qtbot.addWidget(form)
    form.show()
    asked: list[str] = []
    form.process_cost_requested.connect(asked.append)
    box = form.how.findChildren(ExplainedBox)[0]
    for _ in range(2):
        box.opened.emit()
    assert sorted(asked) == sorted(start_methods())
    form.set_process_cost(box.chosen, 4_000_000)
    assert "A process costs 4 ms here." in box.toolTip()
