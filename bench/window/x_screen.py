"""Presses keys and looks at the screen through Xlib: quick enough to time what a person sees.

`xdotool` presses keys in the same way (the XTEST extension), but starting it takes longer than the
answer that is to be timed.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from collections.abc import Sequence

ALL_PLANES = ctypes.c_ulong(-1)
Z_PIXMAP = 2
BYTES_A_PIXEL = 4


class _Image(ctypes.Structure):
    """The beginning of Xlib's `XImage`."""

    _fields_ = (
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("xoffset", ctypes.c_int),
        ("format", ctypes.c_int),
        ("data", ctypes.c_void_p),
        ("byte_order", ctypes.c_int),
        ("bitmap_unit", ctypes.c_int),
        ("bitmap_bit_order", ctypes.c_int),
        ("bitmap_pad", ctypes.c_int),
        ("depth", ctypes.c_int),
        ("bytes_per_line", ctypes.c_int),
        ("bits_per_pixel", ctypes.c_int),
    )


class XScreen:
    """A connection to an X server.

    Args:
        display: its name, such as ``:1``.

    Raises:
        OSError: the libraries are not here, or there is no such display.
    """

    def __init__(self, display: str) -> None:
        self._x = _library("X11")
        self._test = _library("Xtst")
        x = self._x
        x.XOpenDisplay.restype = ctypes.c_void_p
        x.XDefaultRootWindow.restype = ctypes.c_ulong
        x.XStringToKeysym.restype = ctypes.c_ulong
        x.XKeysymToKeycode.restype = ctypes.c_ubyte
        x.XGetImage.restype = ctypes.POINTER(_Image)
        opened = x.XOpenDisplay(display.encode())
        if not opened:
            raise OSError(f"there is no display {display}")
        self._display = ctypes.c_void_p(opened)
        self._root = ctypes.c_ulong(x.XDefaultRootWindow(self._display))

    def press(self, keys: Sequence[str]) -> None:
        """Press keys together, such as ``Control_L`` and ``a``, and let them go."""
        codes = [self._code(key) for key in keys]
        for code in codes:
            self._test.XTestFakeKeyEvent(self._display, code, 1, ctypes.c_ulong(0))
        for code in reversed(codes):
            self._test.XTestFakeKeyEvent(self._display, code, 0, ctypes.c_ulong(0))
        self._x.XFlush(self._display)

    def click(self, x: int, y: int) -> None:
        """Move the mouse to a place and click."""
        self._test.XTestFakeMotionEvent(self._display, -1, x, y, ctypes.c_ulong(0))
        self._test.XTestFakeButtonEvent(self._display, 1, 1, ctypes.c_ulong(0))
        self._test.XTestFakeButtonEvent(self._display, 1, 0, ctypes.c_ulong(0))
        self._x.XFlush(self._display)

    def look(self, x: int, y: int, width: int, height: int) -> bytes:
        """Return a part of the screen as it is now, four bytes a pixel.

        Raises:
            OSError: the server gave no picture.
        """
        image = self._x.XGetImage(
            self._display, self._root, x, y, width, height, ALL_PLANES, Z_PIXMAP
        )
        if not image:
            raise OSError("the display gave no picture")
        data = ctypes.string_at(image.contents.data, image.contents.bytes_per_line * height)
        self._x.XDestroyImage(image)
        return data

    def close(self) -> None:
        """Close the connection."""
        self._x.XCloseDisplay(self._display)

    def _code(self, key: str) -> int:
        symbol = self._x.XStringToKeysym(key.encode())
        code: int = self._x.XKeysymToKeycode(self._display, ctypes.c_ulong(symbol))
        return code


def pixels_apart(one: bytes, other: bytes) -> int:
    """Return in how many pixels two pictures of the same size differ."""
    if one == other:
        return 0
    first, second = memoryview(one).cast("I"), memoryview(other).cast("I")
    return sum(before != after for before, after in zip(first, second, strict=True))


def _library(name: str) -> ctypes.CDLL:
    found = ctypes.util.find_library(name)
    if found is None:
        raise OSError(f"lib{name} is not here")
    return ctypes.CDLL(found)
