"""Puts a report together from a record: what it says, in which order; not yet how it looks.

In short steps, in the thread that shows the record, which no longer changes.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

from app import __version__
from app.engine.analysis.totals import RunTotals
from app.engine.record import Record
from app.engine.reporting.blocks import (
    Block,
    Fact,
    Facts,
    Picture,
    Report,
    Section,
    Weight,
    Words,
)
from app.engine.reporting.figures import figures_section, verdict_section, workers_section
from app.engine.reporting.program import program_steps
from app.engine.reporting.results import numbers_words, results_sections
from app.engine.rows import Rows
from app.engine.scripts.script import Version
from app.engine.telling.durations import duration_text
from app.engine.telling.explanation import explain
from app.engine.telling.run_words import detour_words, record_words, summary_words
from app.engine.telling.task_words import tr_task
from app.engine.telling.way_words import sharing_words, work_words
from app.engine.telling.wording import cores_text
from app.words import tr


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is about.

    Attributes:
        record: a run that is over.
        rows: where its numbers stand: after it, or after another go; no longer changing.
        goes: the first run at these numbers and every other go at them, in order.
        picture: its timeline, which only who has a window can draw; None for none.
        version: in which way the workers of the program answer.
        extra: what else there is to show, such as a comparison.
    """

    record: Record
    rows: Rows
    goes: Sequence[Record] = ()
    picture: Picture | None = None
    version: Version = Version.PRINT
    extra: Sequence[Section] = ()


def report_steps(subject: Subject) -> Generator[None, None, Report]:
    """Put a report together; every step takes a few milliseconds at most."""
    record = subject.record
    adding_up = RunTotals(record.log)
    yield from adding_up.steps()
    totals = adding_up.at()
    yield
    found = explain(totals, record, record.besides.in_turn)
    sections: list[Section | None] = [verdict_section(found, totals.division)]
    sections.append(_timeline(subject.picture))
    goes = subject.goes[-1].number if len(subject.goes) > 1 else 1
    sections += yield from results_sections(subject.rows, goes)
    sections += subject.extra
    sections.append(figures_section(found, totals.division))
    sections.append((yield from workers_section(record.log)))
    sections.append(_how_it_was_run(record))
    yield
    sections.append((yield from program_steps(record.plan, subject.version)))
    return Report(
        title=record.name or (_run(record) if record.is_another_go else record_words(record)),
        blocks=_beginning(subject),
        sections=tuple(section for section in sections if section is not None),
        program=tr("MultiSquare {version}", version=__version__),
    )


def _beginning(subject: Subject) -> tuple[Block, ...]:
    """Return what the run did, and which others there were at its numbers."""
    record = subject.record
    blocks: list[Block] = []
    if record.name and not record.is_another_go:
        blocks.append(Words(record_words(record)))
    blocks.append(Words(tr("{summary}.", summary=summary_words(record))))
    blocks.append(Words(_when_and_where(record), Weight.SMALL))
    if len(subject.goes) > 1:
        blocks.append(Words(tr("All runs at these numbers:"), Weight.SMALL))
        facts = [Fact(_run(go), "", summary_words(go)) for go in subject.goes]
        blocks.append(Facts(tuple(facts)))
    return tuple(blocks)


def _run(record: Record) -> str:
    return tr("Run {number}", number=record.number)


def _when_and_where(record: Record) -> str:
    """Return when it was, on how many cores, and with which Python."""
    return tr(
        "{when} · {cores} for the program · Python {python}",
        when=_when(record),
        cores=cores_text(record.computer.cores),
        python=record.computer.python,
    )


def _when(record: Record) -> str:
    """Return when a run began, by the calendar where it ran."""
    zone = record.began.strftime("%z")
    return tr(
        "{date}, {time} (UTC{zone})",
        date=record.began.strftime("%Y-%m-%d"),
        time=record.began.strftime("%H:%M"),
        zone=f"{zone[:3]}:{zone[3:5]}" if zone else "",
    )


def _timeline(picture: Picture | None) -> Section | None:
    """Return the picture with how to read it."""
    if picture is None:
        return None
    how = tr(
        "How to read this: each row is a worker, and time runs from left to right. A bar in the "
        "worker's colour is a number in progress, solid for the part of the time in which the "
        "worker had a core; what the other bars mean stands below the rows. Where bars lie above "
        "each other, workers were at it at the same time."
    )
    return Section(tr("Timeline"), (picture, Words(how, Weight.SMALL)))


def _how_it_was_run(record: Record) -> Section:
    """Return numbers, way and computer."""
    plan, computer = record.plan, record.computer
    facts = [
        Fact(tr("Numbers"), numbers_words(plan.numbers, len(plan.numbers))),
        Fact(
            tr("Done with each"),
            tr_task(plan.task, square="squared", give="{function} is run"),
        ),
        Fact(tr("How"), sharing_words(plan.way)),
        Fact(tr("Extra work"), work_words(plan.way.work)),
        Fact(tr("Start method"), plan.way.start_method),
        Fact(tr("Began"), _when(record)),
        Fact(tr("Cores the program could use"), cores_text(computer.cores)),
        Fact(tr("System"), computer.system),
        Fact(tr("Python"), computer.python),
        Fact(tr("Program"), tr("MultiSquare {version}", version=computer.program)),
    ]
    blocks: list[Block] = [Facts(tuple(facts))]
    if record.log.detour is not None:
        blocks.append(Words(detour_words(record.log.detour)))
    return Section(tr("How it was run"), tuple(blocks))


def timeline_words(record: Record) -> str:
    """Return in words what a timeline shows, for who cannot see it."""
    log = record.log
    length = (log.finished or 0) - (log.requested or 0)
    return tr(
        "Timeline of {length}: {summary}. The same in figures stands under The workers.",
        length=duration_text(length),
        summary=summary_words(record),
    )
