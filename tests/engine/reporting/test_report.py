"""A report says what the window says, figure by figure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app import __version__
from app.engine.analysis.totals import RunTotals
from app.engine.events import Event, NumberNotDone, RunFinished, RunRequested
from app.engine.outcome import Cause, CauseKind
from app.engine.plan import Plan
from app.engine.record import Record, another_go
from app.engine.reporting.blocks import Bars, Program, Section, Words
from app.engine.reporting.program import LINES_AT_EACH_END, program_steps, shortened
from app.engine.reporting.report import Subject, report_steps
from app.engine.scripts.script import Version, script_of
from app.engine.standing import Standing
from app.engine.telling.explanation import explain
from app.engine.units import NS_PER_MS
from app.engine.way import Way
from tests.engine.reporting.subjects import (
    SOURCE,
    facts_of,
    own_record,
    program_of,
    report_on,
    section_of,
    table_of,
    whole,
    words_of,
)
from tests.hand_written_logs import (
    at,
    five_processes,
    life,
    log_of,
    many_processes,
    one_killed,
    pool_of_four,
    record_of,
)


@pytest.fixture
def compared() -> Record:
    """Return a run that was measured one after another as well."""
    record = record_of(five_processes())
    record.besides.in_turn = 3 * NS_PER_MS
    return record


def test_verdict_and_figures_are_those_of_the_window(compared: Record) -> None:
    """Every sum stands there with its rule, word for word."""
    report = report_on(compared)
    totals = RunTotals(compared.log).done().at()
    found = explain(totals, compared, compared.besides.in_turn)
    told = words_of(section_of(report, "Does it pay?"))
    assert told[:2] == [found.headline, found.sentence]
    facts = facts_of(section_of(report, "The figures, and how they come about"))
    assert found.other is not None
    assert facts["One after another"][0] == found.other.value == "3 ms"
    for each in found.sums:
        assert facts[each.label] == (each.value, each.rule)
    assert facts["of which only starting"][0] == "7.9 ms"  # 4.6 + 1.4 + 0.7 + 1.2
    assert list(facts)[:2] == ["Results after", "of which only starting"]


def test_bars_have_the_lengths_that_are_told(compared: Record) -> None:
    """The parts of the run's bar add up to it."""
    section = section_of(report_on(compared), "Does it pay?")
    bars = next(block for block in section.blocks if isinstance(block, Bars))
    this, other = bars.lengths
    assert (this.ns, this.value) == (15 * NS_PER_MS, "15 ms")
    assert sum(part.ns for part in this.parts) == this.ns
    assert (other.label, other.ns, other.parts) == ("One after another", 3 * NS_PER_MS, ())


def test_how_it_was_run_names_numbers_way_and_computer() -> None:
    """Whoever reads it could do it again."""
    way = Way(start_method="spawn", alive_limit=7)
    record = record_of(five_processes(), Plan([2, 3, 4, 5, 6], way))
    facts = facts_of(section_of(report_on(record), "How it was run"))
    assert {label: value for label, (value, _) in facts.items()} == {
        "Numbers": "2, 3, 4, 5, 6",
        "Done with each": "squared",
        "How": "A process for each number, at most 7 of them at a time",
        "Extra work": "none",
        "Start method": "spawn",
        "Began": "2026-11-26, 10:00 (UTC+00:00)",
        "Cores the program could use": "2 cores",
        "System": "Linux",
        "Python": "3.11.7",
        "Program": "MultiSquare 0.1.0",
    }


def test_workers_are_the_timeline_in_figures() -> None:
    """When each came and went, what it brought and how it died."""
    rows = table_of(section_of(report_on(record_of(one_killed())), "The workers")).rows
    assert rows[0].cells == ("Process-1", "4711", "4.9 ms", "1", "8 ms")
    killed = next(row for row in rows if row.cells[0] == "Process-4")
    assert killed.cells == ("Process-4", "4714", "10.5 ms", "0", "14.1 ms")
    assert killed.below == "killed (SIGTERM)"


def test_of_many_workers_the_first_and_the_last_are_there() -> None:
    """And how many lie between."""
    rows = table_of(section_of(report_on(record_of(many_processes(1_000))), "The workers")).rows
    assert len(rows) == 61
    assert rows[30].cells == ("… 940 more are left out here …",)
    assert rows[-1].cells[0] == "Process-1000"


def test_report_of_a_run_of_an_older_version_names_both_versions() -> None:
    """What ran it, and what made the report."""
    record = record_of(five_processes())
    old = replace(record, computer=replace(record.computer, program="0.0.7"))
    report = report_on(old)
    assert report.program == f"MultiSquare {__version__}"
    assert facts_of(section_of(report, "How it was run"))["Program"][0] == "MultiSquare 0.0.7"


def test_name_of_a_run_is_the_title() -> None:
    """What it is else called stands below."""
    record = record_of(five_processes())
    assert report_on(record).title == "Run 1: 2, 3, 4, 5, 6"
    named = report_on(replace(record, name="Homework <3>"))
    assert named.title == "Homework <3>"
    assert isinstance(named.blocks[0], Words)
    assert named.blocks[0].text == "Run 1: 2, 3, 4, 5, 6"


