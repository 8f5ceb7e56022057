"""W, A, S and D by their place on the keyboard, on every platform."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from app.ui.timeline.keys import Move, move_of

NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def press(
    key: Qt.Key,
    text: str = "",
    scan: int = 0,
    virtual: int = 0,
    modifiers: Qt.KeyboardModifier = NONE,
) -> QKeyEvent:
    """Return a key press as a platform would send it."""
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan, virtual, 0, text)


@pytest.mark.parametrize(
    ("platform", "event"),
    [
        ("xcb", press(Qt.Key.Key_Z, "z", scan=25)),
        ("wayland", press(Qt.Key.Key_Z, "z", scan=25)),
        ("windows", press(Qt.Key.Key_Z, "z", scan=17)),
        ("cocoa", press(Qt.Key.Key_Z, "z", virtual=13)),
        ("offscreen", press(Qt.Key.Key_W, "w")),
        ("xcb", press(Qt.Key.Key_W, "w")),
    ],
)
def test_key_at_the_place_of_w_zooms_in(platform: str, event: QKeyEvent) -> None:
    """On a French keyboard that key says Z; where places are unknown the letter counts."""
    assert move_of(event, platform) is Move.ZOOM_IN


def test_letter_w_elsewhere_on_the_keyboard_does_nothing() -> None:
    """The French W lies where Z does here, and is no key of the timeline."""
    assert move_of(press(Qt.Key.Key_W, "w", scan=52), "xcb") is None


def test_shift_makes_zooming_concern_the_lanes() -> None:
    """Shift and W make lanes higher."""
    assert move_of(press(Qt.Key.Key_W, "W", 25, modifiers=SHIFT), "xcb") is Move.HIGHER_LANES


def test_shortcuts_with_control_are_left_to_the_window() -> None:
    """Ctrl+A is the window's, not the timeline's."""
    assert move_of(press(Qt.Key.Key_A, "a", 38, modifiers=CONTROL), "xcb") is None
