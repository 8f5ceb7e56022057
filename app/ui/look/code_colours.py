"""The colours of a program's text, light and dark. GUI thread only.

Each reads on every ground that may lie behind it; a test holds the contrasts.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor

from app.ui.look.theme import Theme


@dataclass(frozen=True, slots=True)
class CodeColours:
    """How a program looks.

    Attributes:
        text: names and signs.
        keyword: words of the language.
        defined: the name of what is defined.
        string: texts.
        number: numbers.
        comment: remarks.
        line_number: the numbers before lines.
        rest: the ground of what the form writes.
        island: the ground of the function.
        island_edge: what borders it.
        changed: the ground of a line that the last choice has changed.
        changed_edge: the bar before such a line.
    """

    text: QColor
    keyword: QColor
    defined: QColor
    string: QColor
    number: QColor
    comment: QColor
    line_number: QColor
    rest: QColor
    island: QColor
    island_edge: QColor
    changed: QColor
    changed_edge: QColor


def code_colours(theme: Theme) -> CodeColours:
    """Return the colours that go with a theme."""
    if theme.dark:
        return CodeColours(
            text=theme.text,
            keyword=QColor("#8fb4ff"),
            defined=QColor("#d9a6f2"),
            string=QColor("#8fd3a4"),
            number=QColor("#f0b27a"),
            comment=QColor("#a3aebd"),
            line_number=QColor("#a3aebd"),
            rest=theme.window,
            island=QColor("#2b2616"),
            island_edge=QColor("#a8862a"),
            changed=QColor("#23344f"),
            changed_edge=theme.accent,
        )
    return CodeColours(
        text=theme.text,
        keyword=QColor("#1f47a8"),
        defined=QColor("#7b1fa2"),
        string=QColor("#1b6b38"),
        number=QColor("#93420a"),
        comment=QColor("#566173"),
        line_number=QColor("#566173"),
        rest=theme.window,
        island=QColor("#fff8e1"),
        island_edge=QColor("#d9a81e"),
        changed=QColor("#dbe7fd"),
        changed_edge=theme.accent,
    )
