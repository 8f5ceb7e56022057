"""Gives tests of the Windows package a Windows to run it on."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.windows.wine import PROGRAM, Wine, surroundings


@pytest.fixture(scope="session")
def wine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wine]:
    """A Windows without a screen, for all tests that leave nothing in it."""
    assert PROGRAM.is_file(), "`make package-windows` builds the executable first"
    wine = Wine(tmp_path_factory.mktemp("wine") / "prefix", surroundings(), uuid.uuid4().hex)
    yield wine
    wine.end()


@pytest.fixture
def new_wine(tmp_path: Path) -> Iterator[Wine]:
    """A Windows on which nothing has ever run."""
    wine = Wine(tmp_path / "prefix", surroundings(), uuid.uuid4().hex)
    yield wine
    wine.end()
