"""File, Save report: from the menu to a whole file, with a window that answers meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from errno import ENOSPC
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.engine.log import Log
from app.engine.plan import Plan
from app.engine.reporting.report import Subject
from app.engine.scripts.script import Version
from app.ui.file_commands import FileCommands
from app.ui.look.appearance import Appearance
from app.ui.main_window import MainWindow
from app.ui.report.saving import report_saving
from app.ui.results.saver import ResultSaver
from app.ui.settings import Settings
from tests.engine.reporting.subjects import PageReader, own_record, whole
from tests.hand_written_logs import (
    five_processes,
    many_numbers,
    many_processes,
    one_killed,
    record_of,
)
from tests.platforms import not_on_windows
from tests.ui.conftest import LONGEST_RUN_MS
from tests.ui.silence import SilenceMeter

LONGEST_SILENCE_MS = 250
"""A bound that holds on a computer with much else to do; on one with nothing it is under 50."""


@pytest.fixture
def subject() -> Subject:
    """Return a run to be reported on."""
    log = one_killed()
    record = record_of(log)
    return Subject(record, log, (record,))


@pytest.fixture
def save_as(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Path], str]:
    """Return a function that presses the menu's entry, saves there and returns what is said."""

    def save(path: Path) -> str:
        monkeypatch.setattr(
            "app.ui.file_commands.FileCommands.ask_where_to_save_run_report", lambda _: path
        )
        saver = window.saving.saver
        with qtbot.waitSignal(saver.drained, timeout=LONGEST_RUN_MS):
            window.menus.save_report.trigger()
        return window.page.status.words.text()

    return save


def finish(qtbot: QtBot, window: MainWindow) -> None:
    """Wait for the end of a run."""
    qtbot.waitUntil(lambda: not window.page.form.is_running, timeout=LONGEST_RUN_MS)


def test_report_is_offered_where_there_is_a_run(qtbot: QtBot, window: MainWindow) -> None:
    """Not before, and not while one goes on."""
    report = window.menus.save_report
    assert not report.isEnabled()
    window.page.form.square()
    assert not report.isEnabled()
    finish(qtbot, window)
    assert report.isEnabled()


@pytest.mark.parametrize(
    ("kind", "ending"), [(None, ".html"), ("PDF document (*.pdf)", ".pdf")], ids=["html", "pdf"]
)
def test_kind_that_is_chosen_gives_the_name_its_ending(
    window: MainWindow,
    settings: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: str | None,
    ending: str,
) -> None:
    """A web page, where nothing else is chosen."""

    def choose(dialog: QFileDialog) -> int:
        dialog.setDirectory(str(tmp_path))
        if kind is not None:
            dialog.selectNameFilter(kind)
            dialog.filterSelected.emit(kind)
        return 1

    monkeypatch.setattr(QFileDialog, "exec", choose)
    path = FileCommands(window, settings).ask_where_to_save_run_report()
    assert path == tmp_path / f"squares-report{ending}"
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert window.findChildren(QFileDialog) == []


def test_report_says_what_the_window_says(
    qtbot: QtBot, window: MainWindow, save_as: Callable[[Path], str], tmp_path: Path
) -> None:
    """Verdict, sums and rows of a real run."""
    window.page.form.square()
    finish(qtbot, window)
    qtbot.waitUntil(lambda: window.page.why.explanation is not None, timeout=LONGEST_RUN_MS)
    path = tmp_path / "report.html"
    assert save_as(path) == f"Report saved to {path}"
    page = PageReader(path.read_text(encoding="utf-8"))
    explanation, log = window.page.why.explanation, window.log
    assert explanation is not None
    assert explanation.headline in page.texts
    assert explanation.sentence in page.texts
    for each in explanation.sums:
        assert {each.label, each.value, each.rule} <= set(page.texts)
    for row in range(len(log)):
        assert {str(log.row_outcome[row]), log.worker_name(row)} <= set(page.texts)
    assert "svg" in page.names
    pdf = tmp_path / "report.pdf"
    assert save_as(pdf) == f"Report saved to {pdf}"
    assert pdf.read_bytes().startswith(b"%PDF")


def test_program_is_in_the_version_that_is_chosen(
    qtbot: QtBot, window: MainWindow, save_as: Callable[[Path], str], tmp_path: Path
) -> None:
    """On the Code page, where somebody has been there."""
    path = tmp_path / "report.html"
    window.page.form.square()
    finish(qtbot, window)
    save_as(path)
    assert "SimpleQueue" not in path.read_text(encoding="utf-8")
    window.page.views.show_page(1)
    code = window.page.code_page
    assert code is not None
    code.choice.choose(Version.QUEUE)
    save_as(path)
    assert code.text.rstrip("\n") in PageReader(path.read_text(encoding="utf-8")).text


