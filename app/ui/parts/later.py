"""A place for a page that is built when somebody first looks at it. GUI thread only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget


class LaterPage(QWidget):
    """Stands where the page will be; asks for no room of its own.

    Args:
        build: builds the page; called once, when this is first shown.
    """

    def __init__(self, build: Callable[[], QWidget]) -> None:
        super().__init__()
        self._build: Callable[[], QWidget] | None = build
        self._page: QWidget = self
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def showEvent(self, event: QShowEvent) -> None:
        """Build the page the first time."""
        super().showEvent(event)
        self.page()

    def page(self) -> QWidget:
        """Return the page, built where nobody has looked at it yet."""
        build, self._build = self._build, None
        if build is not None:
            self._page = build()
            self._layout.addWidget(self._page)
            self._page.show()  # at once; the layout alone would do so later
        return self._page

    @property
    def built(self) -> QWidget | None:
        """Return the page if it has been built."""
        return None if self._build is not None else self._page

    def sizeHint(self) -> QSize:
        """Leave the other pages the room they have."""
        return QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        """Ask for no room: the page scrolls, and no other page grows for it."""
        return QSize(0, 0)
