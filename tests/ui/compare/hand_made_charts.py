"""Charts written by hand, with round figures that can be checked by eye."""

from __future__ import annotations

from collections.abc import Sequence

from app.engine.analysis.stages import Division, Stage
from app.engine.telling.durations import duration_text
from app.engine.units import NS_PER_MS
from app.engine.way import ONE_AFTER_ANOTHER, POOL, PROCESS_FOR_EACH, THREADS, Kind
from app.ui.compare.charts import (
    Curve,
    CurvesChart,
    Dot,
    Line,
    Mark,
    Point,
    Scale,
    WayBar,
    WaysChart,
)

TIMES_MS: list[tuple[str, Kind, list[int]]] = [
    ("A pool of 4", POOL, [644, 640, 650, 646]),
    ("A pool of 8", POOL, [705, 700, 730, 702]),
    ("A process for each number", PROCESS_FOR_EACH, [715, 710, 750, 716]),
    ("A pool of 2", POOL, [1100, 1090, 1150, 1098]),
    ("One after another", ONE_AFTER_ANOTHER, [2000, 1980, 2040, 2004]),
    ("4 threads", THREADS, [2030, 1980, 2090, 2034]),
]


def bar_of(name: str, kind: Kind, times_ms: Sequence[int], key: int, best: bool) -> WayBar:
    """Return a way whose repetitions took so many milliseconds."""
    middle = sorted(times_ms)[len(times_ms) // 2]
    dots = [
        Dot(ms * NS_PER_MS, key + place, f"{name}: {ms} ms", is_outlier=ms == 750)
        for place, ms in enumerate(times_ms)
    ]
    times = dict.fromkeys(Stage, 0)
    times[Stage.STARTING] = middle * NS_PER_MS // 10
    times[Stage.IN_PROGRESS] = middle * NS_PER_MS * 8 // 10
    times[Stage.EXITING] = middle * NS_PER_MS - sum(times.values())
    division = Division(times, middle * NS_PER_MS, 4)
    words = duration_text(middle * NS_PER_MS)
    return WayBar(
        name, kind, dots, middle * NS_PER_MS, words, f"{2000 / middle:.1f}×", best, division
    )


def ways_chart() -> WaysChart:
    """Return six ways with four repetitions each; the repetitions count from 0."""
    bars = [
        bar_of(name, kind, times, 4 * place, place == 0)
        for place, (name, kind, times) in enumerate(TIMES_MS)
    ]
    return WaysChart(bars, "median", "speed-up")


def work_chart() -> CurvesChart:
    """Return three ways over the work, with a crossing between 20 and 40 ms."""
    amounts_ms = [1, 3, 10, 20, 40, 100, 300, 1000]
    speeds = {
        ("A pool of 4", POOL): [0.1, 0.2, 0.6, 0.9, 1.2, 2.1, 3.1, 3.7],
        ("A process for each", PROCESS_FOR_EACH): [0.08, 0.15, 0.5, 0.8, 1.05, 1.9, 2.9, 3.6],
        ("4 threads", THREADS): [0.8, 0.9, 0.97, 1.0, 1.0, 1.0, 1.0, 1.0],
    }
    curves = [_curve(name, kind, amounts_ms, values) for (name, kind), values in speeds.items()]
    mark = Mark(20 * NS_PER_MS, 40 * NS_PER_MS, "20–40 ms", "one after another", "a pool of 4")
    return CurvesChart(
        "Times as fast as one after another, by the work of each number",
        Scale.TIME,
        Scale.TIMES,
        curves,
        marks=[mark],
        level=1.0,
        level_name="One after another",
    )


def processes_chart() -> CurvesChart:
    """Return a pool of 1 to 8, with the ideal and a fit."""
    counts = [1, 2, 3, 4, 6, 8]
    speeds = [0.95, 1.8, 2.4, 3.1, 2.9, 2.6]
    points = [
        Point(count, speed, [Dot(speed, place, f"{count}: {speed}×")], f"{count}: {speed}×")
        for place, (count, speed) in enumerate(zip(counts, speeds, strict=True))
    ]
    ideal = Line("Ideal", [(count, float(count)) for count in counts])
    fit = Line("Fitted", [(x / 10, 0.95 * x / 10 / (1 + 0.03 * x / 10)) for x in range(10, 81)])
    return CurvesChart(
        "Times as fast as one after another, by the number of processes",
        Scale.COUNT,
        Scale.TIMES,
        [Curve("A pool", POOL, points)],
        [ideal, fit],
        [Mark(4, 4, "best: 4")],
        1.0,
        "One after another",
    )


def _curve(name: str, kind: Kind, amounts_ms: list[int], values: list[float]) -> Curve:
    """Return a curve with two repetitions a point."""
    points = []
    for place, (ms, value) in enumerate(zip(amounts_ms, values, strict=True)):
        told = f"{name}, {ms} ms: {value}×"
        dots = [Dot(value * part, 2 * place + each, told) for each, part in enumerate((0.97, 1.03))]
        points.append(Point(ms * NS_PER_MS, value, dots, told))
    return Curve(name, kind, points)