def test_own_function_has_a_report(
    qtbot: QtBot, window: MainWindow, save_as: Callable[[Path], str], tmp_path: Path
) -> None:
    """A real run of one that gives texts, prints and fails; and another go at what failed."""
    source = "def tell(number):\n    print('<b>', number)\n    return '<i>' * (6 // number)\n"
    plan = own_record([], source=source).plan
    window.page.session.start(Plan([0, 1, 2], task=plan.task))
    finish(qtbot, window)
    path = tmp_path / "report.htm"
    assert save_as(path) == f"Report saved to {path}"
    page = PageReader(path.read_text(encoding="utf-8"))
    assert "<i>" * 6 in page.texts
    assert any("ZeroDivisionError" in text for text in page.texts)
    assert any(text.startswith("Printed:\n<b> ") for text in page.texts)
    window.page.session.run_failed_again()
    finish(qtbot, window)
    save_as(path)
    page = PageReader(path.read_text(encoding="utf-8"))
    assert page.texts.count("Run 2") >= 1
    assert "<i>" * 6 in page.texts


@pytest.mark.parametrize(
    "name", ["report.txt", "report", "missing/report.html", "missing/report.pdf"]
)
def test_what_cannot_be_saved_is_told(
    qtbot: QtBot, window: MainWindow, save_as: Callable[[Path], str], tmp_path: Path, name: str
) -> None:
    """In a sentence that names the file or the endings; there is no half a file."""
    window.page.form.square()
    finish(qtbot, window)
    words = save_as(tmp_path / name)
    assert "could not be saved" in words or "must end in .html or .pdf" in words
    assert list(tmp_path.glob("report*")) == []


@not_on_windows("there are no such permissions")
@pytest.mark.parametrize("ending", ["html", "pdf"])
def test_old_file_is_left_whole_where_saving_is_given_up(
    qtbot: QtBot, appearance: Appearance, tmp_path: Path, subject: Subject, ending: str
) -> None:
    """Whenever that is."""
    path = tmp_path / f"report.{ending}"
    path.write_text("old")
    steps = sum(1 for _ in report_saving(tmp_path / f"other.{ending}", subject))
    for stop in range(1, steps, 7):
        saving = report_saving(path, subject)
        for _ in range(stop):
            next(saving)
        saving.close()
        assert path.read_text() == "old"
    assert sorted(file.name for file in tmp_path.iterdir()) == [f"other.{ending}", path.name]


@pytest.mark.parametrize("ending", ["html", "pdf"])
def test_disk_that_is_full_is_told(
    appearance: Appearance,
    tmp_path: Path,
    subject: Subject,
    monkeypatch: pytest.MonkeyPatch,
    ending: str,
) -> None:
    """By the words of the system, with the file's name; the old file is said to be there still."""

    def full(_file: int) -> None:
        raise OSError(ENOSPC, "No space left on device")

    path = tmp_path / f"report.{ending}"
    path.write_text("old")
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(
        OSError, match=r"^report\.\w+ could not be saved: No space left on device\. "
    ):
        whole(report_saving(path, subject))
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "log", [many_processes(3_000), many_numbers(300_000)], ids=["crowd", "flood"]
)
@pytest.mark.parametrize("ending", ["html", "pdf"])
def test_window_answers_meanwhile(
    qtbot: QtBot,
    appearance: Appearance,
    tmp_path: Path,
    silence: SilenceMeter,
    ending: str,
    log: Log,
) -> None:
    """However much there is to be drawn and added up."""
    record = record_of(log)
    saver = ResultSaver()
    with (
        silence.measured(),
        qtbot.waitSignal(saver.drained, timeout=LONGEST_RUN_MS),
    ):
        saver.carry_out(report_saving(tmp_path / f"r.{ending}", Subject(record, log, (record,))))
    assert silence.longest_ns < LONGEST_SILENCE_MS * 1_000_000


def test_reports_wait_for_each_other(qtbot: QtBot, appearance: Appearance, tmp_path: Path) -> None:
    """One of a run that has begun to be saved is that run's, whatever comes after."""
    saver, said = ResultSaver(), list[str]()
    saver.saved.connect(said.append)
    with qtbot.waitSignal(saver.drained, timeout=LONGEST_RUN_MS):
        for name, log in (("first", one_killed()), ("second", five_processes())):
            record = record_of(log)
            path = tmp_path / f"{name}.html"
            saver.carry_out(report_saving(path, Subject(record, log, (record,))))
    assert len(said) == 2
    assert "killed (SIGTERM)" in (tmp_path / "first.html").read_text(encoding="utf-8")
    assert "killed (SIGTERM)" not in (tmp_path / "second.html").read_text(encoding="utf-8")
