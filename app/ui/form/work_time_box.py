"""The box for how long the extra work takes: milliseconds, or any unit one writes.

GUI thread only.
"""

from __future__ import annotations

import re

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from app.engine.way import LONGEST_WORK_S
from app.words import tr

LEAST_MS = 0.001
MS_PER_S = 1_000
LONGEST_MS = LONGEST_WORK_S * MS_PER_S
IN_MS = {"µs": 0.001, "us": 0.001, "ms": 1.0, "": 1.0, "s": MS_PER_S, "min": 60 * MS_PER_S}
"""The units one may write, in milliseconds; none means milliseconds."""

_WRITTEN = re.compile(r"\s*(\d{1,6}(?:[.,]\d{0,6})?|[.,]\d{1,6})\s*([µa-z]*)\s*", re.ASCII)
_BEGUN = re.compile(r"[\s\d.,]{0,14}[µa-z]{0,3}\s*", re.ASCII)


def milliseconds_in(text: str) -> float | None:
    """Return the milliseconds that a text such as ``0.5 s`` stands for, or None for no time."""
    written = _WRITTEN.fullmatch(text.lower())
    if written is None or written[2] not in IN_MS:
        return None
    return float(written[1].replace(",", ".")) * IN_MS[written[2]]


def time_text(milliseconds: float) -> str:
    """Return a time with its unit and without idle zeros: ``50 ms``, ``2.5 s``."""
    if milliseconds >= MS_PER_S:
        return tr("{seconds} s", seconds=_plain(milliseconds / MS_PER_S))
    return tr("{milliseconds} ms", milliseconds=_plain(milliseconds))


class WorkTimeBox(QDoubleSpinBox):
    """A time; its value is in milliseconds. What is written without a unit is, too.

    The unit is part of the text rather than Qt's suffix, which would make ``5 s`` into 5 ms.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setDecimals(3)
        self.setRange(LEAST_MS, LONGEST_MS)

    def textFromValue(self, value: float) -> str:
        """Return the time with its unit."""
        return time_text(value)

    def valueFromText(self, text: str) -> float:
        """Return the milliseconds that were written."""
        written = milliseconds_in(text)
        return self.value() if written is None else written

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """Let times be typed, letter by letter, and nothing else."""
        written = milliseconds_in(text)
        if written is not None and LEAST_MS <= written <= LONGEST_MS:
            return QValidator.State.Acceptable, text, place
        begun = _BEGUN.fullmatch(text.lower()) is not None
        return QValidator.State.Intermediate if begun else QValidator.State.Invalid, text, place


def _plain(number: float) -> str:
    """Return a number without idle zeros."""
    return f"{number:.6f}".rstrip("0").rstrip(".")
