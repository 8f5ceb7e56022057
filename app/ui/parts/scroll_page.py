"""A page of the window: as high as its parts need, and scrolled where there is no room for that.

GUI thread only.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

SETTLING_MS = 500
"""Within this time a part that has just been shown finds its place."""


class ScrollPage(QScrollArea):
    """Scrolls its content.

    Args:
        content: what it shows; as wide as the page.
    """

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)
        self._revealed: QWidget | None = None
        self._kept: QWidget | None = None
        self._settling = QTimer(self)
        self._settling.setInterval(SETTLING_MS)
        self._settling.setSingleShot(True)
        self._settling.timeout.connect(lambda: self.reveal(None))
        self.verticalScrollBar().rangeChanged.connect(self._follow)

    def reveal(self, part: QWidget | None, keep: QWidget | None = None) -> None:
        """Bring a part into sight that has just been shown, while the page grows for it.

        Args:
            part: which; None to leave the page as it is from now on.
            keep: what above it stays in sight all the same, if anything.
        """
        self._revealed, self._kept = part, keep
        if part is not None:
            self._settling.start()
            self._follow()

    def _follow(self) -> None:
        """Scroll when the parts have found their places."""
        if self._revealed is not None:
            QTimer.singleShot(0, self, self._scroll)

    def _scroll(self) -> None:
        """Scroll to the part."""
        content = self.widget()
        if self._revealed is None or content is None:
            return
        self.ensureWidgetVisible(self._revealed)
        if self._kept is not None:
            top, bar = self._kept.mapTo(content, QPoint(0, 0)).y(), self.verticalScrollBar()
            bar.setValue(min(bar.value(), top))
