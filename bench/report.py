"""Puts what was measured into plain words and columns."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass, field

from bench.samples import Spread

AIM_MET = "aim met"
FALLS_SHORT = "falls short"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing measured.

    Attributes:
        what: in words.
        measured: the value itself, in words with its unit.
        ratio: in words, such as how many times as long ours took; empty where there is none.
        verdict: whether the aim is met; empty where there is none.
    """

    what: str
    measured: str
    ratio: str = ""
    verdict: str = ""


@dataclass(slots=True)
class Table:
    """Lines under a title, with remarks.

    Attributes:
        title: what all lines are about.
        lines: what was measured.
        remarks: what one has to know about it.
    """

    title: str
    lines: list[Line] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def add(self, what: str, measured: str, ratio: str = "", verdict: str = "") -> None:
        """Add a line."""
        self.lines.append(Line(what, measured, ratio, verdict))

    def text(self) -> str:
        """Return the table as text, its columns one below the other."""
        rows = [(line.what, line.measured, line.ratio, line.verdict) for line in self.lines]
        widths = [max((len(row[place]) for row in rows), default=0) for place in range(4)]
        lines = [self.title, "-" * len(self.title)]
        for row in rows:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            lines.append(("  " + "   ".join(cells)).rstrip())
        lines += [f"  ({remark})" for remark in self.remarks]
        return "\n".join(lines) + "\n"


def duration(spread: Spread) -> str:
    """Return a time in seconds with its spread, in a unit that suits it."""
    unit, scale = ("s", 1.0) if spread.middle >= 1 else ("ms", 1e3)
    middle, least, most = (value * scale for value in (spread.middle, spread.least, spread.most))
    return f"{middle:.{_places(middle)}f} {unit} ({least:.{_places(least)}f} to {_number(most)})"


def times(ratio: Spread, than: str) -> str:
    """Return a ratio with its spread: how many times the other's time ours took."""
    return f"{ratio.middle:.2f} x {than} ({ratio.least:.2f} to {ratio.most:.2f})"


def verdict(value: float, aim: float, aim_words: str) -> str:
    """Return whether a value is no more than was aimed at."""
    return f"{AIM_MET if value <= aim else FALLS_SHORT} ({aim_words})"


def circumstances() -> str:
    """Return what the figures depend on: the computer, and how busy it is."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    system = f"{platform.system()} {platform.machine()}, {cores} cores"
    return f"{system}, Python {platform.python_version()}; {busyness()}"


def busyness() -> str:
    """Return how busy the computer is at the moment."""
    if not hasattr(os, "getloadavg"):
        return "load unknown"
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    hint = "; others keep it busy, repeat when it is quiet" if load > cores else ""
    return f"load average {load:.1f}{hint}"


def _number(value: float) -> str:
    return f"{value:.{_places(value)}f}"


def _places(value: float) -> int:
    return 0 if value >= 100 else 1 if value >= 10 else 2
