"""Another go at what a function left keeps what the first run told."""

from __future__ import annotations

from app.engine.own.task import own_task
from app.engine.plan import Plan
from app.engine.record import another_go, first_run
from app.engine.running.run import Run
from app.engine.standing import Standing

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
