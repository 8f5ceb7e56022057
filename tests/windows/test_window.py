"""The Windows program in its window, handled as a person would, under Wine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e.conftest import desktop  # noqa: F401  a fixture
from tests.e2e.desktop import Desktop
from tests.e2e.program import TITLE
from tests.e2e.waiting import libraries_of, processes_with, wait_until
from tests.windows.wine import LONGEST_S, PROGRAM, Wine

pytestmark = [pytest.mark.windows, pytest.mark.timeout(300)]

PYTHON = "python311.dll"


@pytest.fixture
def wine_with_screen(desktop: Desktop) -> Iterator[Wine]:  # noqa: F811
    """A Windows of its own on a desktop of its own."""
    wine = Wine(desktop.folder / "prefix", desktop.environment, desktop.mark)
    yield wine
    desktop.screenshot()
    wine.end()


def programs(wine: Wine) -> int:
    """Return how many processes of the program there are, the window's and its children."""
    maps = map(libraries_of, processes_with(*wine.mark))
    return sum(PYTHON in lines for lines in maps)


def open_window(wine: Wine, desktop: Desktop, *words: str) -> None:  # noqa: F811
    """Start the program and wait until keys go to its window."""
    wine.run("cmd", "/c", "ver")  # lays drive C, which must not count as the program's start
    wine.start(PROGRAM, *words)
    wait_until(lambda: desktop.has_keyboard(TITLE), "the window", LONGEST_S)


def test_window_squares_and_closes(wine_with_screen: Wine, desktop: Desktop) -> None:  # noqa: F811
    """Enter squares, the rows can be copied, and nothing is left when the window closes."""
    open_window(wine_with_screen, desktop)

    def rows() -> set[str] | None:
        desktop.keys("ctrl+shift+c")  # what is pressed in a window's first moments may get lost
        copied = desktop.clipboard().splitlines()
        if len(copied) < 5:
            desktop.keys("Return")
            return None
        return set(copied)

    found = wait_until(rows, "five rows", LONGEST_S)
    assert {row.partition(" by:")[0] for row in found} == {
        f"{number} squared to {number * number}" for number in range(2, 7)
    }
    desktop.screenshot()
    desktop.keys("ctrl+q")
    wait_until(lambda: not programs(wine_with_screen), "the program's end", LONGEST_S)


def test_closing_in_mid_run_leaves_no_process(
    wine_with_screen: Wine,
    desktop: Desktop,  # noqa: F811
) -> None:
    """Children that compute for a minute end with the window."""
    open_window(wine_with_screen, desktop, "--work", "computing:50", "2", "3", "4")

    def running() -> bool:
        desktop.keys("Return")
        return programs(wine_with_screen) == 4

    wait_until(running, "three children", LONGEST_S)
    desktop.screenshot()
    desktop.keys("ctrl+q")
    wait_until(lambda: not programs(wine_with_screen), "the end of all of them", LONGEST_S)
