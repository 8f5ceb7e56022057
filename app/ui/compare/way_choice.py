"""One kind of way to be compared: a box to tick, its colour, and how many workers. GUI thread."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.engine.way import Kind
from app.ui.compare.colours import kind_colour
from app.ui.look.theme import current_theme
from app.ui.parts.flow_layout import FlowLayout

CHIP_GAP_PX = 6
INDENT_LINES = 1.4
SAMPLE_LINES = 0.75


class ColourSample(QWidget):
    """The colour in which a kind of way is drawn."""

    def __init__(self, kind: Kind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of a sample."""
        side = round(self.fontMetrics().height() * SAMPLE_LINES)
        return QSize(side, side)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(kind_colour(self._kind, current_theme()))
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)
        painter.end()


class Chips(QWidget):
    """Small buttons, any of which can be down.

    Args:
        names: for each what stands on it, and what a screen reader calls it.
        chosen: those that are down at first.

    Signals:
        changed: others are down now.
    """

    changed = Signal()

    def __init__(
        self,
        names: Sequence[tuple[str, str]],
        chosen: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        layout = FlowLayout(self, gap_x=CHIP_GAP_PX, gap_y=CHIP_GAP_PX)
        self.buttons: dict[str, QToolButton] = {}
        for words, told in names:
            button = QToolButton(self)
            button.setText(words)
            button.setAccessibleName(told)
            button.setToolTip(told)
            button.setProperty("kind", "small")
            button.setCheckable(True)
            button.setChecked(words in chosen)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.toggled.connect(lambda _down: self.changed.emit())
            self.buttons[words] = button
            layout.addWidget(button)

    @property
    def chosen(self) -> list[str]:
        """Return what stands on those that are down."""
        return [words for words, button in self.buttons.items() if button.isChecked()]


class WayChoice(QWidget):
    """One kind of way.

    Args:
        kind: which.
        name: what it is called.
        alone: what it is called where nobody asks how many workers it has.
        chips: how many workers it may have; None where that is no question.

    Attributes:
        box: whether it is compared.
        chips: how many workers.

    Signals:
        changed: something else is chosen.
    """

    changed = Signal()

    def __init__(
        self,
        kind: Kind,
        name: str,
        alone: str,
        chips: Chips | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name, self._alone = name, alone
        self.kind = kind
        self.chips = chips
        self.box = QCheckBox(name)
        self.box.setChecked(True)
        row = QHBoxLayout()
        row.addWidget(self.box, 1)
        row.addWidget(ColourSample(kind))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(CHIP_GAP_PX)
        layout.addLayout(row)
        if chips is not None:
            chips.setContentsMargins(round(self.fontMetrics().height() * INDENT_LINES), 0, 0, 0)
            layout.addWidget(chips)
            chips.changed.connect(self.changed)
        self.box.toggled.connect(self._on_toggled)

    @property
    def counts(self) -> list[int]:
        """Return how many workers are chosen."""
        return [] if self.chips is None else [int(words) for words in self.chips.chosen]

    def ask_counts(self, asked: bool) -> None:
        """Ask how many workers, or not where the question itself is about that."""
        self.box.setText(self._name if asked else self._alone)
        if self.chips is not None:
            self.chips.setVisible(asked)

    def _on_toggled(self, ticked: bool) -> None:
        """Offer its numbers of workers only where it is compared."""
        if self.chips is not None:
            self.chips.setEnabled(ticked)
        self.changed.emit()
