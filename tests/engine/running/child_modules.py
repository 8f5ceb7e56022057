"""Looks at what a child has loaded. Preloaded as the last module, it notes what came before it."""

from __future__ import annotations

import sys

PRELOADED = sorted(sys.modules)


def loaded(_number: int) -> tuple[list[str], list[str]]:
    """Return what had been loaded when this module was, and what has been by now."""
    return PRELOADED, sorted(sys.modules)
