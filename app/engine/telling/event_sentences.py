"""Each event of a run in a sentence that a beginner understands, without a full stop.

Any thread of the main process.
"""

from __future__ import annotations

from app.engine.events import (
    Event,
    NumberNotDone,
    NumbersDone,
    NumberTaken,
    RunFinished,
    RunRequested,
    StartMethodReplaced,
    WorkerExited,
    WorkerRequested,
    WorkerResumed,
    WorkerStarted,
    WorkerSuspended,
)
from app.engine.log import Log
from app.engine.numbers.exact import short_text_of
from app.engine.outcome import CauseKind
from app.engine.telling.cause_words import cause_sentence, no_start_words
from app.engine.telling.durations import duration_text
from app.engine.telling.task_words import task_words, tr_task, tr_task_count
from app.words import tr, tr_count

LONGEST_NUMBER = 40
NOTICEABLE_NS = 1_000_000
"""A result that has lain ready for less is not worth a word."""


def event_sentence(log: Log, event: Event) -> str:
    """Return what happened, in words."""
    if isinstance(event, RunRequested | RunFinished):
        return _run_sentence(event)
    if isinstance(event, StartMethodReplaced):
        return detour_sentence(event)
    if isinstance(event, NumbersDone):
        return _read_sentence(log, event)
    if isinstance(event, NumberTaken):
        return taken_sentence(log, event.worker, event.number)
    if isinstance(event, NumberNotDone):
        return _not_done_sentence(log, event)
    return _life_sentence(log, event)


def taken_sentence(log: Log, worker: int, number: int, count: int = 1) -> str:
    """Return that a worker has begun with a number, or with so many together from that one on."""
    name, first = _name(log, worker), _number(log, number)
    if count > 1:
        return tr_count(
            "{name} takes up {count} number together, beginning with {first}",
            "{name} takes up {count} numbers together, beginning with {first}",
            count,
            name=name,
            first=first,
        )
    return tr("{name} takes up {number}", name=name, number=first)


def detour_sentence(event: StartMethodReplaced) -> str:
    """Return that processes are started in another way than asked for."""
    return tr(
        "the start method {asked} cannot be used here ({reason}), so processes are started with "
        "{used}",
        asked=event.asked,
        reason=no_start_words(event.cause),
        used=event.used,
    )


def done_sentence(log: Log, event: NumbersDone, offset: int, count: int = 1) -> str:
    """Return that a worker has squared one of a message's numbers, or several together."""
    parts = {
        "name": _name(log, event.worker),
        "number": _number(log, event.first + offset),
        "result": log.task.short_result_text(event.results[offset], most=LONGEST_NUMBER),
    }
    if count > 1:
        return tr_task_count(
            log.task,
            square=(
                "{name} has squared {count} number, beginning with {number}: {result}",
                "{name} has squared {count} numbers, beginning with {number}: {result}",
            ),
            give=(
                "{name} has done {count} number, beginning with {number}: {result}",
                "{name} has done {count} numbers, beginning with {number}: {result}",
            ),
            count=count,
            **parts,
        )
    return tr_task(
        log.task,
        square="{name} has squared {number}: {result}",
        give="{name} has done {number}: {result}",
        **parts,
    )


def sent_sentence(log: Log, event: NumbersDone) -> str:
    """Return that a worker hands a message over."""
    name, count = _name(log, event.worker), len(event.results)
    if count > 1:
        return tr_count(
            "{name} hands {count} result to the main program",
            "{name} hands {count} results to the main program",
            count,
            name=name,
        )
    result = log.task.short_result_text(event.results[0], most=LONGEST_NUMBER)
    return tr("{name} hands {result} to the main program", name=name, result=result)


def _run_sentence(event: RunRequested | RunFinished) -> str:
    """Return that a run begins or is over."""
    if isinstance(event, RunRequested):
        return tr("the run begins")
    if event.failed:
        return tr("an error in MultiSquare itself has ended the run")
    if event.left:
        return tr_count(
            "the run was stopped; {count} process does not end, and is no longer waited for",
            "the run was stopped; {count} processes do not end, and are no longer waited for",
            event.left,
        )
    if event.stopped:
        return tr("the run was stopped, and every process has been joined")
    return tr("every process has been joined: the run is over")


