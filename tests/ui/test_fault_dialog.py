from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from app.faults import FaultLog
from app.ui.fault_dialog import FaultDialog
from app.ui.fault_reporter import FaultReporter


@pytest.fixture
def reporter(qtbot: QtBot, tmp_path: Path) -> Iterator[FaultReporter]:
    """Return a reporter whose hooks are in place."""
    reporter = FaultReporter(FaultLog(tmp_path))
    yield reporter
    if reporter.dialog is not None:
        reporter.dialog.close()
    qtbot.waitUntil(lambda: reporter.dialog is None)
    reporter.log.close()


def _shown(reporter: FaultReporter) -> FaultDialog:
    assert reporter.dialog is not None
    return reporter.dialog


def test_an_error_from_another_thread_reaches_one_dialog_with_the_details(
    qtbot: QtBot, reporter: FaultReporter
) -> None:
    """The person can copy what happened and sees where it is kept."""
    thread = threading.Thread(target=reporter.note_and_report, args=("Traceback: it broke",))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    dialog = _shown(reporter)
    assert "it broke" in dialog.details.toPlainText()
    assert "it broke" in reporter.log.path.read_text(encoding="utf-8")
    copy = next(b for b in dialog.findChildren(QPushButton) if "Copy" in b.text())
    copy.click()
    assert "it broke" in QGuiApplication.clipboard().text()


def test_a_storm_of_errors_is_one_dialog(qtbot: QtBot, reporter: FaultReporter) -> None:
    """A thousand errors a second must not be a thousand dialogs."""
    for number in range(1000):
        reporter.report(f"error {number} " + "x" * 100)
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    first = _shown(reporter)
    qtbot.waitUntil(lambda: "error 99" in first.details.toPlainText())
    assert reporter.dialog is first
    assert len(first.details.toPlainText()) < 60_000


def test_an_error_in_a_slot_and_qts_own_words_reach_the_log(
    qtbot: QtBot, reporter: FaultReporter
) -> None:
    """Nothing that the program or Qt complains about is lost."""

    def fail() -> None:
        raise LookupError("no such slot")

    with capture_exceptions():
        reporter.install()
        try:
            QTimer.singleShot(0, fail)
            qtbot.waitUntil(lambda: reporter.dialog is not None)
            qWarning("Qt is not amused")
        finally:
            reporter.remove()
    assert "no such slot" in _shown(reporter).details.toPlainText()
    written = reporter.log.path.read_text(encoding="utf-8")
    assert "LookupError" in written
    assert "Qt is not amused" in written
