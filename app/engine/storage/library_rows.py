"""A kept run's summary as columns of the library, and back; the file is believed nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from app.engine.storage.checks import need, of_kind, whole
from app.engine.storage.checks import text as text_in
from app.engine.storage.kept_run import KeptRun
from app.engine.storage.plans import way_in, way_value
from app.engine.storage.small_timeline import packed, unpacked
from app.engine.tasks import Verb

COLUMNS = (
    *("name", "note", "began", "task_name", "verb", "own", "way", "numbers_text", "count"),
    *("done", "failed", "stopped", "took", "picture", "size", "parent", "go"),
)
"""What `values_of` gives and, behind the id, `kept_of` takes."""

LONGEST_NOTE = 100_000
"""Characters of what a person notes about a run."""

LONGEST_WAY = 2_000
LARGEST = 1 << 62


def values_of(run: KeptRun) -> list[Any]:
    """Return a run's values for the `COLUMNS`."""
    return [
        *(run.name, run.note, run.began.isoformat(), run.task_name, run.verb.value, int(run.own)),
        *(json.dumps(way_value(run.way)), run.numbers_text, run.count, run.done, run.failed),
        *(int(run.stopped), run.took, packed(run.picture), run.size, run.parent, run.go),
    ]


def kept_of(row: Sequence[Any]) -> KeptRun:
    """Return the run whose id and columns these are.

    Raises:
        ValueError: nobody has written them so.
    """
    ident, *values = row
    facts = dict(zip(COLUMNS, values, strict=True))
    way = text_in(facts["way"], "a way", LONGEST_WAY)
    parent = facts["parent"]
    need(parent is None or type(parent) is int, "a parent is no number")

    def figure(name: str) -> int:
        return whole(facts[name], name, 0, LARGEST)

    return KeptRun(
        id=whole(ident, "an id", 0, LARGEST),
        name=text_in(facts["name"], "a name"),
        note=text_in(facts["note"], "a note", LONGEST_NOTE),
        began=datetime.fromisoformat(text_in(facts["began"], "a moment")).astimezone(),
        task_name=text_in(facts["task_name"], "a function's name"),
        verb=Verb(facts["verb"]),
        own=bool(figure("own")),
        way=way_in(json.loads(way)),
        numbers_text=text_in(facts["numbers_text"], "numbers"),
        count=figure("count"),
        done=figure("done"),
        failed=figure("failed"),
        stopped=bool(figure("stopped")),
        took=figure("took"),
        picture=unpacked(of_kind(bytes, facts["picture"], "a picture")),
        size=figure("size"),
        parent=parent,
        go=figure("go"),
    )
