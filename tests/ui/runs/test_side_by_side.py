"""Two runs under each other: one scale, one sentence, one table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.look.appearance import Appearance
from app.ui.runs.side_by_side import SideBySide
from tests import hand_written_logs as logs
from tests.engine.analysis.test_differences import POOL, stretched


def test_two_runs_stand_on_one_scale(qtbot: QtBot, appearance: Appearance) -> None:
    """Same moments under each other, though names and lengths differ."""
    window = SideBySide()
    qtbot.addWidget(window)
    window.show_records(stretched(212_000), logs.record_of(logs.pool_of_four()))
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: all(canvas.scene.lanes.has_all for canvas in window.canvases))
    views = [canvas.scene.view for canvas in window.canvases]
    assert (views[0].start, views[0].span) == (views[1].start, views[1].span)
    axes = [canvas.navigation.bands.axis for canvas in window.canvases]
    assert (axes[0].left(), axes[0].width()) == (axes[1].left(), axes[1].width())


def test_sentence_and_table_say_what_differs(qtbot: QtBot, appearance: Appearance) -> None:
    """The last row is the whole, and stages that neither had are left out."""
    window = SideBySide()
    qtbot.addWidget(window)
    window.show_records(stretched(212_000), stretched(0, POOL))
    window.show()
    qtbot.waitUntil(lambda: "212 ms" in window.sentence.text())
    assert window.sentence.text() == "The pool of 4 needed 212 ms less, all of it starting."
    last = max(row for row, _ in window.cells)
    told = [window.cells[last, column].text() for column in range(4)]
    assert told == ["until the last result", "227 ms", "15 ms", "\N{MINUS SIGN}212 ms"]
    starting = next(
        row for row, _ in window.cells if window.cells[row, 0].text() == "only starting"
    )
    assert window.cells[starting, 3].text() == "\N{MINUS SIGN}212 ms"
    hidden = [r for r in range(1, last) if not window.cells[r, 0].isVisibleTo(window)]
    assert all(window.cells[row, 1].text() == window.cells[row, 2].text() for row in hidden)


def test_low_screen_shows_the_button_and_scrolls_to_the_table(
    qtbot: QtBot, appearance: Appearance
) -> None:
    """With large text there is no room for all of it at once."""
    appearance.choose_scale(200)
    try:
        window = SideBySide()
        qtbot.addWidget(window)
        window.show_records(stretched(212_000), stretched(0, POOL))
        window.show()
        window.resize(900, 560)
        qtbot.waitUntil(lambda: "212 ms" in window.sentence.text())
        assert window.height() == 560
        bar = window.page.verticalScrollBar()
        qtbot.waitUntil(lambda: bar.maximum() > 0)
        QTest.keyClick(window.page, Qt.Key.Key_PageDown)
        assert bar.value() > 0
        bar.setValue(bar.maximum())
        last = window.cells[max(window.cells)]
        foot = last.mapTo(window.page.viewport(), last.rect().bottomLeft()).y()
        qtbot.waitUntil(lambda: foot <= window.page.viewport().height())
    finally:
        appearance.choose_scale(100)
