from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.engine.plan import Plan
from app.engine.record import Record
from app.engine.way import POOL, Way, Work, WorkKind
from app.ui.look.appearance import Appearance
from app.ui.main_window import MainWindow
from app.ui.why.factors import ShareBar
from app.ui.why.further import Further
from app.ui.why.panel import WhyPanel
from tests.hand_written_logs import (
    log_of,
    one_killed,
    record_of,
    shared_out_events,
    two_uneven,
    with_cpu,
)
from tests.ui.conftest import LONGEST_RUN_MS

pytestmark = pytest.mark.usefixtures("fine_cpu_clock")

WIDE_PX, NARROW_PX = 1_240, 420
WORK = Work(WorkKind.COMPUTING, 0.001)


@pytest.fixture
def panel(qtbot: QtBot, appearance: Appearance) -> WhyPanel:
    """Return a panel as wide as in the window."""
    panel = WhyPanel()
    qtbot.addWidget(panel)
    panel.resize(WIDE_PX, 100)
    panel.show()
    return panel


def pool(numbers: int = 8, work: Work = WORK, each: float = 1_000) -> Record:
    """Return the run of a pool of four on two cores."""
    events = with_cpu(shared_out_events("PoolWorker", 4, numbers, each), 0.5)
    plan = Plan(range(numbers), Way(*POOL, workers=4, work=work))
    return record_of(log_of(range(numbers), events), plan)


def shown(qtbot: QtBot, panel: WhyPanel, record: Record) -> Further:
    """Show a run, ask for the sums, and return what comes before them."""
    panel.set_record(record)
    qtbot.waitUntil(lambda: panel.explanation is not None)
    panel.card.sums_button.setChecked(True)
    further = panel.card.further
    assert further is not None
    return further


def test_nothing_of_it_is_built_before_somebody_asks_for_the_sums(
    qtbot: QtBot, panel: WhyPanel
) -> None:
    """The first picture, and every run, is as quick as before."""
    panel.set_record(pool())
    qtbot.waitUntil(lambda: panel.explanation is not None)
    assert panel.card.further is None
    height = panel.height()
    panel.card.sums_button.setChecked(True)
    qtbot.waitUntil(lambda: panel.height() > height)
    panel.card.sums_button.setChecked(False)
    qtbot.waitUntil(lambda: panel.height() == height)
    assert panel.card.further is not None
    assert not panel.card.further.isVisible()


def test_factors_are_shown_as_bars_with_their_sentences(qtbot: QtBot, panel: WhyPanel) -> None:
    """Title, three factors, and what they make."""
    further = shown(qtbot, panel, record_of(two_uneven(), cores=1.0))
    qtbot.waitUntil(further.picture.isVisible)
    title, *lines = further.picture.told
    assert title == "How well 2 processes were used"
    assert [line.split(" %")[0] for line in lines] == [
        *("Shared out evenly 75", "At work, not waiting 60", "A core to itself 50"),
        "Efficiency 22",
    ]
    bars = further.picture.findChildren(ShareBar)
    assert [(bar.accessibleName(), bar.accessibleDescription()) for bar in bars][-1] == (
        "Efficiency",
        "22 %",
    )


def test_each_bar_is_painted_as_long_as_what_is_left(qtbot: QtBot, panel: WhyPanel) -> None:
    """What a factor takes away is pale: 75 of 100, then 45 of the 75."""
    further = shown(qtbot, panel, record_of(two_uneven(), cores=1.0))
    qtbot.waitUntil(further.picture.isVisible)
    first, second, *_ = further.picture.findChildren(ShareBar)
    qtbot.waitUntil(lambda: second.size() == second.sizeHint())
    for bar, (kept, lost) in ((first, (0.7, 0.8)), (second, (0.4, 0.7))):
        picture = bar.grab().toImage()
        y, places = picture.height() // 2, (0.05, kept, lost)
        colours = [picture.pixelColor(int(picture.width() * x), y).name() for x in places]
        assert colours[0] == colours[1] != colours[2]


def test_a_run_without_factors_shows_none(qtbot: QtBot, panel: WhyPanel) -> None:
    """And those of the run before are gone."""
    further = shown(qtbot, panel, record_of(two_uneven(), cores=1.0))
    qtbot.waitUntil(further.picture.isVisible)
    panel.set_record(record_of(one_killed()))
    qtbot.waitUntil(lambda: panel.explanation is not None)
    assert not further.picture.isVisible()
    assert not further.table.isVisible()


