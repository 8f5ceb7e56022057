"""The form: numbers, Square and Stop, and how to square them. GUI thread only.

It makes plans and asks for runs; it starts nothing itself.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.engine.numbers.exact import Number
from app.engine.plan import Plan
from app.engine.tasks import SQUARE, Task
from app.engine.telling.task_words import tr_task
from app.engine.way import POOL, Way, start_methods
from app.ui.form.cost_question import CostQuestion, needs_asking
from app.ui.form.function_chip import FunctionChip
from app.ui.form.how_bar import HowBar, fork_warning
from app.ui.form.numbers_entry import NumbersEntry
from app.ui.parts.restyle import set_look
from app.words import tr

BUTTON_WIDTH_PX = 118
SLOW_RUN_MS = 120


class NumbersForm(QWidget):
    """Everything above the results.

    Attributes:
        entry: the numbers.
        how: how to square them.
        square_button: asks for a run.
        stop_button: asks to stop it.
        chip: names the person's own function.
        question: what stands there before too many processes are started.


    Signals:
        run_requested: with the `Plan` the person wants.
        stop_requested: the person wants the run to end.
        process_cost_requested: it should be measured what a process of this start method costs.
        way_changed: something else was chosen.
        plan_changed: `plan` is another one.
    """

    run_requested = Signal(object)
    stop_requested = Signal()
    process_cost_requested = Signal(str)
    way_changed = Signal()
    plan_changed = Signal()

    def __init__(self, text: str, way: Way, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry = NumbersEntry(text)
        self.how = HowBar(way)
        self.square_button = _button(tr("Square"), "square", tr("Square the numbers (Enter)"))
        self.square_button.setProperty("kind", "primary")
        self.chip = FunctionChip()
        self.stop_button = _button(tr("Stop"), "stop", tr("Stop the run (Esc)"))
        self.stop_button.setEnabled(False)
        self.question = CostQuestion()
        self._warning = QLabel(fork_warning())
        self._warning.setProperty("kind", "warning")
        self._warning.setWordWrap(True)
        self._running = False
        self._task, self._problem = SQUARE, ""
        self._slow = QTimer(self, singleShot=True, interval=SLOW_RUN_MS)
        self._slow.timeout.connect(lambda: self._show_busy(busy=True))
        self._asked_plan: Plan | None = None
        self._process_costs_ns: dict[str, int] = {}
        self._wanted_costs: set[str] = set()
        self._lay_out()
        self._connect()
        self._show_warning()

    @property
    def way(self) -> Way:
        """Return how the numbers are to be squared."""
        return self.how.way

    @property
    def plan(self) -> Plan | None:
        """Return what would be run now, or None while the numbers are not known."""
        numbers = self.entry.numbers
        return None if numbers is None else Plan(numbers, self.way, self._task)

    @property
    def task(self) -> Task:
        """Return what is to be done with each number."""
        return self._task

    @property
    def problem(self) -> str:
        """Return why the task cannot be done, as a sentence; empty where it can."""
        return self._problem

    def step_back(self, back: bool) -> None:
        """Let another button be the one obvious thing to press, or this one again."""
        set_look(self.square_button, "second" if back else "primary", "kind")

    def set_task(self, task: Task, problem: str = "") -> None:
        """Do this with each number from now on; the chip and the big button say so.

        Args:
            task: what.
            problem: why it cannot be done, as a sentence; whoever asks for a run is told.
        """
        self._task, self._problem = task, problem
        self._withdraw_question()
        self.chip.show_task(task)
        words = tr_task(task, square="Square", give="Run")
        self.square_button.setText(words)
        self.square_button.setAccessibleName(words)
        self.square_button.setToolTip(
            tr_task(
                task, square="Square the numbers (Enter)", give="Run {function} for each (Enter)"
            )
        )
        self.plan_changed.emit()

    @property
    def is_running(self) -> bool:
        """Return whether a run goes on, so that no other can be asked for."""
        return self._running

    def square(self) -> None:
        """Ask for a run of what stands in the field."""
        if self._problem:
            self.entry.hint.say_problem(self._problem)
        elif not self._running:
            self.entry.request()

    def set_running(self, running: bool) -> None:
        """Offer Stop during a run and Square otherwise; the keyboard stays on one of them."""
        had_focus = self.square_button.hasFocus() or self.stop_button.hasFocus()
        self._running = running
        self._slow.stop()
        self._show_busy(busy=False)
        if running:
            self._slow.start()
        self.square_button.setEnabled(not running)
        self.stop_button.setEnabled(running)
        if had_focus:
            button = self.stop_button if running else self.square_button
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_busy(self, *, busy: bool) -> None:
        """Let the buttons look busy; a run of a blink does not make them flicker."""
        for button in (self.square_button, self.stop_button):
            set_look(button, "busy" if busy else "")

    def set_process_cost(self, start_method: str, cost_ns: int) -> None:
        """Learn what a process costs with a start method, from start to join."""
        self._process_costs_ns[start_method] = cost_ns
        self.how.set_process_cost(start_method, cost_ns)
        if self._asked_plan is not None and self._asked_plan.way.start_method == start_method:
            self.question.ask(self._asked_plan, cost_ns)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc answers a question with no."""
        if event.key() == Qt.Key.Key_Escape and self.question.isVisible():
            self._decline()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_buttons()

    def _lay_out(self) -> None:
        """Set the parts in rows."""
        row = QGridLayout()
        row.setHorizontalSpacing(10)
        row.setVerticalSpacing(4)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self.chip, 0, 0, top)
        row.addWidget(self.entry, 0, 1)
        row.addWidget(self.square_button, 0, 2, top)
        row.addWidget(self.stop_button, 0, 3, top)
        row.addWidget(self.entry.hint, 1, 0, 1, 4)
        row.addWidget(self.entry.question, 2, 0, 1, 4)
        row.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(row)
        layout.addWidget(self.how)
        layout.addWidget(self._warning)
        layout.addWidget(self.question)
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        """Make the large buttons as high as a field of one line."""
        for button in (self.chip, self.square_button, self.stop_button):
            button.setFixedHeight(self.entry.one_line_height)

    def _connect(self) -> None:
        """Wire the parts."""
        self.square_button.clicked.connect(self.square)
        self.stop_button.clicked.connect(self.stop_requested)
        self.entry.entered.connect(self.square)
        self.entry.numbers_ready.connect(self._on_numbers_ready)
        self.entry.text_changed.connect(self._withdraw_question)
        self.how.costs_wanted.connect(self._want_costs)
        self.how.way_changed.connect(self._withdraw_question)
        self.how.way_changed.connect(self._show_warning)
        self.how.way_changed.connect(self.way_changed)
        self.how.way_changed.connect(self.plan_changed)
        self.entry.numbers_read.connect(self.plan_changed)
        self.question.go_on_chosen.connect(self._go_on)
        self.question.pool_chosen.connect(self._use_pool)
        self.question.declined.connect(self._decline)

    def _on_numbers_ready(self, numbers: list[Number]) -> None:
        """Ask for the run, or ask the person first."""
        plan = Plan(numbers, self.way, self._task)
        if not needs_asking(plan):
            self.run_requested.emit(plan)
            return
        self._asked_plan = plan
        cost = self._process_costs_ns.get(plan.way.start_method)
        self.question.ask(plan, cost)
        if cost is None:
            self.process_cost_requested.emit(plan.way.start_method)

    def _want_costs(self) -> None:
        """Have measured, once, what a process costs with each start method."""
        for method in start_methods():
            if method not in self._process_costs_ns and method not in self._wanted_costs:
                self._wanted_costs.add(method)
                self.process_cost_requested.emit(method)

    def _go_on(self) -> None:
        """Start as many processes as the person wants."""
        plan = self._asked_plan
        self._withdraw_question()
        if plan is not None and not self._running:
            self.run_requested.emit(plan)

    def _use_pool(self) -> None:
        """Square the same numbers in a pool, and leave the form at that."""
        plan = self._asked_plan
        self.how.choose_kind(POOL)
        if plan is not None and not self._running:
            sharing, housing = POOL
            way = replace(plan.way, sharing=sharing, housing=housing)
            self.run_requested.emit(replace(plan, way=way))

    def _decline(self) -> None:
        """Back to the field."""
        self._withdraw_question()
        self.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def _withdraw_question(self) -> None:
        """Take the question away: it is answered, or no longer the one to ask."""
        self._asked_plan = None
        self.question.setVisible(False)

    def _show_warning(self) -> None:
        """Warn of fork where it was chosen."""
        self._warning.setVisible(self.way.start_method == "fork")


def _button(words: str, name: str, tip: str) -> QPushButton:
    """Return one of the two large buttons."""
    button = QPushButton(words)
    button.setObjectName(name)
    button.setAccessibleName(words)
    button.setToolTip(tip)
    button.setMinimumWidth(BUTTON_WIDTH_PX)
    button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
    button.setAutoDefault(True)
    return button
