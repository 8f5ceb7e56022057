"""The run that goes on or went on last, and the goes before it: asks the controller for them.

GUI thread only. The one place where the window's wishes become runs, and the owner of their
records. What has to reach a busy controller at once (stop, acts on processes) is a plain call: a
signal to its thread would wait in line behind the run itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.engine.actions import ProcessAction
from app.engine.events import Event
from app.engine.log import Log
from app.engine.plan import Plan, Span
from app.engine.record import Record, another_go, first_run, goes_up_to
from app.engine.rows import Rows
from app.engine.standing import Standing, standing_after
from app.engine.tasks import Task
from app.engine.way import Way, Work
from app.ui.parts.slices import Slices, Steps
from app.ui.run.collecting import CalmCollecting
from app.ui.run.intake import EventIntake
from app.ui.run.keeping import Keeping
from app.ui.run.strangers import Strangers
from app.ui.runs.keeper import Keeper

if TYPE_CHECKING:
    from app.controller import Controller


class RunSession(QObject):
    """One run at a time, and those it is another go of.

    Args:
        controller: carries runs out and yields their events.
        keeper: keeps them.
        strangers: says which functions may be run.
        parent: the parent object, if any.

    Attributes:
        records: the first run and every other go at its numbers, in order; none before the first.
        record: the one that is shown; an empty one before the first.
        standing: where each number stands now, for the list: the log of the first run, or a
            `Standing` after another go.
        keeping: what becomes of the one that has just ended.
        is_running: whether the last one still goes on, or is just being kept.
        is_held: whether no run may begin, for something else has the computer to itself.

    Signals:
        record_replaced: `record` is another one.
        standing_replaced: `standing` is another one.
        run_begun: a run begins, or another go at what an earlier one left.
        log_extended: the log has taken in these events, and these rows of `standing` have changed.
        run_ended: the last event is in the log, and the run is kept (or will be: see `keeping`).
    """

    record_replaced = Signal()
    standing_replaced = Signal()
    run_begun = Signal()
    log_extended = Signal(object, object)
    run_ended = Signal()

    def __init__(
        self,
        controller: Controller,
        keeper: Keeper,
        strangers: Strangers,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._strangers = strangers
        self.record = first_run(Plan(()))
        self.records: list[Record] = []
        self.standing: Rows = self.record.log
        self.is_running = self.is_held = False
        self.keeping = Keeping(keeper, self)
        self.keeping.settled.connect(self._tell_end)
        self._copying = Slices(self)
        self._collecting = CalmCollecting()
        self._rows_beside = 0
        self._intake = EventIntake(self)
        self._intake.taken.connect(self._extend)
        self._intake.drained.connect(self._end)
        controller.events_arrived.connect(self._intake.add)
        controller.run_ended.connect(self._intake.end)

    @property
    def plan(self) -> Plan:
        """Return what the run shown was asked for."""
        return self.record.plan

    @property
    def log(self) -> Log:
        """Return what happened in the run shown."""
        return self.record.log

    @property
    def is_busy(self) -> bool:
        """Return whether no run may begin now."""
        return self.is_running or self.is_held

    def hold(self, held: bool) -> None:
        """Let no run begin from now on, for something else has the computer to itself; or again."""
        self.is_held = held
        if held:
            self._collecting.put_off()
        else:
            self._allow_collecting()

    def note_rows_beside(self, rows: int) -> None:
        """Note how many rows runs have that are kept in memory beside the one shown."""
        self._rows_beside = rows
        if not self.is_busy:
            self._allow_collecting()

    def may_run(self, task: Task) -> bool:
        """Return whether a task may be run; the person is asked where that is not known."""
        return self._strangers.may_run(task)

    def start(self, plan: Plan) -> None:
        """Start a run, unless one goes on."""
        if self.is_busy or not self._strangers.may_run(plan.task):
            return
        self._copying.stop()
        self.records = [first_run(plan)]
        self._begin()
        self.standing = self.log
        self.standing_replaced.emit()
        self.run_begun.emit()

    def try_work(self, work: Work) -> None:
        """Square the numbers of the first run again, all of them, with this extra work."""
        if self.records:
            plan = self.records[0].plan
            self.start(replace(plan, way=replace(plan.way, work=work)))

    def try_way(self, way: Way) -> None:
        """Have the numbers of the run shown done again, all of them, in another way."""
        if self.records:
            self.start(replace(self.plan, way=way))

    def run_again(self, spans: Sequence[Span]) -> None:
        """Have another go at numbers, as a run of its own.

        Args:
            spans: their places in the first run's plan.
        """
        if not spans or not self.records or self.is_busy:
            return
        if not self._strangers.may_run(self.records[-1].plan.task):
            return
        self.records.append(another_go(self.records[-1], spans))
        self._begin()
        standing = Standing(self.standing, self.record)
        self._copying.start(_copied(standing), self._stand)
        self.run_begun.emit()

    def run_failed_again(self) -> None:
        """Have another go at every number that has not been squared."""
        self.run_again(self.standing.not_done_spans())

    def show(self, record: Record) -> None:
        """Show another of the `records`; the list goes on showing where each number stands."""
        if not self.is_running and record is not self.record:
            self.record = record
            self.record_replaced.emit()

    def open(self, record: Record) -> bool:
        """Show a run from elsewhere, or from earlier, with the goes before it; not beside a run.

        Args:
            record: one that is over.

        Returns:
            Whether it is shown.
        """
        if self.is_busy:
            return False
        self._copying.stop()
        self.records, self.record = goes_up_to(record), record
        self.record_replaced.emit()
        self._stand(self.records[0].log)
        if len(self.records) > 1:
            self._copying.start(standing_after(self.records), self._stand)
        self._allow_collecting()
        return True

    def stop(self) -> None:
        """End the run."""
        self._controller.stop_run()

    def act(self, worker: int, action: ProcessAction) -> None:
        """Do something to a worker's process."""
        self._controller.act_on_worker(worker, action)

    def measure_in_turn(self, record: Record) -> None:
        """Have a record's numbers really squared one after another, beside no run."""
        if self.is_held:
            self._controller.in_turn_measured.emit(record, None)  # not now
        else:
            self._controller.measure_in_turn(record)

    def stop_measuring_in_turn(self) -> None:
        """Have that measurement dropped."""
        self._controller.stop_measuring_in_turn()

    def _begin(self) -> None:
        """Begin the last of the records."""
        self.record, self.is_running = self.records[-1], True
        self._intake.begin(self.log)
        self._collecting.put_off()
        self._controller.start_run(self.record)  # first: processes start while views make ready
        self.record_replaced.emit()

    def _stand(self, standing: Rows) -> None:
        """Let the list show where each number stands from now on."""
        if isinstance(standing, Standing):
            standing.catch_up()
        self.standing = standing
        self.standing_replaced.emit()

    def _extend(self, events: list[Event]) -> None:
        """Tell what the log has taken in."""
        standing = self.standing
        changed = standing.catch_up() if isinstance(standing, Standing) else []
        self.log_extended.emit(events, changed)

    def _end(self) -> None:
        """Have the run kept before its end is told."""
        self._allow_collecting()
        self.keeping.take(self.record)

    def _allow_collecting(self) -> None:
        """Let garbage be collected again, but nothing large be looked through."""
        self._collecting.allow(len(self.standing) + self._rows_beside)

    def _tell_end(self) -> None:
        """Tell the end."""
        self.is_running = False
        self.run_ended.emit()


def _copied(standing: Standing) -> Steps[Standing]:
    """Prepare a standing step by step."""
    yield from standing.copying()
    return standing