def test_estimates_can_be_run_by_mouse_and_keyboard(qtbot: QtBot, panel: WhyPanel) -> None:
    """Only what can be run has a button, and it says by name what it runs."""
    further = shown(qtbot, panel, pool())
    qtbot.waitUntil(lambda: bool(further.table.buttons))
    names = [button.accessibleName() for button in further.table.buttons]
    assert names == [
        "Run it: With twice the work (2 ms each)",
        "Run it: With a pool of 2",
        "Run it: With a process for each number",
        "Run it: With 2 threads",
    ]
    with qtbot.waitSignal(panel.way_requested) as asked:
        further.table.buttons[1].setFocus()
        QTest.keyClick(further.table.buttons[1], Qt.Key.Key_Space)
    assert asked.args == [Way(*POOL, workers=2, work=WORK)]


def test_a_prediction_stands_beside_its_outcome_until_other_numbers_are_run(
    qtbot: QtBot, panel: WhyPanel
) -> None:
    """The outcome is that of the first run of the same numbers in that way."""
    further = shown(qtbot, panel, pool())
    qtbot.waitUntil(lambda: bool(further.table.buttons))
    further.table.buttons[0].click()
    another = pool(work=Work(WorkKind.COMPUTING, 0.002), each=2_000)
    with qtbot.waitSignal(panel.outcome_shown) as told:
        panel.set_record(another)
    assert told.args == [further.table]
    (outcome,) = further.table.outcomes
    assert outcome.startswith("With twice the work (2 ms each): predicted about ")
    panel.set_record(pool())
    qtbot.waitUntil(lambda: bool(further.table.buttons))
    assert further.table.outcomes == [outcome]
    panel.set_record(pool(numbers=12))
    qtbot.waitUntil(lambda: bool(further.table.buttons))
    assert further.table.outcomes == []
    panel.set_record(pool())
    qtbot.waitUntil(lambda: bool(further.table.buttons))
    assert further.table.outcomes == []


def test_of_an_opened_run_nothing_can_be_run(qtbot: QtBot, panel: WhyPanel) -> None:
    """It was made elsewhere: what happens here would be no outcome of its estimates."""
    further = shown(qtbot, panel, replace(pool(), opened=True))
    qtbot.waitUntil(further.table.isVisible)
    assert further.table.buttons == []


def test_sentences_go_below_the_bars_where_it_is_narrow(qtbot: QtBot, panel: WhyPanel) -> None:
    """Nothing is cut off with large text either."""
    further = shown(qtbot, panel, pool())
    qtbot.waitUntil(further.picture.isVisible)
    wide = further.picture.height()
    panel.resize(NARROW_PX, panel.height())
    qtbot.waitUntil(lambda: further.picture.height() > wide)
    bars = further.picture.findChildren(ShareBar)
    assert all(bar.mapTo(panel, bar.rect().bottomRight()).x() <= NARROW_PX for bar in bars)


def test_what_if_is_really_run_in_the_window(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    """The form shows the choice, the run is an ordinary one, and its outcome is told."""
    window = open_window("1..6", Way(*POOL, workers=3, work=Work(WorkKind.WAITING, 0.2)))
    page = window.page
    page.form.square()
    qtbot.waitUntil(lambda: not page.form.is_running, timeout=LONGEST_RUN_MS)
    qtbot.waitUntil(page.why.card.sums_button.isVisible, timeout=LONGEST_RUN_MS)
    page.why.card.sums_button.setChecked(True)
    further = page.why.card.further
    assert further is not None
    qtbot.waitUntil(lambda: bool(further.table.buttons), timeout=LONGEST_RUN_MS)
    further.table.buttons[0].click()
    assert page.form.how.way.work == Work(WorkKind.WAITING, 0.4)
    assert page.session.plan.way == page.form.how.way
    qtbot.waitUntil(lambda: not page.form.is_running, timeout=LONGEST_RUN_MS)
    qtbot.waitUntil(lambda: bool(further.table.outcomes), timeout=LONGEST_RUN_MS)
    assert further.table.outcomes[0].startswith("With twice the waiting (400 ms each): predicted")
    table = further.table

    def is_in_sight() -> bool:
        top = table.mapTo(page.viewport(), table.rect().topLeft()).y()
        return 0 <= top < page.viewport().height() - table.height()

    qtbot.waitUntil(is_in_sight)
