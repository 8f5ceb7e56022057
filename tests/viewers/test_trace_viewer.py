"""A saved run in the older viewer, which chrome://tracing has: what its model makes of it.

The page draws from that model. It is not drawn here: it is made of a kind of custom elements that
no Chromium has any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from app.engine.analysis.phases import phases_of
from app.engine.record import Record, goes_up_to
from tests.viewers.browser import Page
from tests.viewers.serving import served, viewers

OLD_ELEMENTS = Path(__file__).with_name("custom_elements.js")
MODEL = """
(async () => {
  const model = new tr.Model();
  new tr.importer.Import(model).importTraces([await (await fetch("/localtrace")).text()]);
  const slice = (each) => each && {
    title: each.title, kind: each.category, length: Math.round(each.duration * 1e6),
    parent: each.parentSlice ? each.parentSlice.title : null,
  };
  return {
    warnings: model.importWarnings.map((each) => each.message),
    arrows: model.flowEvents.map((each) => [slice(each.startSlice), slice(each.endSlice)]),
    threads: model.getAllThreads().map((each) => ({
      name: each.name, process: each.parent.name, pid: each.parent.pid,
      slices: each.sliceGroup.slices.map(slice),
    })),
  };
})()
"""


def test_runs_are_understood(
    page: Page, saved: Callable[[str], Iterator[tuple[str, Record, Path]]]
) -> None:
    """Lanes by name, phases within lives, arrows between them."""
    folder = viewers()
    assert folder is not None
    page.run_first(OLD_ELEMENTS.read_text(encoding="utf-8"))
    for name, record, path in saved(".json"):
        with served(folder / "html", path) as address:
            page.go_to(f"{address}/trace_viewer_full.html")
            here = f"location.href.startsWith({address!r}) && document.readyState == 'complete'"
            page.wait_for(here)
            look_at(name, page.value_of(MODEL), record)
            page.go_to("about:blank")


def look_at(name: str, model: dict[str, Any], record: Record) -> None:
    """Hold a model to the run."""
    assert model["warnings"] == [], name
    goes = goes_up_to(record)
    lanes = [thread for thread in model["threads"] if thread["pid"] != 1]
    workers = [(go, worker) for go in goes for worker in go.log.workers]
    assert sorted(lane["name"] for lane in lanes) == sorted(worker.name for _, worker in workers)
    for go, worker in workers:
        phases = phases_of(go.log, worker.worker)
        lived = [
            (each["kind"], each["length"])
            for lane in lanes
            for each in lane["slices"]
            if lane["name"] == worker.name and each["parent"] == worker.name
            if each["kind"] != "moment"
        ]
        wanted = [(phase.kind.value, phase.length) for phase in phases]
        assert [each for each in lived if each in wanted] == wanted
    starts = sum(worker.started is not None for _, worker in workers)
    assert sum(begin["kind"] == "asking" for begin, _ in model["arrows"]) == starts
    ends = [end["kind"] for begin, end in model["arrows"] if begin["kind"] != "asking"]
    assert set(ends) == {"reading"}
    assert len(ends) == sum(len(go.log.messages.sent) - len(go.log.failed_rows) for go in goes)
