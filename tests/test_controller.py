"""The bridge: runs and measurements on the controller's thread, over real processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal, Slot
from pytestqt.qtbot import QtBot

from app.controller import Controller
from app.engine.events import Event
from app.engine.log import Log
from app.engine.plan import Plan
from app.engine.record import Record, first_run
from app.engine.way import ONE_AFTER_ANOTHER, Way, Work, WorkKind

LONGEST_MS = 20_000
SLOW = Work(WorkKind.WAITING, 5.0)


class Ear(QObject):
    """Hears the controller in the thread of the tests, as the window does.

    Signals:
        run_ended, in_turn_measured and so on: as the controller's.
    """

    run_ended = Signal()
    fault_happened = Signal(str)
    process_cost_measured = Signal(str, object)
    in_turn_measured = Signal(object, object)
    repetition_done = Signal(object)

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self.log = Log(())
        controller.events_arrived.connect(self.take)
        controller.run_ended.connect(self.run_ended)
        controller.fault_happened.connect(self.fault_happened)
        controller.process_cost_measured.connect(self.process_cost_measured)
        controller.in_turn_measured.connect(self.in_turn_measured)
        controller.repetition_done.connect(self.repetition_done)

    @Slot(object)
    def take(self, events: list[Event]) -> None:
        """Take events in."""
        self.log.extend(events)


@pytest.fixture
def controller(qtbot: QtBot) -> Iterator[Controller]:
    """Return a controller whose thread ends with the test."""
    controller = Controller()
    yield controller
    controller.shut_down()


@pytest.fixture
def ear(controller: Controller) -> Ear:
    """Return who hears it."""
    return Ear(controller)


def carried_out(qtbot: QtBot, controller: Controller, ear: Ear, plan: Plan) -> Record:
    """Carry a plan out and return its record."""
    record = first_run(plan)
    ear.log = record.log
    with qtbot.waitSignal(ear.run_ended, timeout=LONGEST_MS):
        controller.start_run(record)
    return record


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_a_run_after_a_measurement_ends_in_order(
    qtbot: QtBot, controller: Controller, ear: Ear, method: str
) -> None:
    """With fork, every lane of the second run ended red: exit status 1 for a success."""
    plan = Plan([2, 3], Way(start_method=method, work=Work(WorkKind.COMPUTING, 0.01)))
    first = carried_out(qtbot, controller, ear, plan)
    with qtbot.waitSignal(ear.in_turn_measured, timeout=LONGEST_MS) as measured:
        controller.measure_in_turn(first)
    assert measured.args is not None
    assert measured.args[0] is first
    assert measured.args[1] > 0.01e9
    second = carried_out(qtbot, controller, ear, plan)
    assert [worker.exit_code for worker in second.log.workers] == [0, 0]


def test_a_measurement_gives_way_to_a_run(qtbot: QtBot, controller: Controller, ear: Ear) -> None:
    """The run begins at once, and it is told that nothing was measured."""
    slow = first_run(Plan([2, 3, 4], Way(work=SLOW)))
    controller.measure_in_turn(slow)
    with qtbot.waitSignal(ear.in_turn_measured, timeout=LONGEST_MS) as measured:
        record = carried_out(qtbot, controller, ear, Plan([5]))
    assert measured.args == [slow, None]
    assert record.log.done == 1


def test_a_measurement_can_be_stopped(qtbot: QtBot, controller: Controller, ear: Ear) -> None:
    """By the person, at any time."""
    slow = first_run(Plan([2, 3, 4], Way(work=SLOW)))
    with qtbot.waitSignal(ear.in_turn_measured, timeout=LONGEST_MS) as measured:
        controller.measure_in_turn(slow)
        controller.stop_measuring_in_turn()
    assert measured.args == [slow, None]


def test_a_process_cost_waits_for_the_run_and_is_told_after_all(
    qtbot: QtBot, controller: Controller, ear: Ear
) -> None:
    """A run goes before it; what was asked for is not forgotten."""
    with qtbot.waitSignal(ear.process_cost_measured, timeout=LONGEST_MS) as measured:
        controller.measure_process_cost("spawn")
        carried_out(qtbot, controller, ear, Plan([5], Way(*ONE_AFTER_ANOTHER)))
    assert measured.args is not None
    assert measured.args[0] == "spawn"
    assert measured.args[1] > 0


def test_a_run_that_cannot_even_begin_ends_all_the_same(
    qtbot: QtBot, controller: Controller, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The views learn of its end, and a person of the error."""

    def fail(*_: object, **_others: object) -> None:
        raise OSError("no descriptors are left")

    monkeypatch.setattr("app.engine.running.run.Run", fail)
    with qtbot.waitSignal(ear.fault_happened, timeout=LONGEST_MS) as fault:
        record = carried_out(qtbot, controller, ear, Plan([5]))
    assert fault.args is not None
    assert "no descriptors are left" in fault.args[0]
    assert record.log.failed
    assert record.log.finished is not None


def test_a_repetition_is_a_run_that_nobody_watches(
    qtbot: QtBot, controller: Controller, ear: Ear
) -> None:
    """Its log is whole when it is told; until then no view has been given anything."""
    record = first_run(Plan([2, 3, 4]))
    with (
        qtbot.assertNotEmitted(controller.events_arrived),
        qtbot.waitSignal(ear.repetition_done, timeout=LONGEST_MS) as done,
    ):
        controller.repeat(record)
    assert done.args == [record]
    assert record.log.done == 3
    assert record.log.finished is not None


def test_a_repetition_is_stopped_as_a_run_is(
    qtbot: QtBot, controller: Controller, ear: Ear
) -> None:
    """Within a moment, and told as what it is."""
    record = first_run(Plan([2, 3, 4], Way(work=SLOW)))
    with qtbot.waitSignal(ear.repetition_done, timeout=LONGEST_MS):
        controller.repeat(record)
        controller.stop_run()
    assert record.log.stopped
    assert record.log.done == 0


def test_a_measurement_gives_way_to_a_repetition(
    qtbot: QtBot, controller: Controller, ear: Ear
) -> None:
    """What is compared has the computer to itself."""
    slow = first_run(Plan([2, 3, 4], Way(work=SLOW)))
    controller.measure_in_turn(slow)
    record = first_run(Plan([5]))
    with (
        qtbot.waitSignal(ear.in_turn_measured, timeout=LONGEST_MS) as measured,
        qtbot.waitSignal(ear.repetition_done, timeout=LONGEST_MS),
    ):
        controller.repeat(record)
    assert measured.args == [slow, None]
    assert record.log.done == 1


def test_a_repetition_that_cannot_even_begin_ends_all_the_same(
    qtbot: QtBot, controller: Controller, ear: Ear, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The comparison goes on, and a person learns of the error."""

    def fail(*_: object, **_others: object) -> None:
        raise OSError("no descriptors are left")

    monkeypatch.setattr("app.engine.running.run.Run", fail)
    record = first_run(Plan([5]))
    with (
        qtbot.waitSignal(ear.fault_happened, timeout=LONGEST_MS) as fault,
        qtbot.waitSignal(ear.repetition_done, timeout=LONGEST_MS),
    ):
        controller.repeat(record)
    assert fault.args is not None
    assert "no descriptors are left" in fault.args[0]
    assert record.log.failed
