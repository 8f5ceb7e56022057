"""The program without a window: rows on standard output, reasons on standard error, a status."""

from __future__ import annotations

import os
import subprocess

from tests.e2e.program import REPOSITORY

Command = tuple[str, ...]


def run(command: Command, *arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    """Run the program to its end, without a screen."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    return subprocess.run(
        [*command, *arguments],
        cwd=REPOSITORY,
        env=environment,
        input=text,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_prints_a_row_for_each_number(command: Command) -> None:
    """Every number was squared: status 0, nothing on standard error."""
    done = run(command, "--no-window", "2", "3", "4", "5", "6")
    assert sorted(done.stdout.splitlines()) == [
        f"{n} squared to {n * n} by: Process-{n - 1}" for n in (2, 3, 4, 5, 6)
    ]
    assert (done.returncode, done.stderr) == (0, "")


def test_reads_numbers_from_standard_input(command: Command) -> None:
    """A dash stands for standard input."""
    done = run(command, "--no-window", "-", text="10..12\n")
    assert sorted(done.stdout.split()[0::6]) == ["10", "11", "12"]
    assert done.returncode == 0


def test_negative_number_is_no_option(command: Command) -> None:
    """What begins with a minus and goes on with digits is a number."""
    done = run(command, "--no-window", "-3", "-1/3")
    assert "-3 squared to 9 by: Process-1" in done.stdout
    assert "-1/3 squared to 1/9 by: Process-2" in done.stdout


def test_bad_input_has_a_reason_and_status_2(command: Command) -> None:
    """Nothing is squared, and standard error says what was not understood."""
    done = run(command, "--no-window", "2", "three")
    assert (done.returncode, done.stdout) == (2, "")
    assert "three" in done.stderr


def test_two_readings_are_named_and_nothing_is_squared(command: Command) -> None:
    """There is no button to answer with, so it is said how to write either."""
    done = run(command, "--no-window", "1,5", "2,5")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("“1,5” can be read as 1.5 or as 1 and 5.")


def test_what_commas_were_taken_for_is_said(command: Command) -> None:
    """Squares on standard output, how the numbers were read on standard error."""
    done = run(command, "--no-window", "0,5; 1,5")
    assert sorted(done.stdout.splitlines()) == [
        "0.5 squared to 0.25 by: Process-1",
        "1.5 squared to 2.25 by: Process-2",
    ]
    assert (done.returncode, done.stderr) == (0, "“0,5” is 0.5\n")


def test_does_the_job_where_there_is_no_screen(command: Command) -> None:
    """Without a screen it says so and squares all the same."""
    done = run(command, "2", "3")
    assert "no screen" in done.stderr
    assert len(done.stdout.splitlines()) == 2
    assert done.returncode == 0


def test_prints_the_program_that_does_the_same_and_runs_nothing(command: Command) -> None:
    """It can be sent into a file and run; every choice is in it."""
    done = run(command, "--script", "2", "-3", "--start-method", "spawn")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith('"""Square numbers, each in a process of its own."""\n')
    assert "    numbers = [2, -3]\n" in done.stdout
    choices = ("--strategy", "pool", "--processes", "3", "--work", "waiting:0.5")
    done = run(command, "--script=queue", *choices, "1..100")
    assert "    sleep(0.5)\n" in done.stdout
    assert "    with Pool(3) as pool:\n" in done.stdout
    assert "    numbers = range(1, 101)\n" in done.stdout


def test_program_of_too_many_numbers_is_refused_in_words(command: Command) -> None:
    """Status 2 and a reason, as for numbers that are none."""
    done = run(command, "--script", "-", text="1 2 4 " * 5_000)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("15,000 numbers are too many to be written out in a program")
