"""Opens the window: the application, the controller and the main window, put together.

GUI thread.
"""

from __future__ import annotations

import signal
import sys
from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app.arguments import FROM_STDIN, Request
from app.controller import Controller
from app.engine.numbers.number_files import UnreadableFile, read_numbers_stream
from app.engine.plan import LESSON_NUMBERS
from app.faults import FaultLog
from app.surroundings import ending_signals
from app.ui.appearance import RESOURCES, Appearance
from app.ui.fault_dialog import install_fault_reporting
from app.ui.main_window import MainWindow
from app.ui.settings import Settings
from app.words import tr

BAD_INPUT = 2
"""Exit status when what was to be read could not be."""

SWITCH_INTERVAL_S = 0.000_1
"""How long the controller's thread may keep the interpreter to itself while the window wants it."""

SIGNAL_CHECK_MS = 200
"""How often Python gets a chance to notice a signal while Qt waits for events."""


def run_window(request: Request) -> int:
    """Open the window and return the program's exit status when it has been closed.

    The status is 0, or 2 where standard input was to be read and could not be.
    """
    try:
        numbers_text = _numbers_text(request)
    except UnreadableFile as problem:
        print(problem, file=sys.stderr)
        return BAD_INPUT
    sys.setswitchinterval(SWITCH_INTERVAL_S)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("MultiSquare")
    application.setDesktopFileName("multisquare")
    application.setWindowIcon(QIcon(str(RESOURCES / "icons" / "multisquare.png")))
    faults = install_fault_reporting(FaultLog())
    settings = Settings()
    controller = Controller()
    controller.fault_happened.connect(faults.note_and_report)
    window = MainWindow(
        controller,
        settings,
        Appearance(application),
        numbers_text=numbers_text,
        choices=replace(settings.choices, **request.given),
    )
    if request.file is not None:
        window.form.entry.open_file(request.file)
    for number in ending_signals():
        signal.signal(number, lambda *_: application.closeAllWindows())
    heartbeat = QTimer()
    heartbeat.timeout.connect(lambda: None)
    heartbeat.start(SIGNAL_CHECK_MS)
    window.show()
    status = application.exec()
    controller.shut_down()
    faults.remove()
    return status


def _numbers_text(request: Request) -> str:
    """Return what the Numbers field opens with."""
    if request.numbers == FROM_STDIN:
        return read_numbers_stream(sys.stdin.buffer, tr("standard input"))
    return LESSON_NUMBERS if request.numbers is None else request.numbers
