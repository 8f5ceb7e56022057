"""The words painted in a row of the results, fitted into the room there is. GUI thread only.

A row is read at a glance, so what matters least gives way first: the digits in the middle of a
huge number, then the time, and only then the sentence itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF

from app.engine.numbers.exact import KEPT_DIGITS, short_text_of
from app.engine.outcome import Cause
from app.engine.rows import Rows
from app.engine.telling.durations import duration_text
from app.engine.telling.row_sentences import row_sentence
from app.engine.telling.task_words import task_words
from app.words import tr

SENTENCE_SCALE = 1.2
SIDE_SCALE = 0.86
PILL_SCALE = 0.88
LINE_SCALE = 0.93
ROW_PADDING_EM = 1.2
GAP_EM = 0.7
PRINTED_GAP_EM = 0.35
PILL_PADDING_EM = 0.75
SHORTENED = re.compile(r"(\d+)(?:…|\.\.\.)(\d+)")
LONGEST_LINE = 300
MOST_NAMES_KEPT = 1_000
FEWER_ENDS = (6, 3)
"""How many digits a huge number keeps at each end where there is little room."""


class RowFonts:
    """The fonts of a row and their measures, made once for a widget's font.

    Attributes:
        em: the widget font's height in pixels; margins and gaps are parts of it.
        sentence: the sentence, big.
        line: a long sentence, smaller, on two lines if need be.
        side: the arrival's number and time.
        pill: the worker's name.
        height: how high a row is, in whole pixels.
        printed_height: how much higher where something was printed.
    """

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.em = QFontMetricsF(font).height()
        self.sentence = scaled(font, SENTENCE_SCALE, QFont.Weight.Medium)
        self.line = scaled(font, LINE_SCALE)
        self.side = scaled(font, SIDE_SCALE)
        self.pill = scaled(font, PILL_SCALE, QFont.Weight.DemiBold)
        self.sentence_metrics = QFontMetricsF(self.sentence)
        self.line_metrics = QFontMetricsF(self.line)
        self.side_metrics = QFontMetricsF(self.side)
        self.pill_metrics = QFontMetricsF(self.pill)
        self.height = round(self.sentence_metrics.height() + ROW_PADDING_EM * self.em)
        self.printed_height = round(self.side_metrics.lineSpacing() + PRINTED_GAP_EM * self.em)
        self.gap = GAP_EM * self.em
        self._pill_widths: dict[str, float] = {}
        self._number_widths: dict[int, float] = {}

    def pill_width(self, name: str) -> float:
        """Return how wide a worker's pill is; measured once a name, since measuring is slow."""
        width = self._pill_widths.get(name)
        if width is None:
            if len(self._pill_widths) > MOST_NAMES_KEPT:
                self._pill_widths.clear()
            width = self.pill_metrics.horizontalAdvance(name) + 2 * PILL_PADDING_EM * self.em
            self._pill_widths[name] = width
        return width

    def number_width(self, largest: int) -> float:
        """Return the width of the column for numbers up to `largest`."""
        text = f"{largest:,}"
        if len(text) not in self._number_widths:
            width = self.side_metrics.horizontalAdvance("8" * len(text))
            self._number_widths[len(text)] = width
        return self._number_widths[len(text)]


@dataclass(slots=True)
class RowWords:
    """What is painted in a row, in pixels from its left edge.

    Attributes:
        failed: whether the number was not squared.
        sentence: the words, without the worker's name where that has a pill.
        sentence_width: the room for them.
        small: whether they are in the smaller font, on up to two lines.
        pill: the worker's name in the pill, empty for none.
        pill_width: the pill's width.
        below: whether the pill stands below the sentence, behind `by`, rather than after it.
        by: what stands before a pill below.
        side: when it arrived, empty where there is no room for it.
        shortened: whether the row does not show its whole sentence.
    """

    failed: bool
    sentence: str
    sentence_width: float
    small: bool = False
    pill: str = ""
    pill_width: float = 0.0
    below: bool = False
    by: str = ""
    side: str = ""
    shortened: bool = False


def scaled(font: QFont, scale: float, weight: QFont.Weight | None = None) -> QFont:
    """Return a font of another size, and of another weight if one is given."""
    other = QFont(font)
    if font.pixelSize() > 0:
        other.setPixelSize(max(1, round(font.pixelSize() * scale)))
    else:
        other.setPointSizeF(font.pointSizeF() * scale)
    if weight is not None:
        other.setWeight(weight)
    return other


