"""What a chart of a comparison shows, as plain figures and finished words. Any thread.

Charts are painted from these and from nothing else: a test or a picture writes them by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from app.engine.analysis.stages import Division
from app.engine.way import Kind


@dataclass(frozen=True, slots=True)
class Dot:
    """One repetition.

    Attributes:
        value: what is drawn: nanoseconds in a chart of ways, times as fast or nanoseconds in one
            of curves.
        key: which repetition it is, counted as in the comparison.
        told: it in a sentence.
        is_outlier: whether it lies far from the others of its way.
    """

    value: float
    key: int
    told: str
    is_outlier: bool = False


@dataclass(frozen=True, slots=True)
class WayBar:
    """One way in a chart of ways.

    Attributes:
        name: what it is called.
        kind: chooses its colour.
        dots: its repetitions, in the order in which they were made.
        median_ns: the middle of them in nanoseconds; None where there is none that counts.
        median_words: the median as it stands beside the bar.
        speed_words: how many times as fast it is as one after another; empty where that is unknown.
        is_best: whether it is the fastest, or was not found to be slower than the fastest.
        division: how the time of its middle repetition divides; None where that is unknown.
        note: why there is no figure, or what is to be known of it; empty for nothing.
    """

    name: str
    kind: Kind
    dots: Sequence[Dot]
    median_ns: float | None
    median_words: str
    speed_words: str
    is_best: bool = False
    division: Division | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class WaysChart:
    """Ways below each other, the fastest first, each repetition a dot, the median a bar.

    Attributes:
        bars: the ways.
        value_heading: what stands above the medians.
        speed_heading: what stands above the speed-ups.
    """

    bars: Sequence[WayBar]
    value_heading: str
    speed_heading: str

    def dots(self) -> Iterator[tuple[int, int, Dot]]:
        """Yield every dot with its bar's place and its own place in it."""
        for row, bar in enumerate(self.bars):
            for place, dot in enumerate(bar.dots):
                yield row, place, dot


class Scale(Enum):
    """What an axis counts."""

    TIME = "nanoseconds"
    COUNT = "how many"
    TIMES = "times as fast"


@dataclass(frozen=True, slots=True)
class Point:
    """A place of a curve that was measured.

    Attributes:
        x: how much work in nanoseconds, or how many.
        y: the middle of its repetitions.
        dots: these.
        told: it in a sentence.
    """

    x: float
    y: float
    dots: Sequence[Dot]
    told: str


@dataclass(frozen=True, slots=True)
class Curve:
    """What one way did along the axis.

    Attributes:
        name: what stands at its end.
        kind: chooses its colour.
        points: from left to right.
    """

    name: str
    kind: Kind
    points: Sequence[Point]


@dataclass(frozen=True, slots=True)
class Line:
    """A line that was worked out, not measured.

    Attributes:
        name: what stands at its end.
        places: x and y, from left to right.
        kind: of the way it belongs to; None for none.
    """

    name: str
    places: Sequence[tuple[float, float]]
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the axis that the finding is about: a crossing, or the best.

    Attributes:
        low, high: between which two places it was measured; the same for a single place.
        words: what stands there, such as ``20–40 ms``.
        before, after: who wins on either side; empty for nothing to say.
        curve: the place of the curve it belongs to; None where it is told in full height. Of
            several crossings one is told so, and the others are marked on their curves.
    """

    low: float
    high: float
    words: str
    before: str = ""
    after: str = ""
    curve: int | None = None


@dataclass(frozen=True, slots=True)
class CurvesChart:
    """Curves over an axis on which each step multiplies.

    Attributes:
        caption: what the height means, in words.
        across: what the axis counts.
        up: what the height counts.
        curves: what was measured.
        lines: what was worked out.
        marks: what the finding is about.
        level: the height of one after another; None for none.
        level_name: its name.
    """

    caption: str
    across: Scale
    up: Scale
    curves: Sequence[Curve]
    lines: Sequence[Line] = ()
    marks: Sequence[Mark] = ()
    level: float | None = None
    level_name: str = ""

    def dots(self) -> Iterator[tuple[int, int, Dot]]:
        """Yield every dot with its curve's place and its own place in it."""
        for row, curve in enumerate(self.curves):
            place = 0
            for point in curve.points:
                for dot in point.dots:
                    yield row, place, dot
                    place += 1


Chart = WaysChart | CurvesChart


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a table.

    Attributes:
        shown: as a person reads it.
        copied: as a spreadsheet reads it: bare figures, in the unit the heading names.
    """

    shown: str
    copied: str


@dataclass(frozen=True, slots=True)
class Table:
    """The same figures as a chart's, in rows.

    Attributes:
        headings: above the columns, each as it is shown and as it is copied.
        rows: from top to bottom.
        keys: for every row the repetition that stands for it; None for none.
    """

    headings: Sequence[Cell]
    rows: Sequence[Sequence[Cell]]
    keys: Sequence[int | None]
