"""The results as a model: rows as they arrive, in any order, without an object a row."""

from __future__ import annotations

import tracemalloc
from array import array

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.engine.events import NumbersDone
from app.engine.log import Log
from app.ui.results.model import ResultsModel
from app.ui.results.order import Order, places_by_size, rows_in_order
from tests.hand_written_logs import five_events, five_processes, one_killed
from tests.ui.results.runs import CHUNK, MILLION, arrived, begun, message, result_of

TEXT = Qt.ItemDataRole.DisplayRole
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


def sentences(model: ResultsModel) -> list[str]:
    """Return what the rows say."""
    return [model.data(model.index(row, 0)) for row in range(model.rowCount())]


def shown_by_entry(log: Log) -> ResultsModel:
    """Return a model that shows a log in order of entry."""
    model = ResultsModel()
    model.set_log(log)
    model.put_in_order(Order.ENTRY, result_of(rows_in_order(log, None)))
    return model


def test_a_row_reads_as_its_sentence(qapp: object) -> None:
    """The words are exactly those of the lesson, seen and spoken."""
    model = ResultsModel()
    model.set_log(five_processes())
    assert sentences(model) == [
        "3 squared to 9 by: Process-2",
        "2 squared to 4 by: Process-1",
        "4 squared to 16 by: Process-3",
        "5 squared to 25 by: Process-4",
        "6 squared to 36 by: Process-5",
    ]
    assert model.data(model.index(0, 0), SPOKEN) == model.data(model.index(0, 0), TEXT)


def test_a_failed_row_says_why(qapp: object) -> None:
    """The cause stands in the row."""
    model = ResultsModel()
    model.set_log(one_killed())
    assert "5 was not squared: Process-4 was killed (SIGTERM)" in sentences(model)


def test_a_huge_number_is_shortened_in_its_row(qapp: object) -> None:
    """A row never carries a million digits into the view."""
    model = ResultsModel()
    model.set_log(arrived([10**5_000], [0]))
    text = sentences(model)[0]
    assert len(text) < 200
    assert "(5,001 digits)" in text


def test_model_keeps_qts_contract_while_rows_arrive_and_move(qtmodeltester: ModelTester) -> None:
    """Qt's own tester watches every signal of a life with inserts, orders and replay."""
    log = Log(range(40))
    log.extend(begun(2))
    model = ResultsModel()
    model.set_log(log)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    for first in (20, 0, 30, 10):
        log.extend([message(0, first, range(first, first + 10))])
        model.take_new_rows()
        if first == 0:
            model.put_in_order(Order.ENTRY, result_of(rows_in_order(log, None)))
    assert [model.log_row(row) for row in (0, 10, 20, 30)] == [10, 30, 0, 20]
    model.put_in_order(Order.ARRIVAL, None)
    for count in (5, 0, 40, 3, None):
        model.set_visible_rows(count)
    assert model.rowCount() == 40


def test_a_batch_is_one_insert(qtbot: QtBot) -> None:
    """A view hears once of a thousand rows, not a thousand times."""
    log, model, inserts = Log(range(CHUNK)), ResultsModel(), []
    model.set_log(log)
    model.rowsInserted.connect(lambda _, first, last: inserts.append((first, last)))
    log.extend([*begun(1), message(0, 0, range(CHUNK))])
    model.take_new_rows()
    assert inserts == [(0, CHUNK - 1)]


def test_few_rows_go_straight_to_their_places(qtbot: QtBot) -> None:
    """In order of entry a small run never shows a row in the wrong place."""
    log = Log([2, 3, 4, 5, 6])
    model = shown_by_entry(log)
    for event in five_events():
        log.extend([event])
        model.take_new_rows()
        shown = [log.row_number[model.log_row(row)] for row in range(model.rowCount())]
        assert shown == sorted(shown)
    assert model.rowCount() == 5


def test_many_rows_wait_at_the_end_until_sorted_in(qtbot: QtBot) -> None:
    """With many rows new ones appear at once, and are counted as not sorted yet."""
    log = Log(range(4_000))
    log.extend([*begun(1), message(0, 2_000, range(2_000, 4_000))])
    model = shown_by_entry(log)
    log.extend([message(0, 0, range(2_000))])
    model.take_new_rows()
    assert (model.rowCount(), model.unsorted) == (4_000, 2_000)
    assert model.row_of(2_000) == 2_000
    model.put_in_order(Order.ENTRY, result_of(rows_in_order(log, None)))
    assert model.unsorted == 0
    assert model.row_of(2_000) == 0


@pytest.mark.parametrize("order", [Order.ENTRY, Order.SIZE])
def test_every_row_is_found_in_every_order(qtbot: QtBot, order: Order) -> None:
    """A row of the log and its row in the list lead to each other."""
    log = arrived([4, -1, 9, 2, 2], [2, 0, 4, 1, 3])
    places = result_of(places_by_size(log.numbers)) if order is Order.SIZE else None
    model = ResultsModel()
    model.set_log(log)
    model.put_in_order(order, result_of(rows_in_order(log, places)))
    assert [model.row_of(model.log_row(row)) for row in range(5)] == list(range(5))


def test_replay_shows_the_first_arrivals_only(qtbot: QtBot) -> None:
    """Rows beyond the moment shown are not there, and come back."""
    model = ResultsModel()
    model.set_log(five_processes())
    model.set_visible_rows(2)
    assert len(sentences(model)) == 2
    assert model.row_of(3) is None
    model.set_visible_rows(None)
    assert len(sentences(model)) == 5


def test_list_has_no_second_level(qapp: object) -> None:
    """Rows have no children."""
    model = ResultsModel()
    model.set_log(five_processes())
    assert model.rowCount(model.index(0, 0)) == 0
    assert not model.index(0, 0).parent().isValid()
    assert model.rowCount(QModelIndex()) == 5


def test_a_million_rows_take_under_200_bytes_each(qapp: object) -> None:
    """Log and model together, apart from the numbers and their squares themselves."""
    numbers = list(range(MILLION))
    squares = [number * number for number in numbers]
    tracemalloc.start()
    log, model = Log(numbers), ResultsModel()
    log.extend(begun(4))
    model.set_log(log)
    for first in range(0, MILLION, CHUNK):
        taken, squared = array("q", range(CHUNK)), array("q", range(CHUNK))
        piece = squares[first : first + CHUNK]
        log.extend([NumbersDone(first % 4, first, taken, squared, piece, 10_000)])
        model.take_new_rows()
    model.put_in_order(Order.ENTRY, result_of(rows_in_order(log, None)))
    used, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert model.rowCount() == MILLION
    assert used / MILLION < 200, used / MILLION
