"""Makes curves of what was found out about work, processes and chunks. Any thread."""

from __future__ import annotations

from collections.abc import Sequence

from app.engine.comparing.findings import Measured, Scaling
from app.engine.telling.durations import duration_text, seconds_text
from app.engine.telling.scaling_words import FITS_BADLY
from app.engine.units import NS_PER_S
from app.engine.way import Housing
from app.ui.compare.charts import Curve, CurvesChart, Line, Mark, Point, Scale
from app.ui.compare.figures import DECIDED, Figures, speed_text
from app.words import tr, tr_count

STEPS_OF_A_LINE = 60


def work_chart(figures: Figures) -> CurvesChart:
    """Return how many times as fast each way is, over the work, with the crossings marked."""
    findings = figures.findings
    asked = findings.comparison.asked
    reference = {
        each.cell.seconds: each.median
        for each in findings.measured
        if each.cell.contender == asked.reference
    }
    curves: list[Curve] = []
    places: list[int] = []
    for place, contender in enumerate(asked.contenders):
        own = [
            each
            for each in findings.measured
            if each.cell.contender == place and each.cell.seconds in reference
        ]
        if place != asked.reference and own:
            points = [
                _speed_point(
                    figures,
                    each,
                    (each.cell.seconds or 0.0) * NS_PER_S,
                    reference[each.cell.seconds],
                )
                for each in own
            ]
            curves.append(Curve(figures.names[place], contender.way.kind, points))
            places.append(place)
    return CurvesChart(
        caption=tr("Times as fast as one after another, by the work of each number"),
        across=Scale.TIME,
        up=Scale.TIMES,
        curves=curves,
        marks=_marks(figures, places),
        level=1.0,
        level_name=figures.names[asked.reference],
    )


def processes_chart(figures: Figures) -> CurvesChart:
    """Return how many times as fast it is with so many workers, with the ideal and the law."""
    findings = figures.findings
    reference = findings.reference
    base = reference.median if reference is not None else findings.scalings[0].points[0].median
    most = max(point.way.workers for each in findings.scalings for point in each.points)
    lines = [Line(tr("Ideal"), [(x, x) for x in _steps(1, most)])]
    curves: list[Curve] = []
    for scaling in findings.scalings:
        points = [
            _speed_point(figures, each, float(each.way.workers), base) for each in scaling.points
        ]
        kind = scaling.best.way.kind
        curves.append(Curve(_workers_name(scaling), kind, points))
        law = scaling.fit
        if law is not None and law.explained >= FITS_BADLY:
            places = [(x, base / law.time_ns(x)) for x in _steps(1, most)]
            lines.append(Line(tr("Fitted law"), places, kind))
    return CurvesChart(
        caption=tr("Times as fast as one after another, by the number of processes or threads"),
        across=Scale.COUNT,
        up=Scale.TIMES,
        curves=curves,
        lines=lines,
        marks=[_best_mark(each) for each in findings.scalings if findings.verdict in DECIDED],
        level=1.0,
        level_name=tr("One after another"),
    )


def chunk_chart(figures: Figures) -> CurvesChart:
    """Return the time with chunks of each size, beside that of a pool that chooses by itself."""
    findings = figures.findings
    sized = [each for each in findings.measured if each.way.chunk is not None]
    free = next((each for each in findings.measured if each.way.chunk is None), None)
    points = [
        Point(
            float(each.way.chunk or 1),
            each.median,
            figures.dots_of(each, each.times),
            f"{figures.name_of(each)}: {duration_text(round(each.median))}",
        )
        for each in sorted(sized, key=lambda each: each.way.chunk or 0)
    ]
    kind = findings.measured[0].way.kind
    return CurvesChart(
        caption=tr("Time of the run, by how many numbers a worker is given at a time"),
        across=Scale.COUNT,
        up=Scale.TIME,
        curves=[Curve(tr("Chosen size"), kind, points)] if points else [],
        level=None if free is None else free.median,
        level_name=tr("By itself"),
    )


def _speed_point(figures: Figures, measured: Measured, x: float, base: float) -> Point:
    """Return how many times as fast as `base` nanoseconds something is."""
    speeds = [base / max(1, time) for time in measured.times]
    y = base / max(1.0, measured.median)
    told = tr("{name}: {speed}", name=figures.name_of(measured), speed=speed_text(y))
    return Point(x, y, figures.dots_of(measured, speeds), told)


def _marks(figures: Figures, places: Sequence[int]) -> list[Mark]:
    """Return where ways begin to pay: the first of them in full, the others on their curves.

    Args:
        figures: what was found out.
        places: which contender each curve belongs to.
    """
    marks: list[Mark] = []
    for crossing in sorted(figures.findings.crossings, key=lambda each: each.faster_from or 0.0):
        low, high = crossing.slower_up_to, crossing.faster_from
        if low is None or high is None or crossing.contender not in places:
            continue
        name = figures.names[crossing.contender]
        marks.append(
            Mark(
                low * NS_PER_S,
                high * NS_PER_S,
                tr("{low} to {high}", low=seconds_text(low), high=seconds_text(high)),
                tr("one after another wins"),
                tr("{way} wins", way=name[:1].lower() + name[1:]),
                places.index(crossing.contender) if marks else None,
            )
        )
    return marks


def _best_mark(scaling: Scaling) -> Mark:
    """Return where a way is best."""
    count = scaling.best.way.workers
    if scaling.best.way.housing is Housing.THREAD:
        words = tr_count("best: {count} thread", "best: {count} threads", count)
    else:
        words = tr_count("best: {count} process", "best: {count} processes", count)
    return Mark(count, count, words)


def _workers_name(scaling: Scaling) -> str:
    """Return what the workers of a curve are."""
    is_threads = scaling.best.way.housing is Housing.THREAD
    return tr("Threads") if is_threads else tr("Processes")


def _steps(low: float, high: float) -> Sequence[float]:
    """Return places along an axis, each the same part above the last."""
    if high <= low:
        return [low]
    ratio = (high / low) ** (1 / STEPS_OF_A_LINE)
    return [low * ratio**step for step in range(STEPS_OF_A_LINE + 1)]
