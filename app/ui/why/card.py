"""The card at the foot of the window: verdict, picture, small print. GUI thread only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.ui.why.comparison import ComparisonBars
from app.ui.why.in_turn import InTurn
from app.ui.why.sums_table import SumsTable
from app.words import tr

if TYPE_CHECKING:
    from app.ui.why.further import Further

HEADLINE_SCALE = 1.6
SIDE_BY_SIDE_FROM_LINES = 44
"""The width from which bars and break-even stand side by side, in heights of a line."""

MARGIN_X_PX, MARGIN_Y_PX = 14, 8
GAP_PX = 4
APART_LINES = 1.6
LINK_LINES = 1.3


class WhyCard(QFrame):
    """Holds the parts of an explanation.

    Attributes:
        bars: the run, and what it is compared with.
        in_turn: what a run one after another has told.
        further: what comes before the small print; None until somebody has asked for either.
        sums: the small print; hidden until asked for.
        sums_button: shows and hides it.
        try_button: tries the work that is suggested.

    Signals:
        try_pressed: the person wants to try what is offered.
    """

    try_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._headline, self._sentence = _words(), _words()
        self.try_button, self.sums_button = _link(), _link()
        self.try_button.clicked.connect(self.try_pressed)
        self.sums_button.setCheckable(True)
        self.sums_button.toggled.connect(self._show_sums)
        self.bars, self.in_turn, self.sums = ComparisonBars(), InTurn(), SumsTable()
        self._has_picture = self._has_sums = False
        self.further: Further | None = None
        self._lay_out()
        self._show_sums()
        self._size_words()

    @property
    def headline(self) -> str:
        """Return the verdict."""
        return self._headline.text()

    @property
    def sentence(self) -> str:
        """Return why."""
        return self._sentence.text()

    def say(self, headline: str, sentence: str) -> None:
        """Write the verdict and the sentence below the picture."""
        self._headline.setText(headline)
        self._sentence.setText(sentence)

    def offer(self, try_words: str) -> None:
        """Offer something to try; nothing with empty words."""
        self.try_button.setText(tr("{words} ›", words=try_words))
        self.try_button.setAccessibleName(try_words)
        self.try_button.setVisible(bool(try_words))

    def show_parts(self, picture: bool, beside: bool, sums: bool) -> None:
        """Show the bars, what stands beside them, and the way to the sums; or hide them."""
        self._has_picture, self._has_sums = picture, sums
        self.bars.setVisible(picture)
        self.in_turn.setVisible(beside)
        self.sums_button.setVisible(sums)
        self._show_small_print()

    def put_further(self, further: Further) -> None:
        """Put before the small print what else there is to say."""
        self.further = further
        self._column.insertWidget(self._column.indexOf(self.sums), further)
        self._show_small_print()

    def usual_height(self) -> int:
        """Return the height with a verdict, a picture and a sentence of one line."""
        picture = max(self.bars.sizeHint().height(), self.in_turn.scale.sizeHint().height())
        verdict = QFontMetrics(self._headline.font()).height()
        words = self.sums_button.maximumHeight()
        return verdict + picture + words + 2 * (MARGIN_Y_PX + GAP_PX + 1)

    @property
    def wide(self) -> bool:
        """Return whether the parts stand side by side."""
        return self._picture.direction() == QBoxLayout.Direction.LeftToRight

    def showEvent(self, event: QShowEvent) -> None:
        """Wear the font that was chosen before anything could be seen; nobody tells of that."""
        super().showEvent(event)
        self._size_words()
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the parts side by side where there is room."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._size_words()
            self._arrange()
            # The sheet gives parts that it dresses after this one the font back that they had.
            QTimer.singleShot(0, self, self._size_words)

    def _lay_out(self) -> None:
        """Put the parts in their places."""
        direction = QBoxLayout.Direction.LeftToRight
        self._top, self._picture = QBoxLayout(direction), QBoxLayout(direction)
        self._top.addWidget(self._headline, 1)
        self._top.addWidget(self.try_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._picture.addWidget(self.bars, 3, Qt.AlignmentFlag.AlignTop)
        self._picture.addWidget(self.in_turn, 2)
        foot = QHBoxLayout()
        foot.addWidget(self._sentence, 1)
        foot.addWidget(self.sums_button, 0, Qt.AlignmentFlag.AlignTop)
        self._column = layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN_X_PX, MARGIN_Y_PX, MARGIN_X_PX, MARGIN_Y_PX)
        layout.setSpacing(GAP_PX)
        layout.addLayout(self._top)
        layout.addLayout(self._picture)
        layout.addLayout(foot)
        layout.addWidget(self.sums)
        layout.addStretch(1)

    def _arrange(self) -> None:
        """Choose the direction that suits the width."""
        line = self.fontMetrics().height()
        wide = self.width() >= SIDE_BY_SIDE_FROM_LINES * line
        direction = QBoxLayout.Direction
        for layout in (self._top, self._picture):
            layout.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        self._picture.setSpacing(round(line * APART_LINES) if wide else GAP_PX)

    def _show_sums(self) -> None:
        """Show or hide the small print."""
        shown = self.sums_button.isChecked()
        self.sums_button.setText(tr("Hide the sums") if shown else tr("Show the sums"))
        self._show_small_print()

    def _show_small_print(self) -> None:
        """Show what belongs to the sums, where they were asked for."""
        shown = self._has_sums and self.sums_button.isChecked()
        if self.further is not None:
            self.further.setVisible(shown)
        self.sums.setVisible(shown)

    def _size_words(self) -> None:
        """Make the verdict large."""
        large = QFont(self.font())
        large.setPixelSize(round(max(1, self.font().pixelSize()) * HEADLINE_SCALE))
        large.setWeight(QFont.Weight.DemiBold)
        self._headline.setFont(large)
        for button in (self.try_button, self.sums_button):
            button.setMaximumHeight(round(self.fontMetrics().height() * LINK_LINES))


def _words() -> QLabel:
    """Return a label whose words wrap and can be copied."""
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return label


def _link() -> QPushButton:
    """Return a button that looks like a link."""
    button = QPushButton()
    button.setProperty("kind", "link")
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button
