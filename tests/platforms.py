"""Which platform the tests run on, and how to leave one out by name with its reason."""

from __future__ import annotations

import ctypes
import sys
from typing import Any

import pytest

WINDOWS = sys.platform == "win32"


def _is_wine() -> bool:
    """Return whether this is no Windows but Wine, which has limits of its own."""
    library: Any = getattr(ctypes, "windll", None)
    return library is not None and hasattr(library.ntdll, "wine_get_version")


WINE = _is_wine()


def not_on_windows(reason: str) -> pytest.MarkDecorator:
    """Leave a test out on Windows, where what it is about does not exist."""
    return pytest.mark.skipif(WINDOWS, reason=reason)


def not_on_wine(reason: str) -> pytest.MarkDecorator:
    """Leave a test out under Wine, which cannot do what Windows can."""
    return pytest.mark.skipif(WINE, reason=f"a limit of Wine: {reason}")
