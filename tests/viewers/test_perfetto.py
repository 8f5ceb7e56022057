"""A saved run in Perfetto: its lanes, phases, arrows and deaths, to the nanosecond."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from app.engine.analysis.phases import phases_of
from app.engine.record import Record, goes_up_to
from tests.viewers.browser import Page
from tests.viewers.serving import served, viewers

MAIN = "MultiSquare, the main program"
LOADED = "!!(window.app && app.trace && app.trace.engine)"
ASK = """
(async () => {
  const result = await app.trace.engine.query(%s), rows = [];
  for (const it = result.iter({}); it.valid(); it.next()) {
    rows.push(result.columns().map((name) => {
      const value = it.get(name);
      return typeof value === "bigint" ? Number(value) : value;
    }));
  }
  return rows;
})()
"""


def ask(page: Page, query: str) -> list[list[Any]]:
    """Return what the viewer's own query engine answers."""
    rows: list[list[Any]] = page.value_of(ASK % json.dumps(query))
    return rows


def test_runs_are_shown(
    page: Page, saved: Callable[[str], Iterator[tuple[str, Record, Path]]]
) -> None:
    """Nothing of them is dropped, and each part is where it belongs."""
    folder = viewers()
    assert folder is not None
    for name, record, path in saved(".json.gz"):
        with served(folder / "web_dist", path) as address:
            page.go_to(address)
            page.wait_for(f"location.href.startsWith({address!r}) && {LOADED}")
            look_at(name, page, record)
            page.go_to("about:blank")


def look_at(name: str, page: Page, record: Record) -> None:
    """Hold what is shown to the run."""
    dropped = "select name, value from stats where value > 0 and severity != 'info'"
    assert ask(page, dropped) == [], name
    goes = goes_up_to(record)
    _look_at_lanes(page, goes)
    _look_at_phases(page, goes)
    _look_at_arrows(page, goes)
    deaths = sum(worker.cause is not None for go in goes for worker in go.log.workers)
    moments = "select count(*) from slice where category = 'moment' and dur = 0"
    assert ask(page, moments)[0][0] >= deaths
    page.wait_for(f"document.body.innerText.includes({MAIN!r})")  # it is drawn
    assert page.value_of("window.harmed") is None


def _look_at_lanes(page: Page, goes: list[Record]) -> None:
    """Find a process for each process, and a thread for each worker, by name."""
    processes = ask(page, "select pid, name from process where name is not null and pid > 0")
    assert len(processes) == sum(go.log.processes for go in goes) + 1
    threads = ask(page, "select t.name from thread t join process p using (upid) where p.pid > 1")
    names = [worker.name for go in goes for worker in go.log.workers]
    assert sorted(name for (name,) in threads if name in names) == sorted(names)


def _look_at_phases(page: Page, goes: list[Record]) -> None:
    """Find each life, with its phases in it."""
    for go in goes:
        for worker in go.log.workers:
            phases = phases_of(go.log, worker.worker)
            query = (
                "select c.category, c.dur from slice c join slice p on c.parent_id = p.id "
                f"where p.category = 'worker' and p.name = {_sql(worker.name)} "
                f"and p.dur = {phases[-1].end - phases[0].start} and c.category != 'moment' "
                "order by c.ts"
            )
            assert ask(page, query) == [[phase.kind.value, phase.length] for phase in phases]


def _look_at_arrows(page: Page, goes: list[Record]) -> None:
    """Find an arrow to each start, and from each message to the main program."""
    flows = ask(
        page,
        "select o.category, i.category from flow f "
        "join slice o on f.slice_out = o.id join slice i on f.slice_in = i.id",
    )
    starts = sum(worker.started is not None for go in goes for worker in go.log.workers)
    messages = sum(len(go.log.messages.sent) - len(go.log.failed_rows) for go in goes)
    assert sum(begin == "asking" for begin, _ in flows) == starts
    assert sum(end == "reading" for _, end in flows) == messages
    assert len(flows) == starts + messages


def _sql(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
