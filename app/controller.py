"""The bridge between the window and the engine: a QObject that lives on a QThread of its own.

The window calls its methods from the GUI thread and returns at once; the run itself goes on in the
controller's thread, and events come back as queued signals. QtCore only.
"""

from __future__ import annotations

import traceback
from collections.abc import Sequence

from PySide6.QtCore import QObject, QThread, Signal, Slot

from app.engine.actions import ProcessAction
from app.engine.analysis.calibration import Sample, measure
from app.engine.plan import Plan
from app.engine.running.measuring import process_cost_ns
from app.engine.running.run import Run
from app.engine.running.sharing import Span, spans_of

CHILDREN_STAND_BACK = 5
"""Niceness of children, so that the window gets a core when it wants one while many compute."""

SHUT_DOWN_MS = 2_000
"""How long the window's end waits for the controller's thread; children end with the program."""


class Controller(QObject):
    """Carries out plans, one after another.

    Signals:
        events_arrived: a list of events, in order, as they happen.
        run_ended: the run is over; nothing more will arrive.
        fault_happened: an error in the program itself, as traceback text.
        process_cost_measured: a start method, and what a process costs with it, in nanoseconds.
        calibrated: a `Sample`, and what its run takes one after another, in nanoseconds or None.
    """

    events_arrived = Signal(object)
    run_ended = Signal()
    fault_happened = Signal(str)
    process_cost_measured = Signal(str, object)

    calibrated = Signal(object, object)

    _run_wished = Signal(object, object)
    _measurement_wished = Signal(str)
    _calibration_wished = Signal(object)

    def __init__(self) -> None:
        """Start the controller's thread. Call in the GUI thread."""
        super().__init__()
        self._run: Run | None = None
        self._plan: Plan | None = None
        self._stop_wished = False
        self._sample: Sample | None = None
        self._side_run: Run | None = None
        self._workers_so_far = 0
        self._processes_so_far = 0
        self._home = QThread()
        self._home.setObjectName("controller")
        self.moveToThread(self._home)
        self._run_wished.connect(self._carry_out)
        self._measurement_wished.connect(self._measure)
        self._calibration_wished.connect(self._calibrate)
        self._home.start()

    def start_run(self, plan: Plan) -> None:
        """Carry out a plan. Any thread; returns at once."""
        self._stop_wished = False
        self._drop_calibration()
        self._run_wished.emit(plan, None)

    def square_again(self, numbers: Sequence[int]) -> None:
        """Have another go at numbers of the last plan; the same log goes on. Any thread.

        Args:
            numbers: their places in the plan.
        """
        self._stop_wished = False
        self._drop_calibration()
        self._run_wished.emit(None, spans_of(numbers))

    def stop_run(self) -> None:
        """End the run within a second. Any thread; returns at once."""
        self._stop_wished = True
        run = self._run
        if run is not None:
            run.stop()

    def act_on_worker(self, worker: int, action: ProcessAction) -> None:
        """Do something to a worker's process. Any thread; returns at once."""
        run = self._run
        if run is not None:
            run.act_on_worker(worker, action)

    def measure_process_cost(self, start_method: str) -> None:
        """Find out what a process costs; `process_cost_measured` tells. Any thread."""
        self._measurement_wished.emit(start_method)

    def calibrate(self, sample: Sample) -> None:
        """Measure a sample in a run of its own; `calibrated` tells. A run goes before it.

        Any thread; returns at once.
        """
        self._sample = sample
        self._calibration_wished.emit(sample)

    def shut_down(self) -> None:
        """Stop what goes on and end the thread. GUI thread, as the program ends."""
        self._drop_calibration()
        self.stop_run()
        self._home.quit()
        self._home.wait(SHUT_DOWN_MS)

    @Slot(object, object)
    def _carry_out(self, plan: Plan | None, todo: list[Span] | None) -> None:
        """Carry out a plan, or another go at the last one. Controller's thread."""
        if plan is not None:
            self._plan, self._workers_so_far, self._processes_so_far = plan, 0, 0
        if self._plan is None:
            return
        try:
            self._run = Run(
                self._plan,
                todo,
                self._workers_so_far,
                self._processes_so_far + 1,
                CHILDREN_STAND_BACK,
            )
            if self._stop_wished:
                self._run.stop()
            for events in self._run:
                self.events_arrived.emit(events)
            self._workers_so_far = self._run.workers_so_far
            self._processes_so_far = self._run.processes_so_far
        except Exception:  # an error of ours must reach a person, whatever it is
            self.fault_happened.emit(traceback.format_exc())
        finally:
            self._run = None
            self.run_ended.emit()

    @Slot(str)
    def _measure(self, start_method: str) -> None:
        """Measure a process's cost. Controller's thread."""
        try:
            self.process_cost_measured.emit(start_method, process_cost_ns(start_method))
        except Exception:  # as above
            self.fault_happened.emit(traceback.format_exc())

    @Slot(object)
    def _calibrate(self, sample: Sample) -> None:
        """Measure a sample, unless something else is wanted meanwhile. Controller's thread."""
        if sample is not self._sample:
            return
        try:
            length = measure(sample, self._side_run_of)
            if sample is self._sample:
                self.calibrated.emit(sample, length)
        except Exception:  # as above
            self.fault_happened.emit(traceback.format_exc())
        finally:
            self._side_run = None

    def _side_run_of(self, plan: Plan) -> Run:
        """Return a run that a person's own run puts an end to. Controller's thread."""
        self._side_run = run = Run(plan)
        if self._sample is None:
            run.stop()
        return run

    def _drop_calibration(self) -> None:
        """Let nobody wait for a measurement. Any thread."""
        self._sample = None
        run = self._side_run
        if run is not None:
            run.stop()
