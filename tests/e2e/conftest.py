"""Gives every end-to-end test a desktop of its own and a way to start the program on it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.e2e.desktop import Desktop
from tests.e2e.program import FROM_SOURCE, PACKAGED, REPOSITORY, Program

PICTURES = REPOSITORY / "test-artifacts"

Start = Callable[..., Program]


@pytest.fixture
def desktop(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Desktop]:
    """A screen with a window manager, a message bus and a home that nobody else uses."""
    name = re.sub(r"\W+", "-", request.node.name).strip("-")
    desktop = Desktop(tmp_path, PICTURES, name)
    yield desktop
    desktop.close()


@pytest.fixture(
    params=[
        pytest.param(FROM_SOURCE, marks=pytest.mark.e2e, id="source"),
        pytest.param(PACKAGED, marks=pytest.mark.packaged, id="packaged"),
    ]
)
def command(request: pytest.FixtureRequest) -> tuple[str, ...]:
    """The program's command: from source, and the packaged executable."""
    command: tuple[str, ...] = request.param
    if command == PACKAGED:
        assert Path(command[0]).is_file(), "`make package` builds the executable first"
    return command


@pytest.fixture
def start(desktop: Desktop, command: tuple[str, ...]) -> Iterator[Start]:
    """Starts the program with a command line; a picture is kept of how each test ended."""
    programs: list[Program] = []

    def start(*arguments: str) -> Program:
        program = Program(desktop, command, arguments)
        programs.append(program)
        return program

    yield start
    desktop.screenshot()
    for program in programs:
        program.end()
