"""Opens the window: the application, the controller and the main window, put together.

GUI thread.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app.arguments import FROM_STDIN, Request
from app.controller import Controller
from app.engine.numbers.number_files import UnreadableFile, read_numbers_stream
from app.engine.own.task import own_function_of
from app.engine.plan import LESSON_NUMBERS
from app.engine.storage.places import LIBRARY_NAME, data_folder
from app.faults import FaultLog, home
from app.surroundings import ending_signals, leave_at_once
from app.ui.fault_reporter import FaultReporter, install_fault_reporting
from app.ui.look.appearance import RESOURCES, Appearance
from app.ui.main_window import MainWindow
from app.ui.parts.first_picture import FirstPicture
from app.ui.runs.keeper import Keeper
from app.ui.settings import Settings
from app.warming import Warming
from app.words import tr

NOT_OPENED = 1
"""Exit status after an error in the program that kept the window from opening."""

BAD_INPUT = 2
"""Exit status when what was to be read could not be."""

STYLE = "Fusion"
"""Looks the same on every platform. Asked for in this way Qt need not show it to Python, with all
of its lists of names."""

PALETTE_BITS = 8
"""A screen's bits for each pixel where these are places in a palette; Qt crashes there."""

THREADS = 6
"""Threads that Qt and the controller start at once, and some to spare."""

SWITCH_INTERVAL_S = 0.001 if sys.platform == "win32" else 0.000_1
"""How long the controller's thread may keep the interpreter to itself while the window wants it.

Windows waits in whole milliseconds: for less Python would not wait there, but ask on and on.
"""

SIGNAL_CHECK_MS = 200
"""How often Python gets a chance to notice a signal while Qt waits for events."""


def run_window(request: Request, do_without: Callable[[str], int]) -> int:
    """Open the window and return the program's exit status when it has been closed.

    Args:
        request: what the command line asks for.
        do_without: does the job where no window can be shown; it is told why and returns the exit
            status.

    Returns:
        0 when the window has been closed, 2 where standard input was to be read and could not be.
    """
    if not _has_threads():
        return do_without(tr("no more processes or threads may be started"))
    application = _application(do_without)
    if not _can_paint():
        return do_without(tr("the screen has too few colours"))
    try:
        numbers_text = _numbers_text(request)
    except UnreadableFile as problem:
        print(problem, file=sys.stderr)
        return BAD_INPUT
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    faults = install_fault_reporting(FaultLog())
    try:
        return _run(application, faults, request, numbers_text)
    finally:
        faults.remove()


def show_failed_start(trace: str) -> None:
    """Write an error down that kept the window from opening, and show it if Qt can.

    Whoever has double-clicked the program sees nothing else of it.
    """
    if QApplication.instance() is None:
        _application(lambda _why: NOT_OPENED)
    from app.ui.fault_dialog import show_last_words

    log = FaultLog()
    log.note(trace)
    log.close()
    show_last_words(log, trace)


def _has_threads() -> bool:
    """Return whether the threads a window needs can be started: without them Qt waits for ever."""
    leave = threading.Event()
    threads = [threading.Thread(target=leave.wait, daemon=True) for _ in range(THREADS)]
    try:
        for thread in threads:
            thread.start()
    except RuntimeError:
        return False
    finally:
        leave.set()
    return True


def _application(do_without: Callable[[str], int]) -> QApplication:
    """Return the application, or do without and leave where Qt would end the program."""
    told: list[str] = []

    def hear(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        if kind is QtMsgType.QtFatalMsg:
            leave_at_once(do_without(told[0] if told else message))
        told.append(message)

    qInstallMessageHandler(hear)
    application = QApplication([*sys.argv[:1], "-style", STYLE])
    qInstallMessageHandler(None)
    application.setApplicationName("MultiSquare")
    application.setDesktopFileName("multisquare")
    application.setWindowIcon(QIcon(str(RESOURCES / "icons" / "multisquare.png")))
    return application


def _can_paint() -> bool:
    """Return whether Qt can paint on every screen: it cannot where colours come from a palette."""
    return all(screen.depth() > PALETTE_BITS for screen in QApplication.screens())


def _run(
    application: QApplication, faults: FaultReporter, request: Request, numbers_text: str
) -> int:
    """Open the window and return the exit status when it has been closed."""
    settings = Settings()
    controller = Controller()
    library = data_folder(sys.platform, os.environ, home()) / LIBRARY_NAME
    keeper = Keeper(library, settings.room_megabytes)
    controller.fault_happened.connect(faults.note_and_report)
    keeper.fault_happened.connect(faults.note_and_report)
    try:
        appearance = Appearance(application)
        way = replace(settings.way, **request.given)
        with appearance.putting_off_sheet():
            window = MainWindow(controller, settings, appearance, numbers_text, way, keeper)
        if request.run_file is not None:
            window.opening.runs.open(request.run_file)
        if request.file is not None:
            window.page.form.entry.open_file(request.file)
        own = own_function_of(request.task)
        if own is not None:
            window.page.own.begin(own)
        for number in ending_signals():
            signal.signal(number, lambda *_: application.closeAllWindows())
        heartbeat = QTimer()
        heartbeat.timeout.connect(lambda: None)
        heartbeat.start(SIGNAL_CHECK_MS)
        warming = Warming(request.start_method, window)
        FirstPicture(window).stands.connect(warming.begin)
        warming.finished.connect(keeper.begin)
        warming.finished.connect(window.kept_runs.restore)
        window.show()
        return application.exec()
    finally:
        controller.shut_down()
        keeper.shut_down()


def _numbers_text(request: Request) -> str:
    """Return what the Numbers field opens with."""
    if request.numbers == FROM_STDIN:
        return read_numbers_stream(sys.stdin.buffer, tr("standard input"))
    return LESSON_NUMBERS if request.numbers is None else request.numbers
