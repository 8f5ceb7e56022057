"""Makes of Qt's SVG what may stand in a page: only what draws, a sixth as long. Any thread.

Qt repeats every property at every shape, and writes each line of a hatching as a shape of its own.
Here shapes that look alike share a group, and their lines one path. Whatever is not known to draw
is left out, and each text is escaped anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, XMLPullParser

from app.engine.reporting.plain import visible
from app.engine.reporting.web_page import escaped

CHARACTERS_PER_STEP = 10_000

GEOMETRY = {
    "path": ("d",),
    "rect": ("x", "y", "width", "height", "rx", "ry"),
    "polygon": ("points",),
    "polyline": ("points",),
    "text": ("x", "y"),
    "image": ("x", "y", "width", "height", "preserveAspectRatio"),
}
"""What draws, and the properties that say where."""

LOOKS = (
    *("transform", "opacity", "fill", "fill-opacity", "fill-rule"),
    *("stroke", "stroke-opacity", "stroke-width", "stroke-linecap", "stroke-linejoin"),
    *("stroke-dasharray", "stroke-dashoffset", "stroke-miterlimit"),
    *("font-size", "font-weight", "font-style"),
)
USUAL = {
    "transform": "matrix(1,0,0,1,0,0)",
    "fill-opacity": "1",
    "stroke-opacity": "1",
    "stroke-width": "1",
    "font-weight": "400",
    "font-style": "normal",
}
"""Looks that need not be said."""

LINK = "{http://www.w3.org/1999/xlink}href"
DATA = re.compile(r"data:image/(png|jpeg);base64,[A-Za-z0-9+/=\s]+")
LONG_NUMBER = re.compile(r"-?\d*\.\d{3,}")

Looks = tuple[tuple[str, str], ...]


def inline_shapes(drawn: str) -> Iterator[str]:
    """Yield the shapes of an SVG that Qt has written, in pieces that are made quickly.

    Args:
        drawn: the whole of its file.
    """
    parser: XMLPullParser[Element] = XMLPullParser(("start", "end"))
    shapes = _Shapes()
    for begin in range(0, len(drawn), CHARACTERS_PER_STEP):
        parser.feed(visible(drawn[begin : begin + CHARACTERS_PER_STEP]))
        events: Iterator[Any] = parser.read_events()
        for event, element in events:
            if event == "start":
                shapes.open(element)
            else:
                shapes.close(element)
        yield shapes.take()
    yield shapes.end()


class _Shapes:
    """Takes elements in as they are read, and gives them out in groups of the same looks."""

    def __init__(self) -> None:
        self._inherited: list[dict[str, str]] = [{}]
        self._pieces: list[str] = []
        self._looks: Looks | None = None
        self._lines: list[str] = []

    def open(self, element: Element) -> None:
        """An element begins: what it says of looks goes for all within."""
        self._inherited.append(self._inherited[-1] | _looks_of(element))

    def close(self, element: Element) -> None:
        """An element is read to its end."""
        looks = self._inherited.pop()
        kind = element.tag.rpartition("}")[2]
        if kind in GEOMETRY:
            self._turn_to(_needed(kind, looks))
            self._add(kind, element)
        element.clear()

    def take(self) -> str:
        """Return what is ready."""
        ready, self._pieces = "".join(self._pieces), []
        return ready

    def end(self) -> str:
        """Return what is left."""
        self._turn_to(None)
        return self.take()

    def _turn_to(self, looks: Looks | None) -> None:
        """Draw with these looks from now on; None for the end."""
        if looks == self._looks:
            return
        self._end_lines()
        if self._looks is not None:
            self._pieces.append("</g>\n")
        self._looks = looks
        if looks is not None:
            said = "".join(f' {name}="{escaped(value)}"' for name, value in looks)
            self._pieces.append(f"<g{said}>")

    def _add(self, kind: str, element: Element) -> None:
        """Add a shape; lines are kept for a path of them all."""
        if kind == "polyline":
            points = _short(element.get("points", "")).split()
            self._lines.append(f"M{' '.join(points)}")
            return
        self._end_lines()
        where = "".join(
            f' {name}="{escaped(_short(value))}"'
            for name in GEOMETRY[kind]
            if (value := element.get(name)) is not None
        )
        if kind == "text":
            self._pieces.append(f"<text{where}>{escaped(element.text or '')}</text>")
        elif kind == "image":
            link = element.get(LINK, "")
            if DATA.fullmatch(link):
                self._pieces.append(f'<image{where} href="{escaped(link)}"/>')
        else:
            self._pieces.append(f"<{kind}{where}/>")

    def _end_lines(self) -> None:
        if self._lines:
            self._pieces.append(f'<path d="{escaped("".join(self._lines))}"/>')
            self._lines = []


def _looks_of(element: Element) -> dict[str, str]:
    """Return what an element says of its looks."""
    return {name: value for name in LOOKS if (value := element.get(name)) is not None}


def _needed(kind: str, looks: dict[str, str]) -> Looks:
    """Return the looks that have to be said for a shape."""
    left_out = {name for name, value in USUAL.items() if looks.get(name) == value}
    if looks.get("stroke") == "none":
        left_out |= {name for name in looks if name.startswith("stroke-")} | {"stroke"}
    if kind in ("polyline", "text") or looks.get("fill") == "none":
        left_out.add("fill-rule")
    if kind != "text":
        left_out |= {name for name in looks if name.startswith("font-")}
    return tuple((name, value) for name, value in looks.items() if name not in left_out)


def _short(numbers: str) -> str:
    """Return numbers with two digits behind the point, which is finer than any screen."""
    return LONG_NUMBER.sub(lambda match: f"{float(match[0]):.2f}", numbers)
