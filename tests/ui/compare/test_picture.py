"""Charts as files: three formats, written whole or not at all."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QFont, QImage

from app.ui.compare.picture import ChartPicture, save_chart
from app.ui.look.theme import dark_theme, light_theme
from tests.ui.compare.hand_made_charts import ways_chart, work_chart

pytestmark = pytest.mark.usefixtures("appearance")
WORDS = ["A pool of 4 was fastest.", "Each way was repeated 4 times."]


def picture(*, dark: bool = False, divided: bool = False) -> ChartPicture:
    """Return the chart of ways as a picture."""
    font = QFont()
    font.setPixelSize(14)
    theme = dark_theme() if dark else light_theme()
    return ChartPicture(ways_chart(), WORDS, theme, font, divided=divided)


def test_a_png_is_twice_as_fine_as_a_screen(tmp_path: Path) -> None:
    """In the window's colours."""
    path = tmp_path / "ways.png"
    save_chart(path, picture(dark=True))
    image = QImage(str(path))
    assert image.width() == 2 * picture().size.width()
    assert image.pixelColor(2, 2) == dark_theme().card


def test_an_svg_holds_its_words(tmp_path: Path) -> None:
    """So that they can be found and changed."""
    path = tmp_path / "ways.svg"
    save_chart(path, picture(divided=True))
    drawn = ElementTree.parse(path)
    words = " ".join(drawn.getroot().itertext())
    assert "A pool of 4 was fastest." in words
    assert "646 ms" in words


def test_a_pdf_is_one(tmp_path: Path) -> None:
    """As large as the picture."""
    path = tmp_path / "ways.pdf"
    font = QFont()
    font.setPixelSize(14)
    save_chart(path, ChartPicture(work_chart(), WORDS, light_theme(), font))
    assert path.read_bytes().startswith(b"%PDF")


def test_another_ending_is_refused_in_words(tmp_path: Path) -> None:
    """With those that are known."""
    with pytest.raises(OSError, match=r"must end in one of \.png, \.svg, \.pdf"):
        save_chart(tmp_path / "ways.bmp", picture())
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """In the system's words."""
    with pytest.raises(OSError, match=r"nowhere|No such"):
        save_chart(tmp_path / "nowhere" / "ways.png", picture())
