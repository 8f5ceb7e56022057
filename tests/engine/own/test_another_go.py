"""Another go at what a function left keeps what the first run told."""

from __future__ import annotations

from app.engine.own.task import own_task
from app.engine.plan import Plan
from app.engine.record import another_go, first_run
from app.engine.running.run import Run
from app.engine.standing import Standing
from app.ui.results.details import details_html

SOURCE = """\
def halve(n):
    print("halving", n)
    return n / 2 if n else 1 / n
"""


def test_prints_and_types_stay_where_they_were() -> None:
    """In the list, in which the rows of both runs stand."""
    record = first_run(Plan([4, 0, 6], task=own_task(SOURCE, "halve")))
    for events in Run(record.plan):
        record.log.extend(events)
    go = another_go(record, record.log.not_done_spans())
    standing = Standing(record.log, go)
    for _ in standing.copying():
        pass
    for events in Run(go.plan):
        go.log.extend(events)
    standing.catch_up()
    told = {
        standing.numbers[standing.row_number[row]]: (
            standing.printed_of(row),
            standing.type_name_of(row),
        )
        for row in range(len(standing))
    }
    assert told[4] == ("halving 4\n", "float")
    assert told[6] == ("halving 6\n", "float")
    assert told[0][0] == "halving 0\n"
    assert standing.has_printed


def test_print_that_was_cut_says_how_long_it_was() -> None:
    """The beginning is kept; nobody takes it for all of it."""
    source = "def talk(n):\n    print('x' * 100_000)\n    return 1 / n\n"
    record = first_run(Plan([1, 0], task=own_task(source, "talk")))
    for events in Run(record.plan):
        record.log.extend(events)
    log = record.log
    assert [log.print_length_of(row) for row in range(2)] == [100_001] * 2
    assert [len(log.printed_of(row)) for row in range(2)] == [65_536] * 2
    assert "100,001 characters were printed" in details_html(log, 0)
