"""A drop-down in whose list every entry explains itself in a sentence. GUI thread only."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QComboBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.ui.look.theme import current_theme

PADDING_PX = 8
LINE_GAP_PX = 2
ROLE_SENTENCE = Qt.ItemDataRole.UserRole + 1
SENTENCE_ROLES = (
    ROLE_SENTENCE,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)


@dataclass(frozen=True, slots=True)
class Offer:
    """An entry.

    Attributes:
        key: what the program calls it.
        name: what the person reads.
        sentence: what it does.
    """

    key: str
    name: str
    sentence: str


class _OfferDelegate(QStyledItemDelegate):
    """Paints the name, and the sentence below it."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return room for both lines."""
        sentence = str(index.data(ROLE_SENTENCE))
        metrics = QFontMetrics(_name_font(option.font))
        width = max(
            metrics.horizontalAdvance(str(index.data())),
            QFontMetrics(option.font).horizontalAdvance(sentence),
        )
        height = 2 * metrics.height() + LINE_GAP_PX + 2 * PADDING_PX
        return QSize(width + 4 * PADDING_PX, height)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint an entry."""
        from PySide6.QtWidgets import QStyle  # loading it takes long; the closed box does without

        theme = current_theme()
        rect: QRect = option.rect
        state = option.state
        font: QFont = option.font
        selected = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, theme.selection if selected else theme.card)
        inner = rect.adjusted(PADDING_PX, PADDING_PX, -PADDING_PX, -PADDING_PX)
        top = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        bottom = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        painter.setFont(_name_font(font))
        painter.setPen(theme.selection_text if selected else theme.text)
        painter.drawText(inner, top, str(index.data()))
        painter.setFont(font)
        painter.setPen(theme.text if selected else theme.muted)
        painter.drawText(inner, bottom, str(index.data(ROLE_SENTENCE)))
        painter.restore()


def _name_font(font: QFont) -> QFont:
    """Return the font for an entry's name."""
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold


class ExplainedBox(QComboBox):
    """Offers entries; the closed box shows the name alone, with the sentence as its tool tip.

    Signals:
        opened: the list is being looked at.
    """

    opened = Signal()

    def __init__(self, offers: list[Offer], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offers = offers
        self.setItemDelegate(_OfferDelegate(self))
        for offer in offers:
            self.addItem(offer.name)
            self.explain(offer)
        self.currentIndexChanged.connect(self._explain)
        self._explain()

    @property
    def chosen(self) -> str:
        """Return the key of the entry that is chosen."""
        return self._offers[self.currentIndex()].key

    def choose(self, key: str) -> None:
        """Choose an entry; a key that is not offered changes nothing."""
        keys = [offer.key for offer in self._offers]
        if key in keys:
            self.setCurrentIndex(keys.index(key))

    def explain(self, offer: Offer) -> None:
        """Explain the entry with this offer's key in its words from now on."""
        place = [known.key for known in self._offers].index(offer.key)
        self._offers[place] = offer
        for role in SENTENCE_ROLES:
            self.setItemData(place, offer.sentence, role)
        if place == self.currentIndex():
            self._explain()

    def showPopup(self) -> None:
        """Make the list wide enough for the sentences."""
        self.opened.emit()
        view = self.view()
        view.setMinimumWidth(view.sizeHintForColumn(0) + 2 * PADDING_PX)
        super().showPopup()

    def _explain(self) -> None:
        """Let the closed box explain what is chosen."""
        sentence = self._offers[self.currentIndex()].sentence
        self.setToolTip(sentence)
        self.setAccessibleDescription(sentence)
