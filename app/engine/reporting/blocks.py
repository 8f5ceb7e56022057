"""What a report is made of, whatever it becomes: a web page, a printed page.

Every text here is plain: whoever writes it out escapes it. Nothing ever changes, so any thread may
read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from app.engine.analysis.stages import Stage


class Weight(Enum):
    """How loudly words speak."""

    VERDICT = "verdict"
    """The one sentence to be read from the last row."""

    PLAIN = "plain"
    SMALL = "small"
    """What may step back: rules and remarks."""


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph."""

    text: str
    weight: Weight = Weight.PLAIN


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is so, such as a figure.

    Attributes:
        label: what it is called.
        value: what it is.
        more: how it comes about; empty where that is plain.
    """

    label: str
    value: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts, one below the other."""

    entries: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table.

    Attributes:
        cells: one text for each column; a single one goes across all of them.
        below: what belongs under the row, such as what was printed; empty for nothing.
    """

    cells: tuple[str, ...]
    below: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        head: what the columns are called.
        rows: what is in them.
        figures: the places of columns whose texts stand at the right, as times do.
        long: the places of columns with texts so long that they may be broken anywhere.
    """

    head: tuple[str, ...]
    rows: tuple[Row, ...]
    figures: frozenset[int] = frozenset()
    long: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar.

    Attributes:
        stage: what the time went into, which says how it looks.
        ns: how long, in nanoseconds.
        label: that stage in words.
        value: the length in words.
    """

    stage: Stage
    ns: int
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Length:
    """A bar, to be compared with others.

    Attributes:
        label: whose.
        ns: how long, in nanoseconds.
        value: that in words.
        note: where it comes from; empty where that is plain.
        parts: what it divides into, in order; none for a plain one.
    """

    label: str
    ns: int
    value: str
    note: str = ""
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars on one scale."""

    lengths: tuple[Length, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing in light colours.

    Attributes:
        shapes: the content of an ``svg`` element that leads nowhere and runs nothing.
        width: how wide it is, in pixels of 1/96 inch.
        height: how high, likewise.
        family: the font of its words, with which it was measured.
        told: the same in words, for who cannot see it.
    """

    shapes: str
    width: int
    height: int
    family: str
    told: str


@dataclass(frozen=True, slots=True)
class Program:
    """The text of a program.

    Attributes:
        text: all that is shown of it.
        island: the lines that a person may have written, counted from 0.
    """

    text: str
    island: range = range(0)


Block: TypeAlias = "Words | Facts | Table | Bars | Picture | Program"


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a heading."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report.

    Attributes:
        title: what it is about.
        blocks: what comes before the first heading.
        sections: all else, in order.
        program: what made it, with its version; the run may be another version's.
    """

    title: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    program: str
