from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from app.engine.events import Event, NumberNotDone, RunFinished, RunRequested
from app.engine.log import Log
from app.engine.outcome import Cause, CauseKind
from app.engine.reporting.results import (
    SHOWN_AT_EACH_END,
    done_row,
    number_text,
    results_sections,
)
from tests.engine.reporting.subjects import own_record, table_of, whole, words_of
from tests.hand_written_logs import at, five_processes, log_of, many_numbers, one_killed


def test_every_result_of_a_few_is_there_with_who_brought_it_and_when() -> None:
    """In order of arrival, as in the list."""
    (section,) = whole(results_sections(five_processes()))
    assert [row.cells for row in table_of(section).rows] == [
        ("3", "9", "Process-2", "6.1 ms"),
        ("2", "4", "Process-1", "6.9 ms"),
        ("4", "16", "Process-3", "9.8 ms"),
        ("5", "25", "Process-4", "12.2 ms"),
        ("6", "36", "Process-5", "15 ms"),
    ]


def test_of_many_the_first_and_the_last_are_there_and_how_many_lie_between() -> None:
    """A hundred at each end."""
    log = many_numbers(10_000)
    (section,) = whole(results_sections(log))
    rows = table_of(section).rows
    assert len(rows) == 2 * SHOWN_AT_EACH_END + 1
    assert rows[SHOWN_AT_EACH_END].cells == ("… 9,800 more are left out here …",)
    assert rows[0].cells[0] == str(log.row_number[0])
    assert rows[-1].cells[0] == str(log.row_number[-1])
    assert rows[-1].cells[1] == str(log.row_outcome[-1])


def test_as_many_as_fit_are_all_there() -> None:
    """Nothing is left out where the two ends meet."""
    (section,) = whole(results_sections(many_numbers(2 * SHOWN_AT_EACH_END)))
    assert len(table_of(section).rows) == 2 * SHOWN_AT_EACH_END


def test_results_are_found_between_failures() -> None:
    """Wherever in the list failures stand."""
    log = one_killed()
    done = [row for row in range(len(log)) if log.is_done(row)]
    assert [done_row(log, place) for place in range(log.done)] == done
    log = Log(range(9))
    failed = Cause(CauseKind.KILLED, signal=9)
    log.extend([RunRequested(at(0)), NumberNotDone(0, None, failed, at(5), 9)])
    log.failed_rows = type(log.failed_rows)("i", [0, 1, 4, 8])
    assert [done_row(log, place) for place in range(5)] == [2, 3, 5, 6, 7]


def test_failures_say_why_and_by_whom() -> None:
    """In a list of their own."""
    results, failures = whole(results_sections(one_killed()))
    assert len(table_of(results).rows) == 4
    assert failures.heading == "Not squared"
    (row,) = table_of(failures).rows
    assert row.cells == ("5", "Process-4 was killed (SIGTERM)", "Process-4")


def test_what_stop_left_is_named() -> None:
    """A million of them are as quickly told as five."""
    stopped = Cause(CauseKind.STOPPED)
    events: list[Event] = [
        RunRequested(at(0)),
        NumberNotDone(0, None, stopped, at(10), 1_000_000),
        RunFinished(at(20), stopped=True),
    ]
    (section,) = whole(results_sections(log_of(range(1_000_000), events)))
    (words,) = words_of(section)
    assert words.startswith("1,000,000 numbers were not squared because Stop was pressed: 0, 1, 2,")
    assert words.endswith("19 …, 1,000,000 numbers")


def test_what_was_printed_stands_below_its_row() -> None:
    """The first lines of it; nobody hands in a thousand."""
    record = own_record(["one", "two"], printed="hello\n" * 40)
    (section,) = whole(results_sections(record.log))
    first, second = table_of(section).rows
    assert first.below.startswith("Printed:\nhello\n")
    assert first.below.endswith("… 28 more lines")
    assert second.below == ""


def test_huge_results_are_cut() -> None:
    """A million digits, a million characters: both say how many there were."""
    assert number_text(Decimal("9" * 1_000_000)) == "999999999999…999999999999 (1,000,000 digits)"
    assert number_text(10**99) == number_text(Decimal(10**99)) == "1" + "0" * 99
    assert number_text(10**200) == "100000000000…000000000000 (201 digits)"
    assert number_text(Fraction(1, 3)) == "1/3"
    (section,) = whole(results_sections(own_record(["x" * 1_000_000]).log))
    text = table_of(section).rows[0].cells[1]
    assert text.endswith("…xxxxxxxxxxxx (1,000,000 characters)")
    assert len(text) < 200
