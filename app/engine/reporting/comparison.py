"""A comparison as a section of a report. Any thread."""

from __future__ import annotations

from app.engine.comparing.findings import Findings
from app.engine.plan import same_numbers
from app.engine.record import Record
from app.engine.reporting.blocks import Row, Section, Table, Weight, Words
from app.engine.telling.comparing_tables import table_of
from app.engine.telling.comparing_words import comparing_headline, comparing_remarks
from app.words import tr


def comparison_section(found: Findings) -> Section:
    """Return what a comparison came to: its sentence, its figures, and how sure they are."""
    table = table_of(found)
    return Section(
        tr("Compared with other ways"),
        (
            Words(comparing_headline(found)),
            Table(
                table.headings,
                tuple(Row(cells) for cells in table.rows),
                figures=frozenset(range(1, len(table.headings))),
            ),
            *(Words(remark, Weight.SMALL) for remark in comparing_remarks(found)),
        ),
    )


def belongs_to(found: Findings, record: Record) -> bool:
    """Return whether a comparison is one of a run's numbers and of what is done with them."""
    asked, plan = found.comparison.asked, record.plan
    same_task = (asked.task.name, asked.task.source) == (plan.task.name, plan.task.source)
    return bool(found.measured) and same_task and same_numbers(asked.numbers, plan.numbers)
