"""What a million rows cost in memory, on top of the numbers themselves."""

from __future__ import annotations

import sys

from bench.contestant import Contestant
from bench.report import Table, verdict

COUNT, QUICK_COUNT = 1_000_000, 200_000
MOST_BYTES = 200
ALIGNMENT = 16
"""Python hands out memory in pieces of so many bytes."""


def report(quick: bool) -> list[Table]:
    """Measure, in a program of its own."""
    count = QUICK_COUNT if quick else COUNT
    table = Table(f"memory for {count:,} rows: the log and the list of results")
    contestant = Contestant("-m", "bench.rows")
    try:
        figures = contestant.measure(str(count))
    finally:
        contestant.close()
    resident = figures["resident"] / count
    allocated = figures["allocated"] / count
    table.add(
        "the process's memory grew by",
        f"{resident:.0f} bytes a row",
        verdict=verdict(resident, MOST_BYTES, f"under {MOST_BYTES}"),
    )
    table.add(
        "of it, allocated by Python",
        f"{allocated:.0f} bytes a row",
        verdict=verdict(allocated, MOST_BYTES, f"under {MOST_BYTES}"),
    )
    table.remarks.append(
        "without the numbers and the squares themselves, "
        f"{figures['numbers'] / count:.0f} bytes a row for two whole numbers"
    )
    return [table]


def size_of(number: int) -> int:
    """Return what an integer really takes up, in bytes."""
    return -(-sys.getsizeof(number) // ALIGNMENT) * ALIGNMENT
