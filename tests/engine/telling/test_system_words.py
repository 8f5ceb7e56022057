"""What the operating system said of a worker, held to records written by hand."""

from __future__ import annotations

import pytest

from app.engine.events import UNKNOWN, SystemFigures
from app.engine.telling.system_words import bytes_text, system_facts, untold_words
from app.engine.worker_record import WorkerRecord

WHOLE = WorkerRecord(
    worker=0,
    name="Process-1",
    process=1,
    requested=0,
    pid=4711,
    computed=301_000_000,
    system=SystemFigures(1_600_000_000, 1, 12, 3, 15_000_000),
    given=52,
    sent=1_234,
    own_memory=4_200_000,
    shared_memory=9_000_000,
)


def test_everything_that_was_told_is_said() -> None:
    """Each figure under one name."""
    assert dict(system_facts(WHOLE)) == {
        "Process id": "4711",
        "CPU time of its process": "301 ms",
        "Ready, but no core free": "1.6 s",
        "Pushed off its core": "12 times",
        "Gave its core up, to wait": "3 times",
        "Last seen on": "core 1",
        "Memory of its own": "4.2 MB",
        "Memory shared with others": "9 MB",
        "Most memory at once": "15 MB",
        "Numbers it was given, pickled": "52 bytes",
        "What it sent, pickled": "1.23 kB",
    }
    assert untold_words(WHOLE) == ""


def test_what_nobody_told_is_left_out_and_said_to_be() -> None:
    """As on Windows, where there is no such account; and before a worker has begun."""
    bare = WorkerRecord(0, "Process-1", 1, 0)
    assert system_facts(bare) == []
    assert "was not asked" in untold_words(bare)
    bare.system = SystemFigures(pushed_off=2, gave_up=1, peak=1_000)
    assert [name for name, _ in system_facts(bare)] == [
        "Pushed off its core",
        "Gave its core up, to wait",
        "Most memory at once",
    ]
    assert "does not tell" in untold_words(bare)
    bare.system = SystemFigures(waited=0)
    assert "too short" in untold_words(bare)
    assert bare.own_memory == UNKNOWN


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1_000, "1 kB"), (9_250_000, "9.25 MB")],
)
def test_bytes_have_units(count: int, words: str) -> None:
    """Of a thousand each."""
    assert bytes_text(count) == words
