"""The Compare page in the window: real runs, one after another, and what came out."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.engine.comparing.comparison import Ending, Question
from app.engine.own.task import own_task
from app.engine.plan import Plan
from app.engine.way import ONE_AFTER_ANOTHER, POOL, Way, Work, WorkKind
from app.ui.compare.choices import REPETITIONS
from app.ui.compare.page import ComparePage
from app.ui.compare.result import Look
from app.ui.main_window import MainWindow
from tests.ui.silence import SilenceMeter

LONGEST_MS = 90_000
LONGEST_SILENCE_NS = 150_000_000
SLEEP = Work(WorkKind.WAITING, 0.05)
LONG_SLEEP = Work(WorkKind.WAITING, 5.0)

OpenWindow = Callable[..., MainWindow]


@pytest.fixture
def sleeping(open_window: OpenWindow) -> MainWindow:
    """Return a window in which four numbers sleep for 50 ms each, so that a pool is faster."""
    return open_window("2 3 4 5", Way(work=SLEEP))


def page_of(
    window: MainWindow, *kinds: object, repetitions: int = 3, question: Question = Question.WAYS
) -> ComparePage:
    """Return the page with these kinds ticked, a pool of 4."""
    page = window.page.comparisons.bring()
    choices = page.choices
    choices.question.choose(question.value)
    for way in choices.ways:
        way.box.setChecked(way.kind in kinds)
        if way.chips is not None:
            for words, chip in way.chips.buttons.items():
                chip.setChecked(words == "4")
    choices.repetitions.setCurrentIndex(REPETITIONS.index(repetitions))
    return page


def compare(qtbot: QtBot, page: ComparePage) -> None:
    """Press Compare and wait for the end.

    No signal is waited for: what pytest-qt leaves behind has timers, and may be collected in
    another thread.
    """
    QTest.mouseClick(page.choices.button, Qt.MouseButton.LeftButton)
    assert page.is_running
    wait_for_the_end(qtbot, page)


def wait_for_the_end(qtbot: QtBot, page: ComparePage) -> None:
    """Wait until the comparison is over and shown."""
    qtbot.waitUntil(lambda: not page.is_running, timeout=LONGEST_MS)
    qtbot.waitUntil(lambda: page.findings is not None, timeout=LONGEST_MS)


def test_it_compares_with_real_processes(
    qtbot: QtBot, open_window: OpenWindow, silence: SilenceMeter
) -> None:
    """Each way is warmed up once and repeated; the sentence says who was faster."""
    window = open_window("2 3 4 5", Way(work=Work(WorkKind.WAITING, 0.3)))
    page = page_of(window, ONE_AFTER_ANOTHER, POOL, repetitions=5)
    assert page.choices.estimate.text().startswith("takes about ")
    with silence.measured():
        compare(qtbot, page)
    comparison = page.comparing.comparison
    assert comparison is not None
    assert comparison.ending is Ending.DONE
    assert [each.warm_up for each in comparison.repetitions].count(True) == 2
    assert sorted(map(len, comparison.times().values())) == [5, 5]
    assert page.result.headline.text().startswith("A pool of 4 was fastest: ")
    assert "in mixed order" in page.result.more.text()
    assert page.result.chart.accessibleDescription().startswith("A pool of 4 was fastest: ")
    assert page.result.table.table.rows[0][0].shown == "A pool of 4"
    assert window.page.status.words.text().startswith("2 ways compared, in 12 runs, ")
    assert silence.longest_ns < LONGEST_SILENCE_NS


def test_one_click_on_a_dot_shows_its_run(qtbot: QtBot, sleeping: MainWindow) -> None:
    """As an ordinary one: list, timeline and Why."""
    page = page_of(sleeping, ONE_AFTER_ANOTHER, POOL)
    compare(qtbot, page)
    comparison = page.comparing.comparison
    assert comparison is not None
    key = next(key for key, each in enumerate(comparison.repetitions) if each.counts)
    at = page.result.chart.place_of(key)
    assert at is not None
    QTest.mouseClick(page.result.chart, Qt.MouseButton.LeftButton, pos=at.toPoint())
    assert sleeping.page.session.record is comparison.repetitions[key].record
    assert not sleeping.page.comparisons.is_in_sight
    assert sleeping.log.done == 4
    assert sleeping.page.why.isVisible()
    which = sleeping.page.status.notes.text()
    assert which.startswith("From the comparison: repetition 1 of “")
    sleeping.page.comparisons.bring()
    assert page.findings is not None
    assert not sleeping.page.why.isVisible()


def test_the_table_shows_runs_by_the_keyboard(qtbot: QtBot, sleeping: MainWindow) -> None:
    """Enter on a row shows the run that stands for it."""
    page = page_of(sleeping, ONE_AFTER_ANOTHER, POOL)
    compare(qtbot, page)
    page.result.choose_look(Look.TABLE)
    page.result.table.selectRow(0)
    QTest.keyClick(page.result.table, Qt.Key.Key_Return)
    assert sleeping.page.session.record.plan.way.kind == POOL


@pytest.mark.parametrize(("numbers", "is_large"), [("2 3 4 5", False), ("1..3000", True)])
def test_the_collector_never_looks_through_large_logs(
    qtbot: QtBot, open_window: OpenWindow, numbers: str, is_large: bool
) -> None:
    """It would take a third of a second for a hundred thousand numbers, with the window frozen."""
    page = page_of(open_window(numbers), ONE_AFTER_ANOTHER, POOL)
    compare(qtbot, page)
    assert page.comparison is not None
    assert (page.comparison.rows > 2_000) == is_large
    assert (gc.get_freeze_count() > 0) == is_large


def test_a_stranger_s_function_is_not_run_without_a_word(
    qtbot: QtBot, open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Comparing asks as Square does; a no is a no."""
    window = open_window("2 3")
    page = page_of(window, ONE_AFTER_ANOTHER, POOL)
    asked: list[object] = []
    task = own_task("def odd(x):\n    return x\n", "odd")
    window.page.form.set_task(task)

    def refuse(_strangers: object, task: object) -> bool:
        asked.append(task)
        return False

    monkeypatch.setattr("app.ui.run.strangers.Strangers.may_run", refuse)
    page.choices.button.click()
    assert asked == [task]
    assert not page.is_running
    assert page.comparison is None


