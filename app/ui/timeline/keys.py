"""The timeline's keys. W, A, S and D count by their place on the keyboard, not by their letter.

So the four lie under one hand on a French keyboard too, as in games and in trace viewers.
GUI thread only.
"""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


class Move(Enum):
    """What a key asks the timeline to do."""

    ZOOM_IN = auto()
    ZOOM_OUT = auto()
    EARLIER = auto()
    LATER = auto()
    HIGHER_LANES = auto()
    LOWER_LANES = auto()
    FIT = auto()
    FIT_ALL = auto()
    TO_BEGIN = auto()
    TO_END = auto()
    NEXT_PHASE = auto()
    PREVIOUS_PHASE = auto()
    NEXT_LANE = auto()
    PREVIOUS_LANE = auto()
    PAGE_DOWN = auto()
    PAGE_UP = auto()
    LET_GO = auto()


W, A, S, D = (Move.ZOOM_IN, Move.EARLIER, Move.ZOOM_OUT, Move.LATER)
X11_OFFSET = 8
"""X11 and Wayland number keys as Linux does, from 8 on."""

LINUX_PLACES = {17: W, 30: A, 31: S, 32: D}
"""Also what PC keyboards themselves send, and so Windows."""

MAC_PLACES = {13: W, 0: A, 1: S, 2: D}

LETTERS = {
    Qt.Key.Key_W: W,
    Qt.Key.Key_A: A,
    Qt.Key.Key_S: S,
    Qt.Key.Key_D: D,
}

NAMED = {
    Qt.Key.Key_F: Move.FIT,
    Qt.Key.Key_0: Move.FIT_ALL,
    Qt.Key.Key_Plus: Move.ZOOM_IN,
    Qt.Key.Key_Equal: Move.ZOOM_IN,
    Qt.Key.Key_Minus: Move.ZOOM_OUT,
    Qt.Key.Key_Home: Move.TO_BEGIN,
    Qt.Key.Key_End: Move.TO_END,
    Qt.Key.Key_Right: Move.NEXT_PHASE,
    Qt.Key.Key_Left: Move.PREVIOUS_PHASE,
    Qt.Key.Key_Down: Move.NEXT_LANE,
    Qt.Key.Key_Up: Move.PREVIOUS_LANE,
    Qt.Key.Key_PageDown: Move.PAGE_DOWN,
    Qt.Key.Key_PageUp: Move.PAGE_UP,
    Qt.Key.Key_Escape: Move.LET_GO,
}

OF_LANES = {Move.ZOOM_IN: Move.HIGHER_LANES, Move.ZOOM_OUT: Move.LOWER_LANES}
"""With Shift, zooming concerns the lanes' height."""


def move_of(event: QKeyEvent, platform: str) -> Move | None:
    """Return what a key press asks for, or None where it is none of the timeline's keys.

    Args:
        event: the press.
        platform: as `QGuiApplication.platformName()`.
    """
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    shift = modifiers == Qt.KeyboardModifier.ShiftModifier
    if modifiers and not shift:
        return None
    key = Qt.Key(event.key())
    move = NAMED.get(key) or _by_place(event, platform) or _by_letter(event, platform)
    if move is None:
        return None
    plus = key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
    return OF_LANES.get(move, move) if shift and not plus else move


def _by_place(event: QKeyEvent, platform: str) -> Move | None:
    """Return what the key at this place of the keyboard does."""
    if platform in ("xcb", "wayland", "wayland-egl"):
        return LINUX_PLACES.get(event.nativeScanCode() - X11_OFFSET)
    if platform == "windows":
        return LINUX_PLACES.get(event.nativeScanCode())
    if platform == "cocoa" and event.text():
        return MAC_PLACES.get(event.nativeVirtualKey())
    return None


def _by_letter(event: QKeyEvent, platform: str) -> Move | None:
    """Return what the key's letter does, where its place is not known."""
    known = platform == "cocoa" or event.nativeScanCode() != 0
    return None if known and platform != "offscreen" else LETTERS.get(Qt.Key(event.key()))
