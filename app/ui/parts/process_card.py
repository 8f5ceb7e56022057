"""A card with what the operating system said of a process. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QVBoxLayout, QWidget

from app.engine.telling.system_words import system_facts, untold_words
from app.engine.worker_record import WorkerRecord
from app.words import tr

GAP_PX = 12


class ProcessCard(QDialog):
    """Shows what is known of a worker; gone when it is closed.

    Args:
        record: the worker's.
        parent: what it belongs to.

    Attributes:
        facts: the values that are shown, by their names.
    """

    def __init__(self, record: WorkerRecord, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(record.name)
        self.facts = dict(system_facts(record))
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GAP_PX)
        for name, value in self.facts.items():
            form.addRow(_plain(name, "muted"), _plain(value, "summary"))
        layout = QVBoxLayout(self)
        layout.setSpacing(GAP_PX)
        layout.addWidget(_plain(tr("What the system says of {name}", name=record.name), "summary"))
        layout.addLayout(form)
        untold = untold_words(record)
        if untold:
            words = _plain(untold, "muted")
            words.setWordWrap(True)
            layout.addWidget(words)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.close)
        layout.addWidget(buttons)


def _plain(words: str, kind: str) -> QLabel:
    """Return a label that shows words as they are, to be selected and copied."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("kind", kind)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
