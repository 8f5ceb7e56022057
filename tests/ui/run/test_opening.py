"""A run from elsewhere is shown as the one just made is, and nothing of it is run."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from app.engine.plan import Plan
from app.engine.record import Record, another_go, first_run
from app.engine.running.run import Run
from app.engine.storage.record_lines import RecordReader, lines_of
from app.engine.way import Way, Work, WorkKind
from app.ui.main_window import MainWindow
from tests import hand_written_logs as logs
from tests.ui.conftest import LONGEST_RUN_MS

SLOW = Way(work=Work(WorkKind.WAITING, 30.0))


def read_again(record: Record) -> Record:
    """Return a record as it comes from elsewhere."""
    reader = RecordReader()
    for line in lines_of(record):
        reader.take(line)
    return reader.record()


def test_opened_run_is_shown_everywhere(qtbot: QtBot, window: MainWindow) -> None:
    """List, status, Why and menus show it; the form stays as the person left it."""
    log = logs.log_of([2, 3, 4, 5, 6], logs.with_cpu(logs.five_events()))
    record = logs.record_of(log)
    record.besides.in_turn = 12_000_000
    page = window.page
    assert page.show_opened(read_again(record))
    assert window.page.status.words.text() == "5 numbers squared by 5 processes in 15 ms"
    assert page.views.results.model.rowCount() == 5
    assert window.menus.save_results.isEnabled()
    qtbot.waitUntil(lambda: page.why.card.in_turn.text != "")
    page.form.square()
    qtbot.waitUntil(lambda: not page.form.is_running, timeout=LONGEST_RUN_MS)
    assert not page.session.record.opened


def test_of_an_opened_run_nothing_is_measured_here(qtbot: QtBot, window: MainWindow) -> None:
    """One after another on this computer, now, would be a time of something else."""
    wanted: list[Record] = []
    window.page.why.in_turn_wanted.connect(wanted.append)
    window.page.show_opened(read_again(logs.record_of(logs.five_processes())))
    qtbot.waitUntil(lambda: window.page.why.card.headline not in ("", "Does it pay?"))
    assert not window.page.why.card.in_turn.button.isVisibleTo(window)
    assert wanted == []


def test_another_go_is_opened_with_those_before_it(qtbot: QtBot, window: MainWindow) -> None:
    """The list shows where numbers stand after all of them; each can be chosen."""
    first = first_run(Plan(logs.one_killed().numbers))
    first.log.extend(logs.one_killed_events())
    go = another_go(first, first.log.not_done_spans())
    for events in Run(go.plan, go.log.first_worker, go.first_process):
        go.log.extend(events)
    opened = read_again(go)
    assert window.page.show_opened(opened)
    qtbot.waitUntil(lambda: window.page.session.standing.not_done == 0)
    assert len(window.page.session.records) == 2
    window.page.session.show(opened.previous)  # type: ignore[arg-type]
    assert window.log.not_done == len(go.log.numbers)


def test_nothing_is_opened_beside_a_run(
    qtbot: QtBot, open_window: Callable[..., MainWindow]
) -> None:
    """The run that goes on is the one that is shown."""
    window = open_window("2, 3", SLOW)
    window.page.form.square()
    assert not window.page.show_opened(read_again(logs.record_of(logs.five_processes())))
    window.page.session.stop()
    qtbot.waitUntil(lambda: not window.page.form.is_running, timeout=LONGEST_RUN_MS)
    assert list(window.log.numbers) == [2, 3]
