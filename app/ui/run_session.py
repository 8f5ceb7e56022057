"""The run that goes on or went on last: asks the controller for it and keeps its log.

GUI thread only. The one place where the window's wishes become runs. What has to reach a busy
controller at once (stop, acts on processes) is a plain call: a signal to its thread would wait in
line behind the run itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.engine.actions import ProcessAction
from app.engine.analysis.calibration import Sample
from app.engine.log import Log
from app.engine.outcome import Cause
from app.engine.plan import Plan, Work
from app.ui.calm_collecting import CalmCollecting
from app.ui.event_intake import EventIntake

if TYPE_CHECKING:
    from app.controller import Controller


class RunSession(QObject):
    """One run at a time.

    Args:
        controller: carries runs out and yields their events.
        parent: the parent object, if any.

    Attributes:
        plan: what was asked for last.
        log: what happened.
        is_running: whether it still goes on.

    Signals:
        log_replaced: a run begins with an empty log.
        run_begun: a run begins, or another go at what failed in the last one.
        log_extended: the log has taken in these events, and these of its rows have changed.
        run_ended: the last event is in the log.
    """

    log_replaced = Signal()
    run_begun = Signal()
    log_extended = Signal(object, object)
    run_ended = Signal()

    def __init__(self, controller: Controller, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self.plan = Plan(())
        self.log = Log(())
        self.is_running = False
        self._collecting = CalmCollecting()
        self._intake = EventIntake(self)
        self._intake.taken.connect(self.log_extended)
        self._intake.drained.connect(self._end)
        controller.events_arrived.connect(self._intake.add)
        controller.run_ended.connect(self._intake.end)

    def start(self, plan: Plan) -> None:
        """Start a run, unless one goes on."""
        if self.is_running:
            return
        self.plan, self.log, self.is_running = plan, Log(plan.numbers), True
        self._intake.begin(self.log)
        self._collecting.put_off()
        self._controller.start_run(plan)  # first: processes start while the views make ready
        self.log_replaced.emit()
        self.run_begun.emit()

    def try_work(self, work: Work) -> None:
        """Square the last run's numbers again with this extra work."""
        self.start(replace(self.plan, work=work))

    def square_again(self, numbers: Sequence[int]) -> None:
        """Have another go at numbers of the last run; its log goes on.

        Args:
            numbers: their places in the plan.
        """
        if numbers and not self.is_running:
            self.is_running = True
            self._collecting.put_off()
            self.run_begun.emit()
            self._controller.square_again(numbers)

    def square_failed_again(self) -> None:
        """Have another go at every number of the last run that was not squared."""
        rows = zip(self.log.row_number, self.log.row_outcome, strict=True)
        self.square_again([number for number, outcome in rows if isinstance(outcome, Cause)])

    def stop(self) -> None:
        """End the run."""
        self._controller.stop_run()

    def act(self, worker: int, action: ProcessAction) -> None:
        """Do something to a worker's process."""
        self._controller.act_on_worker(worker, action)

    def calibrate(self, sample: Sample) -> None:
        """Have a sample of the log's run measured; the next run drops it.

        May be called before the run's end has been told: the controller does one after the other.
        """
        self._controller.calibrate(sample)

    def _end(self) -> None:
        """Note the end and tell it."""
        self.is_running = False
        self._collecting.allow(len(self.log))
        self.run_ended.emit()
