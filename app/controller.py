"""The bridge between the window and the engine: a QObject that lives on a QThread of its own.

The window calls its methods from the GUI thread and returns at once; the run itself goes on in the
controller's thread, and events come back as queued signals. QtCore only. What starts processes is
imported when it is needed: the window's first picture does without.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from app.engine.actions import ProcessAction
from app.engine.clock import now_ns
from app.engine.events import Event, RunFinished
from app.engine.plan import Plan
from app.engine.record import Record

if TYPE_CHECKING:
    from app.engine.runner import Runner

CHILDREN_STAND_BACK = 10
"""Niceness of children, so that the window gets a core when it wants one while many compute: with
half of it the window waits for a core twice as long, and the run gains nothing."""

SHUT_DOWN_MS = 2_000
"""How long the window's end waits for the controller's thread; children end with the program."""


class Controller(QObject):
    """Carries out runs, one after another, and measures while nobody wants a run.

    Signals:
        events_arrived: a list of events, in order, as they happen; the last is a `RunFinished`.
        run_ended: the run is over; nothing more will arrive.
        fault_happened: an error in the program itself, as traceback text.
        process_cost_measured: a start method, and what a process costs with it, in nanoseconds.
        repetition_done: the `Record` of a repetition, its log whole; the last word about it.
        in_turn_measured: a `Record`, and what its numbers take one after another, in nanoseconds;
            None where that was stopped, by a run that was asked for or by the person.
    """

    events_arrived = Signal(object)
    run_ended = Signal()
    fault_happened = Signal(str)
    repetition_done = Signal(object)
    process_cost_measured = Signal(str, object)
    in_turn_measured = Signal(object, object)

    _run_wished = Signal(object)
    _repetition_wished = Signal(object)
    _measurement_wished = Signal(object)

    def __init__(self) -> None:
        """Start the controller's thread. Call in the GUI thread."""
        super().__init__()
        self._run: Runner | None = None
        self._side_run: Runner | None = None
        self._stop_wished = False
        self.asks = True
        """Whether runs ask the operating system what it did with their workers."""
        self._runs_wished = self._runs_done = 0
        self._in_turn: Record | None = None
        self._home = QThread()
        self._home.setObjectName("controller")
        self.moveToThread(self._home)
        queued = Qt.ConnectionType.QueuedConnection
        self._run_wished.connect(self._carry_out, queued)
        self._repetition_wished.connect(self._repeat, queued)
        self._measurement_wished.connect(self._measure, queued)
        self._home.start()

    def start_run(self, record: Record) -> None:
        """Carry out a record's plan; measurements give way. GUI thread; returns at once."""
        self._make_way()
        self._run_wished.emit(record)

    def repeat(self, record: Record) -> None:
        """Carry out a record's plan with nobody watching; `repetition_done` tells when it is over.

        No view takes time from it: its log is filled in once it is over, in the controller's
        thread, and is nobody else's until then. GUI thread; returns at once.
        """
        self._make_way()
        self._repetition_wished.emit(record)

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
        """Find out what a process costs; `process_cost_measured` tells. GUI thread."""
        self._measurement_wished.emit(lambda: self._measure_cost(start_method))

    def measure_in_turn(self, record: Record) -> None:
        """Really square a record's numbers one after another; `in_turn_measured` tells.

        One at a time: another one takes its place. GUI thread; returns at once.
        """
        if self._in_turn is not None:
            self.stop_measuring_in_turn()
        self._in_turn = record
        self._measurement_wished.emit(lambda: self._measure_in_turn(record))

    def stop_measuring_in_turn(self) -> None:
        """Let nobody wait for that measurement. GUI thread; returns at once."""
        if self._in_turn is not None:
            self._in_turn = None
            self._stop_side_run()

    def shut_down(self) -> None:
        """Stop what goes on and end the thread. GUI thread, as the program ends."""
        self._in_turn = None
        self._stop_side_run()
        self.stop_run()
        self._home.quit()
        self._home.wait(SHUT_DOWN_MS)

    @Slot(object)
    def _carry_out(self, record: Record) -> None:
        """Carry out a run. Controller's thread."""
        self._go_through(record, self.events_arrived.emit)
        self.run_ended.emit()

    @Slot(object)
    def _repeat(self, record: Record) -> None:
        """Carry out a run and fill its log. Controller's thread."""
        batches: list[list[Event]] = []
        self._go_through(record, batches.append)
        try:
            for events in batches:
                record.log.extend(events)
        except Exception:  # as below
            self.fault_happened.emit(traceback.format_exc())
        self.repetition_done.emit(record)

    def _go_through(self, record: Record, pass_on: Callable[[list[Event]], object]) -> None:
        """Carry out a record's plan.

        Args:
            record: whose log is left as it is.
            pass_on: is given the events; the last is a `RunFinished`, whatever happens.
        """
        last: Event | None = None
        try:
            from app.engine.running.run import Run

            workers, process = record.log.first_worker, record.first_process
            self._run = Run(record.plan, workers, process, CHILDREN_STAND_BACK, asks=self.asks)
            if self._stop_wished:
                self._run.stop()
            for events in self._run:
                last = events[-1]
                pass_on(events)
        except Exception:  # an error of ours must reach a person, whatever it is
            self.fault_happened.emit(traceback.format_exc())
        finally:
            self._run = None
            self._runs_done += 1
            if not isinstance(last, RunFinished):  # not even the run could say so
                pass_on([RunFinished(now_ns(), stopped=False, failed=True)])

    @Slot(object)
    def _measure(self, measure: Callable[[], bool]) -> None:
        """Measure, once no run is waiting. Controller's thread."""
        try:
            done = not self._a_run_waits and measure()
        except Exception:  # as above
            self.fault_happened.emit(traceback.format_exc())
            done = True
        finally:
            self._side_run = None
        if not done:
            self._measurement_wished.emit(measure)  # behind the run

    def _measure_cost(self, start_method: str) -> bool:
        """Measure a process's cost; return whether it could be done."""
        from app.engine.running.measuring import process_cost_ns

        cost = process_cost_ns(start_method, self._side_run_of)
        if cost is not None:
            self.process_cost_measured.emit(start_method, cost)
        return cost is not None

    def _measure_in_turn(self, record: Record) -> bool:
        """Measure a record's numbers one after another, unless nobody wants that any more."""
        from app.engine.running.measuring import in_turn_ns

        def run_of(plan: Plan) -> Runner:
            run = self._side_run_of(plan)
            if record is not self._in_turn:
                run.stop()
            return run

        length = in_turn_ns(record.plan, run_of) if record is self._in_turn else None
        if record is self._in_turn:
            self._in_turn = None
        self.in_turn_measured.emit(record, length)
        return True

    def _side_run_of(self, plan: Plan) -> Runner:
        """Return a run that a person's own run puts an end to. Controller's thread."""
        from app.engine.running.run import Run

        self._side_run = run = Run(plan, niceness=CHILDREN_STAND_BACK, asks=self.asks)
        if self._a_run_waits:
            run.stop()
        return run

    def _make_way(self) -> None:
        """Let measurements give way to a run. GUI thread."""
        self._stop_wished = False
        self._runs_wished += 1
        self._in_turn = None
        self._stop_side_run()

    @property
    def _a_run_waits(self) -> bool:
        """Return whether a person's run is to be carried out, or is being. Any thread."""
        return self._runs_wished != self._runs_done

    def _stop_side_run(self) -> None:
        """Let what is measured give way. Any thread."""
        run = self._side_run
        if run is not None:
            run.stop()
