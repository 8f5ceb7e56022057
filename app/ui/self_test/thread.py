"""Runs the self test beside the window, in a thread of its own."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QThread, Signal

from app.self_test.suite import SelfTest

LONGEST_END_MS = 3_000
"""How long the program's end waits for the thread; a stop takes less than a second."""


class SelfTestThread(QThread):
    """Carries out a self test and lives until it has ended, whatever becomes of the page.

    Signals:
        result_found: the `Result` of one check.

    Args:
        test: what to try.
    """

    result_found = Signal(object)

    def __init__(self, test: SelfTest) -> None:
        application = QCoreApplication.instance()
        super().__init__(application)
        self.setObjectName("self test")
        self._test = test
        self.finished.connect(self.deleteLater)
        if application is not None:
            application.aboutToQuit.connect(self._end)

    def run(self) -> None:
        """Try everything. This thread."""
        for result in self._test:
            self.result_found.emit(result)

    def _end(self) -> None:
        """Leave nothing behind as the program ends. GUI thread."""
        self._test.stop()
        self.wait(LONGEST_END_MS)
