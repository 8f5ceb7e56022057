"""Tables on paper: columns as wide as they need, rows that are never cut. GUI thread only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPen

from app.engine.reporting.blocks import Facts, Row
from app.ui.look.theme import light_theme
from app.ui.report.sheets import Sheets
from app.ui.report.text import Ink, SetText, letters

LETTERS_PX = 12
HEAD_PX = 11
COLUMN_GAP_PX = 12.0
ROW_GAP_PX = 4.0
MEASURED_ROWS = 40
"""So many rows at each end say how wide columns have to be."""


def facts_rows(facts: Facts) -> tuple[tuple[str, ...], tuple[Row, ...], frozenset[int]]:
    """Return facts as a table without a head; columns in which nothing stands are left out."""
    cells = [(fact.label, fact.value, fact.more) for fact in facts.entries]
    used = [place for place in range(3) if any(row[place] for row in cells)]
    rows = tuple(Row(tuple(row[place] for place in used)) for row in cells)
    return ("",) * len(used), rows, frozenset()


class TablePainter:
    """Draws a table on sheets.

    Attributes:
        columns: where each begins and how wide it is, once one is drawn.
    """

    def __init__(self, sheets: Sheets) -> None:
        self._sheets = sheets
        self._theme = light_theme()
        self._ink = Ink(letters(LETTERS_PX), self._theme.text)
        self._figures_ink = Ink(letters(LETTERS_PX), self._theme.text, at_right=True)
        self._head_ink = Ink(letters(HEAD_PX, bold=True), self._theme.muted)
        self._head_figures_ink = Ink(letters(HEAD_PX, bold=True), self._theme.muted, at_right=True)
        self._below_ink = Ink(letters(LETTERS_PX - 1), self._theme.muted)
        self._head: tuple[str, ...] = ()
        self._figures: frozenset[int] = frozenset()
        self.columns: list[tuple[float, float]] = []

    def draw(
        self, head: tuple[str, ...], rows: Sequence[Row], figures: frozenset[int]
    ) -> Iterator[None]:
        """Draw a table row by row.

        Args:
            head: what the columns are called; empty texts for a table without a head.
            rows: its rows.
            figures: the columns whose texts stand at the right.
        """
        self._head, self._figures = head, figures
        self.columns = list(self._fit(rows))
        yield
        self._draw_head()
        for row in rows:
            self._draw_row(row)
            yield

    def _fit(self, rows: Sequence[Row]) -> Iterator[tuple[float, float]]:
        """Tell where each column begins and how wide it is."""
        looked_at = [*rows[:MEASURED_ROWS], *rows[-MEASURED_ROWS:]]
        count = len(self._head)
        room = self._sheets.width - COLUMN_GAP_PX * (count - 1)
        wishes = [self._wish(place, looked_at, room) for place in range(count)]
        left, total = 0.0, sum(wishes)
        for wish in wishes:
            width = (
                wish + (room - total) / count if total <= room else self._less(wish, wishes, room)
            )
            yield left, width
            left += width + COLUMN_GAP_PX

    def _wish(self, place: int, rows: Sequence[Row], room: float) -> float:
        """Return how wide a column would be if none of its texts had a second line."""
        head = SetText(self._head[place], self._head_ink, room).width
        cells = (row.cells[place] for row in rows if len(row.cells) > 1 or len(self._head) == 1)
        return max([head, *(SetText(cell, self._ink, room).width for cell in cells)]) + 1

    @staticmethod
    def _less(wish: float, wishes: list[float], room: float) -> float:
        """Return a column's width where there is no room for all wishes: the widest give way."""
        fair = room / len(wishes)
        modest = sum(each for each in wishes if each <= fair)
        greedy = sum(each for each in wishes if each > fair)
        return wish if wish <= fair else (room - modest) * wish / greedy

    def _draw_head(self) -> None:
        """Draw the head, on the first page and on each one after it."""
        if any(self._head):
            inks = (self._head_ink, self._head_figures_ink)
            self._draw_cells(self._set(self._head, *inks))
            self._draw_line()

    def _draw_row(self, row: Row) -> None:
        """Draw a row whole, on a new page where it does not fit this one."""
        if len(row.cells) == 1 and len(self._head) > 1:
            cells, row = [SetText(row.cells[0], self._below_ink, self._sheets.width)], Row(())
        else:
            cells = self._set(row.cells, self._ink, self._figures_ink)
        below = SetText(row.below, self._below_ink, self._sheets.width) if row.below else None
        height = max(cell.height for cell in cells) + (below.height if below is not None else 0)
        self._sheets.make_room(height + 2 * ROW_GAP_PX, self._draw_head)
        self._draw_cells(cells)
        if below is not None:
            below.draw(self._sheets.painter, 0, self._sheets.top - ROW_GAP_PX)
            self._sheets.top += below.height
        self._draw_line()

    def _set(self, cells: tuple[str, ...], ink: Ink, figures_ink: Ink) -> list[SetText]:
        """Return cells set in the width of their columns."""
        return [
            SetText(cell, figures_ink if place in self._figures else ink, self.columns[place][1])
            for place, cell in enumerate(cells)
        ]

    def _draw_cells(self, cells: list[SetText]) -> None:
        """Draw cells beside each other, and go on below them."""
        top = self._sheets.top + ROW_GAP_PX
        for cell, (left, _) in zip(cells, self.columns, strict=False):
            cell.draw(self._sheets.painter, left, top)
        self._sheets.top = top + max(cell.height for cell in cells) + ROW_GAP_PX

    def _draw_line(self) -> None:
        """Draw a fine line below what was drawn."""
        self._sheets.painter.setPen(QPen(self._theme.border, 0.7))
        ends = QPointF(0, self._sheets.top), QPointF(self._sheets.width, self._sheets.top)
        self._sheets.painter.drawLine(*ends)
