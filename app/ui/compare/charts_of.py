"""Makes a chart and a table of what was found out. Figures and words only; any thread."""

from __future__ import annotations

from app.engine.analysis.stages import IN_ORDER, Division
from app.engine.comparing.comparison import Question
from app.engine.comparing.findings import Findings, Measured
from app.engine.telling.durations import duration_text
from app.ui.compare.charts import Chart, WayBar, WaysChart
from app.ui.compare.curves_of import chunk_chart, processes_chart, work_chart
from app.ui.compare.figures import DECIDED, Figures, speed_text
from app.words import tr


def chart_of(findings: Findings) -> Chart | None:
    """Return the chart that answers what was asked; None where nothing was measured yet."""
    if not findings.measured:
        return None
    figures = Figures(findings)
    question = findings.comparison.asked.question
    if question is Question.WORK:
        return work_chart(figures)
    if question is Question.PROCESSES and findings.scalings:
        return processes_chart(figures)
    if question is Question.CHUNK and len(findings.measured) > 1:
        return chunk_chart(figures)
    return ways_chart(figures)


def ways_chart(figures: Figures) -> WaysChart:
    """Return the ways, the fastest first; those without a time stand last, and say why."""
    findings = figures.findings
    best = {each.cell for each in findings.fastest} if findings.verdict in DECIDED else set()
    bars = [_bar(figures, each, is_best=each.cell in best) for each in findings.ranking]
    known = {each.cell.contender for each in findings.measured}
    for place, name in enumerate(figures.names):
        if place not in known:
            kind = findings.comparison.asked.contenders[place].way.kind
            bars.append(WayBar(name, kind, (), None, "", "", note=_why_missing(findings, place)))
    return WaysChart(bars, tr("median"), tr("speed-up"))


def _bar(figures: Figures, measured: Measured, *, is_best: bool) -> WayBar:
    """Return a way with its repetitions."""
    return WayBar(
        name=figures.name_of(measured),
        kind=measured.way.kind,
        dots=figures.dots_of(measured, measured.times),
        median_ns=measured.median,
        median_words=duration_text(round(measured.median)),
        speed_words=speed_text(measured.speed_up),
        is_best=is_best,
        division=_division(measured),
    )


def _division(measured: Measured) -> Division | None:
    """Return how a way's time divides on average, as long as its median."""
    whole = sum(measured.parts.values())
    if whole <= 0:
        return None
    times = {
        stage: round(measured.parts.get(stage, 0.0) * measured.median / whole) for stage in IN_ORDER
    }
    return Division(times, sum(times.values()), 0)


def _why_missing(findings: Findings, contender: int) -> str:
    """Return why there is no time of a way."""
    if contender in findings.left_out:
        return tr("not every number was done")
    return tr("not measured") if findings.comparison.ending else tr("not measured yet")
