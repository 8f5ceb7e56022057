"""Chooses how a program's workers answer: by print or through a queue. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QWidget

from app.engine.scripts.script import Version
from app.ui.parts.segment import Segment
from app.words import tr

MARGIN_PX = 3


class VersionChoice(QFrame):
    """Two radio buttons that look like segments.

    Signals:
        version_chosen: the other one is down now.
    """

    version_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("segments")
        self.setAccessibleName(tr("Answers by"))
        self._group = QButtonGroup(self)
        self._segments: dict[Version, Segment] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX)
        layout.setSpacing(2)
        for version, word, what in (
            (Version.PRINT, tr("print"), tr("Each worker prints what it has done itself.")),
            (
                Version.QUEUE,
                tr("queue"),
                tr("Results come back to the main program through a queue, and it prints them."),
            ),
        ):
            segment = Segment(word, word)
            segment.setToolTip(what)
            segment.setAccessibleDescription(what)
            self._group.addButton(segment)
            self._segments[version] = segment
            layout.addWidget(segment)
        self._segments[Version.PRINT].setChecked(True)
        self._let_tab_enter()
        self._group.buttonToggled.connect(self._tell)

    @property
    def version(self) -> Version:
        """Return the one that is down."""
        return next(one for one, segment in self._segments.items() if segment.isChecked())

    def choose(self, version: Version) -> None:
        """Press one down."""
        self._segments[version].setChecked(True)

    def _tell(self, _button: object, down: bool) -> None:
        """Tell once a change, not for the one that comes up as well."""
        if down:
            self._let_tab_enter()
            self.version_chosen.emit()

    def _let_tab_enter(self) -> None:
        """Let Tab lead to the one that is down, and on from it; arrow keys move within."""
        for segment in self._segments.values():
            chosen = segment.isChecked()
            policy = Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus
            segment.setFocusPolicy(policy)
