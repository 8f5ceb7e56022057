"""A control with its label in front, as one piece that wraps as a whole. GUI thread only."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

LABEL_GAP_PX = 7


class Labelled(QWidget):
    """A label and what it belongs to.

    Attributes:
        label: its words; an ``&`` marks the key that, with Alt, leads to the first control.
    """

    def __init__(self, words: str, controls: tuple[QWidget, ...]) -> None:
        super().__init__()
        self.label = QLabel(words)
        self.label.setProperty("kind", "muted")
        self.label.setBuddy(controls[0])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(LABEL_GAP_PX)
        layout.addWidget(self.label)
        for control in controls:
            layout.addWidget(control)


def labelled(words: str, *controls: QWidget) -> Labelled:
    """Return the controls with a label in front of them."""
    return Labelled(words, controls)