def printed_words(log: Rows, row: int, width: float, fonts: RowFonts) -> str:
    """Return the beginning of what was printed for a row, in one line; empty for nothing."""
    printed = log.printed_of(row)
    if not printed:
        return ""
    line = " ⏎ ".join(printed[:LONGEST_LINE].strip().splitlines())
    words = tr("printed: {words}", words=line)
    return fonts.side_metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0.0, width))


def row_words(log: Rows, row: int, width: float, fonts: RowFonts) -> RowWords:
    """Return a row's words, fitted.

    Args:
        log: the run.
        row: the row of the log.
        width: the room for sentence, pill and time, in pixels.
        fonts: the row's fonts.
    """
    outcome = log.row_outcome[row]
    if isinstance(outcome, Cause):
        return _failure_words(log, row, width, fonts)
    said, result = task_words(log.task), log.task.short_result_text(outcome)
    number = short_text_of(log.numbers[log.row_number[row]])
    sentence = said.done_by(number, result)
    words = RowWords(False, sentence, fonts.sentence_metrics.horizontalAdvance(sentence))
    words.pill = log.worker_name(row)
    words.pill_width = fonts.pill_width(words.pill)
    room = width - words.pill_width - fonts.gap
    _add_time(words, log, row, room - words.sentence_width, fonts)
    if words.sentence_width > room:
        words.sentence = said.done_alone(number, result)
        _set_name_below(words, width, fonts)
        _add_time(words, log, row, width - words.sentence_width, fonts)
    return words


def _set_name_below(words: RowWords, width: float, fonts: RowFonts) -> None:
    """Put the name below the sentence, whole; the sentence has fewer digits, or else is cut."""
    words.small = words.below = True
    words.by, whole, metrics = tr("by:"), words.sentence, fonts.line_metrics
    for kept in (KEPT_DIGITS, *FEWER_ENDS):
        words.sentence = _with_fewer_digits(whole, kept)
        if metrics.horizontalAdvance(words.sentence) <= width:
            break
    else:
        words.sentence = metrics.elidedText(words.sentence, Qt.TextElideMode.ElideRight, width)
    words.shortened = words.sentence != whole
    words.sentence_width = metrics.horizontalAdvance(words.sentence)


def _failure_words(log: Rows, row: int, width: float, fonts: RowFonts) -> RowWords:
    """Return the words of a number that was not squared."""
    sentence = row_sentence(log, row, short=True)
    words = RowWords(True, sentence, fonts.sentence_metrics.horizontalAdvance(sentence))
    _add_time(words, log, row, width - words.sentence_width, fonts)
    if words.sentence_width > width:
        _fit(words, width, fonts)
        _add_time(words, log, row, width - words.sentence_width, fonts)
    return words


def _add_time(words: RowWords, log: Rows, row: int, room: float, fonts: RowFonts) -> None:
    """Add when the row arrived, counted from the run's beginning, if there is room."""
    if log.requested is None or room <= 0:
        return
    side = duration_text(log.row_received[row] - log.origin_of(row))
    if fonts.side_metrics.horizontalAdvance(side) + fonts.gap <= room:
        words.side = side


def _fit(words: RowWords, width: float, fonts: RowFonts) -> None:
    """Make a sentence fit: smaller, on two lines, with fewer digits, and only then cut."""
    words.small, whole, metrics = True, words.sentence, fonts.line_metrics
    for kept in (KEPT_DIGITS, *FEWER_ENDS):
        words.sentence, words.shortened = _in_two_lines(
            _with_fewer_digits(whole, kept), width, metrics
        )
        if not words.shortened:
            break
    words.shortened = words.shortened or words.sentence.replace("\n", " ") != whole
    lines = words.sentence.split("\n")
    words.sentence_width = max(map(metrics.horizontalAdvance, lines))


def _in_two_lines(sentence: str, width: float, metrics: QFontMetricsF) -> tuple[str, bool]:
    """Return a sentence on one or two lines, and whether the second had to be cut."""
    if metrics.horizontalAdvance(sentence) <= width:
        return sentence, False
    spaces = [place for place, letter in enumerate(sentence[:LONGEST_LINE]) if letter == " "]
    fitting = [at for at in spaces if metrics.horizontalAdvance(sentence[:at]) <= width]
    first = fitting[-1] + 1 if fitting else 0
    cut = metrics.elidedText(sentence[first:], Qt.TextElideMode.ElideRight, max(0.0, width))
    begin = sentence[: first - 1] + "\n" if fitting else ""
    return begin + cut, cut != sentence[first:]


def _with_fewer_digits(sentence: str, kept: int) -> str:
    """Return a sentence whose shortened numbers keep only so many digits at each end."""
    return SHORTENED.sub(lambda found: f"{found[1][:kept]}…{found[2][-kept:]}", sentence)
