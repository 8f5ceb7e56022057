"""Runs for reports, and what becomes of them; every time is chosen."""

from __future__ import annotations

from array import array
from collections.abc import Generator, Sequence
from html.parser import HTMLParser
from typing import Any, TypeVar

from app.engine.events import (
    Event,
    Notes,
    NumberNotDone,
    NumbersDone,
    RunFinished,
    RunRequested,
    WorkerExited,
    WorkerRequested,
    WorkerStarted,
)
from app.engine.log import Log
from app.engine.outcome import Cause, CauseKind
from app.engine.own.task import own_task
from app.engine.plan import Plan
from app.engine.record import Record
from app.engine.reporting.blocks import Facts, Program, Report, Section, Table, Words
from app.engine.reporting.report import Subject, report_steps
from app.engine.reporting.web_page import page_pieces
from tests.hand_written_logs import FIRST_PID, at, in_order, record_of

Result = TypeVar("Result")

SOURCE = 'def tell(number):\n    """Tell </script> of a number."""\n    return number\n'


def whole(steps: Generator[object, None, Result]) -> Result:
    """Take all steps and return what they come to."""
    came_to: list[Result] = []

    def take() -> Generator[object, None, None]:
        came_to.append((yield from steps))

    for _ in take():
        pass
    return came_to[0]


def report_on(record: Record, **others: object) -> Report:
    """Return the report of a record that is no other go."""
    return whole(report_steps(Subject(record, record.log, (record,), **others)))  # type: ignore[arg-type]


def page_of(report: Report) -> str:
    """Return the web page of a report."""
    return "".join(page_pieces(report))


def section_of(report: Report, heading: str) -> Section:
    """Return the section under a heading."""
    return next(section for section in report.sections if section.heading == heading)


def table_of(section: Section) -> Table:
    """Return a section's table."""
    return next(block for block in section.blocks if isinstance(block, Table))


def facts_of(section: Section) -> dict[str, tuple[str, str]]:
    """Return a section's facts by their labels."""
    facts = next(block for block in section.blocks if isinstance(block, Facts))
    return {fact.label: (fact.value, fact.more) for fact in facts.entries}


def words_of(section: Section) -> list[str]:
    """Return a section's paragraphs."""
    return [block.text for block in section.blocks if isinstance(block, Words)]


def program_of(section: Section) -> Program:
    """Return a section's program."""
    return next(block for block in section.blocks if isinstance(block, Program))


def own_record(
    results: Sequence[Any], printed: str = "", error: str = "", source: str = SOURCE
) -> Record:
    """Return a run of a function of the person's own, by one process.

    Args:
        results: what it gives for 0, 1, 2 …
        printed: what it prints for the first of them.
        error: what it raises for the number after the last; nothing for an empty text.
        source: the function.
    """
    count = len(results) + bool(error)
    times = [at(5_000 + 1_000 * place) for place in range(len(results))]
    notes = Notes("str", {0: printed} if printed else {}, {}, {})
    events: list[Event] = [
        RunRequested(at(0)),
        WorkerRequested(0, "PoolWorker-1", 1, at(100)),
        WorkerStarted(0, "PoolWorker-1", FIRST_PID, at(4_000)),
    ]
    if results:
        taken, done = array("q", times), array("q", [moment + 900_000 for moment in times])
        message = NumbersDone(0, 0, taken, done, list(results), at(60_000), notes=notes)
        events.append(message)
    if error:
        cause = Cause(CauseKind.RAISED, detail=error, line=3)
        events.append(NumberNotDone(len(results), 0, cause, at(61_000)))
    events += [WorkerExited(0, 0, None, at(70_000)), RunFinished(at(71_000), stopped=False)]
    log = Log(range(count), task=own_task(source, "tell"))
    log.extend(in_order(events))
    return record_of(log, Plan(range(count), task=log.task))


class PageReader(HTMLParser):
    """Reads a page as a browser would, and keeps what it is made of.

    Attributes:
        tags: every element's name and properties, in order.
        texts: what stands between tags, outside of the style sheet.
        open: the elements that are still open.
    """

    VOID = frozenset(("meta", "path", "rect", "polygon", "image"))

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element that has no content."""
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        if "style" not in self.open:
            self.texts.append(data)

    @property
    def text(self) -> str:
        """Return all texts."""
        return "".join(self.texts)

    @property
    def names(self) -> set[str]:
        """Return which elements there are."""
        return {name for name, _ in self.tags}
