"""Starts the program up to its first picture, prints the modules it has imported, and ends.

    python -m bench.start.first_picture [WORD …]

The words are the program's command line.
"""

from __future__ import annotations

import os
import sys

from app.__main__ import main


def leave_at_first_picture() -> None:
    """Let the program end once all of its window has been painted for the first time."""
    from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Leaver(QObject):
        """Sees the window being painted."""

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            """Leave after this painting, ahead of whatever else waits for the window."""
            if event.type() == QEvent.Type.Paint:
                first = Qt.EventPriority.HighEventPriority.value
                QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), first)
            return False

        def customEvent(self, _event: QEvent) -> None:
            """Tell and leave."""
            print("\n".join(sorted(sys.modules)), flush=True)
            os._exit(0)

    execute = QApplication.exec

    def watched_exec(application: QApplication) -> int:
        leaver = Leaver(application)
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, QMainWindow):
                widget.installEventFilter(leaver)
        return execute()

    QApplication.exec = watched_exec  # type: ignore[assignment, method-assign]


if __name__ == "__main__":
    leave_at_first_picture()
    main()
