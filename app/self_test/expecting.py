"""What holds for every run: sentences about a log that is not as it should be. Any thread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.engine.events import RunFinished, RunRequested
from app.engine.log import Log
from app.engine.numbers.exact import Number
from app.engine.outcome import Cause, CauseKind
from app.engine.telling.cause_words import cause_sentence
from app.engine.telling.event_sentences import detour_sentence
from app.self_test.check import UnfulfilledError
from app.words import tr


def expect(holds: bool, otherwise: str) -> None:
    """Raise `UnfulfilledError` with the sentence `otherwise` unless something holds."""
    if not holds:
        raise UnfulfilledError(otherwise)


def expect_whole(log: Log) -> None:
    """Hold that a run has one beginning and one end, and an answer for every number."""
    events = log.events
    ends = [event for event in events if isinstance(event, RunFinished)]
    begins = bool(events) and isinstance(events[0], RunRequested)
    expect(begins and len(ends) == 1 and events[-1] is ends[0], tr("The run had no proper end."))
    expect(not log.failed, tr("An error in the program itself ended the run."))
    expect(ends[0].left == 0, tr("Some processes could not be ended."))
    if log.detour is not None:
        raise UnfulfilledError(detour_sentence(log.detour))
    for worker in log.workers:
        words = tr("{name} was not seen to end.", name=worker.name)
        expect(worker.exited is not None, words)
    stopped = [span.number + place for span in log.stopped_spans for place in range(span.count)]
    answered = sorted([*log.row_number, *stopped])
    expect(
        answered == list(range(len(log.numbers))),
        tr("Not every number was answered exactly once."),
    )


def expect_results(log: Log, wanted: Mapping[Any, Any]) -> None:
    """Hold that exactly these numbers were done, with these results.

    Args:
        log: a run.
        wanted: the results by number.
    """
    seen = results_of(log)
    for number, result in wanted.items():
        if number not in seen:
            raise UnfulfilledError(_why_missing(log, number))
        problem = tr("The square of {number} came back as something else.", number=str(number)[:40])
        expect(seen[number] == result, problem)
    expect(len(seen) == len(wanted), tr("More numbers were done than should have been."))


def expect_ends_in_order(log: Log) -> None:
    """Hold that every worker started, and that every process ended with exit status 0."""
    for worker in log.workers:
        name = worker.name
        expect(worker.started is not None, tr("{name} never started.", name=name))
        if worker.cause is not None:
            raise UnfulfilledError(f"{cause_sentence(worker.cause, name)}.")
        words = tr("{name} ended with exit status {code}.", name=name, code=worker.exit_code)
        expect(worker.exit_code == 0, words)


def expect_killed(log: Log, number: Number) -> None:
    """Hold that one number, and no other, was not done because its process was killed."""
    causes = {
        log.numbers[place]: outcome
        for place, outcome in zip(log.row_number, log.row_outcome, strict=True)
        if isinstance(outcome, Cause)
    }
    expect(number in causes, tr("Nothing was said of the number whose process was killed."))
    expect(len(causes) == 1, tr("More numbers were lost than the one whose process was killed."))
    told = tr("The killed process was said to have ended in another way.")
    expect(causes[number].kind is CauseKind.KILLED, told)


def results_of(log: Log) -> dict[Any, Any]:
    """Return the result of every number that was done, by the number."""
    return {
        log.numbers[place]: outcome
        for place, outcome in zip(log.row_number, log.row_outcome, strict=True)
        if not isinstance(outcome, Cause)
    }


def _why_missing(log: Log, number: object) -> str:
    """Return why a number was not done."""
    for row, place in enumerate(log.row_number):
        outcome = log.row_outcome[row]
        if log.numbers[place] == number and isinstance(outcome, Cause):
            why = cause_sentence(outcome, log.worker_name(row))
            return tr("{number} was not squared: {why}.", number=str(number)[:40], why=why)
    return tr("{number} was not squared.", number=str(number)[:40])
