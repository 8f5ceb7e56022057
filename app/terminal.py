"""A run without a window: rows on standard output as they arrive, problems on standard error.

Main process, main thread. Loads no Qt.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import TextIO

from app.arguments import FROM_STDIN, Request
from app.engine.log import Log
from app.engine.numbers.number_files import UnreadableFile, read_numbers_stream
from app.engine.numbers.parsing import NotUnderstood, parse
from app.engine.plan import LESSON_NUMBERS
from app.engine.running.run import Run
from app.words import tr, tr_count

ALL_SQUARED, SOME_NOT_SQUARED, BAD_INPUT = 0, 1, 2
"""Exit statuses."""

INTERRUPTED = 130
"""Exit status after Ctrl+C, as shells know it: 128 and the signal's number."""

SHOWN_AROUND = 30
"""Characters shown on either side of a piece of input that was not understood."""


def run_in_terminal(request: Request) -> int:
    """Carry out a request without a window.

    Returns:
        The exit status: 0 when every number was squared, 1 when some was not, 2 for bad input,
        130 after Ctrl+C.
    """
    if request.no_screen:
        _say(tr("There is no screen for a window here, so the squares are printed instead."))
    text = LESSON_NUMBERS if request.numbers is None else request.numbers
    try:
        if text == FROM_STDIN:
            text = read_numbers_stream(sys.stdin.buffer, tr("standard input"))
        numbers = parse(text)
    except UnreadableFile as problem:
        _say(str(problem))
        return BAD_INPUT
    except NotUnderstood as problem:
        _say(problem.problem)
        _point_at(text, problem)
        return BAD_INPUT
    return _carry_out(Run(request.plan(numbers)), Log(numbers))


def _carry_out(run: Run, log: Log) -> int:
    """Print the rows of a run as they arrive and return the exit status."""
    interrupted = False

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        nonlocal interrupted
        interrupted = True
        run.stop()

    before = {number: signal.signal(number, interrupt) for number in _stop_signals()}
    try:
        for events in run:
            shown = len(log)
            log.extend(events)
            _print_rows(log, shown)
        _print_stopped(log)
    except BrokenPipeError:
        # Whoever read the rows has had enough; the interpreter must not complain at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SOME_NOT_SQUARED
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if interrupted:
        return INTERRUPTED
    return SOME_NOT_SQUARED if log.not_squared else ALL_SQUARED


def _stop_signals() -> list[signal.Signals]:
    return [signal.SIGINT, signal.SIGTERM]


def _print_rows(log: Log, first: int) -> None:
    """Print the rows from `first` on, squares and failures each to its stream, whole lines."""
    for squared, stream in ((True, sys.stdout), (False, sys.stderr)):
        rows = (row for row in range(first, len(log)) if log.is_squared(row) == squared)
        lines = "".join(f"{log.sentence(row)}\n" for row in rows)
        if lines:
            _write(stream, lines)


def _print_stopped(log: Log) -> None:
    """Say how many numbers were left because of a stop."""
    if log.stopped_numbers:
        _say(
            tr_count(
                "{count} number was not squared: the run was stopped",
                "{count} numbers were not squared: the run was stopped",
                log.stopped_numbers,
            )
        )


def _say(sentence: str) -> None:
    _write(sys.stderr, f"{sentence}\n")


def _write(stream: TextIO, lines: str) -> None:
    stream.write(lines)
    stream.flush()


def _point_at(text: str, problem: NotUnderstood) -> None:
    """Show the piece that was not understood, marked beneath, where it fits a line."""
    begin, end = max(0, problem.start - SHOWN_AROUND), problem.end + SHOWN_AROUND
    line = text[begin:end]
    if line.isprintable() and problem.end - problem.start <= SHOWN_AROUND:
        marks = " " * (problem.start - begin) + "^" * max(1, problem.end - problem.start)
        _say(f"  {line}\n  {marks}")
