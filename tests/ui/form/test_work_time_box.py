from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.form.work_time_box import LONGEST_MS, WorkTimeBox, milliseconds_in, time_text


@pytest.fixture
def box(qtbot: QtBot) -> WorkTimeBox:
    """Return a box in a window."""
    box = WorkTimeBox()
    qtbot.addWidget(box)
    box.show()
    return box


@pytest.mark.parametrize(
    ("typed", "milliseconds", "shown"),
    [
        ("5 s", 5_000, "5 s"),
        ("0.5s", 500, "500 ms"),
        ("200", 200, "200 ms"),
        ("50 ms", 50, "50 ms"),
        ("2,5 s", 2_500, "2.5 s"),
        ("1 min", 60_000, "60 s"),
        ("250 us", 0.25, "0.25 ms"),
    ],
)
def test_a_time_is_read_with_the_unit_it_is_written_in(
    box: WorkTimeBox, typed: str, milliseconds: float, shown: str
) -> None:
    """Who types 5 s wants five seconds, not five milliseconds."""
    box.selectAll()
    QTest.keyClicks(box, typed)
    box.interpretText()
    assert box.value() == pytest.approx(milliseconds)
    assert box.text() == shown


@pytest.mark.parametrize("typed", ["5 x", "s", "2 hours", "-3 s", "70 s"])
def test_what_is_no_time_changes_nothing_beyond_the_range(box: WorkTimeBox, typed: str) -> None:
    """Whatever is typed, the box holds a time it can offer."""
    box.setValue(50)
    box.selectAll()
    QTest.keyClicks(box, typed)
    box.interpretText()
    assert 0 < box.value() <= LONGEST_MS
    assert milliseconds_in(box.text()) == pytest.approx(box.value())


@pytest.mark.parametrize("milliseconds", [0.001, 0.5, 50, 999.999, 1_000, 1_500, 60_000])
def test_what_is_shown_reads_back_the_same(milliseconds: float) -> None:
    """Leaving the box without a change must not change it."""
    assert milliseconds_in(time_text(milliseconds)) == pytest.approx(milliseconds)