def _read_sentence(log: Log, event: NumbersDone) -> str:
    """Return that the main program has read a message, and how long it had lain there."""
    parts = {"name": _name(log, event.worker), "lying": duration_text(_lying(event))}
    count = len(event.results)
    if count > 1 and _lying(event) >= NOTICEABLE_NS:
        return tr_count(
            "the main program reads {count} result from {name}; it had lain ready for {lying}",
            "the main program reads {count} results from {name}; they had lain ready for {lying}",
            count,
            **parts,
        )
    if count > 1:
        return tr_count(
            "the main program reads {count} result from {name}",
            "the main program reads {count} results from {name}",
            count,
            **parts,
        )
    parts["result"] = log.task.short_result_text(event.results[0], most=LONGEST_NUMBER)
    if _lying(event) >= NOTICEABLE_NS:
        return tr(
            "the main program reads {result} from {name}; it had lain ready for {lying}", **parts
        )
    return tr("the main program reads {result} from {name}", **parts)


def _lying(event: NumbersDone) -> int:
    """Return how long a message lay ready before the main program began to read it."""
    return max(0, event.fetched - event.sent) if event.sent and event.fetched else 0


def _not_done_sentence(log: Log, event: NumberNotDone) -> str:
    """Return that a number, or several, came to nothing; all that a stop has left, at once."""
    if event.cause.kind is CauseKind.STOPPED:
        return tr_task_count(
            log.task,
            square=(
                "you pressed Stop: {count} number is not squared",
                "you pressed Stop: {count} numbers are not squared",
            ),
            give=(
                "you pressed Stop: {count} number is not done",
                "you pressed Stop: {count} numbers are not done",
            ),
            count=log.stopped_numbers,
        )
    name = "" if event.worker is None else _name(log, event.worker)
    cause = cause_sentence(event.cause, name)
    if event.count > 1:
        return tr_task_count(
            log.task,
            square=(
                "{count} number was not squared: {cause}",
                "{count} numbers were not squared: {cause}",
            ),
            give=("{count} number was not done: {cause}", "{count} numbers were not done: {cause}"),
            count=event.count,
            cause=cause,
        )
    number = _number(log, event.number)
    return task_words(log.task).not_done(number, cause)


def _life_sentence(
    log: Log,
    event: WorkerRequested | WorkerStarted | WorkerSuspended | WorkerResumed | WorkerExited,
) -> str:
    """Return a step in a worker's life."""
    if isinstance(event, WorkerRequested):
        if _is_thread(log, event.worker):
            return tr("{name} is asked for, as a thread of one process", name=event.name)
        return tr("the main program starts {name}", name=event.name)
    if isinstance(event, WorkerStarted):
        return tr(
            "{name} has started: it is running Python now, pid {pid}",
            name=event.name,
            pid=event.pid,
        )
    if isinstance(event, WorkerExited):
        return _exit_sentence(log, event)
    if isinstance(event, WorkerResumed):
        return tr("{name} goes on", name=_name(log, event.worker))
    name = _name(log, event.worker)
    return tr("{name} does not answer: it has been suspended", name=name)


def _exit_sentence(log: Log, event: WorkerExited) -> str:
    """Return that a worker is joined."""
    name = _name(log, event.worker)
    if not event.ended:
        return tr("{name} does not end, and is no longer waited for", name=name)
    if event.cause is not None and event.cause.kind is CauseKind.STOPPED:
        return tr("the main program has ended {name}, and joins it", name=name)
    if event.cause is not None:
        cause = cause_sentence(event.cause, name)
        return tr("the main program joins {name}: {cause}", name=name, cause=cause)
    if _is_thread(log, event.worker):
        return tr("{name} has ended, and its process is joined", name=name)
    return tr("the main program joins {name}", name=name)


def _is_thread(log: Log, worker: int) -> bool:
    """Return whether a worker shares its process with a neighbour."""
    process = log.workers[worker].process
    neighbours = log.workers[max(0, worker - 1) : worker + 2]
    return sum(record.process == process for record in neighbours) > 1


def _name(log: Log, worker: int) -> str:
    """Return a worker's name."""
    return log.workers[worker].name


def _number(log: Log, number: int) -> str:
    """Return a number as text, shortened in the middle if it is huge."""
    return short_text_of(log.numbers[number], most=LONGEST_NUMBER)
