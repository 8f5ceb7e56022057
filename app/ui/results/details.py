"""All there is to say about one row: its result whole, what was printed, the way to an error.

GUI thread only.
"""

from __future__ import annotations

from html import escape

from app.engine.events import UNKNOWN
from app.engine.numbers.exact import text_of
from app.engine.outcome import Cause
from app.engine.rows import NOBODY, Rows
from app.engine.telling.durations import duration_text
from app.engine.telling.row_sentences import row_sentence
from app.words import tr, tr_count

MOST_SHOWN = 100_000
"""Characters of a result or of what was printed that a dialog shows; copying has all of them."""


def details_html(log: Rows, row: int) -> str:
    """Return the details of a row; everything in them is escaped."""
    outcome = log.row_outcome[row]
    parts = [f"<h3>{escape(row_sentence(log, row, short=True))}</h3>"]
    parts.append(f"<p>{escape(_times_words(log, row))}</p>")
    if isinstance(outcome, Cause):
        parts += _block(tr("How it came about"), outcome.trace)
    else:
        parts += _block(_result_title(log, row), log.task.result_text(outcome))
        if row in log.row_cut:
            parts.append(f"<p>{escape(_cut_words(log.row_cut[row]))}</p>")
    parts += _block(tr("Printed"), log.printed_of(row))
    if length := log.print_length_of(row):
        parts.append(f"<p>{escape(_print_cut_words(length))}</p>")
    number = text_of(log.numbers[log.row_number[row]])
    parts += _block(tr("The number"), number if len(number) > 60 else "")
    return "".join(parts)


def _result_title(log: Rows, row: int) -> str:
    """Return what the result is called, with its type where there is one."""
    kind = log.type_name_of(row)
    return tr("Result, of type {kind}", kind=kind) if kind else tr("Result")


def _times_words(log: Rows, row: int) -> str:
    """Return who did it and how long that took."""
    worker, words = log.row_worker[row], []
    if worker != NOBODY:
        record = log.workers[worker]
        words.append(record.name)
        if record.pid is not None:
            words.append(tr("pid {pid}", pid=record.pid))
    taken, done = log.row_taken[row], log.row_done[row]
    if taken and done:
        words.append(tr("in progress for {length}", length=duration_text(done - taken)))
    if log.row_computed[row] != UNKNOWN and done:
        computed = duration_text(log.row_computed[row])
        words.append(tr("on a core for {computed}", computed=computed))
    return " · ".join(words)


def _cut_words(length: int) -> str:
    return tr_count(
        "The result had {count} character; what is beyond the first million was not kept.",
        "The result had {count} characters; what is beyond the first million was not kept.",
        length,
    )


def _print_cut_words(length: int) -> str:
    return tr_count(
        "{count} character was printed; only the beginning was kept.",
        "{count} characters were printed; only the beginning was kept.",
        length,
    )


def _block(title: str, text: str) -> list[str]:
    """Return a titled text with all its blanks and lines, nothing for an empty one."""
    if not text:
        return []
    shown = text[:MOST_SHOWN]
    if len(text) > MOST_SHOWN:
        shown += "\n…"
    return [
        f"<p><b>{escape(title)}</b></p><pre style='white-space: pre-wrap'>{escape(shown)}</pre>"
    ]
