"""Long work in slices: short work at once, turns for all, and nothing for those who are gone."""

from __future__ import annotations

import time

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from app.ui.parts.slices import BUDGET_S, FRAME_S, LEAST_SLICE_S, Slices, Steps, frame_budget


@pytest.fixture
def owner(qapp: object) -> QObject:
    """Give whom pieces of work belong to."""
    assert qapp is not None
    return QObject()


def endless(seen: list[float]) -> Steps[None]:
    """Work that never ends, and notes when it was at it."""
    while True:
        seen.append(time.perf_counter())
        yield


def short() -> Steps[int]:
    """Work of three steps."""
    yield
    yield
    return 7


def test_short_work_is_done_on_return(owner: QObject) -> None:
    """Also where the frame's budget has been spent by others."""
    with frame_budget().slice() as _until:
        end = time.perf_counter() + BUDGET_S
        while time.perf_counter() < end:
            pass
    results: list[int] = []
    slices = Slices(owner)
    slices.start(short(), results.append)
    assert results == [7]
    assert not slices.busy


def test_pieces_of_work_take_turns(qtbot: QtBot, owner: QObject) -> None:
    """However many there are, none is left out."""
    seen: list[list[float]] = [[], [], [], []]
    works = [Slices(owner) for _ in seen]
    for work, times in zip(works, seen, strict=True):
        work.start(endless(times), lambda _: None)
    begun = time.perf_counter()
    qtbot.waitUntil(lambda: all(times and times[-1] > begun + 10 * FRAME_S for times in seen))
    for work in works:
        work.stop()
    assert not any(work.busy for work in works)


def test_a_slice_is_shorter_where_others_have_spent_the_frame(
    owner: QObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two slices in one moment do not add up."""
    now = 1_000 * FRAME_S
    monkeypatch.setattr("app.ui.parts.slices.time.perf_counter", lambda: now)
    with frame_budget().slice() as first:
        now = first
    assert owner is not None
    with frame_budget().slice(BUDGET_S) as second:
        assert second - now == pytest.approx(BUDGET_S - (first - 1_000 * FRAME_S))
        now = second
    with frame_budget().slice() as third:
        assert third - now == pytest.approx(LEAST_SLICE_S)


def test_work_whose_owner_is_gone_goes_on_no_more(qtbot: QtBot, owner: QObject) -> None:
    """A closed panel's work does not touch what is no longer there."""
    seen: list[float] = []
    Slices(owner).start(endless(seen), lambda _: None)
    delete(owner)
    done = len(seen)
    other = QObject()
    results: list[int] = []

    def long() -> Steps[int]:
        end = time.perf_counter() + 3 * FRAME_S
        while time.perf_counter() < end:
            yield
        return 1

    Slices(other).start(long(), results.append)
    qtbot.waitUntil(lambda: results == [1])
    assert len(seen) == done
