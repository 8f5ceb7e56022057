"""A report as pages to be printed, drawn block by block in short steps. GUI thread only.

Rows of tables are never cut, and a table's head stands again on each of its pages; the timeline is
drawn as lines and letters, sharp at any size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QByteArray, QIODevice, QPointF, QRectF
from PySide6.QtGui import QColor, QPen
from PySide6.QtSvg import QSvgRenderer

from app.engine.reporting.blocks import (
    Bars,
    Block,
    Facts,
    Length,
    Picture,
    Program,
    Report,
    Section,
    Table,
    Weight,
    Words,
)
from app.engine.reporting.web_page import escaped
from app.ui.look.theme import light_theme
from app.ui.report.sheets import Sheets
from app.ui.report.tables import TablePainter, facts_rows
from app.ui.report.text import Ink, SetText, letters
from app.ui.timeline.bars import Bars as Phases
from app.ui.why.stage_painting import SAMPLE_WORKER, paint_stage

GAP_PX = 9.0
SECTION_GAP_PX = 22.0
HEADING_NEEDS_PX = 130.0
"""A heading is not left alone at the foot of a page."""

HEADING_PX = 40.0
BAR_PX = 18.0
SAMPLE_PX = 22.0
PLAIN_OPACITY = 0.5
OWN_GROUND = QColor("#fff6d6")
PAD_PX = 6.0


def paper_steps(report: Report, device: QIODevice) -> Iterator[None]:
    """Draw a report as a PDF in short steps.

    Args:
        report: which.
        device: where the file goes to; it is open, and has room.
    """
    sheets = Sheets(device, report.title)
    pages = _Pages(sheets)
    try:
        pages.write(report.title, letters(24, bold=True))
        for block in report.blocks:
            yield from pages.draw(block)
        for section in report.sections:
            yield from pages.draw_section(section)
    finally:
        sheets.end()


class _Pages:
    """Draws blocks one below the other."""

    def __init__(self, sheets: Sheets) -> None:
        self._sheets = sheets
        self._theme = light_theme()
        self._phases = Phases(self._theme, on_paper=True)
        self._drawers: dict[type, Callable[[Any], Iterator[None]]] = {
            Words: self._draw_words,
            Facts: self._draw_facts,
            Table: self._draw_table,
            Bars: self._draw_bars,
            Picture: self._draw_picture,
            Program: self._draw_program,
        }

    def draw_section(self, section: Section) -> Iterator[None]:
        """Draw a heading and what stands under it."""
        sheets = self._sheets
        sheets.top += SECTION_GAP_PX if sheets.top > 0 else 0
        first = section.blocks[0] if section.blocks else None
        picture = self._fitted(first)[1] if isinstance(first, Picture) else 0.0
        sheets.make_room(HEADING_PX + picture if picture else HEADING_NEEDS_PX)
        self.write(section.heading, letters(17, bold=True))
        for block in section.blocks:
            yield from self.draw(block)

    def draw(self, block: Block) -> Iterator[None]:
        """Draw a block."""
        yield from self._drawers[type(block)](block)
        self._sheets.top += GAP_PX

    def write(self, text: str, font: Any, colour: QColor | None = None) -> None:
        """Write a paragraph; it may go on on the next page."""
        sheets = self._sheets
        words = SetText(text, Ink(font, colour or self._theme.text), sheets.width)
        for place, height in enumerate(words.heights):
            sheets.make_room(height)
            words.draw_line(sheets.painter, place, 0, sheets.top)
            sheets.top += height
        sheets.top += PAD_PX

    def _draw_words(self, words: Words) -> Iterator[None]:
        weights = {
            Weight.VERDICT: (letters(19, bold=True), self._theme.text),
            Weight.PLAIN: (letters(14), self._theme.text),
            Weight.SMALL: (letters(12), self._theme.muted),
        }
        self.write(words.text, *weights[words.weight])
        yield

    def _draw_facts(self, facts: Facts) -> Iterator[None]:
        yield from TablePainter(self._sheets).draw(*facts_rows(facts))

    def _draw_table(self, table: Table) -> Iterator[None]:
        yield from TablePainter(self._sheets).draw(table.head, table.rows, table.figures)

    def _draw_bars(self, bars: Bars) -> Iterator[None]:
        """Draw bars on one scale, and what their parts are."""
        longest = max(1, *(length.ns for length in bars.lengths))
        for length in bars.lengths:
            self._sheets.make_room(3 * BAR_PX)
            note = f"  {length.note}" if length.note else ""
            self.write(f"{length.label}  {length.value}{note}", letters(13))
            width = max(1.0, self._sheets.width * length.ns / longest)
            self._draw_bar(length, QRectF(0, self._sheets.top, width, BAR_PX))
            self._sheets.top += BAR_PX + PAD_PX
            yield
        for length in bars.lengths:
            self._draw_parts(length)

    def _draw_bar(self, length: Length, area: QRectF) -> None:
        """Draw a bar, divided or plain."""
        painter = self._sheets.painter
        whole = sum(part.ns for part in length.parts)
        if not whole:
            plain = QColor(self._phases.style(SAMPLE_WORKER).fill)
            plain.setAlphaF(PLAIN_OPACITY)
            painter.fillRect(area, plain)
        left = area.left()
        for part in length.parts:
            width = area.width() * part.ns / whole
            stretch = QRectF(left, area.top(), width, area.height())
            paint_stage(painter, self._phases, part.stage, stretch)
            left += width

    def _draw_parts(self, length: Length) -> None:
        """Say what each part is, beside a sample, as many in a line as there is room for."""
        sheets, left, ink = self._sheets, 0.0, Ink(letters(12), self._theme.text)
        height = 0.0
        for part in length.parts:
            words = SetText(f"{part.label} {part.value}", ink, sheets.width)
            needed = SAMPLE_PX + PAD_PX + words.width + 3 * PAD_PX
            if left > 0 and left + needed > sheets.width:
                left, sheets.top = 0.0, sheets.top + height + PAD_PX / 2
            height = words.height
            sheets.make_room(height)
            sample = QRectF(left, sheets.top + height * 0.15, SAMPLE_PX, height * 0.7)
            paint_stage(sheets.painter, self._phases, part.stage, sample)
            words.draw(sheets.painter, left + SAMPLE_PX + PAD_PX, sheets.top)
            left += needed
        sheets.top += height

    def _draw_picture(self, picture: Picture) -> Iterator[None]:
        """Draw a picture as wide as the page, smaller where it would be higher than one."""
        drawing = QSvgRenderer(QByteArray(_svg_file(picture).encode()))
        yield
        sheets = self._sheets
        width, height = self._fitted(picture)
        sheets.make_room(height)
        drawing.render(sheets.painter, QRectF(0, sheets.top, width, height))
        sheets.top += height + PAD_PX
        yield

    def _fitted(self, picture: Picture) -> tuple[float, float]:
        """Return how wide and high a picture is drawn: it fits a page, with a heading above it."""
        highest = self._sheets.bottom - HEADING_PX
        widest = min(self._sheets.width, picture.width)
        width = min(widest, highest * picture.width / picture.height)
        return width, width * picture.height / picture.width

    def _draw_program(self, program: Program) -> Iterator[None]:
        """Draw a program line by line, a person's own lines on a ground of their own."""
        sheets, theme = self._sheets, self._theme
        ink = Ink(letters(11, fixed=True), theme.text)
        for place, line in enumerate(program.text.split("\n")):
            words = SetText(line, ink, sheets.width - 2 * PAD_PX)
            sheets.make_room(words.height)
            if place in program.island:
                sheets.painter.fillRect(sheets.area(words.height), OWN_GROUND)
            words.draw(sheets.painter, PAD_PX, sheets.top)
            sheets.painter.setPen(QPen(theme.border, 1.5))
            edge = QPointF(0, sheets.top), QPointF(0, sheets.top + words.height)
            sheets.painter.drawLine(*edge)
            sheets.top += words.height
            yield


def _svg_file(picture: Picture) -> str:
    """Return a picture as a file that Qt reads."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {picture.width} {picture.height}">'
        f'<g font-family="{escaped(picture.family)}">{picture.shapes}</g></svg>'
    )
