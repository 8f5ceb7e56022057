"""What is said of doing a task, by its verb. Main process only.

Numbers, results, names and causes come as texts; what comes back is translated.
"""

from __future__ import annotations

from typing import Protocol

from app.engine.tasks import Task, Verb
from app.words import tr


class TaskWords(Protocol):
    """The sentences about one number that differ from task to task."""

    def done(self, number: str, result: str, name: str) -> str:
        """Return that a worker has done a number, as a row says it."""

    def done_by(self, number: str, result: str) -> str:
        """Return the same up to the name, which stands behind it in a shape of its own."""

    def done_alone(self, number: str, result: str) -> str:
        """Return the same without a word of who did it."""

    def not_done(self, number: str, cause: str) -> str:
        """Return that a number was not done, and why."""


class SquareWords:
    """What is said of squaring."""

    def done(self, number: str, result: str, name: str) -> str:
        """Return such as ``3 squared to 9 by: Process-2``."""
        return tr(
            "{number} squared to {square} by: {name}", number=number, square=result, name=name
        )

    def done_by(self, number: str, result: str) -> str:
        """Return such as ``3 squared to 9 by:``."""
        return tr("{number} squared to {square} by:", number=number, square=result)

    def done_alone(self, number: str, result: str) -> str:
        """Return such as ``3 squared to 9``."""
        return tr("{number} squared to {square}", number=number, square=result)

    def not_done(self, number: str, cause: str) -> str:
        """Return such as ``3 was not squared: Process-2 was killed (SIGKILL)``."""
        return tr("{number} was not squared: {cause}", number=number, cause=cause)


WORDS: dict[Verb, TaskWords] = {Verb.SQUARE: SquareWords()}


def task_words(task: Task) -> TaskWords:
    """Return what is said of a task."""
    return WORDS[task.verb]
