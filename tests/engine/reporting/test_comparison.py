"""A comparison in a report: its sentence, its figures, and only where it belongs."""

from __future__ import annotations

from app.engine.comparing.comparison import Contender
from app.engine.comparing.findings import find_out
from app.engine.plan import Plan
from app.engine.reporting.blocks import Table, Words
from app.engine.reporting.comparison import belongs_to, comparison_section
from app.engine.telling.comparing_words import comparing_headline
from tests.engine.comparing.made import asked_of, compared, way
from tests.hand_written_logs import five_processes, record_of

FOUND = find_out(
    compared(
        asked_of(Contender(way("one")), Contender(way("pool"))),
        [200, 201, 202, 203, 204, 205],
        [100, 101, 102, 103, 104, 105],
    )
)


def test_section_says_what_the_page_says() -> None:
    """The sentence first, then a table with every way, then how sure that is."""
    sentence, table, *remarks = comparison_section(FOUND).blocks
    assert isinstance(sentence, Words)
    assert sentence.text == comparing_headline(FOUND)
    assert isinstance(table, Table)
    assert [row.cells[0] for row in table.rows] == ["A pool of 2", "One after another"]
    assert all(len(row.cells) == len(table.head) for row in table.rows)
    assert remarks


def test_comparison_of_other_numbers_stays_out() -> None:
    """A report is about one run's numbers."""
    own = record_of(five_processes(), Plan(list(FOUND.comparison.asked.numbers)))
    other = record_of(five_processes(), Plan([7, 8, 9, 10, 11, 12]))
    assert belongs_to(FOUND, own)
    assert not belongs_to(FOUND, other)
