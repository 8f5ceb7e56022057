"""Makes a table of what was found out: the same figures as the chart's. Any thread."""

from __future__ import annotations

from app.engine.comparing.comparison import Question
from app.engine.comparing.findings import Findings, Measured
from app.engine.telling.durations import duration_text, seconds_text
from app.engine.units import NS_PER_S
from app.ui.compare.charts import Cell, Table
from app.ui.compare.figures import Figures, speed_text
from app.words import tr


def table_of(findings: Findings) -> Table:
    """Return every way, and every amount of work, with its figures."""
    figures = Figures(findings)
    by_work = findings.comparison.asked.question is Question.WORK
    rows = findings.measured if by_work else findings.ranking
    headings = [Cell(tr("Way"), tr("way"))]
    if by_work:
        headings.append(Cell(tr("Work"), tr("work in s")))
    headings += [
        Cell(tr("Median"), tr("median in s")),
        Cell(tr("From"), tr("interval from in s")),
        Cell(tr("To"), tr("interval to in s")),
        Cell(tr("Speed-up"), tr("speed-up")),
        Cell(tr("For each core"), tr("efficiency")),
        Cell(tr("Repetitions"), tr("repetitions")),
        Cell(tr("All times"), tr("times in s")),
    ]
    return Table(
        headings,
        [_row(figures, each, by_work=by_work) for each in rows],
        [figures.middle_key(each) for each in rows],
    )


def _row(figures: Figures, each: Measured, *, by_work: bool) -> list[Cell]:
    """Return the figures of one way."""
    name = figures.name_of(each)
    row = [Cell(name, name)]
    if by_work:
        seconds = each.cell.seconds or 0.0
        row.append(Cell(seconds_text(seconds), f"{seconds:g}"))
    row += [
        _time(each.median),
        _time(each.interval.low),
        _time(each.interval.high),
        Cell(speed_text(each.speed_up), _bare(each.speed_up)),
        Cell(_percent(each.per_core), _bare(each.per_core)),
        Cell(f"{len(each.times):,}", str(len(each.times))),
        Cell(
            ", ".join(duration_text(time) for time in each.times),
            " ".join(f"{time / NS_PER_S:.9f}" for time in each.times),
        ),
    ]
    return row


def _time(ns: float) -> Cell:
    """Return a time."""
    return Cell(duration_text(round(ns)), f"{ns / NS_PER_S:.9f}")


def _bare(value: float | None) -> str:
    """Return a figure for a spreadsheet; nothing where there is none."""
    return "" if value is None else f"{value:.4f}"


def _percent(part: float | None) -> str:
    """Return a part in hundredths."""
    return "" if part is None else tr("{percent} %", percent=f"{round(part * 100):,}")
