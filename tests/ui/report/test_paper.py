"""A report on paper: pages with numbers, rows in one piece, a timeline of lines and letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QLocale
from PySide6.QtGui import QFont, QPageSize, QPainter

from app.engine.log import Log
from app.engine.reporting.blocks import Report, Row, Section, Table, Words
from app.ui.look.appearance import Appearance
from app.ui.look.theme import light_theme
from app.ui.report.drawing import drawing_steps
from app.ui.report.paper import paper_steps
from app.ui.report.sheets import Sheets, usual_paper
from app.ui.report.tables import TablePainter
from app.ui.report.text import Ink, SetText, letters
from tests.engine.reporting.subjects import own_record, report_on, whole
from tests.engine.reporting.test_web_page import HOSTILE, report_with
from tests.hand_written_logs import five_processes, many_numbers, many_processes, record_of


def printed(report: Report) -> bytes:
    """Return a report as a PDF."""
    device = QBuffer()
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    for _ in paper_steps(report, device):
        pass
    return bytes(device.data().data())


def printed_run(log: Log) -> bytes:
    """Return the report of a log as a PDF."""
    record = record_of(log)
    return printed(report_on(record, picture=whole(drawing_steps(record))))


def pages_of(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    return len(re.findall(rb"/Type /Page\b", pdf))


def test_it_is_a_pdf_with_its_fonts_and_no_pixels(appearance: Appearance) -> None:
    """What is drawn stays sharp at any size."""
    pdf = printed_run(five_processes())
    assert pdf.startswith(b"%PDF")
    assert b"/FontFile2" in pdf
    assert b"/Subtype /Image" not in pdf
    assert 2 <= pages_of(pdf) <= 4


def test_letters_are_found_again_in_a_pdf(appearance: Appearance) -> None:
    """A sign whose shape depends on its neighbours would be drawn, but have no letter."""
    for fixed in (False, True):
        assert letters(12, fixed=fixed).featureValue(QFont.Tag("calt")) == 0


def test_long_report_has_as_many_pages_as_it_needs(appearance: Appearance) -> None:
    """Two hundred results and sixty workers, whatever lies between."""
    many, crowd = (
        pages_of(printed_run(many_numbers(10_000))),
        pages_of(printed_run(many_processes(2_000))),
    )
    assert 6 <= many <= 9
    assert 8 <= crowd <= 12


def test_own_function_with_all_kinds_of_texts_is_printed(appearance: Appearance) -> None:
    """Nothing in them ends the page."""
    evil = "</p>\x00\u202e\ud800 \U0001f388 " * 20
    source = f"def tell(number):\n    return {evil!r}\n"
    assert pages_of(printed(report_on(own_record([evil], evil, evil, source)))) >= 2


def test_no_text_keeps_a_page_from_being_printed(appearance: Appearance) -> None:
    """Wherever it stands, the title of the document included."""
    for text in HOSTILE:
        assert pages_of(printed(report_with(text))) == 1


@pytest.fixture
def device() -> QBuffer:
    """Return where pages go to; it has to live as long as they."""
    return QBuffer()


@pytest.fixture
def sheets(appearance: Appearance, device: QBuffer) -> Iterator[Sheets]:
    """Return empty pages; they are ended."""
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    sheets = Sheets(device, "Title")
    yield sheets
    sheets.end()


class Noting:
    """Notes where sheets are after each row, and how often the head is drawn."""

    def __init__(self, sheets: Sheets, monkeypatch: pytest.MonkeyPatch) -> None:
        self.turns = 0
        self.heads = 0
        turn, set_text = sheets.turn, SetText.draw

        def turned() -> None:
            self.turns += 1
            turn()

        def drawn(text: SetText, painter: QPainter, left: float, top: float) -> None:
            self.heads += text.text == "Head"
            assert text.text.startswith("Page ") or top + text.height <= sheets.bottom
            set_text(text, painter, left, top)

        monkeypatch.setattr(sheets, "turn", turned)
        monkeypatch.setattr(SetText, "draw", drawn)


def test_rows_are_never_cut_and_the_head_is_on_each_page(
    sheets: Sheets, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However high a row is."""
    noting = Noting(sheets, monkeypatch)
    rows = [
        Row((str(place), "word " * (place * 7 % 50), "1 ms"), "printed\n" * (place % 4))
        for place in range(120)
    ]
    for _ in TablePainter(sheets).draw(("Head", "Square", "After"), rows, frozenset((2,))):
        assert sheets.top <= sheets.bottom
    assert noting.turns > 3
    assert noting.heads == noting.turns + 1


def test_columns_fill_the_page_and_the_long_one_gives_way(sheets: Sheets) -> None:
    """A short text stays in one line beside a long one."""
    painter = TablePainter(sheets)
    rows = [Row(("7", "x" * 500, "Process-12", "12.5 ms"))]
    for _ in painter.draw(("Number", "Square", "By", "After"), rows, frozenset((3,))):
        pass
    columns = painter.columns
    assert sum(columns[-1]) == pytest.approx(sheets.width)
    name = SetText("Process-12", Ink(letters(12), light_theme().text), columns[2][1])
    assert len(name.heights) == 1


def test_heading_is_not_left_alone(appearance: Appearance) -> None:
    """It goes to the next page with what it stands above: nothing else would have to."""
    table = Table(("a", "b"), (Row(("1", "2")),))
    for lines in range(45, 60):
        filler = Words("\n".join(["line"] * lines))
        both = Report("t", (filler,), (Section("Heading", (table,)),), "p")
        alone = Report("t", (filler,), (Section("Heading", ()),), "p")
        assert pages_of(printed(both)) == pages_of(printed(alone))


def test_paper_is_the_one_that_is_usual_there() -> None:
    """Letter in the United States, A4 nearly everywhere else."""
    before = QLocale()
    try:
        for place, paper in (("en_US", "Letter"), ("en_GB", "A4"), ("de_DE", "A4")):
            QLocale.setDefault(QLocale(place))
            assert usual_paper().id() is QPageSize.PageSizeId[paper]
    finally:
        QLocale.setDefault(before)
