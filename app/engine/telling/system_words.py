"""What the operating system said of one worker, as labels and values. Any thread."""

from __future__ import annotations

from app.engine.events import UNKNOWN
from app.engine.telling.durations import duration_text
from app.engine.worker_record import WorkerRecord
from app.words import tr, tr_count

BYTES_PER_KB = 1_000
UNITS = ("kB", "MB", "GB", "TB")

Fact = tuple[str, str]


def system_facts(record: WorkerRecord) -> list[Fact]:
    """Return what is known of a worker, each with its name; what nobody told is left out."""
    facts: list[Fact] = []
    if record.pid is not None:
        facts.append((tr("Process id"), str(record.pid)))
    if record.computed != UNKNOWN:
        facts.append((tr("CPU time of its process"), duration_text(record.computed)))
    facts += _scheduling(record)
    facts += _memory(record)
    if record.given:
        facts.append((tr("Numbers it was given, pickled"), bytes_text(record.given)))
    if record.sent:
        facts.append((tr("What it sent, pickled"), bytes_text(record.sent)))
    return facts


def untold_words(record: WorkerRecord) -> str:
    """Return what there is to say where something is missing; empty for nothing."""
    figures = record.system
    if figures is None:
        return tr(
            "The system was not asked for more: a process that only squares one number lives too "
            "shortly, or it had not sent anything yet, or asking is switched off in the Run menu."
        )
    if figures.waited == UNKNOWN:
        return tr("This system does not tell who waited for a core, or for how long.")
    if record.own_memory == UNKNOWN:
        return tr("It was too short to ask how much of its memory is its own.")
    return ""


def bytes_text(count: int) -> str:
    """Return an amount of bytes with its unit: ``812 bytes``, ``9.25 MB``."""
    if count < BYTES_PER_KB:
        return tr_count("{count} byte", "{count} bytes", count)
    value = float(count)
    for unit in UNITS:
        value /= BYTES_PER_KB
        if value < BYTES_PER_KB or unit == UNITS[-1]:
            return f"{value:.3g} {unit}" if value < BYTES_PER_KB else f"{value:,.0f} {unit}"
    raise AssertionError("the last unit takes them all")


def _scheduling(record: WorkerRecord) -> list[Fact]:
    """Return how it fared with the cores."""
    figures, facts = record.system, list[Fact]()
    if figures is None:
        return facts
    if figures.waited != UNKNOWN:
        facts.append((tr("Ready, but no core free"), duration_text(figures.waited)))
    if figures.pushed_off != UNKNOWN:
        times = tr_count("{count} time", "{count} times", figures.pushed_off)
        facts.append((tr("Pushed off its core"), times))
    if figures.gave_up != UNKNOWN:
        times = tr_count("{count} time", "{count} times", figures.gave_up)
        facts.append((tr("Gave its core up, to wait"), times))
    if figures.core != UNKNOWN:
        facts.append((tr("Last seen on"), tr("core {number}", number=figures.core)))
    return facts


def _memory(record: WorkerRecord) -> list[Fact]:
    """Return how much memory it had."""
    facts: list[Fact] = []
    if record.own_memory != UNKNOWN:
        facts.append((tr("Memory of its own"), bytes_text(record.own_memory)))
        facts.append((tr("Memory shared with others"), bytes_text(record.shared_memory)))
    if record.system is not None and record.system.peak != UNKNOWN:
        facts.append((tr("Most memory at once"), bytes_text(record.system.peak)))
    return facts
