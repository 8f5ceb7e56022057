"""The results of a run as tables: the first and the last of many, with how many lie between.

Steps are short; they run in the thread that shows the results, which no longer change.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Generator, Sequence
from decimal import Decimal
from typing import Any

from app.engine.numbers.exact import Number, short_text_of, text_of
from app.engine.outcome import Cause
from app.engine.reporting.blocks import Block, Row, Section, Table, Weight, Words
from app.engine.reporting.plain import cut, cut_lines
from app.engine.rows import Rows
from app.engine.tasks import Task
from app.engine.telling.cause_words import cause_sentence
from app.engine.telling.durations import duration_text
from app.engine.telling.task_words import tr_task, tr_task_count
from app.words import tr, tr_count

SHOWN_AT_EACH_END = 100
LONGEST = 120
"""A number or a result of up to so many characters is shown whole."""

BITS_PER_DIGIT = 3
PRINTED_LINES = 12
NUMBER_AND_RESULT = frozenset((0, 1))
NUMBERS_NAMED = 20

Steps = Generator[None, None, "tuple[Row, ...]"]


def results_sections(rows: Rows, goes: int = 1) -> Generator[None, None, list[Section]]:
    """Return what was done, and what was not.

    Args:
        rows: where the numbers stand; it no longer changes.
        goes: after how many goes at them.
    """
    sections = []
    if rows.done:
        table = yield from _some_of(rows.done, lambda place: _done_row(rows, done_row(rows, place)))
        head = (tr("Number"), _result_word(rows.task), tr("By"), tr("Arrived after"))
        order = Words(_order_words(goes), Weight.SMALL)
        results = Table(head, table, figures=frozenset((3,)), long=NUMBER_AND_RESULT)
        sections.append(Section(tr("Results"), (order, results)))
    if rows.not_done:
        blocks = yield from _not_done(rows)
        heading = tr_task(rows.task, square="Not squared", give="Not done")
        sections.append(Section(heading, blocks))
    return sections


def _order_words(goes: int) -> str:
    """Return in which order results stand, and from when their times count."""
    if goes == 1:
        return tr("In the order in which they arrived.")
    return tr(
        "As they stand after Run {number}; times count from the request of the run that brought "
        "the result.",
        number=goes,
    )


def done_row(rows: Rows, place: int) -> int:
    """Return the row of the result at a place among the results alone, counted from 0."""
    failed = rows.failed_rows
    before = bisect_right(range(len(failed)), place, key=lambda index: failed[index] - index)
    return place + before


def _result_word(task: Task) -> str:
    return tr_task(task, square="Square", give="Result of {function}")


def _some_of(count: int, row_of: Callable[[int], Row]) -> Steps:
    """Return the first rows and the last, and between them how many are left out.

    Args:
        count: how many there are.
        row_of: makes the row at a place.
    """
    made: list[Row] = []
    whole = count <= 2 * SHOWN_AT_EACH_END
    for place in range(count if whole else SHOWN_AT_EACH_END):
        made.append(row_of(place))
        yield
    if not whole:
        left = count - 2 * SHOWN_AT_EACH_END
        words = tr_count(
            "… {count} more is left out here …", "… {count} more are left out here …", left
        )
        made.append(Row((words,)))
        for place in range(count - SHOWN_AT_EACH_END, count):
            made.append(row_of(place))
            yield
    return tuple(made)


def _done_row(rows: Rows, row: int) -> Row:
    """Return what a result says."""
    after = duration_text(rows.row_received[row] - rows.origin_of(row))
    result = result_text(rows.task, rows.row_outcome[row])
    return Row(
        (number_text(rows.numbers[rows.row_number[row]]), result, rows.worker_name(row), after),
        _printed(rows, row),
    )


def number_text(number: Number) -> str:
    """Return a number whole, or shortened where it is very long: huge ones in no time."""
    if isinstance(number, Decimal):
        short = abs(number.adjusted()) < LONGEST
    else:
        short = isinstance(number, int) and number.bit_length() < BITS_PER_DIGIT * LONGEST
    return short_text_of(number, most=LONGEST) if short else short_text_of(number)


def result_text(task: Task, result: Any) -> str:
    """Return a result whole, or shortened where it is very long."""
    if task.result_text is text_of:
        return number_text(result)
    return cut(task.result_text(result), LONGEST)


def _printed(rows: Rows, row: int) -> str:
    """Return what was printed for a row's number, with a word that says so."""
    printed = rows.printed_of(row)
    if not printed:
        return ""
    text = cut_lines(printed.rstrip("\n"), PRINTED_LINES, LONGEST)
    length = rows.print_length_of(row)
    if length:
        more = tr_count(
            "{count} character was printed.", "{count} characters were printed.", length
        )
        text = f"{text}\n{more}"
    return tr("Printed:\n{text}", text=text)


def _not_done(rows: Rows) -> Generator[None, None, tuple[Block, ...]]:
    """Return the numbers that were not done, and why."""
    blocks: list[Block] = []
    failed = rows.failed_rows
    if failed:
        table = yield from _some_of(len(failed), lambda place: _failed_row(rows, failed[place]))
        head = (tr("Number"), tr("Because"), tr("By"))
        blocks.append(Table(head, table, long=NUMBER_AND_RESULT))
    if rows.stopped_numbers:
        words = tr_task_count(
            rows.task,
            square=(
                "{count} number was not squared because Stop was pressed: {numbers}",
                "{count} numbers were not squared because Stop was pressed: {numbers}",
            ),
            give=(
                "{function} was not run for {count} number because Stop was pressed: {numbers}",
                "{function} was not run for {count} numbers because Stop was pressed: {numbers}",
            ),
            count=rows.stopped_numbers,
            numbers=numbers_words(_stopped(rows), rows.stopped_numbers),
        )
        blocks.append(Words(words))
    return tuple(blocks)


def _failed_row(rows: Rows, row: int) -> Row:
    """Return what a failure says."""
    cause, name = rows.row_outcome[row], rows.worker_name(row)
    assert isinstance(cause, Cause)
    sentence = cut(cause_sentence(cause, name), 3 * LONGEST)
    return Row(
        (number_text(rows.numbers[rows.row_number[row]]), sentence, name), _printed(rows, row)
    )


def _stopped(rows: Rows) -> list[Any]:
    """Return the first numbers that were left because of a stop."""
    numbers: list[Any] = []
    for span in rows.stopped_spans:
        if len(numbers) > NUMBERS_NAMED:
            break
        end = span.number + min(span.count, NUMBERS_NAMED + 1)
        numbers += rows.numbers[span.number : end]
    return numbers


def numbers_words(numbers: Sequence[Any], count: int) -> str:
    """Return numbers one after another, the first few of them where there are many.

    Args:
        numbers: the first of them; more than are named where there are more.
        count: how many there are.
    """
    named = [number_text(number) for number in numbers[:NUMBERS_NAMED]]
    words = tr(", ").join(named)
    if count <= NUMBERS_NAMED:
        return words
    return tr_count(
        "{numbers} …, {count} number", "{numbers} …, {count} numbers", count, numbers=words
    )
