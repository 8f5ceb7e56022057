"""How far a run is, or was at a moment, in words. Main process, any thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.tasks import Task
from app.engine.telling.durations import duration_text
from app.engine.telling.task_words import tr_task, tr_task_count

if TYPE_CHECKING:
    from app.engine.analysis.totals import Counts


def progress_words(task: Task, counts: Counts) -> str:
    """Return how far a run is, or was."""
    words = {
        "done": f"{counts.done:,}",
        "numbers": f"{counts.numbers:,}",
        "elapsed": duration_text(counts.elapsed),
    }
    if not counts.failed:
        return tr_task(
            task,
            square="{done} of {numbers} squared after {elapsed}",
            give="{done} of {numbers} done after {elapsed}",
            **words,
        )
    return tr_task_count(
        task,
        square=("{done} of {numbers} squared after {elapsed}, {count} not",) * 2,
        give=("{done} of {numbers} done after {elapsed}, {count} not",) * 2,
        count=counts.failed,
        **words,
    )
