"""Makes a task of a person's own function. Main process; nothing is compiled or run here."""

from __future__ import annotations

from app.engine.numbers.exact import KEPT_DIGITS, LONGEST_IN_FULL, short_text_of, text_of
from app.engine.own.function import OwnFunction
from app.engine.tasks import Task, Verb


def own_task(source: str, name: str) -> Task:
    """Return the task to run a function for each number.

    Args:
        source: imports, helpers and the function; a module's text.
        name: the function's.
    """
    return Task(
        name=name,
        verb=Verb.GIVE,
        function=OwnFunction(source, name),
        result_text=_text,
        short_result_text=shortened,
        sort_key=_text,
        trusted=False,
        source=source,
    )


def _text(result: str | int) -> str:
    """Return a result's whole text; only whole numbers come back as such."""
    return text_of(result) if isinstance(result, int) else result


def own_function_of(task: Task) -> OwnFunction | None:
    """Return the person's function that a task runs; None where it is one of this program's."""
    return task.function if isinstance(task.function, OwnFunction) else None


def shortened(result: str | int, most: int = LONGEST_IN_FULL) -> str:
    """Return a result's text for a row: in one line, and shortened in the middle if it is long."""
    if isinstance(result, int):
        return short_text_of(result, most=most)
    line = result if result.isprintable() else " ".join(result.split())
    if len(line) <= most:
        return line
    kept = max(1, min(KEPT_DIGITS, (most - 1) // 2))
    return f"{line[:kept]}…{line[-kept:]}"
