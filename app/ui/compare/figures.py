"""What was found out, with names, and each time with the run that it belongs to. Any thread."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10

from app.engine.comparing.comparison import Cell, Comparison
from app.engine.comparing.findings import Findings, Measured, Verdict
from app.engine.telling.durations import duration_text, seconds_text
from app.engine.telling.way_names import way_names
from app.ui.compare.charts import Dot
from app.words import tr

DECIDED = (Verdict.FASTEST, Verdict.SEVERAL)
"""Where some are faster than others, these stand out."""


class Figures:
    """Findings as a chart needs them.

    Args:
        findings: what was found out.

    Attributes:
        findings: the same.
        names: what each contender is called.
    """

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.names: Sequence[str] = way_names(findings.comparison.asked.contenders)
        self._keys: dict[Cell, list[int]] = {}
        for key, repetition in enumerate(findings.comparison.repetitions):
            if repetition.counts:
                self._keys.setdefault(repetition.cell, []).append(key)

    def name_of(self, measured: Measured) -> str:
        """Return what a way is called."""
        return self.names[measured.cell.contender]

    def keys_of(self, measured: Measured) -> list[int]:
        """Return which repetitions it was measured in, in the order of its times."""
        return self._keys.get(measured.cell, [])

    def middle_key(self, measured: Measured) -> int | None:
        """Return the repetition that comes nearest to its median."""
        pairs = zip(measured.times, self.keys_of(measured), strict=True)
        nearest = min(pairs, key=lambda pair: abs(pair[0] - measured.median), default=None)
        return None if nearest is None else nearest[1]

    def dots_of(self, measured: Measured, values: Sequence[float]) -> list[Dot]:
        """Return its repetitions as dots.

        Args:
            measured: the way.
            values: what is drawn of each.
        """
        name, outliers = self.name_of(measured), set(measured.outliers)
        return [
            Dot(float(value), key, self._told(name, measured, place), place in outliers)
            for place, (value, key) in enumerate(zip(values, self.keys_of(measured), strict=True))
        ]

    def _told(self, name: str, measured: Measured, place: int) -> str:
        """Return a repetition in a sentence."""
        told = tr(
            "{name}: {time}, repetition {place} of {count}",
            name=name,
            time=duration_text(measured.times[place]),
            place=place + 1,
            count=len(measured.times),
        )
        seconds = measured.cell.seconds
        if seconds is not None:
            told = tr("{told}, {work} of work", told=told, work=seconds_text(seconds))
        if place in measured.outliers:
            told = tr("{told}, far off the others", told=told)
        return told


def repetition_words(comparison: Comparison, key: int) -> str:
    """Return which run of a comparison one is, as a sentence for who looks at it."""
    repetition = comparison.repetitions[key]
    cell = repetition.cell
    earlier = comparison.repetitions[:key]
    place = 1 + sum(each.counts and each.cell == cell for each in earlier)
    return tr(
        "From the comparison: repetition {place} of “{name}”.",
        place=place,
        name=way_names(comparison.asked.contenders)[cell.contender],
    )


def speed_text(factor: float | None) -> str:
    """Return how many times as fast something is, with two digits that matter: ``3.1×``."""
    if factor is None or factor <= 0:
        return ""
    decimals = max(0, 1 - floor(log10(factor) + 1e-9))
    words = f"{factor:,.{min(4, decimals)}f}"
    if decimals and words.endswith(".0"):
        words = words[:-2]
    return tr("{value}×", value=words)
