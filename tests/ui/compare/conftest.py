"""What tests of comparisons need besides."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """Collect the windows of earlier tests here, and not in a thread of the next one."""
    usual = gc.get_threshold()
    gc.collect()
    yield
    gc.unfreeze()
    gc.set_threshold(*usual)
    gc.collect()
