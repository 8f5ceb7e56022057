"""Runs that were saved in an earlier format are read for ever: samples of each are kept here."""

from __future__ import annotations

from pathlib import Path

from app.engine.outcome import Cause
from app.engine.own.task import own_function_of
from app.engine.record import Record, goes_up_to
from tests.engine.storage.runs import read
from tests.engine.storage.test_record_lines import NUMBERS

SAMPLES = Path(__file__).parent / "samples"


def runs_in(name: str) -> list[Record]:
    """Return the runs of a sample; a line with nothing in it ends each."""
    blocks = (SAMPLES / name).read_text(encoding="ascii").strip().split("\n\n")
    return [read(block.split("\n")) for block in blocks]


def test_first_format_is_read_as_it_was_meant() -> None:
    """Numbers of every kind in a pool; threads with a person's function, and another go at it."""
    numbers, own = runs_in("format-1.lines")
    assert list(numbers.plan.numbers) == NUMBERS
    assert numbers.log.done == len(NUMBERS)
    assert all(result == number**2 for result, number in _squares(numbers))
    assert [worker.name for worker in numbers.log.workers] == ["PoolWorker-1", "PoolWorker-2"]
    first, again = goes_up_to(own)
    assert own_function_of(again.plan.task) is not None
    assert list(again.plan.numbers) == [4]
    cause = again.log.row_outcome[0]
    assert isinstance(cause, Cause)
    assert cause.detail.startswith("ValueError: four")
    assert (first.log.done, first.log.not_done) == (3, 1)
    assert first.log.row_printed


def _squares(record: Record) -> list[tuple[object, int]]:
    """Return results beside their numbers, of those that are plain whole numbers."""
    log = record.log
    return [
        (outcome, record.plan.numbers[log.row_number[row]])  # type: ignore[misc]
        for row, outcome in enumerate(log.row_outcome)
        if isinstance(record.plan.numbers[log.row_number[row]], int)
    ]
