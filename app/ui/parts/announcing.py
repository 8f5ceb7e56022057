"""Telling a screen reader what has just happened. GUI thread only."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str) -> None:
    """Have `words` read out, as said by `widget`, where anything reads the screen out."""
    if not words:
        return
    # Inside, because loading it takes longer than most of what the first picture needs.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
