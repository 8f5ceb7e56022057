"""The main path: numbers in, named processes, squares out, taken along."""

from __future__ import annotations

import psutil

from tests.e2e.conftest import Start
from tests.e2e.desktop import Desktop
from tests.e2e.waiting import libraries_of, wait_until

FIVE = [f"{n} squared to {n * n} by: Process-{n - 1}" for n in (2, 3, 4, 5, 6)]
LONG_WORK = ("--work", "waiting:30")


def test_enter_squares_the_numbers_it_opens_with(start: Start, desktop: Desktop) -> None:
    """The very first thing anybody does: start it and press Enter."""
    program = start()
    assert program.widget("Numbers").text == "2, 3, 4, 5, 6"
    desktop.screenshot()
    desktop.keys("Return")
    wait_until(lambda: len(program.rows()) == 5, "five rows")
    assert sorted(program.rows()) == FIVE
    wait_until(lambda: "5 processes" in program.texts(), "the sentence that sums up")


def test_square_button_squares_what_was_typed(start: Start) -> None:
    """Typed on the keyboard, started with the mouse, exact."""
    program = start()
    program.enter_numbers("12, -3, 0.1, 1/3")
    program.click("Square")
    wait_until(lambda: len(program.rows()) == 4, "four rows")
    assert sorted(program.rows()) == sorted(
        [
            "12 squared to 144 by: Process-1",
            "-3 squared to 9 by: Process-2",
            "0.1 squared to 0.01 by: Process-3",
            "1/3 squared to 1/9 by: Process-4",
        ]
    )


def test_numbers_from_the_command_line_are_filled_in(start: Start, desktop: Desktop) -> None:
    """A negative number is a number there, not an option; every run counts from Process-1."""
    program = start("7", "-8")
    for _ in range(2):
        desktop.keys("Return")
        wait_until(lambda: len(program.rows()) == 2, "two rows")
        wait_until(lambda: program.widget("Square").is_enabled, "the end of the run")
    assert sorted(program.rows()) == [
        "-8 squared to 64 by: Process-2",
        "7 squared to 49 by: Process-1",
    ]


def test_results_can_be_taken_along(start: Start, desktop: Desktop) -> None:
    """All rows, copied with the keyboard, arrive in another program."""
    program = start()
    desktop.keys("Return")
    wait_until(lambda: len(program.rows()) == 5, "five rows")
    program.click("Results")
    desktop.keys("ctrl+a", "ctrl+c")
    wait_until(lambda: desktop.clipboard().count("squared to") == 5, "five rows copied")
    assert desktop.clipboard().splitlines() == program.rows()


def test_bad_input_starts_nothing(start: Start, desktop: Desktop) -> None:
    """What was not understood is named, what was typed stays, and no process starts."""
    program = start()
    program.enter_numbers("2, three, 4")
    desktop.keys("Return")
    wait_until(lambda: "three" in program.texts(), "a sentence about 'three'")
    assert program.widget("Numbers").text == "2, three, 4"
    assert program.rows() == []
    assert program.workers() == []


def test_children_load_no_qt(start: Start, desktop: Desktop) -> None:
    """Children stay light: neither they nor what starts them has Qt in its memory."""
    program = start("2", "3", "4", *LONG_WORK)
    desktop.keys("Return")
    wait_until(lambda: len(program.workers()) == 3, "three processes")
    descendants = psutil.Process(program.pid).children(recursive=True)
    libraries = [libraries_of(process) for process in descendants]
    assert all("libpython" in text or "python" in text for text in libraries)
    assert not any("libQt6" in text or "PySide6" in text for text in libraries)
    assert "libQt6Core" in libraries_of(psutil.Process(program.pid))