def test_nothing_runs_beside_a_comparison(qtbot: QtBot, sleeping: MainWindow) -> None:
    """Square, the menu and old runs wait; and a run keeps a comparison waiting."""
    page = page_of(sleeping, ONE_AFTER_ANOTHER, POOL)
    form, session = sleeping.page.form, sleeping.page.session
    told: list[tuple[object, object]] = []
    session._controller.in_turn_measured.connect(lambda *measured: told.append(measured))
    page.choices.button.click()
    assert page.is_running
    assert not form.square_button.isEnabled()
    assert form.stop_button.isEnabled()
    assert not sleeping.menus.square.isEnabled()
    form.square()
    session.start(Plan([7]))
    assert session.records == []
    assert not sleeping.page.show_opened(session.record)
    session.measure_in_turn(session.record)
    wait_for_the_end(qtbot, page)
    qtbot.waitUntil(lambda: told == [(session.record, None)])
    assert form.square_button.isEnabled()
    assert not session.is_held


def test_a_run_keeps_a_comparison_waiting(qtbot: QtBot, open_window: OpenWindow) -> None:
    """And says so in place of the estimate."""
    window = open_window("2 3", Way(work=LONG_SLEEP))
    page = page_of(window, ONE_AFTER_ANOTHER, POOL)
    window.page.form.square()
    qtbot.waitUntil(lambda: window.page.session.is_running)
    assert not page.choices.button.isEnabled()
    assert page.choices.estimate.text().startswith("A run goes on.")
    page.begin()
    assert not page.is_running
    window.page.stop()
    qtbot.waitUntil(lambda: not window.page.session.is_running, timeout=LONGEST_MS)
    assert page.choices.button.isEnabled()


@pytest.mark.parametrize("how", ["button", "form", "key"])
def test_stop_keeps_what_is_there(qtbot: QtBot, open_window: OpenWindow, how: str) -> None:
    """Wherever it is pressed; within a second, and the run that was cut short does not count."""
    window = open_window("2 3 4 5", Way(work=Work(WorkKind.WAITING, 0.2)))
    page = page_of(window, ONE_AFTER_ANOTHER, POOL)
    page.choices.button.click()
    comparison = page.comparing.comparison
    assert comparison is not None
    qtbot.waitUntil(lambda: len(list(comparison.counted())) >= 1, timeout=LONGEST_MS)
    if how == "button":
        QTest.mouseClick(page.choices.button, Qt.MouseButton.LeftButton)
    elif how == "form":
        QTest.mouseClick(window.page.form.stop_button, Qt.MouseButton.LeftButton)
    else:
        QTest.keyClick(window, Qt.Key.Key_Escape)
    wait_for_the_end(qtbot, page)
    assert comparison.ending is Ending.STOPPED
    assert all(each.record and not each.record.log.stopped for each in comparison.repetitions)
    assert page.result.headline.text()
    assert page.choices.button.text() == "Compare"
    assert not page.is_running


def test_who_stops_a_run_of_it_stops_it(qtbot: QtBot, open_window: OpenWindow) -> None:
    """Also where only the run was meant, such as by a shortcut of another room."""
    window = open_window("2 3 4 5", Way(work=LONG_SLEEP))
    page = page_of(window, ONE_AFTER_ANOTHER, POOL)
    page.choices.button.click()
    qtbot.waitUntil(lambda: page.comparing._record is not None)
    window.page.session.stop()
    wait_for_the_end(qtbot, page)
    assert page.comparison is not None
    assert page.comparison.ending is Ending.STOPPED
    assert page.result.headline.text() == "Stopped before anything was measured."


