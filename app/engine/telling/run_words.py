"""What is said about a run as a whole, from its log alone. Pure functions; main process."""

from __future__ import annotations

from bisect import bisect_right

from app.engine.analysis.totals import took_ns
from app.engine.events import StartMethodReplaced
from app.engine.log import Log
from app.engine.numbers.exact import short_text_of
from app.engine.record import Record
from app.engine.telling.durations import duration_text
from app.engine.telling.event_sentences import detour_sentence
from app.engine.telling.task_words import tr_task, tr_task_count
from app.engine.way import Housing
from app.words import tr, tr_count

NUMBERS_NAMED = 5
LONGEST_NUMBER = 12


def progress_words(record: Record) -> str:
    """Return how far a run has come."""
    log = record.log
    counts = {"done": f"{len(log):,}", "all": f"{len(log.numbers):,}"}
    if record.is_another_go:
        return tr_task(
            log.task,
            square="{run}: squaring… {done} of {all}",
            give="{run}: running {function}… {done} of {all}",
            run=go_words(record),
            **counts,
        )
    return tr_task(
        log.task,
        square="Squaring… {done} of {all}",
        give="Running {function}… {done} of {all}",
        **counts,
    )


def record_words(record: Record) -> str:
    """Return which run this is and what its numbers are: ``Run 1: 2, 3, 4``."""
    if record.is_another_go:
        return go_words(record)
    return tr("Run {number}: {numbers}", number=record.number, numbers=_named_numbers(record))


def go_words(record: Record) -> str:
    """Return which go this is, at what, and after which run: ``Run 2 (3, 4, left by Run 1)``."""
    return tr(
        "Run {number} ({numbers}, left by Run {parent})",
        number=record.number,
        numbers=_named_numbers(record),
        parent=record.parent.number if record.parent is not None else record.number,
    )


def _named_numbers(record: Record) -> str:
    """Return a run's numbers, the first few of them where there are many."""
    numbers = record.plan.numbers
    shown = [short_text_of(number, most=LONGEST_NUMBER) for number in numbers[:NUMBERS_NAMED]]
    words = tr(", ").join(shown)
    if len(numbers) <= NUMBERS_NAMED:
        return words
    return tr_count(
        "{numbers} …, {count} number", "{numbers} …, {count} numbers", len(numbers), numbers=words
    )


def moment_words(log: Log, now: int) -> str:
    """Return what had arrived at a moment of a finished run.

    Args:
        log: the run.
        now: the moment, in nanoseconds on the log's clock.
    """
    arrived = bisect_right(log.row_received, now)
    return tr(
        "Replay: after {duration}, {done} of {all} had arrived",
        duration=duration_text(max(0, now - (log.requested or now))),
        done=f"{arrived:,}",
        all=f"{len(log.numbers):,}",
    )


def summary_words(record: Record) -> str:
    """Return what a finished run did: how many numbers, how many processes and how long."""
    log = record.log
    words = _done_words(log, record.plan.way.housing)
    if log.not_done and not log.stopped:
        failed = tr_task_count(
            log.task,
            square=("{count} was not squared", "{count} were not squared"),
            give=("{count} was not done", "{count} were not done"),
            count=log.not_done,
        )
        words = tr("{done}; {failed}", done=words, failed=failed)
    if log.failed:
        words = tr("Ended by an error in MultiSquare: {summary}", summary=words)
    elif log.stopped:
        words = tr("Stopped: {summary}", summary=words)
    if record.is_another_go:
        return tr("{run}: {summary}", run=go_words(record), summary=words)
    return words


def detour_words(detour: StartMethodReplaced) -> str:
    """Return that processes are started in another way than asked for, as a sentence."""
    words = detour_sentence(detour)
    return f"{words[:1].upper()}{words[1:]}."


def suspended_words(names: list[str]) -> str:
    """Return which workers do not answer and what to do, or an empty text for none."""
    if not names:
        return ""
    if len(names) == 1:
        return tr(
            "{name} does not answer: it has been suspended. Resume it from its menu (right "
            "click), or press Stop.",
            name=names[0],
        )
    return tr_count(
        "{count} process does not answer: it has been suspended. Resume it from its menu "
        "(right click), or press Stop.",
        "{count} processes do not answer: they have been suspended. Resume them from their "
        "menus (right click), or press Stop.",
        len(names),
    )


def _done_words(log: Log, housing: Housing) -> str:
    """Return who squared how many, in how long: until the last result, as in the Why."""
    every, done = len(log.numbers), log.done
    if done == every:
        numbers = tr_task_count(
            log.task,
            square=("{count} number squared", "{count} numbers squared"),
            give=("{function} run for {count} number", "{function} run for {count} numbers"),
            count=every,
        )
    else:
        numbers = tr_task_count(
            log.task,
            square=("{done} of {count} number squared", "{done} of {count} numbers squared"),
            give=(
                "{function} run for {done} of {count} number",
                "{function} run for {done} of {count} numbers",
            ),
            count=every,
            done=f"{done:,}",
        )
    if log.requested is None or log.finished is None:
        return numbers
    return tr(
        "{numbers} by {workers} in {duration}",
        numbers=numbers,
        workers=_workers_words(log, housing),
        duration=duration_text(took_ns(log)),
    )


def _workers_words(log: Log, housing: Housing) -> str:
    """Return how many processes there were; with threads, how many of them in how many."""
    processes = tr_count("{count} process", "{count} processes", log.processes)
    if housing is not Housing.THREAD:
        return processes
    threads = tr_count("{count} thread", "{count} threads", len(log.workers))
    return tr("{threads} in {processes}", threads=threads, processes=processes)
