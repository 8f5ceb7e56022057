"""What the window does with kept runs: shows them again, puts them into the form, runs them again.

GUI thread only. The panel with all of them is built when it is first wanted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from app.engine.own.task import own_function_of
from app.engine.plan import Plan
from app.engine.record import Record
from app.engine.way import default_start_method, start_methods
from app.ui.menus import Menus
from app.ui.parts.slices import Slices, Steps
from app.ui.run.page import RunPage
from app.ui.runs.keeper import Keeper
from app.ui.settings import Settings
from app.words import tr

if TYPE_CHECKING:
    from app.engine.storage.library import KeptRun
    from app.ui.runs.panel import RunsPanel
    from app.ui.runs.side_by_side import SideBySide

NUMBERS_A_STEP = 2_000
NARROW_LINES = 64
"""In a window that is no wider, in heights of a line, the panel takes the place of the results."""

Then = Callable[[Record], None]


class KeptRuns(QObject):
    """Ties the kept runs to the page, the menu and the panel.

    Args:
        window: where the panel is.
        menus: the commands.
        page: shows runs.
        keeper: has them.
        settings: remembers whether the panel is open.
    """

    def __init__(
        self, window: QMainWindow, menus: Menus, page: RunPage, keeper: Keeper, settings: Settings
    ) -> None:
        super().__init__(window)
        self._window, self._menus, self._page = window, menus, page
        self._keeper, self._settings = keeper, settings
        self._dock: QDockWidget | None = None
        self._panel: RunsPanel | None = None
        self._beside: SideBySide | None = None
        self._then: dict[int, Then] = {}
        self._writing = Slices(self)
        keeper.changed.connect(self._show_runs)
        keeper.kept.connect(lambda _record, _run: self._show_runs())
        keeper.opened.connect(self._on_opened)
        page.session.record_replaced.connect(self._show_runs)
        page.running_changed.connect(self._set_running)
        page.runs.show_wanted.connect(self.show)
        page.runs.all_wanted.connect(lambda: self.show_panel(shown=True))
        menus.runs.triggered.connect(lambda wanted: self.show_panel(shown=wanted))
        window.installEventFilter(self)

    def restore(self) -> None:
        """Open the panel if it was open; the keyboard stays where it is."""
        if self._settings.runs_shown:
            self.show_panel(shown=True, focused=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's width and the size of text."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange):
            self.arrange()
        return super().eventFilter(watched, event)

    def show_panel(self, *, shown: bool, focused: bool = True) -> None:
        """Open the panel, and let it have the keyboard, or close it."""
        if shown and self._dock is None:
            self._build()
        if self._dock is not None and self._panel is not None:
            self._dock.setVisible(shown)
            if shown:
                self._keeper.refresh()
                if focused:
                    self._panel.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._menus.runs.setChecked(shown)
        self._settings.keep_runs_shown(shown)
        self.arrange()

    def arrange(self) -> None:
        """Let the panel take the results' place where the window is narrow, and not the page's."""
        width = self._window.width()
        if self._panel is not None:
            self._panel.fit(width)
        line = self._window.fontMetrics().height()
        narrow = width < NARROW_LINES * line
        self._page.views.cover_results(narrow and self._menus.runs.isChecked())

    def show(self, run: KeptRun) -> None:
        """Show a run again."""
        for record in self._page.session.records:
            kept = self._keeper.run_of(record)
            if kept is not None and kept.id == run.id:
                self._page.session.show(record)
                return
        self._read(run, self._show_record)

    def compare(self, one: KeptRun, other: KeptRun) -> None:
        """Show two runs side by side."""
        self._read(
            one, lambda first: self._read(other, lambda second: self._compare(first, second))
        )

    def put_into_form(self, run: KeptRun) -> None:
        """Put a run's numbers and choices into the form."""
        self._read(run, lambda record: self._fill_form(record.plan))

    def run_again(self, run: KeptRun) -> None:
        """Run a run's plan once more; the form shows it."""

        def start(record: Record) -> None:
            self._fill_form(record.plan)
            self._page.session.start(_possible_here(record.plan))

        self._read(run, start)

    def _read(self, run: KeptRun, then: Then) -> None:
        """Read a run, and go on with it."""
        self._then[run.id] = then
        self._keeper.open(run.id)

    def _on_opened(self, run: KeptRun, record: Record) -> None:
        """Go on with a run that has been read."""
        then = self._then.pop(run.id, None)
        if then is not None:
            then(record)

    def _show_record(self, record: Record) -> None:
        """Show a run that has been read."""
        if self._page.show_opened(record):
            from app.ui.runs.card_words import earlier_words_now

            self._page.status.note(earlier_words_now(record))

    def _compare(self, one: Record, other: Record) -> None:
        """Show two runs side by side."""
        from app.ui.runs.side_by_side import SideBySide

        if self._beside is None:
            self._beside = SideBySide(self._window)
        self._beside.show_records(one, other)
        self._beside.show()
        self._beside.raise_()

    def _fill_form(self, plan: Plan) -> None:
        """Let the form show a plan."""
        form = self._page.form
        form.how.set_way(_possible_here(plan).way)
        own = own_function_of(plan.task)
        if own is not None:
            self._page.own.begin(own)
        elif own_function_of(form.task) is not None:
            self._page.own.back()
        self._writing.start(_numbers_text(plan), form.entry.set_text)

    def _show_runs(self) -> None:
        """Show in the drop-down and the panel what is kept, and which is shown."""
        kept = self._keeper.run_of(self._page.session.record)
        shown = None if kept is None else kept.id
        self._page.runs.show_runs(self._keeper.runs, shown)
        if self._panel is not None:
            self._panel.show_runs(self._keeper.runs)
            self._panel.show_as_shown(shown)
            self._panel.warn(self._keeper.passing)

    def _set_running(self, running: bool) -> None:
        """Show no other run while one goes on."""
        if self._panel is not None:
            self._panel.set_running(running)

    def _build(self) -> None:
        """Build the panel."""
        from app.ui.runs.panel import RunsPanel  # the first picture does without

        self._panel = panel = RunsPanel()
        panel.show_wanted.connect(self.show)
        panel.form_wanted.connect(self.put_into_form)
        panel.again_wanted.connect(self.run_again)
        panel.compare_wanted.connect(self.compare)
        panel.renamed.connect(self._keeper.rename)
        panel.annotated.connect(self._keeper.annotate)
        panel.delete_wanted.connect(self._keeper.delete)
        panel.restore_wanted.connect(self._keeper.restore)
        panel.close_wanted.connect(lambda: self.show_panel(shown=False))
        panel.set_running(self._page.session.is_running)
        self._dock = dock = QDockWidget(tr("Runs"), self._window)
        dock.setObjectName("runs")
        dock.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        dock.setTitleBarWidget(QWidget())
        dock.setWidget(panel)
        self._window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
        self._show_runs()


def _possible_here(plan: Plan) -> Plan:
    """Return a plan with a start method that this computer has."""
    if plan.way.start_method in start_methods():
        return plan
    return replace(plan, way=replace(plan.way, start_method=default_start_method()))


def _numbers_text(plan: Plan) -> Steps[str]:
    """Write a plan's numbers as a person would, in short steps."""
    from app.engine.numbers.exact import text_of

    numbers, pieces = plan.numbers, list[str]()
    for begin in range(0, len(numbers), NUMBERS_A_STEP):
        part = numbers[begin : begin + NUMBERS_A_STEP]
        pieces.append(", ".join([text_of(number) for number in part]))
        yield
    return ", ".join(pieces)
