"""The row of buttons that chooses how numbers are shared out. GUI thread only."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QWidget

from app.engine.way import ONE_AFTER_ANOTHER, POOL, PROCESS_FOR_EACH, THREADS, Kind
from app.ui.parts.flow_layout import FlowLayout
from app.ui.parts.segment import Segment
from app.words import tr

GAP_PX = 2
MARGIN_PX = 2
BORDER_PX = 1


@dataclass(frozen=True, slots=True)
class KindOffer:
    """A way to share the numbers out.

    Attributes:
        kind: which.
        name: what it is called.
        short_name: what it is called where there is little room.
        sentence: what it does.
    """

    kind: Kind
    name: str
    short_name: str
    sentence: str


def kind_offers() -> list[KindOffer]:
    """Return the ways to share the numbers out."""
    one, each = tr("One after another"), tr("A process for each number")
    return [
        KindOffer(ONE_AFTER_ANOTHER, one, one, tr("One process squares all numbers in turn.")),
        KindOffer(PROCESS_FOR_EACH, each, each, tr("Every number gets a process of its own.")),
        KindOffer(
            POOL,
            tr("A pool of processes"),
            tr("A pool"),
            tr("A few processes take numbers until none is left."),
        ),
        KindOffer(
            THREADS,
            tr("Threads in one process"),
            tr("Threads"),
            tr("Threads share one process, and only one of them can compute at a time."),
        ),
    ]


class KindChoice(QFrame):
    """A group of radio buttons that look like segments; they wrap where the row is too narrow.

    Signals:
        kind_chosen: another one is down now.
    """

    kind_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("segments")
        self.setAccessibleName(tr("How"))
        self._group = QButtonGroup(self)
        self._segments: dict[Kind, Segment] = {}
        layout = FlowLayout(self, gap_x=GAP_PX, gap_y=GAP_PX)
        layout.setContentsMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX)
        for offer in kind_offers():
            segment = Segment(offer.name, offer.short_name)
            segment.setToolTip(tr("{name}: {what}", name=offer.name, what=offer.sentence))
            segment.setAccessibleDescription(offer.sentence)
            self._group.addButton(segment)
            self._segments[offer.kind] = segment
            layout.addWidget(segment)
        self.choose(PROCESS_FOR_EACH)
        self._group.buttonToggled.connect(self._tell)

    @property
    def kind(self) -> Kind:
        """Return the one that is down."""
        return next(kind for kind, segment in self._segments.items() if segment.isChecked())

    @property
    def full_width(self) -> int:
        """Return how wide one row with all full names is, in device-independent pixels."""
        names = sum(segment.full_width for segment in self._segments.values())
        return names + GAP_PX * (len(self._segments) - 1) + 2 * (MARGIN_PX + BORDER_PX)

    def choose(self, kind: Kind) -> None:
        """Press one down."""
        self._segments[kind].setChecked(True)
        self._let_tab_enter()

    def show_full_names(self, full: bool) -> None:
        """Show the full or the short names."""
        for segment in self._segments.values():
            segment.show_full_name(full)

    def _tell(self, _button: object, down: bool) -> None:
        """Tell once a change, not for the one that comes up as well."""
        if down:
            self._let_tab_enter()
            self.kind_chosen.emit()

    def _let_tab_enter(self) -> None:
        """Let Tab lead to the one that is down, and on from it; arrow keys move within."""
        for segment in self._segments.values():
            chosen = segment.isChecked()
            policy = Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus
            segment.setFocusPolicy(policy)
