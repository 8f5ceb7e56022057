"""A run without a window: rows on standard output as they arrive, problems on standard error.

Main process, main thread. Loads no Qt.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType
from typing import TYPE_CHECKING

from app.arguments import FROM_STDIN, Request
from app.engine.events import StartMethodReplaced
from app.engine.log import Log
from app.engine.numbers.dialects import Question, dialect_of
from app.engine.numbers.exact import Number
from app.engine.numbers.number_files import (
    NumbersFile,
    UnreadableFile,
    read_numbers_file,
    read_numbers_stream,
)
from app.engine.numbers.parsing import NotUnderstood, parse
from app.engine.plan import LESSON_NUMBERS
from app.engine.running.run import Run
from app.engine.telling.event_sentences import detour_sentence
from app.engine.telling.readings import both_readings, reading_facts
from app.engine.telling.row_sentences import RowSentences
from app.engine.telling.task_words import tr_task_count
from app.printing import (
    NOT_PRINTED,
    SOME_NOT_DONE,
    NotPrinted,
    give_up_printing,
    print_lines,
    say,
)
from app.surroundings import STATUS_OF_SIGNAL, ending_signals
from app.words import tr

if TYPE_CHECKING:
    from app.engine.record import Record
    from app.engine.rows import Rows

ALL_DONE, BAD_INPUT = 0, 2
"""Exit statuses."""

SHOWN_AROUND = 30
"""Characters shown on either side of a piece of input that was not understood."""


def run_in_terminal(request: Request, no_window: str = "") -> int:
    """Carry out a request without a window.

    Args:
        request: what is to be done.
        no_window: why the window that was asked for cannot be shown.

    Returns:
        The exit status: 0 when every number was squared, 1 when some was not, 2 for bad input,
        128 and the signal's number after one that asked for the end: 130 after Ctrl+C.
    """
    if no_window:
        words = "No window can be shown ({reason}), so the squares are printed instead."
        say(tr(words, reason=no_window))
    if request.run_file is not None:
        return _print_saved(request.run_file)
    numbers = numbers_asked_for(request)
    if numbers is None:
        return BAD_INPUT
    if request.save is None:
        return _carry_out(Run(request.plan(numbers)), Log(numbers, task=request.task))
    from app.engine.record import first_run

    record = first_run(request.plan(numbers))
    status = _carry_out(Run(record.plan), record.log)
    return _save(record, request.save) or status


def _print_saved(path: str) -> int:
    """Print the rows of a saved run as they stood after its last go; run nothing."""
    from app.engine.standing import standing_of
    from app.engine.storage.checks import UnreadableRecord
    from app.engine.storage.run_file_reading import open_run

    try:
        rows = standing_of(open_run(path))
    except UnreadableRecord as problem:
        name = os.path.basename(path)
        say(tr("“{name}” was not opened. {why}", name=name, why=str(problem)))
        return BAD_INPUT
    try:
        _print_rows(rows, RowSentences(rows), 0)
        _print_stopped(rows)
    except NotPrinted as problem:
        return give_up_printing(tr("The rows could not be printed: {reason}."), str(problem))
    return SOME_NOT_DONE if rows.not_done else ALL_DONE


def _save(record: Record, path: str) -> int:
    """Save a run; return the exit status where that fails, else 0."""
    from app.engine.storage.run_file import save_run

    if record.log.finished is None:  # nobody read its rows to their end, and it was given up
        say(tr("The run was not saved: it did not come to its end."))
        return NOT_PRINTED
    try:
        save_run(path, record)
    except OSError as problem:
        say(str(problem))
        return NOT_PRINTED
    return 0


def print_script(request: Request, version: str) -> int:
    """Print the Python program that does what a request asks for; run nothing.

    Args:
        request: what it is to do.
        version: which, the value of a `Version`.

    Returns:
        The exit status: 0 when it was printed, 2 for bad input, 1 where it could not be printed.
    """
    from app.engine.own.task import own_function_of
    from app.engine.scripts.literals import TooLongToWriteOut
    from app.engine.scripts.script import Version, script_of

    numbers = numbers_asked_for(request)
    if numbers is None:
        return BAD_INPUT
    try:
        own = own_function_of(request.task)
        text = script_of(request.plan(numbers), Version(version), own).text
    except TooLongToWriteOut as problem:
        say(str(problem))
        return BAD_INPUT
    try:
        print_lines(text)
    except NotPrinted as problem:
        return give_up_printing(tr("The program could not be printed: {reason}."), str(problem))
    return ALL_DONE


def numbers_asked_for(request: Request) -> list[Number] | None:
    """Return the numbers, or say what is wrong with them."""
    file = NumbersFile("")
    try:
        file = _file(request)
        answer = dialect_of(file.text, file.separator)
        if isinstance(answer, Question):
            say(both_readings(answer))
            return None
        numbers = parse(file.text, answer)
        say(*reading_facts(answer, file.note))
        return numbers
    except UnreadableFile as problem:
        say(str(problem))
    except NotUnderstood as problem:
        say(problem.problem)
        _point_at(file.text, problem)
    return None


def _file(request: Request) -> NumbersFile:
    """Return the numbers as text; typed ones and standard input are read like a text file."""
    if request.file is not None:
        return read_numbers_file(request.file)
    if request.numbers == FROM_STDIN:
        return NumbersFile(read_numbers_stream(sys.stdin.buffer, tr("standard input")))
    return NumbersFile(LESSON_NUMBERS if request.numbers is None else request.numbers)


def _carry_out(run: Run, log: Log) -> int:
    """Print the rows of a run as they arrive and return the exit status."""
    ended_by, sentences = 0, RowSentences(log)

    def end(number: int, _frame: FrameType | None) -> None:
        nonlocal ended_by
        ended_by = number
        run.stop()

    before = {number: signal.signal(number, end) for number in ending_signals()}
    try:
        for events in run:
            for event in events:
                if isinstance(event, StartMethodReplaced):
                    say(detour_sentence(event))
            shown = len(log)
            log.extend(events)
            _print_rows(log, sentences, shown)
        _print_stopped(log)
    except NotPrinted as problem:
        return give_up_printing(tr("The squares could not be printed: {reason}."), str(problem))
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if ended_by:
        return STATUS_OF_SIGNAL + ended_by
    return SOME_NOT_DONE if log.not_done else ALL_DONE


def _print_rows(log: Rows, sentences: RowSentences, first: int) -> None:
    """Print the rows from `first` on, squares and failures each to its stream, whole lines."""
    done: list[str] = []
    failed: list[str] = []
    for is_done, lines in sentences.stretches(first, len(log)):
        (done if is_done else failed).append(lines)
    print_lines("".join(done))
    say(*(line.removesuffix("\n") for line in failed))


def _print_stopped(log: Rows) -> None:
    """Say how many numbers were left because of a stop."""
    if log.stopped_numbers:
        say(
            tr_task_count(
                log.task,
                square=(
                    "{count} number was not squared: the run was stopped",
                    "{count} numbers were not squared: the run was stopped",
                ),
                give=(
                    "{count} number was not done: the run was stopped",
                    "{count} numbers were not done: the run was stopped",
                ),
                count=log.stopped_numbers,
            )
        )


def _point_at(text: str, problem: NotUnderstood) -> None:
    """Show the piece that was not understood, marked beneath, where it fits a line."""
    begin, end = max(0, problem.start - SHOWN_AROUND), problem.end + SHOWN_AROUND
    line = text[begin:end]
    if line.isprintable() and problem.end - problem.start <= SHOWN_AROUND:
        marks = " " * (problem.start - begin) + "^" * max(1, problem.end - problem.start)
        say(f"  {line}\n  {marks}")
