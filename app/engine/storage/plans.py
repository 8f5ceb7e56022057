"""A plan's way and task as JSON values, and back. Any thread; a function stays text."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from app.engine.own.task import own_task
from app.engine.storage.checks import UnreadableRecord, damaged, need, of_kind, text, whole
from app.engine.tasks import SQUARE, Task, Verb
from app.engine.way import (
    LONGEST_WORK_S,
    MOST_ALIVE,
    MOST_IN_CHUNK,
    MOST_WORKERS,
    Housing,
    Sharing,
    Way,
    Work,
    WorkKind,
)

START_METHODS = ("fork", "spawn", "forkserver")
"""Those there are on any system: a run may come from another one."""

LONGEST_SOURCE = 1_000_000
"""Characters of a person's function with all that belongs to it: as many as a file of it has."""


def way_value(way: Way) -> dict[str, Any]:
    """Return a way as an object."""
    value = asdict(way)
    value["sharing"], value["housing"] = way.sharing.value, way.housing.value
    value["work"] = {"kind": way.work.kind.value, "seconds": way.work.seconds}
    if way.chunk is None:  # as runs were written before there was a choice
        del value["chunk"]
    return value


def way_in(value: Any) -> Way:
    """Return the way that an object stands for.

    Raises:
        UnreadableRecord: it stands for none.
    """
    facts = of_kind(dict, value, "a way")
    work = of_kind(dict, facts.get("work"), "work")
    seconds: Any = work.get("seconds")
    need(type(seconds) in (int, float) and 0 <= seconds <= LONGEST_WORK_S, "work is out of range")
    need(facts.get("start_method") in START_METHODS, "a start method is unknown")
    chunk = facts.get("chunk")
    if chunk is not None:
        whole(chunk, "a chunk", 1, MOST_IN_CHUNK)
    try:
        return Way(
            sharing=Sharing(facts.get("sharing")),
            housing=Housing(facts.get("housing")),
            start_method=facts["start_method"],
            workers=whole(facts.get("workers"), "workers", 1, MOST_WORKERS),
            alive_limit=whole(facts.get("alive_limit"), "a limit", 1, MOST_ALIVE),
            work=Work(WorkKind(work.get("kind")), float(seconds)),
            chunk=chunk,
        )
    except UnreadableRecord:
        raise
    except ValueError:  # no such sharing, housing or kind of work
        raise damaged("a way is unknown") from None


def task_value(task: Task) -> dict[str, Any]:
    """Return a task as an object."""
    return {"name": task.name, "verb": task.verb.value, "source": task.source}


def task_in(value: Any) -> Task:
    """Return the task that an object stands for; a person's function is text in it.

    Raises:
        UnreadableRecord: it stands for none.
    """
    facts = of_kind(dict, value, "a task")
    name = text(facts.get("name"), "a function's name")
    source = text(facts.get("source"), "a function", LONGEST_SOURCE)
    if facts.get("verb") == Verb.SQUARE.value:
        need(name == SQUARE.name and not source, "the task is not the square")
        return SQUARE
    need(facts.get("verb") == Verb.GIVE.value, "a task is unknown")
    need(name.isidentifier() and source, "a function has no name or no text")
    return own_task(source, name)
