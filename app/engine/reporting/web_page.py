"""A report as one page of HTML that needs nothing else: no script, no link, nothing to be loaded.

Every text goes through `escaped`; only a picture's ``svg`` element, which is made of escaped texts
too, is put in as it is. Pure functions, usable in any thread of the main process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from app.engine.reporting.blocks import (
    Bars,
    Block,
    Fact,
    Facts,
    Length,
    Picture,
    Program,
    Report,
    Row,
    Table,
    Weight,
    Words,
)
from app.engine.reporting.plain import visible
from app.engine.reporting.style import STYLE
from app.words import language, tr

LINES_PER_PIECE = 40
ROWS_PER_PIECE = 20

OTHER_FONTS = "system-ui, sans-serif"
"""What a browser takes where it has not got a drawing's own."""

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What a browser is told that the page may do: be styled and show what lies in it, nothing else."""


def escaped(text: str) -> str:
    """Return a text as it may stand between tags, or in an attribute between double quotes."""
    return escape(visible(text))


def page_pieces(report: Report) -> Iterator[str]:
    """Yield the page in pieces that are made quickly."""
    title = escaped(report.title)
    yield (
        f'<!DOCTYPE html>\n<html lang="{escaped(language())}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escaped(POLICY)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f'<meta name="generator" content="{escaped(report.program)}">\n'
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"<header>\n<h1>{title}</h1>\n"
    )
    for block in report.blocks:
        yield from _pieces_of(block)
    yield "</header>\n<main>\n"
    for place, section in enumerate(report.sections):
        name = f"section-{place + 1}"
        heading = f'<h2 id="{name}">{escaped(section.heading)}</h2>'
        yield f'<section aria-labelledby="{name}">\n{heading}\n'
        for block in section.blocks:
            yield from _pieces_of(block)
        yield "</section>\n"
    made = tr(
        "Made by {program}, which squares numbers with real processes.", program=report.program
    )
    yield f"</main>\n<footer>\n<p>{escaped(made)}</p>\n</footer>\n</body>\n</html>\n"


def _pieces_of(block: Block) -> Iterator[str]:
    """Yield a block."""
    writers: dict[type, Callable[[Any], Iterator[str]]] = {
        Words: _words,
        Facts: _facts,
        Table: _table,
        Bars: _bars,
        Picture: _picture,
        Program: _program,
    }
    return writers[type(block)](block)


def _words(words: Words) -> Iterator[str]:
    kind = "" if words.weight is Weight.PLAIN else f' class="{words.weight.value}"'
    yield f"<p{kind}>{escaped(words.text)}</p>\n"


def _facts(facts: Facts) -> Iterator[str]:
    """Yield names with figures and rules; three columns, where there are rules and figures."""
    three = any(fact.value and fact.more for fact in facts.entries)
    yield "<dl>\n" if three else '<dl class="told">\n'
    for fact in facts.entries:
        yield f"<dt>{escaped(fact.label)}</dt>{_told(fact, three)}\n"
    yield "</dl>\n"


def _told(fact: Fact, three: bool) -> str:
    value = f'<dd class="value">{escaped(fact.value)}</dd>' if fact.value or three else ""
    more = f'<dd class="more">{escaped(fact.more)}</dd>' if fact.more or three else ""
    return value + more


def _table(table: Table) -> Iterator[str]:
    head = "".join(
        f'<th scope="col"{_kind(table, place)}>{escaped(words)}</th>'
        for place, words in enumerate(table.head)
    )
    yield f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n"
    for begin in range(0, len(table.rows), ROWS_PER_PIECE):
        yield "".join(_row(table, row) for row in table.rows[begin : begin + ROWS_PER_PIECE])
    yield "</tbody>\n</table>\n"


def _row(table: Table, row: Row) -> str:
    """Return a row, with what belongs below it as a second one."""
    columns = len(table.head)
    if len(row.cells) == 1:
        return f'<tr><td class="across" colspan="{columns}">{escaped(row.cells[0])}</td></tr>\n'
    cells = "".join(
        f'<td{_kind(table, place)} dir="auto">{escaped(cell)}</td>'
        for place, cell in enumerate(row.cells)
    )
    if not row.below:
        return f"<tr>{cells}</tr>\n"
    below = f'<td colspan="{columns}" dir="auto">{escaped(row.below)}</td>'
    return f'<tr class="has-below">{cells}</tr>\n<tr class="below">{below}</tr>\n'


def _kind(table: Table, place: int) -> str:
    if place in table.figures:
        return ' class="figure"'
    return ' class="long"' if place in table.long else ""


def _bars(bars: Bars) -> Iterator[str]:
    longest = max(1, *(length.ns for length in bars.lengths))
    yield '<div class="bars">\n'
    for length in bars.lengths:
        note = f'<span class="more">{escaped(length.note)}</span>' if length.note else ""
        yield (
            f'<div class="named"><span>{escaped(length.label)}</span>'
            f'<span class="value">{escaped(length.value)}</span>{note}</div>\n'
            f"{_bar(length, longest)}"
        )
    yield "</div>\n"
    parts = "".join(
        f'<li><i class="sample {part.stage.name.lower()}"></i>'
        f"{escaped(part.label)} <b>{escaped(part.value)}</b></li>\n"
        for length in bars.lengths
        for part in length.parts
    )
    if parts:
        yield f'<ul class="parts">\n{parts}</ul>\n'


def _bar(length: Length, longest: int) -> str:
    """Return a bar; what it shows is said by the words around it."""
    whole = sum(part.ns for part in length.parts)
    inner = "".join(
        f'<i class="{part.stage.name.lower()}" style="width:{100 * part.ns / whole:.3f}%"></i>'
        for part in length.parts
    )
    kind = "bar" if inner else "bar plain"
    width = f"{100 * length.ns / longest:.3f}%"
    return f'<div class="{kind}" aria-hidden="true" style="width:{width}">{inner}</div>\n'


def _picture(picture: Picture) -> Iterator[str]:
    """Yield a picture; it can be scrolled with the keyboard where the screen is narrow."""
    family = escaped(f"{picture.family}, {OTHER_FONTS}")
    yield (
        f'<figure>\n<div class="drawing" role="img" aria-label="{escaped(picture.told)}" '
        f'tabindex="0">\n<svg viewBox="0 0 {picture.width} {picture.height}">'
        f'<g font-family="{family}">\n'
    )
    yield picture.shapes
    yield "</g></svg>\n</div>\n</figure>\n"


def _program(program: Program) -> Iterator[str]:
    """Yield a program, a person's own lines on a ground of their own."""
    name = escaped(tr("The program"))
    yield f'<pre tabindex="0" role="region" aria-label="{name}"><code translate="no" dir="ltr">'
    lines = program.text.split("\n")
    for begin in range(0, len(lines), LINES_PER_PIECE):
        end = min(begin + LINES_PER_PIECE, len(lines))
        yield "".join(_line(lines[place], place in program.island) for place in range(begin, end))
    yield "</code></pre>\n"


def _line(line: str, own: bool) -> str:
    kind = ' class="own"' if own else ""
    return f"<span{kind}>{escaped(line)}\n</span>"
