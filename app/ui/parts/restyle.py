"""Changing a widget's look through a property the style sheet knows. GUI thread only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def set_look(widget: QWidget, look: str, name: str = "state") -> None:
    """Set the property `name` and let the style sheet see it."""
    if widget.property(name) != look:
        widget.setProperty(name, look)
        if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            return  # it is styled when it is shown; asking for the style brings it to Python: slow
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()
