"""The timeline in a report: the picture that is saved, of which only what draws is left."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring

import pytest
from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from app.engine.log import Log
from app.engine.outcome import Cause, CauseKind
from app.engine.reporting.blocks import Picture
from app.ui.look.appearance import Appearance, Scheme
from app.ui.report.drawing import FONT_PX, WIDTH_PX, drawing_steps
from app.ui.report.inline_svg import GEOMETRY, LOOKS, inline_shapes
from tests.engine.reporting.subjects import whole
from tests.hand_written_logs import (
    five_processes,
    many_numbers,
    many_processes,
    one_killed,
    record_of,
)


def drawing_of(log: Log, *, pids: bool = False) -> Picture:
    """Return a log's timeline."""
    return whole(drawing_steps(record_of(log), pids))


def image_of(svg: str, width: int, height: int) -> QImage:
    """Return an SVG as Qt paints it."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, width, height))
    painter.end()
    return image


def test_words_stay_words(appearance: Appearance) -> None:
    """Whoever searches the page finds them."""
    picture = drawing_of(one_killed(), pids=True)
    for words in ("Process-1", "Process-5", "killed (SIGTERM)", "2 cores", "4711", "squaring"):
        assert words in picture.shapes
    assert picture.width == WIDTH_PX
    assert "4 of 5 numbers squared by 5 processes" in picture.told
    assert "4711" not in drawing_of(one_killed()).shapes


@pytest.mark.parametrize(
    "log",
    [five_processes(), many_processes(3_000), many_numbers(100_000), Log([])],
    ids=["five", "crowd", "flood", "empty"],
)
def test_only_what_draws_is_left(appearance: Appearance, log: Log) -> None:
    """No link, no script, no name that could be another element's."""
    picture = drawing_of(log)
    root = fromstring(f"<svg>{picture.shapes}</svg>")
    looks, geometry = set(LOOKS), {name for names in GEOMETRY.values() for name in names}
    for element in list(root.iter())[1:]:
        assert element.tag in {"g", *GEOMETRY}
        assert element.attrib.keys() <= (looks if element.tag == "g" else geometry | {"href"})
        assert element.get("href", "data:image/").startswith("data:image/")
    assert len(picture.shapes) < 400_000


def test_it_looks_as_the_saved_picture_does(appearance: Appearance) -> None:
    """Shapes that were put together are where they were."""
    drawn = "".join(
        f'<g fill="none" stroke="#204060" stroke-width="2" transform="matrix(1,0,0,1,5,0)">'
        f'<polyline fill="none" points="{place},1 {place},40 "/></g>'
        f'<g fill="#0072b2" fill-opacity="0.5" stroke="none"><rect x="{place}" y="9.12" '
        'width="3" height="4"/></g>'
        for place in range(10, 90, 8)
    )
    before = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">{drawn}</svg>'
    shapes = "".join(inline_shapes(before))
    after = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50">{shapes}</svg>'
    assert image_of(before, 400, 200) == image_of(after, 400, 200)
    assert image_of(before, 400, 200) != image_of(before.replace("60", "99"), 400, 200)


def test_lines_that_look_alike_become_one_path() -> None:
    """Hatching is some hundred lines."""
    lines = "".join(f'<polyline points="{place},0.1234 9,9 "/>' for place in range(100))
    shapes = "".join(inline_shapes(f'<svg><g stroke="#123456">{lines}</g></svg>'))
    assert shapes.count("<path") == 1
    assert shapes.count("M") == 100
    assert "0.12 9,9" in shapes


def test_what_could_do_harm_is_left_out() -> None:
    """Also where a text of the person's looks like a shape."""
    drawn = (
        "<svg><script>alert(1)</script><a href='x'><rect x='1' onclick='y'/></a>"
        "<image href='http://elsewhere.example/'/>"
        "<image xmlns:xlink='http://www.w3.org/1999/xlink' xlink:href='http://elsewhere.example/'/>"
        "<text x='1'>&lt;script&gt;\x00\x1b</text></svg>"
    )
    shapes = "".join(inline_shapes(drawn))
    assert "elsewhere" not in shapes
    assert "alert" not in shapes
    assert "onclick" not in shapes
    assert "<a" not in shapes
    assert "&lt;script&gt;␀␛</text>" in shapes


def test_error_full_of_markup_stands_beside_its_lane(appearance: Appearance) -> None:
    """It is words, and nothing else."""
    log = one_killed()
    log.workers[3].cause = Cause(CauseKind.RAISED, detail="</text><script>\x00 ]]> \u202e")
    shapes = drawing_of(log).shapes
    assert "<script" not in shapes
    assert "raised &lt;/text&gt;&lt;script&gt;␀ ]]&gt; " in shapes
    assert "[U+202E]" in shapes


def test_it_is_light_and_of_one_size_whatever_the_window_is(appearance: Appearance) -> None:
    """A report is not made for the one who saves it."""
    before = drawing_of(five_processes())
    try:
        appearance.choose_scheme(Scheme.DARK)
        appearance.choose_scale(200)
        assert drawing_of(five_processes()) == before
    finally:
        appearance.choose_scheme(Scheme.SYSTEM)
        appearance.choose_scale(100)
    assert f'font-size="{FONT_PX}"' in before.shapes
