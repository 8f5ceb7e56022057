"""What was left because of Stop: one quiet line that opens, and nothing of it lost."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.engine.events import NumberNotDone, RunFinished
from app.engine.log import Log
from app.engine.outcome import Cause, CauseKind
from app.engine.telling.export import results_text, save_results
from app.ui.results.panel import ResultsPanel
from tests.ui.results.runs import begun, message
from tests.ui.silence import SilenceMeter

STOPPED = Cause(CauseKind.STOPPED)
MILLION = 1_000_000


def stopped_log(numbers: int = 10) -> Log:
    """Return a run of which two numbers were squared, and one was in hand at the stop."""
    log = Log(range(numbers))
    rest = numbers - 3
    log.extend([*begun(1), message(0, 0, [0, 1])])
    log.extend([NumberNotDone(3, None, STOPPED, 30_000, rest)])
    log.extend([NumberNotDone(2, 0, STOPPED, 40_000), RunFinished(50_000, stopped=True)])
    return log


@pytest.fixture
def panel(qtbot: QtBot) -> ResultsPanel:
    """Return a panel in sight."""
    panel = ResultsPanel()
    qtbot.addWidget(panel)
    panel.resize(420, 500)
    panel.show()
    return panel


def test_one_quiet_line_says_how_many_and_why(panel: ResultsPanel) -> None:
    """No red row for each of them."""
    panel.set_log(stopped_log())
    assert panel.model.rowCount() == 2
    assert panel.stopped.isVisible()
    assert panel.stopped.line.text() == "8 not squared: you pressed Stop"
    assert not panel.stopped.view.isVisible()


def test_it_opens_and_names_each_number_in_order_of_entry(panel: ResultsPanel) -> None:
    """With a click or the space bar, and closes again."""
    panel.set_log(stopped_log())
    panel.stopped.line.click()
    assert panel.stopped.view.isVisible()
    model = panel.stopped.model
    told = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert told == [f"{number} was not squared: you pressed Stop" for number in range(2, 10)]
    panel.stopped.line.click()
    assert not panel.stopped.view.isVisible()


def test_all_or_the_selected_ones_can_be_squared_after_all(
    qtbot: QtBot, panel: ResultsPanel
) -> None:
    """As spans: a million numbers are one of them."""
    panel.set_log(stopped_log())
    selected, everything = panel.stopped.menu().actions()
    assert not selected.isEnabled()
    with qtbot.waitSignal(panel.square_again_requested) as asked:
        everything.trigger()
    assert asked.args == [[(2, 1), (3, 7)]]
    panel.stopped.line.click()
    view = panel.stopped.view
    view.setCurrentIndex(view.model().index(1, 0))
    with qtbot.waitSignal(panel.square_again_requested) as asked:
        panel.stopped.menu().actions()[0].trigger()
    assert asked.args == [[(3, 1)]]


def test_a_run_without_a_stop_and_a_replay_show_no_such_line(panel: ResultsPanel) -> None:
    """In the midst of a replay nobody has pressed Stop yet."""
    log = Log([5])
    log.extend([*begun(1), message(0, 0, [5])])
    panel.set_log(log)
    assert not panel.stopped.isVisible()
    panel.set_log(stopped_log())
    panel.set_visible_rows(1)
    assert not panel.stopped.isVisible()
    panel.set_visible_rows(None)
    assert panel.stopped.isVisible()


def test_a_million_of_them_cost_nothing(
    qtbot: QtBot, panel: ResultsPanel, silence: SilenceMeter
) -> None:
    """Neither the line nor the open list."""
    log = stopped_log(MILLION)
    with silence.measured():
        panel.set_log(log)
        panel.stopped.line.click()
        panel.stopped.view.scrollToBottom()
        panel.grab()
    assert panel.stopped.model.rowCount() == MILLION - 2
    assert silence.longest_ns < 150_000_000


def test_copies_and_files_keep_every_number(
    qtbot: QtBot, panel: ResultsPanel, tmp_path: Path
) -> None:
    """Nothing is lost because it is not shown one by one."""
    log = stopped_log()
    left = [f"{number} was not squared: you pressed Stop" for number in (*range(3, 10), 2)]
    assert results_text(log).split("\n")[2:] == left
    panel.set_log(log)
    panel.copy_all()
    assert QGuiApplication.clipboard().text() == results_text(log)
    save_results(tmp_path / "a.csv", log)
    text = (tmp_path / "a.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert [row["number"] for row in rows] == ["0", "1", *map(str, range(3, 10)), "2"]
    assert rows[-1]["worker"] == "PoolWorker-1"
    assert {row["not_squared_because"] for row in rows[2:]} == {"you pressed Stop"}
    save_results(tmp_path / "a.json", log)
    saved = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["results"]
    assert len(saved) == 10
    save_results(tmp_path / "a.txt", log)
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == results_text(log) + "\n"
