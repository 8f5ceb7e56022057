"""Taking results along: as text for the clipboard, as a text, CSV or JSON file.

Usable in any thread of the main process as long as the log does not change meanwhile; the steps
are for the thread that shows the log, so that a million rows are saved without the window freezing.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from app.engine.numbers.exact import text_of
from app.engine.outcome import Cause, CauseKind
from app.engine.rows import NOBODY, Rows
from app.engine.tasks import Verb
from app.engine.telling.cause_words import cause_sentence
from app.engine.telling.row_sentences import RowSentences, printed_lines, stopped_sentence
from app.engine.telling.whole_files import Steps, write_steps
from app.engine.units import NS_PER_US

ROWS_PER_STEP = 200
COLUMNS = {
    Verb.SQUARE: (
        *("number", "square", "worker", "pid"),
        *("taken_up_us", "squared_us", "arrived_us", "not_squared_because"),
    ),
    Verb.GIVE: (
        *("number", "result", "worker", "pid"),
        *("taken_up_us", "done_us", "arrived_us", "not_done_because"),
        *("type", "printed"),
    ),
}
"""Column names are not translated: a program may read them. Times are whole microseconds since the
run was asked for, because a spreadsheet reads a decimal point according to its country."""

Fields = tuple[str | int, ...]


def results_text(log: Rows, rows: Sequence[int] | None = None) -> str:
    """Return rows' sentences with every digit, one a line, the last without a line's end.

    Args:
        log: the run.
        rows: rows of the log in the order wanted; None for all as they arrived, and after them
            the numbers that were left because of a stop.
    """
    return "".join(results_text_pieces(log, rows))[:-1]


def results_text_pieces(log: Rows, rows: Sequence[int] | None = None) -> Iterator[str]:
    """Yield `results_text` in pieces that are made quickly, each sentence with its line's end."""
    return (piece for _, piece in _text_pieces(log, rows))


def stopped_text_pieces(log: Rows) -> Iterator[str]:
    """Yield the sentences of the numbers left because of a stop, each with its line's end."""
    for numbers in _stopped(log, None):
        yield "".join([stopped_sentence(log, number) + "\n" for number, _ in numbers])


def save_results(path: str | Path, log: Rows, rows: Sequence[int] | None = None) -> None:
    """Save rows to a file at once; see `save_steps`."""
    for _ in save_steps(path, log, rows):
        pass


def save_steps(path: str | Path, log: Rows, rows: Sequence[int] | None = None) -> Steps:
    """Save rows to a file in short steps, yielding how many rows are written.

    Where `path` is a symbolic link, the file it points to is replaced and the link stays.

    Args:
        path: where to; ``.csv`` and ``.json`` choose those formats, anything else is text.
        log: the run.
        rows: rows of the log in the order wanted; None for all, as in `results_text`.

    Raises:
        NotSaved: with a sentence that says why.
    """
    target = Path(os.path.realpath(path))
    yield from write_steps(target, _FORMATS.get(target.suffix.lower(), _text_pieces)(log, rows))


def _chosen(log: Rows, rows: Sequence[int] | None) -> Sequence[int]:
    return range(len(log)) if rows is None else rows


def _stopped(log: Rows, rows: Sequence[int] | None) -> Iterator[list[tuple[int, int]]]:
    """Yield the numbers left because of a stop, with who held them, a few at a time."""
    for span in log.stopped_spans if rows is None else ():
        for begin in range(span.number, span.number + span.count, ROWS_PER_STEP):
            end = min(begin + ROWS_PER_STEP, span.number + span.count)
            yield [(number, span.worker) for number in range(begin, end)]


def _text_pieces(log: Rows, rows: Sequence[int] | None) -> Iterator[tuple[int, str]]:
    """Yield the sentences, each with a line's end."""
    sentence_of, done = RowSentences(log).of_row, 0
    for piece in _stretches(_chosen(log, rows)):
        done += len(piece)
        yield done, "".join([f"{sentence_of(row)}\n{printed_lines(log, row)}" for row in piece])
    for sentences in stopped_text_pieces(log) if rows is None else ():
        done += sentences.count("\n")
        yield done, sentences


def _csv_pieces(log: Rows, rows: Sequence[int] | None) -> Iterator[tuple[int, str]]:
    """Yield a header and a line a row."""
    yield 0, ",".join(COLUMNS[log.task.verb]) + "\n"
    done = 0
    for fields in _all_fields(log, rows):
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(fields)
        done += len(fields)
        yield done, out.getvalue()


def _json_pieces(log: Rows, rows: Sequence[int] | None) -> Iterator[tuple[int, str]]:
    """Yield an object with a list of objects, one a row; numbers are texts, to keep every digit."""
    yield 0, '{"program": "MultiSquare", "results": ['
    separator, done = "\n", 0
    for piece in _all_fields(log, rows):
        texts = []
        for values in piece:
            named = zip(COLUMNS[log.task.verb], values, strict=True)
            fields = {name: None if value == "" else value for name, value in named}
            texts.append(separator + json.dumps(fields, ensure_ascii=False))
            separator = ",\n"
        done += len(piece)
        yield done, "".join(texts)
    yield done, "\n]}\n"


def _all_fields(log: Rows, rows: Sequence[int] | None) -> Iterator[list[Fields]]:
    """Yield the values of rows, and of numbers left because of a stop, a few at a time."""
    columns = len(COLUMNS[log.task.verb])
    for piece in _stretches(_chosen(log, rows)):
        yield [_fields(log, row)[:columns] for row in piece]
    for numbers in _stopped(log, rows):
        yield [_stopped_fields(log, number, worker)[:columns] for number, worker in numbers]


def _stretches(rows: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield the rows a few at a time."""
    for begin in range(0, len(rows), ROWS_PER_STEP):
        yield rows[begin : begin + ROWS_PER_STEP]


def _stopped_fields(log: Rows, number: int, worker: int) -> Fields:
    """Return the values of a number that was left because of a stop."""
    record = None if worker == NOBODY else log.workers[worker]
    name = "" if record is None else record.name
    pid = "" if record is None or record.pid is None else record.pid
    why = cause_sentence(Cause(CauseKind.STOPPED), name)
    return (text_of(log.numbers[number]), "", name, pid, "", "", "", why, "", "")


def _fields(log: Rows, row: int) -> Fields:
    """Return a row's values in the order of all `COLUMNS`, empty where there is none."""
    outcome, worker = log.row_outcome[row], log.row_worker[row]
    pid = "" if worker == NOBODY else log.workers[worker].pid
    failed = isinstance(outcome, Cause)
    name, origin = log.worker_name(row), log.origin_of(row)
    return (
        text_of(log.numbers[log.row_number[row]]),
        "" if isinstance(outcome, Cause) else log.task.result_text(outcome),
        name,
        "" if pid is None else pid,
        _since_requested(origin, log.row_taken[row]),
        "" if failed else _since_requested(origin, log.row_done[row]),
        _since_requested(origin, log.row_received[row]),
        cause_sentence(outcome, name) if isinstance(outcome, Cause) else "",
        log.type_name_of(row),
        log.printed_of(row),
    )


def _since_requested(requested: int, at: int) -> str | int:
    """Return a time in whole microseconds since the run was asked for; empty for none."""
    if at == 0 or requested == 0:
        return ""
    return (at - requested + NS_PER_US // 2) // NS_PER_US


_FORMATS: dict[str, Callable[[Rows, Sequence[int] | None], Iterator[tuple[int, str]]]] = {
    ".csv": _csv_pieces,
    ".json": _json_pieces,
}