def test_program_is_the_one_of_the_code_page() -> None:
    """In the version that is chosen there."""
    record = record_of(pool_of_four())
    for version in Version:
        section = section_of(report_on(record, version=version), "The program")
        program = program_of(section)
        assert program.text + "\n" == script_of(record.plan, version).text
        assert not program.island


def test_own_function_is_shown_as_text_and_marked() -> None:
    """With the program around it."""
    program = program_of(section_of(report_on(own_record(["a"])), "The program"))
    lines = program.text.split("\n")
    assert "\n".join(lines[program.island.start : program.island.stop]) == SOURCE.strip()
    assert "Pool" in program.text or "Process" in program.text


def test_numbers_too_many_for_a_program_leave_the_function(compared: Record) -> None:
    """And it is said why there is no more."""
    numbers = [0, *range(2, 20_001)]
    record = own_record(["a"])
    plan = replace(record.plan, numbers=numbers)
    section = section_of(report_on(replace(record, plan=plan)), "The program")
    assert program_of(section).text == SOURCE.strip()
    assert "too many to be written out" in words_of(section)[0]
    plain = replace(compared, plan=replace(compared.plan, numbers=numbers))
    section = section_of(report_on(plain), "The program")
    assert not any(isinstance(block, Program) for block in section.blocks)


def test_many_numbers_in_a_row_are_found_in_short_steps(compared: Record) -> None:
    """A program with a range, however many they are; one that is missing makes it none."""
    numbers = list(range(5, 200_005))
    plan = replace(compared.plan, numbers=numbers)
    assert sum(1 for _ in program_steps(plan, Version.PRINT)) >= 20
    program = program_of(whole(program_steps(plan, Version.PRINT)))
    assert "numbers = range(5, 200005)" in program.text
    numbers[100_000] = 7
    section = whole(program_steps(plan, Version.PRINT))
    assert "200,000 numbers are too many to be written out" in words_of(section)[0]


def test_long_program_is_shown_from_both_ends() -> None:
    """The island is marked as far as it is there."""
    text = "\n".join(f"line {place}" for place in range(1_000))
    program, left = shortened(text, range(100, 990))
    lines = program.text.split("\n")
    assert left == 1_000 - 2 * LINES_AT_EACH_END
    assert (lines[0], lines[-1]) == ("line 0", "line 999")
    assert lines[LINES_AT_EACH_END] == f"# … {left} lines left out …"
    assert program.island == range(100, LINES_AT_EACH_END)
    assert shortened("a\nb", range(1, 2)) == (Program("a\nb", range(1, 2)), 0)


def test_another_go_tells_of_the_runs_before_it() -> None:
    """The list is that of all of them, timeline and verdict are its own."""
    first = record_of(one_killed())
    go = another_go(first, first.log.not_done_spans())
    go.log.extend(
        [RunRequested(at(50_000)), *life(0, 0, 5, (50_100, 55_000, 55_010, 55_900, 56_000, 57_000))]
    )
    go.log.extend([RunFinished(at(58_000), stopped=False)])
    standing = Standing(first.log, go)
    for _ in standing.copying():
        pass
    standing.catch_up()
    report = whole(report_steps(Subject(go, standing, (first, go))))
    assert report.title == "Run 2"
    rows = table_of(section_of(report, "Results")).rows
    assert sorted(row.cells[0] for row in rows) == ["2", "3", "4", "5", "6"]
    assert next(row.cells[3] for row in rows if row.cells[0] == "5") == "6 ms"
    assert words_of(section_of(report, "Results"))[0].startswith("As they stand after Run 2")
    assert not any(section.heading == "Not squared" for section in report.sections)
    assert facts_of(Section("", report.blocks)).keys() == {"Run 1", "Run 2"}
    earlier = whole(report_steps(Subject(first, standing, (first, go))))
    assert earlier.title == "Run 1: 2, 3, 4, 5, 6"
    assert len(table_of(section_of(earlier, "The workers")).rows) == 5


STOPPED = NumberNotDone(0, None, Cause(CauseKind.STOPPED), at(5))
FAULT = NumberNotDone(0, None, Cause(CauseKind.FAULT), at(5))


@pytest.mark.parametrize(
    ("numbers", "events", "headline"),
    [
        ([], [RunFinished(at(9), stopped=False)], "No numbers"),
        ([2], [STOPPED, RunFinished(at(9), stopped=True)], "Stopped"),
        ([2], [FAULT, RunFinished(at(9), stopped=False, failed=True)], "Ended by an error"),
    ],
    ids=["empty", "stopped", "failed"],
)
def test_run_that_came_to_nothing_has_a_report_too(
    numbers: list[int], events: list[Event], headline: str
) -> None:
    """It says so."""
    report = report_on(record_of(log_of(numbers, [RunRequested(at(0)), *events])))
    assert words_of(report.sections[0])[0].startswith(headline)


def test_what_else_there_is_stands_behind_the_results() -> None:
    """Such as a comparison."""
    extra = Section("Compared", (Words("The pool needed 2 ms less."),))
    headings = [
        each.heading for each in report_on(record_of(five_processes()), extra=(extra,)).sections
    ]
    assert headings.index("Compared") == headings.index("Results") + 1