def test_closing_the_window_ends_it(qtbot: QtBot, open_window: OpenWindow) -> None:
    """No process is left: the guard of all tests sees to that."""
    window = open_window("2 3 4 5", Way(work=LONG_SLEEP))
    page = page_of(window, ONE_AFTER_ANOTHER, POOL)
    page.choices.button.click()
    qtbot.waitUntil(lambda: page.comparing.conductor is not None)
    window.close()
    assert not window.isVisible()


def test_a_function_that_fails_is_left_out_and_said(qtbot: QtBot, open_window: OpenWindow) -> None:
    """The comparison comes to an end, and says that nothing can be compared."""
    window = open_window("2 3")
    page = page_of(window, ONE_AFTER_ANOTHER, POOL)
    window.page.form.set_task(own_task("def broken(x):\n    return 1 / 0\n", "broken"))
    compare(qtbot, page)
    assert page.result.headline.text() == "Nothing to compare: not every number was done."


def test_a_function_of_one_s_own_is_compared(qtbot: QtBot, open_window: OpenWindow) -> None:
    """With the same bounds as in any run."""
    window = open_window("2 3 4 5")
    page = page_of(window, ONE_AFTER_ANOTHER, POOL)
    source = "import time\n\n\ndef slow(x):\n    time.sleep(0.05)\n    return x + 1\n"
    window.page.form.set_task(own_task(source, "slow"))
    compare(qtbot, page)
    comparison = page.comparing.comparison
    assert comparison is not None
    record = comparison.repetitions[-1].record
    assert record is not None
    assert record.plan.task.source == source
    assert record.log.done == 4


def test_the_form_is_followed(open_window: OpenWindow) -> None:
    """What stands above is what would be compared; and why it cannot be, where it cannot."""
    window = open_window("2 3 4 5", Way(work=SLEEP))
    page = page_of(window, ONE_AFTER_ANOTHER, POOL)
    before = page.choices.estimate.text()
    window.page.form.how.set_work(LONG_SLEEP)
    assert page.choices.estimate.text() != before
    page.choices.ways[0].box.click()
    assert page.choices.estimate.text().startswith("Tick at least two ways")
    assert not page.choices.button.isEnabled()
    page.choices.ways[0].box.click()
    window.page.form.set_task(window.page.form.task, "Line 2 is not Python.")
    assert page.choices.estimate.text() == "Line 2 is not Python."
    assert not page.choices.button.isEnabled()


def test_only_one_button_is_filled(window: MainWindow) -> None:
    """The page's own while it is in sight, Square otherwise."""
    square = window.page.form.square_button
    assert square.property("kind") == "primary"
    page = window.page.comparisons.bring()
    assert square.property("kind") == "second"
    assert page.choices.button.property("kind") == "primary"
    assert page.choices.isVisible()
    assert not window.page.views.results.isVisible()
    window.page.views.show_page(0)
    assert square.property("kind") == "primary"
    assert window.page.views.results.isVisible()


@pytest.mark.parametrize(
    "question", [Question.WORK, Question.PROCESSES, Question.CHUNK], ids=lambda each: each.value
)
def test_questions_ask_only_what_applies(window: MainWindow, question: Question) -> None:
    """Whatever can be ticked then can be compared."""
    page = page_of(window, POOL, question=question)
    shown = [way.kind for way in page.choices.ways if way.isVisible()]
    assert POOL in shown
    assert ONE_AFTER_ANOTHER not in shown
    assert page.choices.button.isEnabled()


def test_a_sweep_over_processes_is_drawn(qtbot: QtBot, sleeping: MainWindow) -> None:
    """With real processes: the ideal line and the best number."""
    page = page_of(sleeping, POOL, question=Question.PROCESSES)
    compare(qtbot, page)
    assert page.result.headline.text()
    assert page.result.chart.chart is not None
    assert not sleeping.page.comparisons.is_running


def test_the_picture_is_saved(
    qtbot: QtBot, sleeping: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where the person says, under a name of its own; the status line says so."""
    page = page_of(sleeping, ONE_AFTER_ANOTHER, POOL)
    compare(qtbot, page)
    path = tmp_path / "comparison.svg"
    asked: list[str] = []

    def ask(_files: object, name: str) -> Path:
        asked.append(name)
        return path

    monkeypatch.setattr("app.ui.file_commands.FileCommands.ask_where_to_save_picture", ask)
    QTest.mouseClick(page.result.save_button, Qt.MouseButton.LeftButton)
    assert asked == ["comparison"]
    assert "A pool of 4" in path.read_text(encoding="utf-8")
    assert sleeping.page.status.words.text() == f"Picture saved to {path}"


def test_everything_is_reached_with_the_keyboard(window: MainWindow) -> None:
    """From the question to the button, in that order."""
    page = window.page.comparisons.bring()
    choices = page.choices
    choices.question.setFocus(Qt.FocusReason.TabFocusReason)
    reached: list[object] = []
    for _ in range(30):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
        if reached[-1] is choices.button:
            break
    assert choices.button in reached
    assert all(way.box in reached for way in choices.ways)
    assert choices.more in reached
